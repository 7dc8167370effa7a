"""The plan behind what a school does: who sees to it, by when, and whether it is done. Visitors see none of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from ..item_blocks.overview import ProposalBlock
from ..page_class import OverviewPage
from ..roles import role_labels
from ..vocabulary import LEVELS, TASKS, Label
from .items import LanguagePair, read_items


@dataclass(frozen=True, slots=True)
class Planned:
    """One thing that a school does or wants to do. ``who`` is a role, never a person."""

    id: str
    task: str
    level: Label
    text: str
    who: Label
    term: datetime.date | None
    is_confirmed: bool
    is_done: bool

    @property
    def is_chosen(self) -> bool:
        """Whether the school does it, or has begun to plan it; the rest are proposals of ours that wait."""
        return self.is_confirmed or self.is_done or bool(self.who or self.term)

    def is_late(self, today: datetime.date) -> bool:
        return self.term is not None and self.term <= today and not self.is_done


def read_plans(page: OverviewPage) -> list[Planned]:
    """Everything in the plan of a page, in the order of tasks and levels."""
    own = LanguagePair(page.grip_language, page.grip_language)
    roles = role_labels()
    found = [
        Planned(
            id=item["id"],
            task=item["task"],
            level=LEVELS[item["level"]],
            text=str(item["text"]),
            who=roles.get(item["role"], ""),
            term=item["term"],
            is_confirmed=item["confirmed"],
            is_done=item["done"],
        )
        for item in read_items(ProposalBlock, page.proposals, None, own)
        if item["text"] and item["task"] in TASKS and item["level"] in LEVELS
    ]
    levels = list(LEVELS.values())
    return sorted(found, key=lambda one: (list(TASKS).index(one.task), levels.index(one.level)))


def first_term(plans: Iterable[Planned]) -> datetime.date | None:
    """The first day by which something is to be done that is not."""
    return min((one.term for one in plans if one.term and not one.is_done), default=None)


__all__ = ["Planned", "first_term", "read_plans"]
