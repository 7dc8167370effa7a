"""Which texts of a translation no native speaker has read, of those in a language that needs one to read them.

Such a language says so of itself in the shipped texts (``language_file``). What was read is noted by the package, of
the texts as it ships them, and by the school, of its own page: see ``content.native_readings``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..content.items import raw_items
from ..content.made_from import key_of
from ..content.native_readings import ReadTexts, TranslatedText, pair_of, translated_texts
from ..content.texts import TextPlace
from ..page_class import GripPage
from . import shipped
from .language_file import language_file


def is_judged(page: GripPage) -> bool:
    """Whether this page is in a language of which each text counts as unread until somebody read it."""
    return language_file(shipped.language_of(page)).is_judged


def unread_texts(page: GripPage, original: GripPage | None, read: ReadTexts) -> list[TranslatedText]:
    """The texts of a translation of which nobody noted that a native speaker read them, as they are now."""
    if original is None or not is_judged(page):
        return []
    ours = language_file(shipped.language_of(page)).native_texts
    return [text for text in translated_texts(page, original) if not (text.is_read(read) or _is_ours(text, ours))]


def _is_ours(text: TranslatedText, ours: frozenset[str]) -> bool:
    """Whether the package notes that it was read."""
    return bool(ours) and pair_of(text.said, text.own) in ours


def is_unread(page: GripPage, original: GripPage | None, read: ReadTexts) -> bool:
    """Whether the page tells its readers that nobody read it: a sentence of ours, or one that changed since.

    Of a sentence of the school itself, of which nobody noted anything, the school knows who wrote it: a translation of
    its own says nothing, also where it began as a copy of a planted page.
    """
    if not is_judged(page):
        return False
    ours = language_file(shipped.language_of(page)).native_texts
    if original is None or not (read or ours):
        return any(_shipped_places(page))
    texts = {text.key: text for text in translated_texts(page, original) if not _is_ours(text, ours)}
    if any(text.is_changed(read) for text in texts.values()):
        return True
    shown = (texts.get(key_of(place)) for place in _shipped_places(page))
    return any(text is not None and not text.is_read(read) for text in shown)


def _shipped_places(page: GripPage) -> Iterator[TextPlace]:
    """Where a sentence stands as we ship it."""
    if not page.starter_key:
        return
    ours = shipped.shipped(shipped.language_of(page), page.starter_key.partition("/")[0])
    for stream, item_id, key, value in _with_their_keys(page):
        for name, text in ours[key].values.items() if key in ours else ():
            if isinstance(text, str) and " " in text and value.get(name) == text:
                yield (stream, item_id, name) if stream else (name, "", "")


def _with_their_keys(page: GripPage) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
    """The fields of the page and each of its items, after what it remembers that it was made from."""
    yield "", "", page.starter_key, page.__dict__
    for stream in page.grip_streams:
        for item_id, _kind, value in raw_items(getattr(page, stream)):
            yield stream, item_id, str(value.get("starter_key") or ""), value


__all__ = ["is_judged", "is_unread", "unread_texts"]
