"""Which situations of an incident page an expert has read. Only editors see this, never a visitor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from ..page_class import GripPage, IncidentPage
from ..text.values import day
from ..vocabulary import AUDIENCES
from .items import keys, raw_items
from .made_from import digest
from .problems import called_by
from .texts import flat

# What an expert reads: what visitors are told, and what decides how it is shown. Not who is named below it.
_READ: Final = (
    *("title", "recognise", "urgency", "sexual", "evidence", "danger_line", "life_line", "school_does"),
    *(f"{reader}_{part}" for reader in AUDIENCES for part in ("opening", "steps", "donts")),
)
# The same, younger than readings that were noted: where they are empty it says what it said.
_READ_LATER: Final = ("title_parent", "title_staff")

# Of each situation, by the day of a reading: the digest of what it then said.
Noted = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class ReadingProgress:
    """How far the reading of a page has come; ``unread`` are the titles that are left, in their order."""

    total: int
    unread: list[str]

    @property
    def count(self) -> int:
        return self.total - len(self.unread)


def said_by_situations(page: GripPage) -> dict[str, str]:
    """Identifies what each situation of a page says, by its id; nothing for a page that no expert reads."""
    if not page.grip_needs_experts:
        return {}
    situations = raw_items(cast(IncidentPage, page).situations)
    return {item_id: _said(value) for item_id, _kind, value in situations if item_id}


def _said(value: Mapping[str, Any]) -> str:
    said = [flat(str(value.get(name) or "")) for name in _READ]
    later = [f"{name} {text}" for name in _READ_LATER if (text := flat(str(value.get(name) or "")))]
    return digest(repr(said + later))


def reading_days(page: IncidentPage) -> Iterator[tuple[str, str]]:
    """Each situation that somebody read, by its id, with the day: its own, and those of the list below."""
    situations = [(item_id, value) for item_id, _kind, value in raw_items(page.situations) if item_id]
    for item_id, value in situations:
        if own := day(value.get("expert_read")):
            yield item_id, own.isoformat()
    for _id, _kind, reading in raw_items(page.readings):
        read_on, of = day(reading.get("read_on")), {key.lower() for key in keys(reading.get("situations"))}
        for item_id, value in situations if read_on else ():
            if not of or str(value.get("key") or "").lower() in of:
                yield item_id, read_on.isoformat() if read_on else ""


def read_by_experts(page: IncidentPage, noted: Noted | None = None) -> ReadingProgress:
    """What is at the situations themselves, and in the list of readings below them.

    A reading that names no situation is of all of them. It is valid for the text as it was read: one that changed since
    is unread again, until somebody reads it on a later day. Of a reading that is older than these notes nobody knows.
    """
    noted = noted or {}
    now = said_by_situations(page)
    held = {
        item_id
        for item_id, read_on in reading_days(page)
        if noted.get(item_id, {}).get(read_on) in (None, now.get(item_id))
    }
    situations = list(raw_items(page.situations))
    unread = [
        called_by(value) or str(value.get("key") or "")
        for item_id, _kind, value in situations
        # Without an id nothing can be noted of it.
        if item_id not in held and not (not item_id and day(value.get("expert_read")))
    ]
    return ReadingProgress(len(situations), unread)


__all__ = ["ReadingProgress", "read_by_experts", "reading_days", "said_by_situations"]
