"""Which texts of a translation a native speaker has read: each as it was read, beside the text that it translates.

The record of a page has two parts. ``readings``: who read, by role or organisation, and on which day. ``texts``: for
each place the digests of the translated text and of the source's text, and the number of the reading. A text of which
either changed since is unread again.

Nothing here asks the database; ``desk.native_readings`` writes what is read here.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..page_class import GripPage
from ..text.naming import may_name_someone
from ..text.values import day
from .identities import digest
from .items import raw_items
from .made_from import key_of
from .texts import TextPlace, texts_of

# A text as it is recorded: what the translation said, what the source said, and which reading that was.
ReadEntry = list[Any]
ReadTexts = Mapping[str, ReadEntry]
# In place of a digest that was forgotten: what was read then is something else than what there is.
GONE: Final = ""


@dataclass(frozen=True, slots=True)
class NativeReading:
    """Who read, as a role or an organisation, and when."""

    by: str
    on: datetime.date


def sound_texts(stored: object) -> dict[str, ReadEntry]:
    """What is recorded of the texts, without what cannot be read: that counts as unread."""
    found = stored if isinstance(stored, dict) else {}
    return {place: entry for place, entry in found.items() if isinstance(place, str) and _is_entry(entry)}


def _is_entry(entry: object) -> bool:
    return (
        isinstance(entry, list)
        and len(entry) == 3
        and isinstance(entry[0], str)
        and isinstance(entry[1], str)
        and type(entry[2]) is int
    )


def sound_readings(stored: object) -> list[NativeReading | None]:
    """The readings by their numbers; nothing in the place of one that cannot be read."""
    return [_reading(one) for one in stored] if isinstance(stored, list) else []


def _reading(stored: object) -> NativeReading | None:
    if not isinstance(stored, dict):
        return None
    by, on = stored.get("by"), day(stored.get("on"))
    return NativeReading(by, on) if isinstance(by, str) and by and on else None


def pair_of(said: str, own: str) -> str:
    """Stands for a text beside the one that it translates, as shipped texts note what was read of them."""
    # Neither has two line ends after each other.
    return digest(f"{digest(said)} {digest(own)}")


@dataclass(frozen=True, slots=True)
class TranslatedText:
    """A text of a translation that visitors read, with the text of the original that it translates."""

    place: TextPlace
    said: str
    own: str

    @property
    def key(self) -> str:
        return key_of(self.place)

    def is_read(self, read: ReadTexts) -> bool:
        """Whether somebody read this very text."""
        entry = read.get(self.key)
        return entry is not None and entry[:2] == [digest(self.said), digest(self.own)]

    def is_changed(self, read: ReadTexts) -> bool:
        """Whether somebody read what was here before."""
        return self.key in read and not self.is_read(read)


def translated_texts(page: GripPage, original: GripPage) -> Iterator[TranslatedText]:
    """Every text that a native speaker can judge, in the order of the original.

    Not what the original says as well, which is in its language or a name, and no label that may name someone: the
    reader may be somebody from outside the school.
    """
    said, named = texts_of(page), {*_labels_with_a_name(original), *_labels_with_a_name(page)}
    for place, own in texts_of(original).items():
        text = said.get(place, "")
        if text and text.split() != own.split() and place not in named:
            yield TranslatedText(place, text, own)


def _labels_with_a_name(page: GripPage) -> Iterator[TextPlace]:
    for name in page.grip_streams:
        for item_id, _kind, value in raw_items(getattr(page, name)) if name == "contacts" else ():
            if may_name_someone(value):
                yield name, item_id, "label"


def forget_past(read: ReadTexts, texts: Mapping[str, TranslatedText]) -> dict[str, ReadEntry]:
    """The record without any digest of what is there no more: of a short name or a number it could be guessed."""
    kept = {}
    for place, entry in read.items():
        now = texts.get(place)
        if now is not None:
            said, own = digest(now.said), digest(now.own)
            kept[place] = [said if entry[0] == said else GONE, own if entry[1] == own else GONE, entry[2]]
    return kept


__all__ = [
    "NativeReading",
    "ReadTexts",
    "TranslatedText",
    "forget_past",
    "pair_of",
    "sound_readings",
    "sound_texts",
    "translated_texts",
]
