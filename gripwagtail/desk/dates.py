"""When something is due: the school year, and periods in months."""

from __future__ import annotations

import datetime
from calendar import monthrange
from typing import Final

from django.utils import timezone

# From this day on every contact counts as unchecked: people change jobs in the summer.
_NEW_YEAR: Final = (8, 1)


def today() -> datetime.date:
    """The local day."""
    return day_of(timezone.now())


def day_of(moment: datetime.datetime) -> datetime.date:
    """The local day of a moment; a site without time zones stores local moments."""
    return timezone.localtime(moment).date() if timezone.is_aware(moment) else moment.date()


def midnight() -> datetime.datetime:
    """The moment at which the local day ends."""
    end = datetime.datetime.combine(today() + datetime.timedelta(days=1), datetime.time.min)
    return timezone.make_aware(end) if timezone.is_aware(timezone.now()) else end


def school_year(day: datetime.date) -> datetime.date:
    """The first day of the school year that this day is in."""
    begin = datetime.date(day.year, *_NEW_YEAR)
    return begin if begin <= day else datetime.date(day.year - 1, *_NEW_YEAR)


def next_school_year(day: datetime.date) -> datetime.date:
    return datetime.date(school_year(day).year + 1, *_NEW_YEAR)


def months_later(start: datetime.date, months: int) -> datetime.date:
    """The same day of the month, or the last one where that month is shorter."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > datetime.MAXYEAR:
        return datetime.date.max
    return datetime.date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


__all__ = ["day_of", "midnight", "months_later", "next_school_year", "school_year", "today"]
