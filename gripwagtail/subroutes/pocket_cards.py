"""Pocket cards: ten of the size of a business card on one A4, with three numbers and the way to the incident page.

A pupil carries one without anyone asking why, so it says no more than the poster and names nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ..content.helplines import pick
from ..directory.addresses import below
from ..directory.people import Directory
from ..lookup.context import PageContext
from ..lookup.public_address import public_address, wrong_address
from ..lookup.source import Source
from ..page_class import GripPage
from ..phone import Phone
from ..text.speaking import speaking
from ..vocabulary import CHILDLINE
from .kept import kept_html
from .published import around, public_context, without_address
from .qr import typed

ON_A_SHEET: Final = 10


def pocket_cards(page: GripPage, request: HttpRequest, rest: Sequence[str]) -> HttpResponse:
    """One A4 of cards to cut out, of an incident page."""
    page_context = public_context(page, request)
    if rest:
        raise Http404
    address = public_address(page, request)
    if not address:
        return without_address(page_context.own, wrong_address(page, request))
    return HttpResponse(kept_html(page_context, "card", lambda: _html(page_context.own, address), address))


def _html(source: Source, address: str) -> SafeString:
    page_context = source.page_context
    contact = page_context.source("contact")
    school = Directory.of(contact, page_context).school if contact else page_context.school
    with speaking(source.languages.around):
        third, third_name = (school.phone, school.name) if school.phone else _childline(page_context)
        context = {
            **around(source),
            "title": source.title,
            "school": school,
            "third": third,
            "third_name": third_name,
            "address": typed(address),
            "qr": below(page_context.our_page.get_url(page_context.request), "poster", "qr"),
            "copies": range(ON_A_SHEET),
        }
        return render_to_string("gripwagtail/takeaway/pocket_cards.html", context)


def _childline(page_context: PageContext) -> tuple[Phone | None, str]:
    """Who takes the place of a school without a number."""
    lines = pick(page_context.helplines, [CHILDLINE], "pupil", "", page_context.ages)
    return next(((line.phones[0], line.name) for line in lines if line.phones), (None, ""))


__all__ = ["pocket_cards"]
