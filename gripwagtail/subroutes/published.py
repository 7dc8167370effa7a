"""The page that something is taken from, as everyone may read it, and what all that is made for paper has in common."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from ..conf import conf
from ..lookup.context import PageContext
from ..lookup.source import Source
from ..page_class import GripPage
from ..rendering.unread import says_unread
from ..text.speaking import speaking


def public_context(page: GripPage, request: HttpRequest) -> PageContext:
    """The visit to a page that everyone may read. ``Http404`` for a draft or a preview: paper is never corrected."""
    page_context = PageContext.of_request(request, page)
    if not page.live or page_context.is_preview:
        raise Http404
    return page_context


def published(page: GripPage, request: HttpRequest) -> Source:
    """The page with its facts and words. ``Http404`` for a draft or a preview: phones are never corrected either."""
    return public_context(page, request).own


def around(source: Source) -> dict[str, Any]:
    """What every document beside a page gets: its language, the way back, and whether a script may help."""
    return {
        "language": source.languages.around,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "back": source.link,
        "load_js": conf.load_js,
        # Said to who prints or copies it.
        "unread": says_unread(source),
    }


def foreign(language: str, source: Source) -> str:
    """The language of shipped texts, where it is another than that of the document around them; else empty."""
    return "" if language == source.languages.around.split("-")[0] else language


def without_address(source: Source, wrong: str) -> HttpResponse:
    """In the place of something on paper that would lead nowhere: why it is not made, and who can help."""
    with speaking(source.languages.around):
        html = render_to_string("gripwagtail/takeaway/no_address.html", {**around(source), "wrong": wrong})
    return HttpResponse(html, status=409)


__all__ = ["around", "foreign", "public_context", "published", "without_address"]
