"""What pupils, parents and the team answered to the question sheet, by group and school year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..item_blocks.norm import SurveyBlock
from ..text.values import FEWEST_PEOPLE
from ..vocabulary import SURVEY_QUESTIONS, SURVEYED, Label
from .items import LanguagePair, read_items


@dataclass(frozen=True, slots=True)
class Survey:
    """The answers of one group in the school year that began in ``year``."""

    who: str
    year: int
    answered: int
    # How many said yes, by the key of the question; what is not in it was not counted, or is fewer than ten.
    yes: Mapping[str, int]

    @property
    def years(self) -> str:
        return f"{self.year}–{self.year + 1}"

    def share(self, question: str) -> int | None:
        """The percentage that said yes, in tens: an exact one would tell how few did not, and so who."""
        yes = self.yes.get(question)
        if yes is None or yes == self.answered:
            return yes and 100
        return min(max(10 * round(10 * yes / self.answered), 10), 90)


@dataclass(frozen=True, slots=True)
class SurveyedGroup:
    """A group with its years, the newest first."""

    who: str
    surveys: list[Survey]

    @property
    def label(self) -> Label:
        return SURVEYED[self.who]


def read_surveys(stored: object) -> list[Survey]:
    """Those that can be shown: of a group of ten or more, and never a number under ten."""
    found = []
    for item in read_items(SurveyBlock, stored, None, LanguagePair("nl", "nl")):
        answered, year = item["answered"] or 0, item["year"]
        if item["who"] in SURVEYED and year and answered >= FEWEST_PEOPLE:
            counts = {key: item[key] for key in SURVEY_QUESTIONS}
            yes = {key: count for key, count in counts.items() if count and FEWEST_PEOPLE <= count <= answered}
            found.append(Survey(item["who"], year, answered, yes))
    return found


def together(surveys: Iterable[Survey]) -> list[Survey]:
    """Of several schools the sum: how many said yes out of those who were asked that, by group and year.

    A question counts only where all that are added counted it; else a share would be of other people than it says.
    """
    by: defaultdict[tuple[str, int], list[Survey]] = defaultdict(list)
    for one in surveys:
        by[one.who, one.year].append(one)
    return [
        Survey(
            who,
            year,
            sum(one.answered for one in each),
            {key: sum(one.yes[key] for one in each) for key in SURVEY_QUESTIONS if all(key in one.yes for one in each)},
        )
        for (who, year), each in by.items()
    ]


def by_group(surveys: Iterable[Survey]) -> list[SurveyedGroup]:
    """In the order of the groups, each with its years; of two of one year the last."""
    years: dict[str, dict[int, Survey]] = {who: {} for who in SURVEYED}
    for one in surveys:
        years[one.who][one.year] = one
    return [
        SurveyedGroup(who, [found[year] for year in sorted(found, reverse=True)])
        for who, found in years.items()
        if found
    ]


__all__ = ["Survey", "SurveyedGroup", "by_group", "read_surveys", "together"]
