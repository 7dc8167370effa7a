"""Noting that a native speaker has read a translated page: who, by role or organisation, and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.db import transaction
from wagtail.log_actions import log

from ..content.identities import digest
from ..content.native_readings import NativeReading, TranslatedText, sound_readings, sound_texts
from ..page_class import GripPage
from ..records.native_reading import GripNativeReading
from ..serving.renewal import renew_source
from . import columns

LOG_ACTION: Final = "gripwagtail.native_reading"


@transaction.atomic
def note(page: GripPage, texts: Iterable[TranslatedText], reading: NativeReading, user: Any = None) -> int:
    """Notes that these texts of a page were read as they are, and returns how many. Each keeps its last reading."""
    rows = GripNativeReading.objects.select_for_update()
    row, _is_new = rows.get_or_create(page_id=page.pk)
    known, noted = sound_readings(row.readings), sound_texts(row.texts)
    read = {text.key: [digest(text.said), digest(text.own), len(known)] for text in texts}
    row.readings, row.texts = _kept([*known, reading], {**noted, **read})
    row.save()
    data = {"by": reading.by, "on": reading.on.isoformat(), "count": len(read)}
    log(page, LOG_ACTION, user=user, data=data)
    columns.update(type(page)._base_manager.select_related("locale").get(pk=page.pk))
    # Its readers are told that nobody read it, until somebody has.
    renew_source(page)
    return len(read)


def _kept(readings: list[NativeReading | None], texts: dict[str, list[Any]]) -> tuple[list[Any], dict[str, list[Any]]]:
    """The readings of which a text is left, numbered anew; a text without its reading counts as unread."""
    used = sorted({number for _said, _own, number in texts.values() if 0 <= number < len(readings)})
    left = [(number, found) for number in used if (found := readings[number]) is not None]
    numbers = {number: place for place, (number, _found) in enumerate(left)}
    kept = {place: [*entry[:2], numbers[entry[2]]] for place, entry in texts.items() if entry[2] in numbers}
    return [{"by": found.by, "on": found.on.isoformat()} for _number, found in left], kept


def seen_of(texts: Iterable[TranslatedText]) -> str:
    """Which texts somebody had before them, so that nobody notes a reading of others."""
    return digest(" ".join(f"{text.key} {digest(text.said)} {digest(text.own)}" for text in texts))


__all__ = ["LOG_ACTION", "note", "seen_of"]
