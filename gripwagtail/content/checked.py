"""On which day somebody of the school last made sure that something is still right."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from .items import day


def last_check(checked: Any, item_id: str, noted: datetime.date | None = None) -> datetime.date | None:
    """The newest of what an editor noted on an item and the day of its last check; ``checked`` is a column of pages."""
    last = day(checked.get(item_id)) if isinstance(checked, Mapping) else None
    return max(filter(None, (noted, last)), default=None)


def shown_check(facts: Any, item_id: str = "", noted: datetime.date | None = None) -> datetime.date | None:
    """The day that visitors read: where the editor noted one, or wants it shown on this page."""
    return last_check(facts.checked, item_id, noted) if noted or facts.show_checked else None


__all__ = ["last_check", "shown_check"]
