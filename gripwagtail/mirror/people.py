"""What the mirror has to know of the cards of a site: whose names are nowhere in it, and until when it is right."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, Final, cast

from django.utils import timezone

from ..content.contact import Contact, read_contacts
from ..lookup.context import PageContext
from ..lookup.source import Source
from ..page_class import GripPage, SitePage
from ..records.settings import GripSettings
from ..roles import roles
from ..text.names import NOBODY, Names, NameSpan, WholeNames, whole_names, words_of
from ..text.speaking import speaking
from .own_words import own_words

# A shorter name is in too many other words.
_SHORTEST: Final = 3
# So many texts and addresses, of each site and language.
_REMEMBERED: Final = 4_096


@dataclass(slots=True)
class People:
    """The names on the cards of a site and of its board, each with the roles of who has it."""

    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    # The mailboxes on cards of people, each with who has it; and those of a function or of the school.
    mailboxes: dict[str, set[str]] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)
    # What schools are called, after whoever that is.
    schools: set[str] = field(default_factory=set)
    # The first day on which a card, or a page, begins or ends.
    until: datetime.date | None = None

    def add(self, other: People) -> None:
        self.names.update(other.names)
        for mailbox, owners in other.mailboxes.items():
            self.mailboxes.setdefault(mailbox, set()).update(owners)
        self.shared |= other.shared
        self.schools |= other.schools
        self.ends(other.until)

    def read(self, page: SitePage, today: datetime.date) -> None:
        """Notes who is on the cards of this page."""
        source = _source(page)
        self.schools.add(str(source.school.name))
        self.shared.add(source.school.email.casefold())
        for card in _cards(source, today):
            mailboxes = [one.casefold() for one in (card.email, card.email_more) if one]
            if card.is_personal:
                self.names.update(dict.fromkeys(_names(card), card.roles))
                for mailbox in mailboxes:
                    self.mailboxes.setdefault(mailbox, set()).add(card.name or str(card.label))
            else:
                self.shared.update(mailboxes)

    def read_days(self, page: SitePage, today: datetime.date) -> None:
        """Notes when this page, or a card on it, begins or ends."""
        if page.expire_at is not None:
            self.ends(max(_day(page.expire_at), _after(today) or today))
        if getattr(page, "grip_cards", ""):
            for card in _cards(_source(page), today):
                for day in (card.valid_from, _after(card.valid_until)):
                    if day is not None and day > today:
                        self.ends(day)

    def ends(self, day: datetime.date | None) -> None:
        self.until = min((one for one in (day, self.until) if one is not None), default=None)

    def called(self, language: str) -> dict[str, str]:
        """Each name with the function in this language."""
        with speaking(language):
            return {name: _function(keys) for name, keys in self.names.items()}

    def own_mailboxes(self) -> set[str]:
        """Those that say who has them: what several people read is of none of them."""
        return {mailbox for mailbox, owners in self.mailboxes.items() if len(owners) == 1} - self.shared


class _Remembering(Names):
    """With what was found in the last texts: most lines of a site are on each of its pages."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Not around the methods of the class, where they would outlive the run.
        self._spans = lru_cache(maxsize=_REMEMBERED)(super().spans)
        self._is_in_address = lru_cache(maxsize=_REMEMBERED)(super().is_in_address)

    def spans(self, text: str, parts: bool = True) -> list[NameSpan]:
        return self._spans(text, parts)

    def is_in_address(self, address: str) -> bool:
        return self._is_in_address(address)


class Nameless:
    """Who is named nowhere in the mirror, for the pages of each site and language."""

    def __init__(self, of_sites: dict[int, People], languages: Iterable[str]) -> None:
        self._of_sites = of_sites
        known = {name: "" for people in of_sites.values() for name in people.names}
        self._ordinary, self._kept = own_words(words_of(known), languages)
        self._everyone = cache(self._of_all)
        # Of this site by every part of a name; of others, where a name may be an ordinary word, by the whole of it.
        # Sites come one after the other.
        self.of = lru_cache(maxsize=16)(self._of)

    def _of(self, site: int, language: str) -> Names:
        people = self._of_sites[site]
        return _Remembering(
            people.called(language),
            mailboxes=people.own_mailboxes(),
            ordinary=self._ordinary,
            kept=[*self._kept, *people.schools],
            others=self._everyone(language),
        )

    def _of_all(self, language: str) -> WholeNames:
        every = People()
        for people in self._of_sites.values():
            every.names.update(people.names)
        return whole_names(every.called(language))


def boards() -> dict[int, int]:
    """The site of the board of each school that has one, both by their keys. One query."""
    rows = GripSettings.objects.filter(board_id__isnull=False).values_list("site_id", "board_id")
    return dict(rows)


def _source(page: SitePage) -> Source:
    return Source.own(PageContext.of_page(page), cast(GripPage, page))


def _cards(source: Source, today: datetime.date) -> list[Contact]:
    shown, hidden = source.items(source.facts.grip_cards, read_contacts, today, source.school)
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


def _after(day: datetime.date | None) -> datetime.date | None:
    if day is None or day == datetime.date.max:
        return None
    return day + datetime.timedelta(days=1)


def _day(moment: datetime.datetime) -> datetime.date:
    return (timezone.localtime(moment) if timezone.is_aware(moment) else moment).date()


__all__ = ["Nameless", "People", "boards"]
