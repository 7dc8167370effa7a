"""Which cards of a contact page someone still has to make sure of in this school year."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from ..content.checked import last_check
from ..content.contact import Contact
from ..content.reach import said_by_cards
from ..lookup.context import PageContext
from ..page_class import GripPage
from .dates import school_year, today
from .grace import first_due
from .reading import cards


@dataclass(frozen=True, slots=True)
class Card:
    """A card to be checked. ``is_due`` when nobody did so in this school year; a new one gets a month."""

    id: str
    contact: Contact
    checked_on: datetime.date | None
    is_due: bool
    # What it says, for who confirms that: see ``content.reach``.
    said: str = ""


def cards_of(page: GripPage) -> Iterator[Card]:
    """The cards that visitors see today or should, those that are due first."""
    begin = school_year(today())
    found = []
    said = said_by_cards(page)
    there = cards(page, PageContext.of_page(page))
    for contact in (*there.own, *there.lost):
        # Without an id nothing can be noted about it: saving the page gives it one.
        if contact.id:
            last = last_check(page.checked, contact.id, today(), contact.checked_on)
            is_due = last < begin if last else first_due(page, page.checked, contact.id) <= today()
            found.append(Card(contact.id, contact, last, is_due, said.get(contact.id, "")))
    yield from sorted(found, key=lambda card: not card.is_due)


__all__ = ["Card", "cards_of"]
