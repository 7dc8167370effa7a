"""Which situations of an incident page an expert has read. Only editors see this, never a visitor."""

from __future__ import annotations

from dataclasses import dataclass

from ..page_class import IncidentPage
from ..text.values import day
from .items import keys, raw_items
from .problems import called_by


@dataclass(frozen=True, slots=True)
class ReadingProgress:
    """How far the reading of a page has come; ``unread`` are the titles that are left, in their order."""

    total: int
    unread: list[str]

    @property
    def count(self) -> int:
        return self.total - len(self.unread)


def read_by_experts(page: IncidentPage) -> ReadingProgress:
    """What is at the situations themselves, and in the list of readings below them.

    A reading that names no situation is of all of them. A text that changed afterwards still counts as read: only
    the person who changed it knows whether that matters.
    """
    situations = [value for _id, _kind, value in raw_items(page.situations)]
    named: set[str] = set()
    for _id, _kind, reading in raw_items(page.readings):
        if not day(reading.get("read_on")):
            continue
        of = keys(reading.get("situations"))
        named.update(key.lower() for key in of)
        if not of:
            return ReadingProgress(len(situations), [])
    unread = [
        called_by(value) or str(value.get("key") or "")
        for value in situations
        if not day(value.get("expert_read")) and str(value.get("key") or "").lower() not in named
    ]
    return ReadingProgress(len(situations), unread)
