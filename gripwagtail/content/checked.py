"""On which day someone at the school last made sure that something is still correct."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Final

from ..page_class import GripPage
from ..text.values import day

# In the column before the id of an item: the noted days that were about what the card said before.
OUTDATED: Final = "outdated:"
# Also there, for the desk: that something on the page cannot be read.
DAMAGED: Final = "damaged:"


def last_check(
    checked: object, item_id: str, today: datetime.date, noted: datetime.date | None = None
) -> datetime.date | None:
    """The newest of what an editor noted on an item and the day of its last check; ``checked`` is a column of pages.

    What was noted does not count when it was about someone else, which the column says as well. A day that is still to
    come is not a check: a clock was ahead, or a year was mistyped. Otherwise nothing would ever be due.
    """
    known = checked if isinstance(checked, Mapping) else {}
    if noted and noted.isoformat() in str(known.get(OUTDATED + item_id) or "").split():
        noted = None
    return max((one for one in (noted, day(known.get(item_id))) if one and one <= today), default=None)


def shown_check(
    facts: GripPage, today: datetime.date, item_id: str = "", noted: datetime.date | None = None
) -> datetime.date | None:
    """The day that visitors read: where the editor noted one, or wants it shown on this page."""
    if noted and noted > today:
        noted = None
    return last_check(facts.checked, item_id, today, noted) if noted or facts.show_checked else None


__all__ = ["DAMAGED", "OUTDATED", "last_check", "shown_check"]
