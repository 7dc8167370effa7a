"""What may not be published on an incident page, however it comes in.

Works on raw items, as they are in the database, a form or a file. The words of a translation are judged as
well, with the facts of the page that it translates: a translation cannot say that there is nothing sexual in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks import StreamBlock

from ..content.incident_help import GUARDED, LAST_SITUATION
from ..content.items import keys, raw_items
from ..content.problems import Problem, as_text, place
from ..item_blocks.fields import LineBlock, LinesBlock
from ..item_blocks.incident_help import ReadingBlock, SituationBlock
from ..lookup.context import PageContext
from ..safety.image_instructions import image_instructions
from ..text.length import too_long
from ..text.phone_spotting import phone_numbers
from ..vocabulary import ALLOWED_EVIDENCE, EVIDENCE_RULES

SITUATIONS: Final = "situations"
READINGS: Final = "readings"

Value = Mapping[str, Any]


def incident_problems(items: Any, source_items: Any = None) -> list[Problem]:
    """Everything in these situations that is in the way of publishing them.

    ``items`` is a stream or a list of raw items; ``source_items`` those of the page in the main language, when
    the items are its translation.
    """
    return [
        *_limits(items),
        *_double_keys(items),
        *text_problems(items, source_items),
    ]


def text_problems(items: Any, source_items: Any = None) -> list[Problem]:
    """What these situations may not say: instructions about images, and telephone numbers."""
    return [*_image_instructions(items, source_items), *_numbers(items)]


def last_situation_problems(items: Any, before: Any, planted: bool) -> list[Problem]:
    """A reader who finds nothing needs a next step: a page that was planted with it, or had it, may not lose it."""
    found = {_key(value) for _id, _kind, value in raw_items(items)}
    had = planted or any(_key(value) == LAST_SITUATION for _id, _kind, value in raw_items(before))
    if not found or not had or LAST_SITUATION in found:
        return []
    message = _(
        "the situation “My problem is not here” (key “%(key)s”) is missing, and a reader who finds nothing "
        "needs it. Save a draft and add it from “Shipped situations” at the top of this page."
    )
    return [Problem(SITUATIONS, _("Situations"), message % {"key": LAST_SITUATION})]


def reading_problems(readings: Any, items: Any) -> list[Problem]:
    """Readings of a situation that this page does not have: a typing error would hide what nobody has read."""
    known = {_key(value) for _id, _kind, value in raw_items(items)}
    message = _("this page has no situation with the key “%(key)s”. Type the key exactly as it is in the situation.")
    return [
        Problem(
            READINGS, _where(READINGS, index, kind, value, "situations"), message % {"key": key}, index, "situations"
        )
        for index, (_id, kind, value) in enumerate(raw_items(readings))
        for key in keys(value.get("situations"))
        if key.lower() not in known
    ]


def may_be_sexual(items: Any, source_items: Any = None) -> Iterator[tuple[int, str, Value]]:
    """The situations in which there may be something sexual, each as ``(index, type, value)``.

    The page in the main language says so; an unanswered question is a “maybe”.
    """
    facts = {item_id: value for item_id, _kind, value in raw_items(source_items) if item_id}
    for index, (item_id, kind, value) in enumerate(raw_items(items)):
        if facts.get(item_id, value).get("sexual") != "no":
            yield index, kind, value


def place_of(index: int, kind: str, value: Value, child: str = "") -> str:
    """How an editor finds a part of a situation."""
    return _where(SITUATIONS, index, kind, value, child)


def source_items_of(page: Any) -> Any:
    """The situations of the page that this one translates; ``None`` for a page in the main language."""
    # A page that is not in the tree yet translates nothing.
    page_context = PageContext(page=page)
    if not page.pk or page_context.in_source_language:
        return None
    original = page.get_translations().filter(locale_id=page_context.root.locale_id).first()
    return getattr(original.specific, SITUATIONS, None) if original else None


def _limits(items: Any) -> Iterator[Problem]:
    """What the form of a block refuses by itself, for items that never saw that form."""
    for index, (_id, kind, value) in enumerate(raw_items(items)):
        for child, block in SituationBlock.base_blocks.items():
            if isinstance(block, (LineBlock, LinesBlock)):
                try:
                    block.clean(as_text(value.get(child)))
                except ValidationError as refusal:
                    yield _problem(index, kind, value, child, " ".join(refusal.messages))
        rule = value.get("evidence")
        allowed = ALLOWED_EVIDENCE.get(str(value.get("sexual")), ALLOWED_EVIDENCE["maybe"])
        if rule and rule not in allowed:
            labels = ", ".join(str(EVIDENCE_RULES[key]) for key in allowed)
            message = _("There may be something sexual in it. Choose: %(allowed)s.") % {"allowed": labels}
            yield _problem(index, kind, value, "evidence", message)


def _double_keys(items: Any) -> Iterator[Problem]:
    """Two situations with one key would be one place on the page."""
    first: dict[str, str] = {}
    for index, (_id, kind, value) in enumerate(raw_items(items)):
        key = _key(value)
        if key and key in first:
            message = _("“%(key)s” is already the key of %(other)s.") % {"key": key, "other": first[key]}
            yield _problem(index, kind, value, "key", message)
        elif key:
            first[key] = place_of(index, kind, value)


def _image_instructions(items: Any, source_items: Any) -> Iterator[Problem]:
    message = _(
        "there may be something sexual in it, so this may not ask anyone to make, keep, send, open or show an "
        "image: “%(sentence)s”. Write “ask Offlimits or the police” instead."
    )
    for index, kind, value in may_be_sexual(items, source_items):
        for child in GUARDED:
            for sentence in image_instructions(_readable(value, child)):
                yield _problem(index, kind, value, child, message % {"sentence": sentence})


def _numbers(items: Any) -> Iterator[Problem]:
    """Numbers change, and one in a text is forgotten: they come with a helpline or a role."""
    message = _("leave out the number %(number)s. Choose a helpline or role: its number then comes with it.")
    for index, (_id, kind, value) in enumerate(raw_items(items)):
        for child in GUARDED:
            for number in phone_numbers(_readable(value, child)):
                yield _problem(index, kind, value, child, message % {"number": number})


def _readable(value: Value, child: str) -> str:
    """The text, or nothing when it is too long to be read: then ``_limits`` or the tables of a pack refuse it."""
    text = as_text(value.get(child))
    return "" if too_long(text) else text


def _problem(index: int, kind: str, value: Value, child: str, message: str) -> Problem:
    return Problem(SITUATIONS, place_of(index, kind, value, child), message, index, child)


def _where(stream: str, index: int, kind: str, value: Value, child: str) -> str:
    block = _streams()[stream]
    label = next(iter(block.child_blocks.values())).label
    return place(block, str(label), index, {"type": kind, "value": value}, child)


@cache
def _streams() -> Mapping[str, StreamBlock]:
    """The streams of an incident page, for the names that their parts have in the editor."""
    return {
        SITUATIONS: StreamBlock([("situation", SituationBlock())]),
        READINGS: StreamBlock([("reading", ReadingBlock())]),
    }


def _key(value: Value) -> str:
    return str(value.get("key") or "").lower()


__all__ = [
    "GUARDED",
    "SITUATIONS",
    "incident_problems",
    "last_situation_problems",
    "may_be_sexual",
    "place_of",
    "reading_problems",
    "source_items_of",
    "text_problems",
]
