"""Cards for everyone who works at a school: one for whatever happened, and one for each situation of the page.

A card is two sides of A6 beside each other, to cut out and to fold. All of it is what the page says to staff already,
so nothing is written twice. It names nobody: on paper a function is still right when someone has left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..content.helplines import Helpline, pick
from ..content.incident_help import LAST_SITUATION, URGENT, ReaderPart, Situation, anchored, read_situations
from ..directory import hours
from ..directory.people import Directory
from ..lookup.source import Source
from ..phone import Phone
from ..rendering.sentences import sentence_html
from ..roles import keys_where, role_labels, roles
from ..starter.team import TeamTexts
from ..text.marked import Text
from ..vocabulary import LIFE_LINE, Label

STAFF: Final = "staff"
ABOUT_STAFF: Final = "staff"
# The card that is for whatever happened stands first.
GENERAL: Final = "n0"
CALL_NOW: Final = _("Call now")
IF_SEXUAL: Final = _("Is there anything sexual in it? Call now.")
# How many letters a line of a side of A6 has, and how many lines of text it takes beside its headings.
_LETTERS: Final = 54
_FITTING: Final = 24


@dataclass(frozen=True, slots=True)
class CardNumber:
    """Somebody to call: a service, or the school. One without a number is found at its address."""

    name: str
    phones: tuple[Phone, ...]
    url: str = ""

    @property
    def text(self) -> str:
        return " ".join((self.name, *(f"{phone.shown} {phone.note}" for phone in self.phones), self.url))


@dataclass(frozen=True, slots=True)
class NumbersByHours:
    """Those who answer at the same times."""

    label: Label
    lines: tuple[CardNumber, ...]


@dataclass(frozen=True, slots=True)
class StaffCard:
    """Both sides of a card. What is empty is on no card."""

    anchor: str
    title: Text
    opening: Text
    steps: Sequence[Text]
    donts: Sequence[Text]
    # What may be kept, in a sentence of the package.
    evidence: SafeString
    # Who is told, by function; for what is about a colleague a sentence of the package in their place.
    leads: Sequence[Label]
    about_staff: bool
    numbers: Sequence[NumbersByHours]
    urgency: Label = ""
    if_sexual: Label = ""
    # Of the card for whatever happened.
    who_leads: str = ""
    write: Sequence[str] = field(default_factory=tuple)
    # The language of what of it is ours, where it is another than that of the sheet.
    lang: str = ""

    @property
    def is_full(self) -> bool:
        """Whether the letters have to be smaller for a side: an estimate of its lines, which a test measures."""
        told = [self.who_leads, str(self.evidence), *map(str, self.leads), *self.write]
        called = [line.text for group in self.numbers for line in group.lines]
        front = _lines([self.opening, *self.steps, *self.donts])
        back = _lines(told) + _lines(called) + len(self.numbers)
        return max(front, back) > _FITTING


def _lines(texts: Iterable[object]) -> int:
    return sum(ceil(len(str(text)) / _LETTERS) for text in texts)


def for_staff(source: Source) -> list[tuple[Situation, ReaderPart]]:
    """The situations with something to say to staff, with the place that each has on the page, and what that is."""
    every = anchored(source.items("situations", read_situations))
    return [(one, part) for one in every for part in one.parts if part.audience == STAFF]


def staff_cards(source: Source, people: Directory, texts: TeamTexts, written_in: str, title: str) -> list[StaffCard]:
    """The card for whatever happened, and those for the situations in the order of the page."""
    cards = [_general(source, people, texts, written_in, title)]
    return [*cards, *(_card(one, part, source, people) for one, part in for_staff(source))]


def _general(source: Source, people: Directory, texts: TeamTexts, written_in: str, title: str) -> StaffCard:
    given = texts.card
    page_context = source.page_context
    lines = pick(page_context.helplines, given["helplines"], STAFF, "", page_context.ages)
    return StaffCard(
        anchor=GENERAL,
        title=Text(title),
        opening=Text(given["opening"], written_in),
        steps=[Text(line, written_in) for line in given["steps"]],
        donts=[Text(line, written_in) for line in given["never"]],
        evidence=sentence_html(f"evidence.note-only.{STAFF}", source.languages.shown),
        leads=(),
        about_staff=True,
        numbers=numbers(people, lines, hours.SCHOOL_CLOSED, school_first=True, about_staff=False),
        who_leads=given["leads"],
        write=given["write"],
        lang=written_in,
    )


def _card(situation: Situation, part: ReaderPart, source: Source, people: Directory) -> StaffCard:
    about_staff = situation.topic == ABOUT_STAFF
    _contact, _office, lines = people.helpers(part, about_staff=about_staff)
    lines = [*hours.also_now(people, situation, STAFF, lines), *lines]
    # As who leads reads it: what is sexual is never weighed by who found it.
    calls_now = situation.urgency == URGENT or situation.sexual == "yes"
    school_first = not calls_now and situation.key != LAST_SITUATION
    return StaffCard(
        anchor=situation.anchor,
        title=situation.title_staff or situation.title,
        opening=part.opening,
        steps=part.steps,
        donts=part.donts,
        evidence=sentence_html(f"evidence.{situation.evidence}.{STAFF}", source.languages.shown),
        leads=list(_told(part.roles, people, about_staff)),
        about_staff=about_staff,
        numbers=numbers(
            people,
            lines,
            hours.at_night(lines, situation, school_first and not about_staff),
            school_first=school_first,
            about_staff=about_staff,
        ),
        urgency=CALL_NOW if situation.sexual == "yes" else situation.urgency_label,
        if_sexual=IF_SEXUAL if situation.sexual == "maybe" and not calls_now else "",
    )


def _told(wanted: Iterable[str], people: Directory, about_staff: bool) -> Iterator[Label]:
    """By function, the first one first: those that every school has, and those that this one has on its contact page.

    About a colleague nobody goes to those in charge of both.
    """
    known, labels, in_charge = roles(), role_labels(), keys_where("in_charge")
    here = {role for card in people.shown for role in card.roles}
    for role in wanted:
        is_there = role in here or (role in known and known[role].at_every_school)
        if is_there and role in labels and not (about_staff and role in in_charge):
            yield labels[role]


def numbers(
    people: Directory, lines: Sequence[Helpline], at_night: Label, *, school_first: bool, about_staff: bool
) -> list[NumbersByHours]:
    """By when they answer. 112 and 113 are on the front of every card, so these are not said again."""
    always = [_number(line) for line in lines if line.answers_always and line.key != LIFE_LINE]
    others = [_number(line) for line in lines if not line.answers_always]
    school = [CardNumber(people.school.name, (people.school.phone,))] if people.school.phone and not about_staff else []
    at_school, at_any_hour = NumbersByHours(hours.SCHOOL_OPEN, tuple(school)), NumbersByHours(at_night, tuple(always))
    own = NumbersByHours(hours.OWN_HOURS, tuple(others))
    ordered = (at_school, at_any_hour, own) if school_first else (at_any_hour, at_school, own)
    return [group for group in ordered if group.lines]


def _number(line: Helpline) -> CardNumber:
    """A service by its numbers; one that cannot be called by its site."""
    return CardNumber(line.name, tuple(line.short_phones), "" if line.phones else line.url)


__all__ = ["GENERAL", "CardNumber", "NumbersByHours", "StaffCard", "for_staff", "numbers", "staff_cards"]
