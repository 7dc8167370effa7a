"""The one way in which stored items are read.

Streams are read as raw JSON: building Wagtail's block values for a page of forty
contacts costs more than rendering it. Raw JSON comes in by many routes, so nothing is
taken for granted: ids and keys can be missing, dates can be strings or dates.

Facts come from the source, words from the translation, joined by block id.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wagtail import blocks

from ..item_blocks import fields as fields
from ..item_blocks.item import ItemBlock
from ..text.interface_language import interface_language
from ..text.marked import Text, in_language
from ..text.values import day, is_day, is_empty, number, tick, whole

Item = dict[str, Any]

PLACEHOLDER = "[["
# It becomes part of an address and the name of a place on a page.
_ID = re.compile(r"[\w-]{1,100}", re.ASCII)
# One that never ends swallows the rest.
_PLACEHOLDER = re.compile(r"\[\[.*?(?:\]\]|\Z)", re.DOTALL)

# Nearly always a dict, which is seen at once; asking an abstract class is slow.
_MAPPING = (dict, Mapping)


@dataclass(frozen=True)
class LanguagePair:
    """The language of the facts' page and the language shown, as language codes."""

    source: str
    shown: str
    # The language of the translation's words, where that is not the one shown: an alias repeats another page.
    said: str = ""

    @cached_property
    def around(self) -> str:
        """The language of the element around the words, and of our own words in it.

        Another one than is shown only where we do not speak that, and then every word of the page is marked. Asked of
        each text of a page, so worked out once; and of a page without texts never.
        """
        return interface_language(self.shown, self.source)

    @property
    def mark(self) -> str:
        """What an untranslated text is marked with."""
        return "" if self.source == self.shown == self.around else self.source

    @property
    def mark_of_words(self) -> str:
        """What a translated text is marked with: nothing, unless it was translated into another language."""
        said = self.said or self.shown
        return "" if said == self.shown == self.around else said


def raw_items(stream: Any) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Each item of a stream as ``(id, type, value)``; anything that is not an item is skipped."""
    for raw in getattr(stream, "raw_data", stream) or ():
        if isinstance(raw, _MAPPING) and isinstance(raw.get("value"), _MAPPING):
            yield str(raw.get("id") or ""), str(raw.get("type") or ""), raw["value"]


def text_of(value: object) -> str:
    """A text as it may be shown: trimmed, and empty while it still contains a placeholder."""
    if not isinstance(value, str) or PLACEHOLDER in value:
        return ""
    return whole(value).strip()


def title_of(value: object) -> str:
    """A title without its placeholders: a page always has one, so something has to be shown."""
    return " ".join(_PLACEHOLDER.sub(" ", whole(str(value or ""))).split())


def words(source: object, translated: object, languages: LanguagePair) -> Text:
    """The translated text, or the source's own, marked with its language; what the source left empty is empty."""
    own = text_of(source)
    other = text_of(translated) if own else ""
    # A form sends other line ends than an import stores; that does not make a translation.
    if other and other != own and other.split() != own.split():
        return in_language(other, languages.mark_of_words)
    return in_language(own, languages.mark if own else "")


def lines(source: object, translated: object, languages: LanguagePair) -> list[Text]:
    """A text with one item per line; translated as a whole or not at all."""
    own = _lines_of(source)
    other = _lines_of(translated) if own and translated else None
    if other and other != own:
        return [in_language(line, languages.mark_of_words) for line in other]
    return [in_language(line, languages.mark) for line in own]


def _lines_of(value: object) -> list[str]:
    raw = value if isinstance(value, list) else value.splitlines() if isinstance(value, str) else []
    return [line for part in raw if (line := text_of(part))]


def keys(value: object) -> tuple[str, ...]:
    parts: Any
    if isinstance(value, str):
        parts = value.split(",")
    elif isinstance(value, (list, tuple)):
        parts = [part.get("value") if isinstance(part, _MAPPING) else part for part in value]
    else:
        return ()
    return tuple(dict.fromkeys(whole(part).strip() for part in parts if isinstance(part, str) and part.strip()))


def fact(value: object) -> str:
    return text_of(value) if not isinstance(value, (int, float)) else str(value)


def is_fact(value: object) -> bool:
    """Whether this is a text or a number, or nothing."""
    return isinstance(value, (str, int, float)) or is_empty(value)


@dataclass(frozen=True, slots=True)
class _Child:
    name: str
    read: Callable[..., Any]
    spoken: bool
    default: Any
    # For values that make something private when they cannot be read: whether they can.
    is_readable: Callable[[Any], bool] | None = None


_known: dict[str, tuple[_Child, ...]] = {}


def _children(block: type[ItemBlock]) -> tuple[_Child, ...]:
    """How each child is read; worked out once for every class of item."""
    name = f"{block.__module__}.{block.__qualname__}"
    if name not in _known:
        _known[name] = tuple(_child(name, child) for name, child in block.base_blocks.items())
    return _known[name]


def _child(name: str, child: blocks.Block) -> _Child:
    if isinstance(child, fields.LinesBlock):
        return _Child(name, lines, True, "")
    if isinstance(child, fields.Words):
        return _Child(name, words, True, "")
    if isinstance(child, fields.DayBlock):
        return _Child(name, day, False, None, is_day)
    if isinstance(child, fields.NumberBlock):
        return _Child(name, number, False, None)
    if isinstance(child, fields.YesBlock):
        return _Child(name, tick, False, bool(child.meta.default))
    if isinstance(child, (fields.KeysBlock, fields.ManyOfBlock, blocks.ListBlock)):
        return _Child(name, keys, False, ())
    needs_one = is_fact if isinstance(child, fields.OneOfBlock) else None
    return _Child(name, fact, False, getattr(child.meta, "default", None) or "", needs_one)


def _by_id(source: object, translated: object) -> dict[str, Any]:
    """The translated items by their id. One that several items have, here or there, is the id of none of them."""
    several = {
        item_id
        for stream in (source, translated)
        for item_id, count in Counter(item_id for item_id, _kind, _value in raw_items(stream)).items()
        if count > 1
    }
    return {item_id: value for item_id, _kind, value in raw_items(translated) if item_id and item_id not in several}


def read_items(block: type[ItemBlock], source: object, translated: object, languages: LanguagePair) -> list[Item]:
    """The items of ``source`` as dicts, with the words of ``translated`` where there are any.

    An item that is only in the translation is not there: a translation can be late in
    wording, never wrong about what exists. Under ``unreadable`` are the days and choices that are there and are
    invalid: anyone who shows or hides something by one of them has to know.
    """
    spoken = _by_id(source, translated) if translated else {}
    children = _children(block)
    found: list[Item] = []
    for item_id, _kind, value in raw_items(source):
        other = spoken.get(item_id, {})
        item: Item = {"id": item_id if _ID.fullmatch(item_id) else "", "unreadable": ()}
        for child in children:
            given = value.get(child.name)
            if child.spoken:
                item[child.name] = child.read(given, other.get(child.name), languages)
            else:
                # Only what is absent has its default: an older item. An empty tick is not ticked.
                absent = given is None and (child.read is not tick or child.name not in value)
                item[child.name] = child.read(child.default if absent else given)
                if given is not None and child.is_readable is not None and not child.is_readable(given):
                    item["unreadable"] += (child.name,)
        found.append(item)
    return found
