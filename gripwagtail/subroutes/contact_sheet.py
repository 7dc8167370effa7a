"""The contact page as a sheet for the wall of a classroom or the door of a fridge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from ..content.contact import Contact
from ..content.helplines import Helpline
from ..directory.after_hours import for_families
from ..directory.people import Directory
from ..lookup.source import Source
from ..page_class import GripPage
from ..rendering.sentences import sentence_html
from .published import published
from .qr import typed


def contact_sheet(page: GripPage, request: HttpRequest, rest: Sequence[str]) -> HttpResponse:
    """The sheet, as a document of its own: nothing of the host's pages is on it."""
    if rest:
        raise Http404
    source = published(page, request)
    with translation.override(source.languages.around):
        return HttpResponse(render_to_string("gripwagtail/takeaway/contact_sheet.html", _context(source)))


def _context(source: Source) -> dict[str, Any]:
    page_context, language = source.page_context, source.languages.shown
    sentences = ("danger", "danger_life", "about_staff", "home_unsafe", "never_send")
    return {
        **{key: sentence_html(key, language) for key in sentences},
        "title": source.title,
        "school": source.school,
        "contacts": persons_last(Directory.of(source, page_context).shown),
        **_helplines(for_families(page_context)),
        "today": page_context.today,
        "address": page_context.our_page.get_full_url(page_context.request),
        "language": source.languages.around,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
    }


def persons_last(contacts: Iterable[Contact]) -> list[Contact]:
    """Functions and organisations first: they are still right when someone has left. Else the order of the page."""
    return sorted(contacts, key=lambda card: card.kind == "person")


def _helplines(lines: Iterable[Helpline]) -> dict[str, Any]:
    """Who picks up at any hour, who else has a number, and who only has a site, with what to type for that."""
    lines = list(lines)
    return {
        "day_and_night": [line for line in lines if line.phones and line.day_and_night],
        "by_phone": [line for line in lines if line.phones and not line.day_and_night],
        "online": [
            (line, typed(line.chat_link or line.url)) for line in lines if not line.phones and line.is_reachable
        ],
    }


__all__ = ["contact_sheet"]
