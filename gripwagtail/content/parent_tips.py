"""Tips for parents, by age."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from ..item_blocks.parent_tips import LinkBlock, TipBlock
from ..sanitize import usable_url
from ..text.marked import Text
from ..vocabulary import TIP_THEMES, Label
from .items import LanguagePair, read_items

# Above the age of any child of a school.
_OLDEST: Final = 99


@dataclass(slots=True)
class Tip:
    id: str
    title: Text
    text: Text
    opener: Text
    age_from: int | None
    age_to: int | None
    theme: str
    source: str
    checked_on: datetime.date | None

    @property
    def theme_label(self) -> Label:
        return TIP_THEMES.get(self.theme, "")

    @property
    def ages(self) -> tuple[int | None, int | None]:
        return self.age_from, self.age_to


@dataclass(slots=True)
class FurtherReading:
    title: Text
    url: str
    text: Text


def read_tips(source: object, translated: object, languages: LanguagePair) -> list[Tip]:
    return [
        Tip(
            **{
                name: item[name]
                for name in ("id", "title", "text", "opener", "age_from", "age_to", "theme", "checked_on")
            },
            source=usable_url(item["source"]),
        )
        for item in read_items(TipBlock, source, translated, languages)
        if item["title"] and (item["text"] or item["opener"])
    ]


def read_links(source: object, translated: object, languages: LanguagePair) -> list[FurtherReading]:
    return [
        FurtherReading(item["title"], usable_url(item["url"]), item["text"])
        for item in read_items(LinkBlock, source, translated, languages)
        if item["title"] and usable_url(item["url"])
    ]


def by_age(tips: Sequence[Tip]) -> list[tuple[tuple[int | None, int | None], list[Tip]]]:
    """The tips in groups of the same ages, youngest first; those for all ages in front."""
    groups: dict[tuple[int | None, int | None], list[Tip]] = {}
    for tip in tips:
        groups.setdefault(tip.ages, []).append(tip)
    return sorted(groups.items(), key=lambda group: (group[0][0] or 0, group[0][1] or 99))


def fit(tips: Sequence[Tip], youngest: int | None, oldest: int | None) -> list[Tip]:
    """The tips for children of these ages; ages that nobody filled in leave nothing out."""
    low, high = youngest or 0, _OLDEST if oldest is None else oldest
    return [
        tip for tip in tips if (tip.age_from or 0) <= high and low <= (_OLDEST if tip.age_to is None else tip.age_to)
    ]


def of_the_week(
    tips: Sequence[Tip], today: datetime.date, ages: Callable[[], tuple[int | None, int | None]] | None = None
) -> Tip | None:
    """The same tip for everyone from Monday to Sunday, each in turn.

    ``ages`` gives those of the pupils of the school. It is only asked where that makes a difference; when no tip
    fits them, all tips take turns.
    """
    if ages and len({tip.ages for tip in tips}) > 1:
        tips = fit(tips, *ages()) or tips
    # Weeks since a Monday long ago: a year of 53 weeks skips nothing and repeats nothing.
    return tips[(today.toordinal() - 1) // 7 % len(tips)] if tips else None


def next_week(today: datetime.date) -> datetime.date:
    """The day on which the next tip has its turn."""
    monday = today.toordinal() + 7 - (today.toordinal() - 1) % 7
    return datetime.date.fromordinal(min(monday, datetime.date.max.toordinal()))
