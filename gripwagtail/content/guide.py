"""For who does not find it in the list: what is it about, and is it still going on? Worked out from the situations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from ..vocabulary import SITUATION_GROUPS, Label
from .incident_help import Situation

# What goes on may be anything, also what can wait for the week: a quarrel, a game that does not let go. What is over is
# not for this very moment.
_STILL: Final[tuple[tuple[Label, tuple[str, ...]], ...]] = (
    (_("Yes, it goes on"), ("now", "today", "week")),
    (_("No, it is over"), ("today", "week")),
)


@dataclass(slots=True)
class GuideAnswer:
    label: Label
    situations: list[Situation]


@dataclass(slots=True)
class GuideBranch:
    label: Label
    answers: list[GuideAnswer]


def guide(situations: list[Situation]) -> list[GuideBranch]:
    """The second question with its answers, and below each the third one. Nobody ends up with nothing."""
    return [
        GuideBranch(label, [GuideAnswer(still, _fitting(found, urgencies)) for still, urgencies in _STILL])
        for key, label in SITUATION_GROUPS.items()
        if (found := [one for one in situations if one.group == key])
    ]


def _fitting(situations: list[Situation], urgencies: tuple[str, ...]) -> list[Situation]:
    """Those of these urgencies, the most urgent first; all of them where there is none."""
    if fitting := [one for one in situations if one.urgency in urgencies]:
        return sorted(fitting, key=lambda one: urgencies.index(one.urgency))
    return situations


__all__ = ["GuideAnswer", "GuideBranch", "guide"]
