"""On which stamps something rests that is being made: each is read before the content that it is the stamp of.

One ``RestsOn`` serves a whole request. Who reads content says so here, in the same property or function that reads it,
and again when what was read before is used once more: two blocks may share what was read for the first.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from ..records import stamp
from ..records.stamp import State


@dataclass(slots=True)
class Making:
    """What was used to make one body."""

    names: set[str] = field(default_factory=set)
    # The day of which it shows anything, and the first day after it on which that is another; none if there is none.
    day: datetime.date | None = None
    until: datetime.date | None = None
    # The request itself: what was made is for this visitor alone.
    visitor: bool = False


class RestsOn:
    """The stamps that this visit has read, and what is being made of it."""

    def __init__(self, keeps: bool = True) -> None:
        # Whether anything that is made in this visit may be kept; else nobody needs the stamps.
        self.keeps = keeps
        self.values: dict[str, str] = {}
        self._state: State | None = None
        self._making: list[Making] = []

    @property
    def state(self) -> State:
        """The state of all content, read once."""
        if self._state is None:
            self.read(())
        return self._state or State("", True)

    def read(self, names: Iterable[str]) -> None:
        """Reads those of these stamps that were not read yet. At most one query."""
        wanted = [name for name in names if name not in self.values]
        if self._state is None:
            # With what every page rests on, or may need before it is known.
            wanted = [*wanted, stamp.TREE, stamp.NATIONAL, *stamp.LINKS]
            self._state, values = stamp.read(wanted)
        elif wanted:
            _state, values = stamp.read(wanted)
        else:
            return
        self.values.update(values)

    def know(self, values: Mapping[str, str]) -> None:
        """These were read elsewhere, before their content. What was read sooner stays."""
        self.values = {**values, **self.values}

    def note(self, *names: str) -> None:
        """What is being made rests on these; to be said before their content is read."""
        if not self.keeps:
            return
        self.read(names)
        for making in self._making:
            making.names.update(names)

    def note_day(self, day: datetime.date) -> None:
        """What is being made shows something of this day, and is another tomorrow."""
        # On the last day that there is nothing lasts.
        self.note_until(day, day + datetime.timedelta(days=1) if day < datetime.date.max else day)

    def note_until(self, day: datetime.date | None, until: datetime.date | None) -> None:
        """What is being made shows something of this day, which is another on that one; the first of these counts."""
        for making in self._making:
            making.day = day or making.day
            making.until = min((one for one in (until, making.until) if one), default=None)

    def note_visitor(self) -> None:
        """What is being made asks for the request."""
        for making in self._making:
            making.visitor = True

    @contextmanager
    def making(self) -> Iterator[Making]:
        """From here on everything that is noted is noted for this as well."""
        made = Making({stamp.TREE})
        self._making.append(made)
        try:
            yield made
        finally:
            self._making.pop()


__all__ = ["Making", "RestsOn"]
