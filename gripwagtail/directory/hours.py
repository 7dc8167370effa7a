"""When someone answers: at any hour, while the school is open, or at hours of their own.

Nothing here looks at the clock: a page may be kept, and a school's own hours are words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from ..content.helplines import Helpline
from ..content.incident_help import Situation
from ..vocabulary import Label
from .people import Directory

ALWAYS: Final = _("Day and night")
SCHOOL_OPEN: Final = _("When the school is open")
OWN_HOURS: Final = _("At their own hours")
# Right below the school's own people. Where nobody is there for this at night: until when it waits.
SCHOOL_CLOSED: Final = _("Nobody at school now? Day and night:")
WAIT: Final = _("Nobody at school now? Wait until they are back. Can it not wait? Day and night:")
# The same for what cannot wait.
CALL_NEXT: Final = _(
    "Day and night. No danger right now? Then call someone from the next list as soon as they are open."
)


@dataclass(slots=True)
class AnsweringGroup:
    """National services that answer at the same times."""

    label: Label
    lines: list[Helpline]


def in_groups(lines: Iterable[Helpline]) -> list[AnsweringGroup]:
    """Those that answer day and night, and the others; each with those for adults alone last."""
    lines = sorted(lines, key=lambda line: line.for_adults)
    always = [line for line in lines if line.answers_always]
    others = [line for line in lines if not line.answers_always]
    groups = AnsweringGroup(ALWAYS, always), AnsweringGroup(OWN_HOURS, others)
    return [group for group in groups if group.lines]


def also_now(people: Directory, situation: Situation, audience: str, named: Sequence[Helpline]) -> list[Helpline]:
    """Who answers at any hour for anyone who was hurt in a way that may be sexual, where the author named nobody."""
    if situation.sexual == "no" or situation.position != "hurt" or any(_helps_now(line, situation) for line in named):
        return []
    lines = people.serving(audience, situation.topic)
    return [line for line in lines if line.topics and _helps_now(line, situation) and line not in named]


def at_night(lines: Iterable[Helpline], situation: Situation, school_first: bool) -> Label:
    """What is above those who answer at any hour: who they are for, or until when to wait."""
    if any(_helps_now(line, situation) for line in lines):
        return SCHOOL_CLOSED if school_first else ALWAYS
    return WAIT if school_first else CALL_NEXT


def _helps_now(line: Helpline, situation: Situation) -> bool:
    return line.answers_always and line.is_about(situation.topic)


__all__ = ["ALWAYS", "OWN_HOURS", "SCHOOL_OPEN", "AnsweringGroup", "also_now", "at_night", "in_groups"]
