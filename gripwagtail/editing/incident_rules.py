"""Rules about an incident page: what may not be published, whatever door it comes in by, and what to look at again.

They read raw items, as they are in the database, a form or a file. The words of a translation are judged as well, with
the facts of the page that it translates: a translation cannot say that there is nothing sexual in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from itertools import product
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock

from ..content.incident_help import GUARDED, LAST_SITUATION
from ..content.items import keys, raw_items
from ..content.problems import Problem, as_text, place
from ..item_blocks.fields import LineBlock, LinesBlock
from ..item_blocks.incident_help import ReadingBlock, SituationBlock
from ..safety.image_instructions import image_instructions
from ..safety.image_words import image_words
from ..starter.files import StarterError, languages
from ..starter.plans import shipped_items
from ..starter.texts import load
from ..text.length import too_long
from ..text.phone_spotting import phone_numbers
from ..vocabulary import ALLOWED_EVIDENCE, EVIDENCE_RULES, TEXTS_FOR_SCHOOL_TYPE
from .rule import Rule, Severity, Spot, Subject, problems_of

SITUATIONS: Final = "situations"
READINGS: Final = "readings"

Value = Mapping[str, Any]


# --- the fields of a situation ------------------------------------------------------


def _limits(subject: Subject) -> Iterator[Spot]:
    """What the form of a block refuses by itself, for items that never saw that form."""
    for index, kind, value in _situations(subject):
        for child, block in SituationBlock.base_blocks.items():
            if isinstance(block, (LineBlock, LinesBlock)):
                try:
                    block.clean(as_text(value.get(child)))
                except ValidationError as refusal:
                    yield _spot(index, kind, value, child, refusal=" ".join(refusal.messages))


def _evidence(subject: Subject) -> Iterator[Spot]:
    for index, kind, value in _situations(subject):
        chosen = value.get("evidence")
        allowed = ALLOWED_EVIDENCE.get(str(value.get("sexual")), ALLOWED_EVIDENCE["maybe"])
        if chosen and chosen not in allowed:
            labels = ", ".join(str(EVIDENCE_RULES[key]) for key in allowed)
            yield _spot(index, kind, value, "evidence", allowed=labels)


def _double_keys(subject: Subject) -> Iterator[Spot]:
    """Two situations with one key would be one place on the page."""
    first: dict[str, str] = {}
    for index, kind, value in _situations(subject):
        key = _key(value)
        if key and key in first:
            yield _spot(index, kind, value, "key", key=key, other=first[key])
        elif key:
            first[key] = _where(SITUATIONS, index, kind, value)


def _without_last(subject: Subject) -> Iterator[Spot]:
    """Whoever does not find what happened needs a way on: a page that was planted with it or had it may not lose it."""
    found = {_key(value) for _number, _kind, value in _situations(subject)}
    before = subject.form.initial.get(SITUATIONS) if subject.form is not None else None
    had = any(_key(value) == LAST_SITUATION for _id, _kind, value in raw_items(before))
    planted = bool(getattr(subject.our_page, "starter_key", ""))
    if found and LAST_SITUATION not in found and (had or planted):
        yield Spot(SITUATIONS, str(_("Situations")), values={"key": LAST_SITUATION})


def _unknown_readings(subject: Subject) -> Iterator[Spot]:
    """Readings of a situation that this page does not have: a typing error would hide what nobody has read."""
    if not subject.has(SITUATIONS):
        return
    known = {_key(value) for _index, _kind, value in _situations(subject)}
    for index, (_id, kind, value) in enumerate(raw_items(subject.get(READINGS))):
        for key in keys(value.get("situations")):
            if key.lower() not in known:
                where = _where(READINGS, index, kind, value, "situations")
                yield Spot(READINGS, where, index, "situations", {"key": key})


# --- what a reader is told to do ----------------------------------------------------


def _orders(*, checked: bool) -> Callable[[Subject], Iterator[Spot]]:
    """Finds what asks for something with an image. What not to do may name anything."""

    def find(subject: Subject) -> Iterator[Spot]:
        for index, kind, value in _may_be_sexual(subject):
            for child in GUARDED:
                for sentence in image_instructions(_readable(value, child), checked=checked):
                    yield _spot(index, kind, value, child, sentence=sentence)

    return find


def _words(subject: Subject) -> Iterator[Spot]:
    """A word can say the same without being an order: “with a screenshot we can help you faster”."""
    for index, kind, value in _may_be_sexual(subject):
        for child in GUARDED:
            own = [line for line in as_text(value.get(child)).splitlines() if line.strip() not in _shipped_lines()]
            if found := image_words("\n".join(own)):
                yield _spot(index, kind, value, child, words="”, “".join(found))


@cache
def _shipped_lines() -> frozenset[str]:
    """What we ship was read word by word; a warning that is on every page is read by nobody."""
    lines: set[str] = set()
    for language, texts in product(languages(), set(TEXTS_FOR_SCHOOL_TYPE.values())):
        with suppress(StarterError):
            for item in shipped_items("incident_help", SITUATIONS, load(language, texts)):
                for child in GUARDED:
                    lines.update(line.strip() for line in as_text(item["value"].get(child)).splitlines())
    return frozenset(lines)


def _numbers(subject: Subject) -> Iterator[Spot]:
    """Numbers change, and one in a text is forgotten: they come along with a helpline or a role."""
    for index, kind, value in _situations(subject):
        for child in GUARDED:
            for number in phone_numbers(_readable(value, child)):
                yield _spot(index, kind, value, child, number=number)


def _in_translations(subject: Subject) -> Iterator[Spot]:
    """What is wrong there: a tool for translators may pass by our form, and this page may have changed."""
    if subject.source is not None:
        return
    for copy in subject.translations:
        language = copy.locale.get_display_name()
        translated = Subject(copy, source=subject.our_page)
        items: dict[int | None, str] = {index: raw["id"] for index, raw in translated.items(SITUATIONS)}
        for problem in problems_of(_OF_WHAT_IS_STORED, translated):
            values = {"message": problem.message, "item": items.get(problem.index), "child": problem.child}
            yield Spot(SITUATIONS, f"{language}: {problem.where}", values=values, translation=copy.pk)


def _situations(subject: Subject) -> Iterator[tuple[int, str, Value]]:
    for index, raw in subject.items(SITUATIONS):
        yield index, raw["type"], raw["value"]


def _may_be_sexual(subject: Subject) -> Iterator[tuple[int, str, Value]]:
    """The situations in which there may be something sexual.

    The page in the main language says so; an unanswered question is a “maybe”.
    """
    originals = getattr(subject.source, SITUATIONS, None)
    facts = {item_id: value for item_id, _kind, value in raw_items(originals) if item_id}
    for index, raw in subject.items(SITUATIONS):
        if facts.get(raw["id"], raw["value"]).get("sexual") != "no":
            yield index, raw["type"], raw["value"]


def _readable(value: Value, child: str) -> str:
    """The text, or nothing when it is too long to be read: then ``_limits`` or the tables of a pack refuse it."""
    text = as_text(value.get(child))
    return "" if too_long(text) else text


def _spot(index: int, kind: str, value: Value, child: str, **values: Any) -> Spot:
    return Spot(SITUATIONS, _where(SITUATIONS, index, kind, value, child), index, child, values)


def _where(stream: str, index: int, kind: str, value: Value, child: str = "") -> str:
    block = _streams()[stream]
    label = next(iter(block.child_blocks.values())).label
    return place(block, str(label), index, {"type": kind, "value": value}, child)


@cache
def _streams() -> Mapping[str, StreamBlock]:
    """The streams of an incident page, for the names that their parts have in the editor. A file has no page."""
    return {
        SITUATIONS: StreamBlock([("situation", SituationBlock())]),
        READINGS: StreamBlock([("reading", ReadingBlock())]),
    }


def _key(value: Value) -> str:
    return str(value.get("key") or "").lower()


# --- the rules ----------------------------------------------------------------------

_LIMITS: Final = Rule("limits", Severity.REFUSE, _limits, "%(refusal)s", SITUATIONS, is_of_what_is_stored=True)
_EVIDENCE: Final = Rule(
    "evidence",
    Severity.REFUSE,
    _evidence,
    _("There may be something sexual in it. Choose: %(allowed)s."),
    SITUATIONS,
    is_of_what_is_stored=True,
)
_DOUBLE_KEY: Final = Rule(
    "double-key",
    Severity.REFUSE,
    _double_keys,
    _("“%(key)s” is already the key of %(other)s."),
    SITUATIONS,
    is_of_what_is_stored=True,
)
_IMAGE_INSTRUCTION: Final = Rule(
    "image-instruction",
    Severity.REFUSE,
    _orders(checked=True),
    _(
        "there may be something sexual in it, so this may not ask anyone to make, keep, send, open or show an "
        "image: “%(sentence)s”. Write “ask Offlimits or the police” instead."
    ),
    SITUATIONS,
    is_of_what_is_stored=True,
)
_UNSURE_INSTRUCTION: Final = Rule(
    "image-instruction-unsure",
    Severity.ADVISE,
    _orders(checked=False),
    _(
        "there may be something sexual in it, and this seems to ask someone to make, keep, send, open or show an "
        "image: “%(sentence)s”. Visitors do not see this text. Write it in other words, for example: “ask Offlimits "
        "or the police”."
    ),
    SITUATIONS,
    is_of_what_is_stored=True,
)
_NUMBER: Final = Rule(
    "number",
    Severity.REFUSE,
    _numbers,
    _("leave out the number %(number)s. Choose a helpline or role: its number then comes with it."),
    SITUATIONS,
    is_of_what_is_stored=True,
)
RULES: Final = (
    _LIMITS,
    _DOUBLE_KEY,
    _EVIDENCE,
    _IMAGE_INSTRUCTION,
    _NUMBER,
    Rule(
        "last-situation",
        Severity.REFUSE,
        _without_last,
        _(
            "the situation “My problem is not here” (key “%(key)s”) is missing, and a reader who finds nothing "
            "needs it. Save a draft and add it with the link above the list of situations."
        ),
        SITUATIONS,
    ),
    Rule(
        "unknown-reading",
        Severity.REFUSE,
        _unknown_readings,
        _("this page has no situation with the key “%(key)s”. Type the key exactly as it is in the situation."),
        READINGS,
    ),
    _UNSURE_INSTRUCTION,
    Rule(
        "image-word",
        Severity.ADVISE,
        _words,
        _(
            "there may be something sexual in it, and this says “%(words)s”. Read it again: it may not ask anyone to "
            "make, keep or pass on an image. What not to do belongs under “Do not”."
        ),
        SITUATIONS,
    ),
    Rule("translations", Severity.ADVISE, _in_translations, "%(message)s", SITUATIONS),
)
_OF_WHAT_IS_STORED: Final = tuple(rule for rule in RULES if rule.is_of_what_is_stored)


def problems_of_file(items: Iterable[Mapping[str, Any]]) -> list[Problem]:
    """What the situations in a file say and may not. Its tables judge the rest of it."""
    return problems_of((_IMAGE_INSTRUCTION, _NUMBER), Subject(given={SITUATIONS: items}))


__all__ = ["RULES", "SITUATIONS", "problems_of_file"]
