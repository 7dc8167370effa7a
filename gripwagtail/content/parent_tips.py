"""Tips for parents, by age."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..blocks.parent_tips import LinkBlock, TipBlock
from ..sanitize import safe_url
from ..vocabulary import TIP_THEMES, Label
from .items import Text, Tongues, read_items


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
class Link:
    title: Text
    url: str
    text: Text


def read_tips(source: Any, translated: Any, tongues: Tongues) -> list[Tip]:
    return [
        Tip(
            **{
                name: item[name]
                for name in ("id", "title", "text", "opener", "age_from", "age_to", "theme", "checked_on")
            },
            source=safe_url(item["source"]),
        )
        for item in read_items(TipBlock, source, translated, tongues)
        if item["title"] and (item["text"] or item["opener"])
    ]


def read_links(source: Any, translated: Any, tongues: Tongues) -> list[Link]:
    return [
        Link(item["title"], safe_url(item["url"]), item["text"])
        for item in read_items(LinkBlock, source, translated, tongues)
        if item["title"] and safe_url(item["url"])
    ]


def by_age(tips: Sequence[Tip]) -> list[tuple[tuple[int | None, int | None], list[Tip]]]:
    """The tips in groups of the same ages, youngest first; those for all ages in front."""
    groups: dict[tuple[int | None, int | None], list[Tip]] = {}
    for tip in tips:
        groups.setdefault(tip.ages, []).append(tip)
    return sorted(groups.items(), key=lambda group: (group[0][0] or 0, group[0][1] or 99))


def of_the_week(tips: Sequence[Tip], today: datetime.date) -> Tip | None:
    """The same tip for everyone in one ISO week."""
    if not tips:
        return None
    year, week, _day = today.isocalendar()
    return tips[(year * 53 + week) % len(tips)]
