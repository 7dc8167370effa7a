"""What the mirror has to know of the cards of a site: whose names are nowhere in it, and until when it is right."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, cast

from django.utils import timezone
from django.utils.html import escape

from ..content.contact import Contact, read_contacts
from ..lookup.context import PageContext
from ..lookup.source import Source
from ..page_class import GripPage, SitePage
from ..records.settings import GripSettings
from ..roles import roles
from ..text.speaking import speaking

# In the place of a name of which no function is known, as when somebody is erased.
NOBODY: Final = "…"
# A shorter name is in too many other words.
_SHORTEST: Final = 3


@dataclass(slots=True)
class People:
    """The names on the cards of a site and of its board, each with the roles of who has it."""

    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    # The first day on which a card, or a page, begins or ends.
    until: datetime.date | None = None

    def add(self, other: People) -> None:
        self.names.update(other.names)
        self._ends(other.until)

    def read(self, page: SitePage, today: datetime.date) -> None:
        """Notes what this page has of it."""
        if page.expire_at is not None:
            self._ends(max(_day(page.expire_at), _after(today) or today))
        if getattr(page, "grip_cards", ""):
            for card in _cards(cast(GripPage, page), today):
                for day in (card.valid_from, _after(card.valid_until)):
                    if day is not None and day > today:
                        self._ends(day)
                self.names.update(dict.fromkeys(_names(card), card.roles))

    def _ends(self, day: datetime.date | None) -> None:
        self.until = min((one for one in (day, self.until) if one is not None), default=None)

    def left_out_of(self, html: str, language: str) -> str:
        """The page with the function in the place of each name: what is on a card may be in any other text too."""
        if not self.names:
            return html
        longest_first = sorted(self.names, key=len, reverse=True)
        instead = {}
        with speaking(language):
            for name in longest_first:
                instead[_plain(name)] = escape(_function(self.names[name]))
        return any_of(longest_first).sub(lambda match: instead.get(_plain(match[0]), NOBODY), html)


def any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Finds the first of these names that is there, as a word of its own."""
    return re.compile("|".join(rf"(?<!\w){_pattern(name)}(?!\w)" for name in names), re.IGNORECASE)


def of_pages(pages: Iterable[SitePage], today: datetime.date) -> People:
    people = People()
    for page in pages:
        people.read(page, today)
    return people


def boards() -> dict[int, int]:
    """The site of the board of each school that has one, both by their keys. One query."""
    rows = GripSettings.objects.filter(board_id__isnull=False).values_list("site_id", "board_id")
    return dict(rows)


def _cards(page: GripPage, today: datetime.date) -> list[Contact]:
    source = Source.own(PageContext.of_page(page), page)
    shown, hidden = source.items(page.grip_cards, read_contacts, today, source.school)
    return [*shown, *hidden]


def _names(card: Contact) -> Iterator[str]:
    """What identifies the person on a card. A label that is a role, as “Mentor”, identifies nobody."""
    known = {str(role.label).casefold() for role in roles().values()}
    for name in (card.name, str(card.label) if card.names_someone else ""):
        if len(name.strip()) >= _SHORTEST and name.strip().casefold() not in known:
            yield name.strip()


def _function(keys: tuple[str, ...]) -> str:
    known = roles()
    return next((str(known[key].label) for key in keys if key in known), NOBODY)


def _pattern(name: str) -> str:
    """A name as it is in HTML, whatever space there is between its words."""
    return r"\s+".join(re.escape(escape(word)) for word in name.split())


def _plain(name: str) -> str:
    return " ".join(str(escape(name) if "&" not in name else name).split()).casefold()


def _after(day: datetime.date | None) -> datetime.date | None:
    if day is None or day == datetime.date.max:
        return None
    return day + datetime.timedelta(days=1)


def _day(moment: datetime.datetime) -> datetime.date:
    return (timezone.localtime(moment) if timezone.is_aware(moment) else moment).date()


__all__ = ["NOBODY", "People", "boards", "of_pages"]
