"""Everyone at this school to whom one can go today, and how to find the right one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from ..content import contact as reading
from ..content.checked import shown_check
from ..content.contact import STEP_PARTS, Contact, RouteStep, SchoolOffice
from ..content.helplines import Helpline, chosen, pick
from ..content.incident_help import ReaderPart
from ..content.stand_ins import stand_in
from ..late import late
from ..lookup.context import PageContext
from ..lookup.source import Source
from ..roles import keys_where, roles
from ..vocabulary import INSPECTOR
from .board import board_cards
from .nameless import as_named

# Only a step with nobody asks for these.
is_as_shipped = late("starter.shipped.is_as_shipped")
language_of = late("starter.shipped.language_of")

# From this many cards a reader may filter them by topic.
MANY_CARDS: Final = 9
# So many people stand with “my problem is not here”.
SAFETY_NET: Final = 3


@dataclass(slots=True)
class StandIns:
    """Who answers when nobody in the roles asked for can be shown."""

    school: SchoolOffice | None = None
    helplines: list[Helpline] = field(default_factory=list)


class Lack(StrEnum):
    """Why a step of the route has nobody to go to, and so no link."""

    NOTHING = ""
    # Readers see its text, without a link.
    NOBODY = "nobody"
    # Left out on purpose: about someone who works at school nobody is sent to those in charge.
    IN_CHARGE = "in-charge"
    # Left out: these are our words and not the school's, about somebody whom it does not have.
    SHIPPED = "shipped"


@dataclass(slots=True)
class Stop:
    """A step of the route with the people and services there."""

    step: RouteStep
    contacts: list[Contact]
    helplines: list[Helpline]
    school: SchoolOffice | None
    lacks: Lack = Lack.NOTHING

    @property
    def is_shown(self) -> bool:
        return self.lacks in (Lack.NOTHING, Lack.NOBODY)


class Directory:
    """The cards of a contact page, those of today and those that only give a fallback."""

    def __init__(
        self, page_context: PageContext, source: Source | None, shown: list[Contact], hidden: list[Contact]
    ) -> None:
        self.page_context = page_context
        self.source = source
        self.shown = shown
        self.hidden = hidden
        # Of those who are not shown: who would be, if there were any way to reach them.
        self.lost = [card for card in hidden if card.open_on(page_context.today)]
        self.school = source.school if source else page_context.school
        self._in_charge = keys_where("in_charge")
        self._firsts: dict[tuple[tuple[str, ...], str, bool], Contact | None] = {}
        self._services: dict[tuple[tuple[str, ...], str], list[Helpline]] = {}
        self._serve: dict[tuple[str, str], list[Helpline]] = {}

    @classmethod
    def of(cls, source: Source, page_context: PageContext) -> Directory:
        shown, hidden = source.items("contacts", reading.read_contacts, page_context.today, source.school)
        reached: list[Contact] = []
        for card in shown:
            (reached if as_named(card, page_context) and card.can_be_reached else hidden).append(card)
        for card in shown:
            card.checked_on = shown_check(source.facts, page_context.today, card.id, card.checked_on)
        return cls(page_context, source, [*reached, *board_cards(page_context, reached)], hidden)

    @classmethod
    def empty(cls, page_context: PageContext) -> Directory:
        """A school without a contact page has its board, if it has one."""
        return cls(page_context, None, board_cards(page_context, []), [])

    @property
    def own(self) -> list[Contact]:
        """The school's own cards."""
        return [card for card in self.shown if not card.board_name]

    @property
    def of_the_board(self) -> list[Contact]:
        return [card for card in self.shown if card.board_name]

    @property
    def first(self) -> Contact | None:
        """Who can be reached first, in the order of the page."""
        return next((card for card in self.shown if card.has_route or card.via_school), None)

    @property
    def are_many(self) -> bool:
        """Whether there are too many to look through, so that a reader may filter them by topic."""
        return len(self.shown) >= MANY_CARDS

    @property
    def serves_pupils(self) -> bool:
        """Whether a pupil may find someone here. Without any card the school takes everyone's place."""
        return not self.shown or any(card.answers((), "pupil") for card in self.shown)

    def answering(
        self, roles: Sequence[str] = (), audience: str = "", topic: str = "", location: str = ""
    ) -> tuple[list[Contact], StandIns]:
        """The cards that fit, in the order of the page; for an empty role who takes its place."""
        chosen = [card for card in self.shown if card.answers(roles, audience, topic, location)]
        stand_ins = StandIns()
        for role in roles:
            if any(role in card.roles for card in chosen):
                continue
            cards = [card for card in stand_in(role, self.shown, self.hidden) if card.answers((), audience)]
            chosen += [card for card in cards if card not in chosen]
            if not cards and self._was_there(role):
                self._last_resort(role, stand_ins)
        if roles and not chosen and not (stand_ins.school or stand_ins.helplines):
            for role in roles:
                self._last_resort(role, stand_ins)
        order = {id(card): position for position, card in enumerate(self.shown)}
        # The right location first, then the order of the page.
        chosen.sort(key=lambda card: (bool(location) and not card.is_at(location), order[id(card)]))
        return chosen, stand_ins

    def _was_there(self, role: str) -> bool:
        """Whether the school has this role, though nobody in it is shown today."""
        return any(role in card.roles and card.confirmed for card in self.hidden)

    def _last_resort(self, role: str, stand_ins: StandIns) -> None:
        if self.school.reachable:
            stand_ins.school = self.school
            return
        known = roles().get(role)
        if known and known.helpline:
            stand_ins.helplines += [
                line for line in pick(self.page_context.helplines, [known.helpline]) if line not in stand_ins.helplines
            ]

    def route(self) -> list[Stop]:
        """The steps, each with the people and services there. What a school wrote is there without any as well."""
        return [stop for stop in self.stops("steps") if stop.is_shown]

    def staff_route(self) -> list[Stop]:
        """The same when it is about someone who works at school: never to the mentor, the management or the office."""
        return [stop for stop in self.stops("staff_steps") if stop.is_shown]

    def stops(self, stream: str) -> list[Stop]:
        """Each step of a way, also those that no reader sees, with what it lacks."""
        if self.source is None:
            return []
        return [self._stop(step, stream == "staff_steps") for step in self.source.items(stream, reading.read_route)]

    def _stop(self, step: RouteStep, about_staff: bool) -> Stop:
        helplines = pick(self.page_context.helplines, step.helplines) if step.helplines else []
        if not step.roles:
            return Stop(
                step, [], helplines, None, self._lack(step) if step.helplines and not helplines else Lack.NOTHING
            )
        found, stand_ins = self.answering(step.roles)
        contacts = [card for card in found if not (about_staff and self._is_in_charge(card))]
        helplines += stand_ins.helplines
        was_there = any(self._was_there(role) for role in step.roles)
        school = stand_ins.school if was_there and not about_staff else None
        if contacts or helplines or school:
            return Stop(step, contacts, helplines, school)
        if about_staff and (found or self._in_charge.issuperset(step.roles)):
            return Stop(step, [], [], None, Lack.IN_CHARGE)
        return Stop(step, [], [], None, self._lack(step))

    def _lack(self, step: RouteStep) -> Lack:
        """What a school wrote is shown; our words may not say that it has someone before it has."""
        known = roles()
        if not step.helplines and all(known[role].at_every_school for role in step.roles if role in known):
            return Lack.NOBODY
        language = language_of(self.source.facts) if self.source else ""
        return Lack.SHIPPED if is_as_shipped(step.stored, language, STEP_PARTS) else Lack.NOBODY

    def helpers(
        self, part: ReaderPart, about_staff: bool = False
    ) -> tuple[Contact | None, SchoolOffice | None, list[Helpline]]:
        """The first person of the roles named, or else the school, and the services for this reader.

        About someone who works at school nobody is sent to those in charge, nor to the office.
        """
        contact = self._first(tuple(part.roles), part.audience, about_staff)
        school = self.school if contact is None and self.school.reachable and not about_staff else None
        wanted = part.helplines
        if about_staff and INSPECTOR not in wanted:
            wanted = (*wanted, INSPECTOR)
        return contact, school, self._serving(wanted, part.audience) if wanted else []

    def safety_net(self, part: ReaderPart) -> tuple[list[Contact], SchoolOffice | None, list[Helpline]]:
        """For anyone who finds nothing that fits: some people and some services, first those who answer day and night.

        There are fewer people only where the school has no more.
        """
        found: list[Contact] = []
        for role in part.roles:
            contact = self._first((role,), part.audience, False)
            if contact is not None and contact not in found and len(found) < SAFETY_NET:
                found.append(contact)
        school = self.school if not found and self.school.reachable else None
        lines = self._serving(part.helplines, part.audience) if part.helplines else []
        return found, school, sorted(lines, key=lambda line: not line.day_and_night)

    def serving(self, audience: str, topic: str = "") -> list[Helpline]:
        """All services of this school for this reader with this question."""
        return chosen(self._who_serve(audience, topic), (), self.page_context.ages)

    def _serving(self, wanted: tuple[str, ...], audience: str) -> list[Helpline]:
        key = (wanted, audience)
        if key not in self._services:
            self._services[key] = chosen(self._who_serve(audience), wanted, self.page_context.ages)
        return self._services[key]

    def _who_serve(self, audience: str, topic: str = "") -> list[Helpline]:
        """Worked out once for each reader: they ask the same in every situation."""
        key, ages = (audience, topic), self.page_context.ages
        if key not in self._serve:
            lines = self.page_context.helplines
            self._serve[key] = [line for line in lines if line.serves(audience, topic, ages)]
        return self._serve[key]

    def _first(self, roles: tuple[str, ...], audience: str, about_staff: bool) -> Contact | None:
        key = (roles, audience, about_staff)
        if key not in self._firsts:
            self._firsts[key] = next(
                (
                    card
                    for role in roles
                    for card in stand_in(role, self.shown, self.hidden)
                    if card.answers((), audience)
                    and card.can_be_reached
                    # Whoever is only reached through the office is not reached past it.
                    and not (about_staff and (self._is_in_charge(card) or not card.has_route))
                ),
                None,
            )
        return self._firsts[key]

    def _is_in_charge(self, card: Contact) -> bool:
        return card.is_management or not self._in_charge.isdisjoint(card.roles)


__all__ = ["Directory", "Lack", "StandIns", "Stop"]
