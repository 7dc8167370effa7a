"""What an editor should look at about who to go to: cards that nobody can reach, that end, that nobody checked."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final, cast

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..page_class import ContactPage, GripPage
from .dates import school_year, today
from .finding import Finding
from .places import Chosen, Findings, Look, missing_page, on_page, overdue, place_of_missing, published, url_of, where
from .reading import Named, dated_cards, untold
from .rows import Row
from .schools import Desk, School

# So long before a card ends someone is told.
SOON: Final = datetime.timedelta(days=30)


def _without_confidant(desk: Desk) -> Iterator[tuple[School, Row]]:
    for school in published(desk):
        pages = [row for row in school.of_kind("contact") if row.live]
        yield from ((school, row) for row in pages if row.mine and row.columns["without_confidant"])
        if not pages and not school.site.has_board and (row := place_of_missing(school, "contact")) is not None:
            yield school, row


def _no_confidant(desk: Desk, chosen: Chosen) -> Findings:
    text = _("Nobody can be reached here as the confidential adviser of the school.")
    missing = _("This school does not yet have a page on who to go to.")
    for school, row in chosen:
        if row.live and row.columns.get("without_confidant"):
            yield on_page(row, school, "no-confidant", text)
        else:
            yield missing_page(row, school, "contact", "no-confidant", missing)


def _unreachable(desk: Desk, chosen: Chosen) -> Findings:
    text = _("Visitors do not see a card on this page because it leads nowhere, or nobody can be reached at all.")
    for school, row in chosen:
        yield on_page(row, school, "contact-unreachable", text)


def _ends_by(row: Row, last: datetime.date) -> bool:
    ends = row.columns["contact_expires"]
    return bool(row.live and ends and ends <= last)


def _yesterday() -> datetime.date:
    return today() - datetime.timedelta(days=1)


def _with_expiring(desk: Desk) -> Iterator[tuple[School, Row]]:
    """The columns know the first card that ends. Where that one is over, only the page knows of the others."""
    first, last = today(), today() + SOON
    chosen = list(where(lambda row, day: _ends_by(row, last))(desk))
    pages = desk.content([row for _school, row in chosen if _ends_by(row, _yesterday())])
    for school, row in chosen:
        if not _ends_by(row, _yesterday()) or (row.pk in pages and any(_ended(pages[row.pk], first, last))):
            yield school, row


def _ended(page: GripPage, first: datetime.date, last: datetime.date) -> Iterator[tuple[Named, datetime.date]]:
    """The cards whose last day lies between these two."""
    for card, _begin, end in dated_cards(cast(ContactPage, page)):
        if end is not None and first <= end <= last:
            yield card, end


def _expired(desk: Desk, chosen: Chosen) -> Findings:
    text = _("“%(name)s” has been hidden from visitors since %(day)s.")
    pages = desk.content([row for _school, row in chosen])
    for school, row in chosen:
        for card, end in _ended(pages[row.pk], datetime.date.min, _yesterday()) if row.pk in pages else ():
            day = date_format(end + datetime.timedelta(days=1))
            yield _on_card(row, school, "contact-expired", text % {"name": card.name, "day": day}, card, end)


def _expiring(desk: Desk, chosen: Chosen) -> Findings:
    text = _("Visitors see “%(name)s” until %(day)s.")
    pages = desk.content([row for _school, row in chosen])
    for school, row in chosen:
        for card, end in _ended(pages[row.pk], today(), today() + SOON) if row.pk in pages else ():
            said = text % {"name": card.name, "day": date_format(end)}
            yield _on_card(row, school, "contact-expiring", said, card, end)


def _on_card(row: Row, school: School, kind: str, text: str, card: Named, end: datetime.date) -> Finding:
    return on_page(row, school, kind, text, date=end, item=card.id, again=end.isoformat())


def _unchecked(desk: Desk, chosen: Chosen) -> Findings:
    text = _("Call or e-mail everyone on this page, and record that it is correct. This has been due since %(day)s.")
    year = str(school_year(today()).year)
    for school, row in chosen:
        due = row.columns["review_due"]
        said, url = text % {"day": date_format(due)}, url_of("gripwagtail_checks", row)
        yield on_page(row, school, "contact-unchecked", said, url=url, date=due, again=year)


def _untold(desk: Desk, chosen: Chosen) -> Findings:
    """Every month anew: an honest “I do not know” is an answer for now."""
    pages = desk.content([row for _school, row in chosen])
    text = _(
        "“%(name)s” is here with a name, and nobody knows whether this person was told. Ask, and fill in the date."
    )
    month = f"{today():%Y-%m}"
    for school, row in chosen:
        for card in untold(cast(ContactPage, pages[row.pk])) if row.pk in pages else ():
            yield on_page(row, school, "untold", text % {"name": card.name}, item=card.id, again=month)


NO_CONFIDANT: Final = Look(_no_confidant, _without_confidant)
UNREACHABLE: Final = Look(_unreachable, where(lambda row, day: row.live and row.columns["without_route"]))
EXPIRED: Final = Look(_expired, where(lambda row, day: _ends_by(row, day - datetime.timedelta(days=1))))
EXPIRING: Final = Look(_expiring, _with_expiring)
UNCHECKED: Final = Look(_unchecked, overdue("contact-unchecked"))
UNTOLD: Final = Look(_untold, where(lambda row, day: row.live and row.columns["untold"]))


__all__ = ["EXPIRED", "EXPIRING", "NO_CONFIDANT", "SOON", "UNCHECKED", "UNREACHABLE", "UNTOLD"]
