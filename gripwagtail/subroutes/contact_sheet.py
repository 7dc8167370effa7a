"""The contact page as a sheet for the wall of a classroom or the door of a fridge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ..directory.after_hours import after_hours, for_families
from ..directory.arrangement import by_hours
from ..directory.people import Directory
from ..lookup.public_address import public_address
from ..lookup.source import Source
from ..page_class import GripPage
from ..rendering.sentences import sentence_html
from ..text.speaking import speaking
from .kept import kept_html
from .letters import letters_for
from .published import around, public_context
from .qr import typed

SENTENCES: Final = ("danger", "danger_life", "about_staff", "home_unsafe", "never_send")


def contact_sheet(page: GripPage, request: HttpRequest, rest: Sequence[str]) -> HttpResponse:
    """The sheet, as a document of its own: nothing of the host's pages is on it."""
    if rest:
        raise Http404
    page_context = public_context(page, request)
    address = public_address(page, request)
    return HttpResponse(kept_html(page_context, "print", lambda: _html(page_context.own, address), address))


def _html(source: Source, address: str) -> SafeString:
    with speaking(source.languages.around):
        return render_to_string("gripwagtail/takeaway/contact_sheet.html", _context(source, address))


def _context(source: Source, address: str) -> dict[str, Any]:
    page_context, language = source.page_context, source.languages.shown
    said: dict[str, Any] = {key: sentence_html(key, language) for key in SENTENCES}
    contacts = Directory.of(source, page_context).shown
    lines = for_families(page_context)
    night = after_hours(page_context, language)
    hours = by_hours(lines)
    return {
        **around(source),
        **said,
        "title": source.title,
        "school": source.school,
        "contacts": contacts,
        "day_and_night": hours.day_and_night,
        "by_phone": hours.by_phone,
        "online": [(line, typed(line.chat_link or line.url)) for line in hours.online],
        "after_hours": night.after_hours,
        "closed": night.closed,
        "letters": letters_for(contacts, lines, [*said.values(), night.after_hours, *night.closed]),
        "today": page_context.today,
        "address": address,
    }


__all__ = ["contact_sheet"]
