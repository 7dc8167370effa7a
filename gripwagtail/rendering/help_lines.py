"""Who helps a reader in a situation, as short lines, by when they answer.

On a page with twenty situations for three readers the same people and services occur some sixty times; rendering
them again each time costs more than all the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from ..content.contact import Contact, SchoolOffice
from ..content.helplines import Helpline
from ..content.incident_help import LAST_SITUATION, URGENT, ReaderPart, Situation
from ..directory import hours
from ..directory.people import Directory
from ..vocabulary import INSPECTOR, LIFE_LINE, Label
from .elements import element


@dataclass(slots=True)
class HelpGroup:
    """Those who answer at the same times, ready to be shown."""

    label: Label
    lines: list[SafeString]
    # Where the hours are that are not here.
    look: str = ""


@dataclass(slots=True)
class Help:
    """Whom one reader can go to in one situation, the most urgent first."""

    groups: list[HelpGroup]

    @property
    def lines(self) -> list[SafeString]:
        """All of them, without saying when."""
        return [line for group in self.groups for line in group.lines]


class HelpLines:
    """The short lines "who helps you" of one page: each service and contact once."""

    def __init__(self, contact_url: str = "") -> None:
        self._lines: dict[tuple[object, ...], SafeString] = {}
        # The contact page has everyone's hours and site; without it these are here.
        self._contact_url = contact_url

    def helpline(self, line: Helpline, audience: str, with_lead: bool = False) -> SafeString:
        """The line for this reader. Where it is for several, it says when it is for adults alone."""
        # A parent and a teacher get the same.
        key = (line.key, audience if audience in ("", "pupil") else "adult", with_lead)
        if key not in self._lines:
            values = {
                "line": line,
                "chat_first": audience == "pupil",
                "adults": not audience and line.for_adults,
                "lead": line.lead_for(audience) if with_lead else "",
                "sites": not self._contact_url,
            }
            self._lines[key] = element("help_line", values)
        return self._lines[key]

    def contact(self, contact: Contact) -> SafeString:
        key = ("contact", contact.id)
        if key not in self._lines:
            self._lines[key] = element("help_contact", {"contact": contact})
        return self._lines[key]

    def school(self, school: SchoolOffice) -> SafeString:
        key = ("school", "")
        if key not in self._lines:
            self._lines[key] = element("help_school", {"school": school})
        return self._lines[key]

    def danger(self, life: bool) -> SafeString:
        """112, and 113 where no line of its own follows: they answer everyone, at any hour."""
        key = ("danger", str(life))
        if key not in self._lines:
            self._lines[key] = element("help_danger", {"life": life})
        return self._lines[key]

    def for_part(self, people: Directory, part: ReaderPart, situation: Situation) -> Help:
        """Those who help this reader: each as a short line, below when they answer.

        What cannot wait begins with day and night. Else the school's own people come first, and right below them who
        answers when nobody is there. With "my problem is not here" nobody knows how urgent it is.
        """
        contacts, office, services = self._helpers(people, part, situation)
        services = [*hours.also_now(people, situation, part.audience, services), *services]
        school = [self.contact(one) for one in contacts if not one.has_own_hours]
        if office is not None:
            school.append(self.school(office))
        outside = [self.contact(one) for one in contacts if one.has_own_hours]
        others = [line for line in services if not line.answers_always]
        open_first = bool(school) and situation.urgency != URGENT and situation.key != LAST_SITUATION
        always = HelpGroup(
            hours.at_night(services, situation, open_first),
            self._always(services, part.audience, situation.topic),
        )
        at_school = HelpGroup(hours.SCHOOL_OPEN, school)
        own = HelpGroup(
            hours.OWN_HOURS,
            [*outside, *(self.helpline(line, part.audience) for line in others)],
            "" if all(line.hours for line in others) else self._contact_url,
        )
        ordered = (at_school, always, own) if open_first else (always, at_school, own)
        return Help([group for group in ordered if group.lines])

    def _helpers(
        self, people: Directory, part: ReaderPart, situation: Situation
    ) -> tuple[list[Contact], SchoolOffice | None, list[Helpline]]:
        if situation.key == LAST_SITUATION:
            return people.safety_net(part)
        contact, office, services = people.helpers(part, about_staff=_is_about_staff(situation))
        return [contact] if contact is not None else [], office, services

    def always(self, people: Directory, audience: str, topic: str) -> list[SafeString]:
        """112 and 113, and who else answers this reader at any hour."""
        return self._always(people.serving(audience), audience, topic)

    def _always(self, services: list[Helpline], audience: str, topic: str) -> list[SafeString]:
        """112 and 113, then who is there for this, then who is there for something else that may be the case."""
        lines = [line for line in services if line.answers_always]
        lines.sort(key=lambda line: (not line.is_about(topic), line.for_adults))
        return [
            self.danger(life=all(line.key != LIFE_LINE for line in lines)),
            *(self.helpline(line, audience, with_lead=not line.is_about(topic)) for line in lines),
        ]

    def at_night(self, services: list[Helpline]) -> list[SafeString]:
        """Who answers at any hour, for who has opened nothing yet; 112 and 113 are above the page."""
        lines = [line for line in services if line.answers_always and line.key != LIFE_LINE]
        return [self.helpline(line, "", with_lead=True) for line in lines]

    def call(self, people: Directory, situation: Situation) -> SafeString:
        """The one to call for anyone who cannot read the steps: the school, but not about someone who works there."""
        if _is_about_staff(situation):
            inspectors = [line for line in people.serving("") if line.key == INSPECTOR]
            return self.helpline(inspectors[0], "") if inspectors else SafeString("")
        return self.school(people.school) if people.school.reachable else SafeString("")


def _is_about_staff(situation: Situation) -> bool:
    return situation.topic == "staff"


__all__ = ["Help", "HelpGroup", "HelpLines"]
