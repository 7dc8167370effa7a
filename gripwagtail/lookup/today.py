"""The day of a visit, which notes until when what is made of it stays right.

Most of what we show of a day is a comparison: a card is shown from one day until another. So what is made is right
until the first day on which such a comparison turns out differently. Whatever else is asked of the day (its week, its
name) is another tomorrow.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any, Final

from .rests_on import RestsOn

# Of each comparison with a day, from which days on it turns out differently: that day itself, or so many days later.
_TURNS: Final = {
    "__lt__": (0,),
    "__ge__": (0,),
    "__le__": (1,),
    "__gt__": (1,),
    "__eq__": (0, 1),
    "__ne__": (0, 1),
}
_LAST: Final = datetime.date.max.toordinal()
# What else Python asks of a day without its attributes.
_WHOLE: Final = ("__add__", "__radd__", "__sub__", "__rsub__", "__str__", "__repr__", "__format__", "__hash__")
# Of Python itself, and not of the day.
_SILENT: Final = frozenset({"__class__", "__dict__"})


class Today(datetime.date):
    """A date like any other, for who asks."""

    @classmethod
    def of(cls, day: datetime.date, rests_on: RestsOn) -> Today:
        today = cls(day.year, day.month, day.day)
        today.__dict__.update(day=day, rests_on=rests_on)
        return today

    def __getattribute__(self, name: str) -> Any:
        if name not in _SILENT:
            _note_day(self)
        return object.__getattribute__(self, name)


def _noted(today: Today) -> tuple[datetime.date, RestsOn]:
    noted = today.__dict__
    return noted["day"], noted["rests_on"]


def _note_day(today: Today) -> None:
    day, rests_on = _noted(today)
    rests_on.note_day(day)


def _compare(name: str, after: tuple[int, ...]) -> Callable[[Today, object], Any]:
    compare = getattr(datetime.date, name)

    def noting(self: Today, other: object) -> Any:
        day, rests_on = _noted(self)
        if isinstance(other, datetime.date):
            # What lies behind us has turned already.
            turns = [turn for days in after if day.toordinal() < (turn := other.toordinal() + days) <= _LAST]
            rests_on.note_until(day, datetime.date.fromordinal(min(turns)) if turns else None)
        return compare(day, other)

    return noting


def _whole(name: str) -> Callable[..., Any]:
    ask = getattr(datetime.date, name)

    def noting(self: Today, *given: Any) -> Any:
        _note_day(self)
        return ask(_noted(self)[0], *given)

    return noting


for _name, _after in _TURNS.items():
    setattr(Today, _name, _compare(_name, _after))
for _name in _WHOLE:
    setattr(Today, _name, _whole(_name))

__all__ = ["Today"]
