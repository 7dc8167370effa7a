"""What an editor should look at about who to go to: cards that nobody can reach, that end, that nobody checked."""

from __future__ import annotations

import datetime
from typing import Final, cast

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..page_class import ContactPage
from .dates import school_year, today
from .places import Findings, missing_page, on_page, overdue, published, rows, url_of
from .reading import dated_cards, untold
from .schools import Desk

# So long before a card ends someone is told.
SOON: Final = datetime.timedelta(days=30)


def no_confidant(desk: Desk) -> Findings:
    text = _("Nobody can be reached here as the confidential adviser of the school.")
    for school in published(desk):
        pages = [row for row in school.of_kind("contact") if row.live]
        yield from (
            on_page(row, school, "no-confidant", text) for row in pages if row.mine and row.columns["without_confidant"]
        )
        if not pages and not school.site.has_board:
            yield from missing_page(
                school, "contact", "no-confidant", _("This school does not yet have a page on who to go to.")
            )


def contacts_unreachable(desk: Desk) -> Findings:
    text = _("Visitors do not see a card on this page because it leads nowhere, or nobody can be reached at all.")
    for school, row in rows(desk):
        if row.live and row.columns.get("without_route"):
            yield on_page(row, school, "contact-unreachable", text)


def contacts_expired(desk: Desk) -> Findings:
    yield from _ended(desk, "contact-expired", datetime.date.min, today() - datetime.timedelta(days=1))


def contacts_expiring(desk: Desk) -> Findings:
    yield from _ended(desk, "contact-expiring", today(), today() + SOON)


def _ended(desk: Desk, kind: str, first: datetime.date, last: datetime.date) -> Findings:
    """The cards whose last day lies between these two."""
    chosen = [
        (school, row)
        for school, row in rows(desk)
        if row.live and (ends := row.columns.get("contact_expires")) and ends <= last
    ]
    pages = desk.content([row for _school, row in chosen])
    texts = {
        "contact-expired": _("“%(name)s” has been hidden from visitors since %(day)s."),
        "contact-expiring": _("Visitors see “%(name)s” until %(day)s."),
    }
    for school, row in chosen:
        for card, _begin, end in dated_cards(cast(ContactPage, pages[row.pk])) if row.pk in pages else ():
            if end is not None and first <= end <= last:
                day = end + datetime.timedelta(days=1) if kind == "contact-expired" else end
                text = texts[kind] % {"name": card.name, "day": date_format(day)}
                yield on_page(row, school, kind, text, date=end, item=card.id, again=end.isoformat())


def contacts_unchecked(desk: Desk) -> Findings:
    text = _("Call or e-mail everyone on this page, and record that it is correct. This has been due since %(day)s.")
    year = str(school_year(today()).year)
    for school, row, due in overdue(desk, "contact-unchecked"):
        said = text % {"day": date_format(due)}
        yield on_page(
            row, school, "contact-unchecked", said, url=url_of("gripwagtail_checks", row), date=due, again=year
        )


def people_untold(desk: Desk) -> Findings:
    """Every month anew: an honest “I do not know” is an answer for now."""
    chosen = [(school, row) for school, row in rows(desk) if row.live and row.columns.get("untold")]
    pages = desk.content([row for _school, row in chosen])
    text = _(
        "“%(name)s” is here with a name, and nobody knows whether this person was told. Ask, and fill in the date."
    )
    month = f"{today():%Y-%m}"
    for school, row in chosen:
        for card in untold(cast(ContactPage, pages[row.pk])) if row.pk in pages else ():
            yield on_page(row, school, "untold", text % {"name": card.name}, item=card.id, again=month)


__all__ = [
    "SOON",
    "contacts_expired",
    "contacts_expiring",
    "contacts_unchecked",
    "contacts_unreachable",
    "no_confidant",
    "people_untold",
]
