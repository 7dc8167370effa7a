"""When someone answers: at any hour, while the school is open, or at hours of their own.

Nothing here looks at the clock: a page may be kept, and a school's own hours are words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from ..content.contact import Contact
from ..content.helplines import Helpline
from ..content.incident_help import Situation
from ..vocabulary import Label
from .people import Directory

ALWAYS: Final = _("Day and night:")
SCHOOL_OPEN: Final = _("When the school is open:")
OWN_HOURS: Final = _("At their own hours:")
# Whose hours are not known for sure, has them on their own site.
OWN_HOURS_LOOK: Final = _("At their own hours. None given? Look on their site:")
# Right below the school's own people: until when to wait, and who answers when that cannot be.
SCHOOL_CLOSED: Final = _("Nobody at school now? Wait until they are. Can it not wait? Day and night:")
# Of what cannot wait: what is no danger waits only until one of the others answers.
DANGER_FIRST: Final = _("Day and night. Nobody here for this? Call the next as soon as they are open:")


@dataclass(slots=True)
class HelplineGroup:
    """National services that answer at the same times."""

    label: Label
    lines: list[Helpline]


def is_at_school(card: Contact) -> bool:
    """Whether this card answers while the school is open, and not at hours of its own."""
    return card.scope != "external" and not card.board_name


def in_groups(lines: Iterable[Helpline]) -> list[HelplineGroup]:
    """Those that answer day and night, and the others; each with those for adults alone last."""
    lines = sorted(lines, key=lambda line: line.for_adults)
    always = [line for line in lines if line.answers_always]
    others = [line for line in lines if not line.answers_always]
    groups = HelplineGroup(ALWAYS, always), HelplineGroup(own_hours(others), others)
    return [group for group in groups if group.lines]


def own_hours(lines: Iterable[Helpline]) -> Label:
    return OWN_HOURS if all(line.hours for line in lines) else OWN_HOURS_LOOK


def also_now(people: Directory, situation: Situation, audience: str, named: Sequence[Helpline]) -> list[Helpline]:
    """Who answers at any hour for anyone who was hurt in a way that may be sexual, where the author named nobody."""
    if situation.sexual == "no" or situation.position != "hurt" or any(_helps_now(line, situation) for line in named):
        return []
    lines = people.serving(audience, situation.topic)
    return [line for line in lines if line.topics and _helps_now(line, situation) and line not in named]


def _helps_now(line: Helpline, situation: Situation) -> bool:
    return line.answers_always and line.is_about(situation.topic)


__all__ = [
    "ALWAYS",
    "DANGER_FIRST",
    "OWN_HOURS",
    "OWN_HOURS_LOOK",
    "SCHOOL_CLOSED",
    "SCHOOL_OPEN",
    "HelplineGroup",
    "also_now",
    "in_groups",
    "is_at_school",
    "own_hours",
]
