"""How a long list of people and services is arranged: a few in sight, others in groups, and once what holds for all."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from ..content.contact import Contact
from ..content.helplines import Helpline
from ..roles import roles
from ..text.marked import Text
from ..vocabulary import AUDIENCES, TOPICS, Label

# So many people are in sight, and at least so many for each reader, where the school has them.
IN_SIGHT: Final = 2
IN_SIGHT_FOR_A_READER: Final = 2
# A few more than that are in sight as well: a group of one saves nobody anything.
NOT_WORTH_A_GROUP: Final = 2

AT_SCHOOL, FROM_OUTSIDE, FORMAL = "at-school", "from-outside", "formal"
LABELS: Final = {
    AT_SCHOOL: _("More people at school"),
    FROM_OUTSIDE: _("People from outside who work with the school"),
    FORMAL: _("Complaints, rules and accounts"),
}


@dataclass(slots=True)
class PeopleGroup:
    """People who stand together, under a line that opens."""

    key: str
    label: Label
    people: list[Contact]


@dataclass(slots=True)
class SecrecyNote:
    """What is true of the secrecy of some people, and of whom; without names it holds for everyone else."""

    names: list[str]
    text: list[Text]


@dataclass(slots=True)
class CheckedDates:
    """Between which days everyone was checked, and who never was."""

    first: datetime.date
    last: datetime.date
    never: list[str]


@dataclass(slots=True)
class HelplinesByHours:
    """Who picks up at any hour, who else has a number, and who is reached online."""

    day_and_night: list[Helpline]
    by_phone: list[Helpline]
    online: list[Helpline]


def in_sight(contacts: Sequence[Contact]) -> list[Contact]:
    """The first people of the page, and where these serve too few pupils, parents or staff the first who do."""
    chosen = list(contacts[:IN_SIGHT])
    for audience in AUDIENCES:
        serving = [card for card in contacts if card.answers((), audience)]
        missing = IN_SIGHT_FOR_A_READER - sum(card.answers((), audience) for card in chosen)
        chosen += [card for card in serving if card not in chosen][: max(missing, 0)]
    rest = [card for card in contacts if card not in chosen]
    return list(contacts) if len(rest) < NOT_WORTH_A_GROUP else [card for card in contacts if card in chosen]


def grouped(contacts: Iterable[Contact]) -> list[PeopleGroup]:
    """The others: who works at the school, who comes from outside, and whom one writes to about rules."""
    groups = {key: PeopleGroup(key, label, []) for key, label in LABELS.items()}
    for card in contacts:
        groups[_group_of(card)].people.append(card)
    return [group for group in groups.values() if group.people]


def _group_of(card: Contact) -> str:
    if card.is_outside:
        return FROM_OUTSIDE
    known = roles()
    return FORMAL if card.roles and all(known[role].is_formal for role in card.roles) else AT_SCHOOL


def secrecy_of(contacts: Iterable[Contact]) -> list[SecrecyNote]:
    """Each honest text once, with the people of whom it is true; of the most people it is said last, without names."""
    texts: dict[tuple[str, ...], SecrecyNote] = {}
    for card in contacts:
        if card.secrecy:
            key = tuple(map(str, card.secrecy))
            texts.setdefault(key, SecrecyNote([], card.secrecy)).names.append(card.title)
    found = list(texts.values())
    if not found:
        return []
    most = max(found, key=lambda one: len(one.names))
    if len(found) == 1 or len(most.names) > 2:
        found.remove(most)
        found.append(SecrecyNote([], most.text))
    return found


def checked_dates(contacts: Iterable[Contact]) -> CheckedDates | None:
    """When these people were checked, in one line that is true of each. None where nobody ever was."""
    contacts = list(contacts)
    days = [card.checked_on for card in contacts if card.checked_on]
    if not days:
        return None
    return CheckedDates(min(days), max(days), [card.title for card in contacts if not card.checked_on])


def by_hours(lines: Iterable[Helpline]) -> HelplinesByHours:
    """Services in the order in which they can be of use at any moment of the day."""
    lines = list(lines)
    return HelplinesByHours(
        [line for line in lines if line.phones and line.day_and_night],
        [line for line in lines if line.phones and not line.day_and_night],
        [line for line in lines if not line.phones and line.is_reachable],
    )


def topics_of(contacts: Iterable[Contact], lines: Iterable[Helpline]) -> list[tuple[str, Label]]:
    """What people and services say they are for, in our own order: each leaves someone."""
    named = {topic for card in contacts for topic in card.topics} | {topic for line in lines for topic in line.topics}
    return [(topic, label) for topic, label in TOPICS.items() if topic in named]


__all__ = [
    "CheckedDates",
    "HelplinesByHours",
    "PeopleGroup",
    "SecrecyNote",
    "by_hours",
    "checked_dates",
    "grouped",
    "in_sight",
    "secrecy_of",
    "topics_of",
]
