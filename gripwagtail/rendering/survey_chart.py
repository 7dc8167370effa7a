"""The answers to the question sheet as a plain chart with a table under it: numbers and rectangles, no script.

All places are worked out here. The chart says nothing that the table does not, so it is hidden from screen readers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils import translation

from ..content.surveys import Survey, SurveyedGroup, by_group
from ..vocabulary import SURVEY_QUESTIONS, Label

WIDTH: Final = 320
# The newest years: more do not fit on a phone, and editors have all.
_YEARS: Final = 3
_LINE: Final = 18
_GAP: Final = 8
# Where a bar begins, after its year, and how long it is at 100 %.
_BEGIN: Final = 76
_LONGEST: Final = 196


@dataclass(frozen=True, slots=True)
class Bar:
    years: str
    share: int
    # Where its words stand, and where it begins; in units of the chart.
    baseline: int
    y: int
    x: int
    width: int
    share_x: int
    is_newest: bool


@dataclass(frozen=True, slots=True)
class Question:
    label: Label
    baseline: int
    bars: list[Bar]


@dataclass(frozen=True, slots=True)
class Chart:
    """The answers of one group. ``start`` is where lines begin: on the right where one reads from there."""

    label: Label
    start: int
    height: int
    questions: list[Question]
    # Which years, how many answered in each, and for each question the share in each year or ``None``.
    years: list[str]
    answered: list[int]
    rows: list[tuple[Label, list[int | None]]]
    width: int = WIDTH

    @property
    def side(self) -> str:
        """In a wider column it is not larger, and where lines begin; in a narrower one it is smaller."""
        return "xMaxYMin" if self.start else "xMinYMin"


def charts(surveys: Iterable[Survey]) -> list[Chart]:
    """One for each group that answered. Call it with the language of the reader active."""
    return [_chart(group, translation.get_language_bidi()) for group in by_group(surveys)]


def _chart(group: SurveyedGroup, is_rtl: bool) -> Chart:
    shown, y, questions = group.surveys[:_YEARS], 0, []
    for key, label in SURVEY_QUESTIONS.items():
        shares = [(one, share) for one in shown if (share := one.share(key)) is not None]
        if not shares:
            continue
        baseline, bars = y + 13, []
        for one, share in shares:
            y += _LINE
            bars.append(_bar(one, share, y, is_rtl, one is shown[0]))
        questions.append(Question(label, baseline, bars))
        y += _LINE + _GAP
    return Chart(
        group.label,
        WIDTH if is_rtl else 0,
        max(y - _GAP, 0),
        questions,
        [one.years for one in shown],
        [one.answered for one in shown],
        [(label, [one.share(key) for one in shown]) for key, label in SURVEY_QUESTIONS.items()],
    )


def _bar(one: Survey, share: int, y: int, is_rtl: bool, is_newest: bool) -> Bar:
    width = round(_LONGEST * share / 100)
    x, after = _BEGIN, _BEGIN + width + 6
    if is_rtl:
        x, after = WIDTH - x - width, WIDTH - after
    return Bar(one.years, share, y + 13, y + 3, x, width, after, is_newest)


__all__ = ["WIDTH", "Bar", "Chart", "Question", "charts"]
