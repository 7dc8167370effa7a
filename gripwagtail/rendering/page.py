"""A page of ours, as its template wants it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from ..conf import conf
from ..content.items import title_of
from ..here import Here
from ..source import Source
from . import shows
from .kept import Body, kept
from .root import wrap


def page_context(page: Any, request: HttpRequest | None) -> dict[str, Any]:
    """What our page templates get beside Wagtail's own context."""
    here = Here.of_request(request, page)
    return {
        "grip_body": SimpleLazyObject(lambda: render_page(here)),
        "grip_title": title_of(getattr(page, "seo_title", "") or page.title),
        "grip_wrap_main": conf.wrap_main,
    }


def render_page(here: Here) -> SafeString:
    """The whole body of the page, in its root element."""
    kind = here.page.grip_kind
    return wrap(f"{kind}-page", kept(here, f"page.{kind}", None, lambda: _make(here)), here.request)


def _make(here: Here) -> Body:
    kind = here.page.grip_kind
    source = Source.own(here)
    language = source.tongues.shown
    with translation.override(language):
        start = conf.heading_start
        context = {
            **shows.PAGES[kind](source, here),
            "page": here.page,
            "request": here.request,
            "source": source,
            "show_h1": conf.show_h1,
            **shows.headings(start),
            "hint": source.hint if here.is_preview else "",
        }
        html = render_to_string(f"gripwagtail/pages/{kind}_body.html", context)
        return Body(html, language, "rtl" if translation.get_language_bidi() else "ltr")
