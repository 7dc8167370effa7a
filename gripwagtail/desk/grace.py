"""New cards get a month: who has just filled one in need not be told to call whom it is about.

The day from which visitors see a card, saying what it says now, is kept beside its checks in the column ``checked``.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Final

from ..content.items import raw_items
from ..content.reach import said_on
from ..page_class import GripPage
from ..text.values import day, tick
from .dates import day_of, months_later, today

# In the column before the id of a card.
SINCE: Final = "since:"
_MONTHS: Final = 1


def first_due(page: GripPage, checked: object, item: str) -> datetime.date:
    """The day from which a published card that nobody ever checked is to be."""
    since = day(kept_days(checked).get(SINCE + item)) or published_on(page)
    return months_later(since, _MONTHS)


def published_on(page: GripPage) -> datetime.date:
    return day_of(page.first_published_at) if page.first_published_at else today()


def kept_days(checked: object) -> dict[str, str]:
    """Of a column, the days from which cards are there."""
    known = checked if isinstance(checked, Mapping) else {}
    return {name: str(text) for name, text in known.items() if str(name).startswith(SINCE)}


def without_days(checked: object) -> dict[str, Any]:
    """The rest of it."""
    kept = kept_days(checked)
    return {name: text for name, text in checked.items() if name not in kept} if isinstance(checked, Mapping) else {}


def days_since(before: GripPage | None, page: GripPage) -> dict[str, str]:
    """The same of a page that is about to be published; ``before`` is how it is in the database."""
    was = _seen(before) if before is not None and before.live else {}
    known = kept_days(before.checked) if before is not None else {}
    now = today().isoformat()
    days = {
        SINCE + item: known.get(SINCE + item, "") if was.get(item) == said else now
        for item, said in _seen(page).items()
    }
    return {name: text for name, text in days.items() if text}


def _seen(page: GripPage) -> dict[str, str]:
    """What each card says that visitors see."""
    cards = getattr(page, page.grip_cards) if page.grip_cards else None
    found = raw_items(cards) if cards else ()
    return {item: said_on(value) for item, _kind, value in found if item and tick(value.get("confirmed", True))}


__all__ = ["SINCE", "days_since", "first_due", "kept_days", "published_on", "without_days"]
