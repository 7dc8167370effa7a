"""Who helps a reader in a situation, as short lines.

On a page with twenty situations for three readers the same people and services occur some sixty times; rendering
them again each time costs more than all the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from ..content.contact import Contact, SchoolOffice
from ..content.helplines import Helpline
from ..content.incident_help import ReaderPart
from ..directory.people import Directory
from .elements import element


@dataclass(slots=True)
class Help:
    """Whom one reader can go to in one situation, ready to be shown."""

    lines: list[SafeString]


class HelpLines:
    """The short lines "who helps you" of one page: each service and contact once."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str], SafeString] = {}

    def helpline(self, line: Helpline, audience: str) -> SafeString:
        chat_first = audience == "pupil"
        key = (f"line.{line.key}", str(chat_first))
        if key not in self._lines:
            self._lines[key] = element("help_line", {"line": line, "chat_first": chat_first})
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

    def safety_net(self, people: Directory, part: ReaderPart) -> Help:
        """The same with “my problem is not here”: more people, and day and night first."""
        contacts, school, services = people.safety_net(part)
        own = [self.contact(one) for one in contacts] if contacts else [self.school(school)] if school else []
        lines = [(line.day_and_night, self.helpline(line, part.audience)) for line in services]
        at_night = [line for day_and_night, line in lines if day_and_night]
        return Help([*at_night, *own, *(line for day_and_night, line in lines if not day_and_night)])

    def for_part(self, people: Directory, part: ReaderPart, about_staff: bool = False) -> Help:
        """Those who help this reader, each as a short line."""
        contact, school, services = people.helpers(part, about_staff)
        shown: list[SafeString] = []
        if contact is not None:
            shown.append(self.contact(contact))
        elif school is not None:
            shown.append(self.school(school))
        return Help([*shown, *(self.helpline(line, part.audience) for line in services)])


__all__ = ["Help", "HelpLines"]
