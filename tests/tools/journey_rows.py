"""What was counted on each journey, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from tests.walking import Reached

# What the rule says: from the front page to somebody who answers.
TAPS: Final = 3


@dataclass
class Row:
    """One line of the table."""

    journey: str
    language: str
    screen: tuple[int, int]
    # Whether the rule of three taps is about it: somebody is looking for a person.
    to_a_person: bool = True
    number: Reached | None = None
    # The first who answers at this hour, and the first of these inside the situation that was opened.
    night: Reached | None = None
    situation: Reached | None = None
    screens: float = 0
    pages: int | None = None
    happened: list[str] = field(default_factory=list)
    stuck: bool = False

    def cells(self) -> list[str]:
        numbers = [f"{one.taps} ({one.href[4:]})" if one else "–" for one in (self.number, self.night, self.situation)]
        happened = "; ".join(self.happened)
        return [
            self.journey,
            self.language,
            "{}×{}".format(*self.screen),
            *numbers,
            f"{self.screens:.1f}",
            "–" if self.pages is None else str(self.pages),
            f"CANNOT BE DONE: {happened}" if self.stuck else happened,
        ]


HEAD: Final = (
    "journey",
    "lang",
    "screen",
    "taps: a number",
    "answers at 23:00",
    "in a situation",
    "scroll",
    "A4",
    "what happened",
)


def table(rows: Sequence[Row]) -> Iterator[str]:
    """The rows as Markdown, and below it which journey is over three taps."""
    lines = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD) - 1)]
    for number, line in enumerate(lines):
        cells = [cell.ljust(width) for cell, width in zip(line, widths, strict=False)]
        yield f"| {' | '.join([*cells, line[-1]])} |"
        if number == 0:
            yield f"|{'|'.join('-' * (width + 2) for width in widths)}|---|"
    yield ""
    for row in rows:
        if row.to_a_person and not row.stuck and (row.night is None or row.night.taps > TAPS):
            yield f"More than {TAPS} taps: {row.journey}, {row.language}, {row.screen[0]} px."
