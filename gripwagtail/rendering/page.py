"""A page of ours, as its template wants it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..conf import conf
from ..content.items import title_of
from ..lookup.context import Here
from ..sanitize import sendable
from ..stored.failures import attempt
from . import contexts as shows
from .body_cache import Body, kept
from .emergency import in_place_of_page, standing
from .root import wrap


def page_context(page: Any, request: HttpRequest | None) -> dict[str, Any]:
    """What our page templates get beside Wagtail's own context."""
    here = Here.of_request(request, page)
    return {
        "grip_body": SimpleLazyObject(lambda: render_page(here)),
        "grip_title": SimpleLazyObject(lambda: _standing_title(here)),
        "grip_wrap_main": conf.wrap_main,
        "grip_container": conf.container_class,
    }


def _standing_title(here: Here) -> str:
    """The title; when it cannot be made nothing that may tell what happened."""
    fallback = _("School") if here.page.grip_quiet else title_of(here.page.title)
    return attempt("The title of a page", lambda: document_title(here), fallback, here.failures, made=True)


def document_title(here: Here) -> str:
    """What the browser shows in its tab and keeps in its history."""
    page = here.page
    own = title_of(getattr(page, "seo_title", "") or page.title)
    # A translation is as discreet as the page it translates; only that costs another look.
    if getattr(page, "neutral_title", False):
        return kept(here, "title", None, lambda: _neutral_title(here)).html
    if "neutral_title" in page.grip_facts and not here.in_source_language:
        return kept(here, "title", own, lambda: _title_of_translation(here, own)).html
    return own


def _title_of_translation(here: Here, own: str) -> Body:
    is_neutral = here.own.facts.neutral_title
    return _neutral_title(here) if is_neutral else Body(escape(own), here.language, "")


def _neutral_title(here: Here) -> Body:
    """The name of the school, with nothing of what happened."""
    name = here.school.name or (here.site.site_name if here.site else "") or _("School")
    return Body(escape(name), here.language, "")


def render_page(here: Here) -> SafeString:
    """The whole body of the page, in its root element."""
    kind = here.page.grip_kind
    body = standing(
        here,
        f"The page “{kind}” {here.page.pk}",
        lambda: kept(here, f"page.{kind}", None, lambda: _make(here)),
        in_place_of_page,
    )
    return wrap(f"{kind}-page", body, here.request)


def _make(here: Here) -> Body:
    kind = here.page.grip_kind
    source = here.own
    language = source.tongues.around
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
        return Body(sendable(html), language, "rtl" if translation.get_language_bidi() else "ltr")
