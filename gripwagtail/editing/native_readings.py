"""What is noted of the readings of a translated page by native speakers, and which of its texts nobody has read."""

from __future__ import annotations

from ..content.native_readings import (
    NativeReading,
    ReadTexts,
    TranslatedText,
    forget_past,
    sound_readings,
    sound_texts,
    translated_texts,
)
from ..lookup.sources import is_ours
from ..page_class import GripPage
from ..records.native_reading import GripNativeReading
from ..starter.unread import is_judged, unread_texts
from .translated_pages import original_of


def record_of(page: GripPage) -> ReadTexts:
    """What is noted of the texts of this page."""
    stored = GripNativeReading.objects.filter(page=page.pk).values_list("texts", flat=True).first() if page.pk else None
    return sound_texts(stored)


def readings_of(page: GripPage) -> list[NativeReading]:
    """Who read this page, and when; the last one first."""
    stored = GripNativeReading.objects.filter(page=page.pk).values_list("readings", flat=True).first()
    return [reading for reading in reversed(sound_readings(stored)) if reading is not None]


def unread_of(page: GripPage) -> list[TranslatedText]:
    """The texts of this version of a translated page of which nobody noted that a native speaker read them."""
    if not is_judged(page):
        return []
    original = original_of(page)
    return unread_texts(page, original, record_of(page)) if original is not None else []


def forget_what_was_read() -> None:
    """Removes every digest of what is no longer there from the records: somebody was erased."""
    for row in GripNativeReading.objects.select_related("page").iterator(chunk_size=100):
        page = row.page.specific
        original = original_of(page) if is_ours(type(page)) else None
        if original is not None:
            texts = {text.key: text for text in translated_texts(page, original)}
            row.texts = forget_past(sound_texts(row.texts), texts)
            row.save(update_fields=["texts"])


__all__ = ["forget_what_was_read", "readings_of", "record_of", "unread_of"]
