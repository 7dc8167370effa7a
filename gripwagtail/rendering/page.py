"""A page of ours, as its template wants it."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..base_template import base_template
from ..conf import conf
from ..content.items import title_of
from ..lookup.context import PageContext
from ..made_html import sendable
from ..page_class import GripPage, IncidentPage
from ..stored.failures import attempt
from ..text.marked import noting_untranslated
from ..text.speaking import speaking
from . import contexts
from .body_cache import Body, cached_body
from .emergency import in_place_of_page, standing
from .root import wrap
from .visitor import request_of


def template_context(page: GripPage, request: HttpRequest | None) -> dict[str, Any]:
    """What our page templates get beside Wagtail's own context."""
    page_context = PageContext.of_request(request, page)
    base = base_template(conf.quiet_base_template if page.grip_quiet else conf.base_template)
    return {
        "grip_body": SimpleLazyObject(lambda: render_page(page_context)),
        "grip_title": SimpleLazyObject(lambda: safe_document_title(page_context)),
        "gripwagtail_base": base.to_extend,
        "grip_title_element": base.title_element is not None,
        "grip_wrap_main": base.wraps_main,
        "grip_container": conf.container_class,
    }


def safe_document_title(page_context: PageContext) -> str:
    """The title of the document; when it cannot be made, nothing that may reveal what happened."""
    fallback = _("School") if page_context.our_page.grip_quiet else title_of(page_context.our_page.title)
    return attempt(
        "The title of a page", lambda: document_title(page_context), fallback, page_context.failures, made=True
    )


def own_title(page: GripPage) -> str:
    """What the editor calls the page, in a tab."""
    return title_of(getattr(page, "seo_title", "") or page.title)


def document_title(page_context: PageContext) -> str:
    """What the browser shows in its tab and keeps in its history."""
    page = page_context.our_page
    own = own_title(page)
    # A translation is as discreet as the page it translates; only that costs another query.
    if getattr(page, "neutral_title", False):
        return cached_body(page_context, "title", None, lambda: _neutral_title(page_context)).html
    if "neutral_title" in page.grip_facts and not page_context.in_source_language:
        return cached_body(page_context, "title", own, lambda: _title_of_translation(page_context, own)).html
    return own


def _title_of_translation(page_context: PageContext, own: str) -> Body:
    is_neutral = cast(IncidentPage, page_context.own.facts).neutral_title
    return _neutral_title(page_context) if is_neutral else Body(escape(own), page_context.language, "")


def _neutral_title(page_context: PageContext) -> Body:
    """The name of the school, with nothing of what happened."""
    name = page_context.school.name or (page_context.site.site_name if page_context.site else "") or _("School")
    return Body(escape(name), page_context.language, "")


def render_page(page_context: PageContext) -> SafeString:
    """The whole body of the page, in its root element."""
    kind = page_context.our_page.grip_kind
    body = standing(
        page_context,
        f"The page “{kind}” {page_context.our_page.pk}",
        lambda: _kept_body(page_context),
        in_place_of_page,
    )
    return wrap(f"{kind}-page", body, page_context.request)


def make_page(page_context: PageContext) -> None:
    """All that is kept of a page of ours, made where it does not hold. Fails when it cannot be made."""
    _kept_body(page_context)
    document_title(page_context)


def _kept_body(page_context: PageContext) -> Body:
    kind = page_context.our_page.grip_kind
    return cached_body(page_context, f"page.{kind}", None, lambda: _make(page_context))


def _make(page_context: PageContext) -> Body:
    kind = page_context.our_page.grip_kind
    source = page_context.own
    language = source.languages.around
    with speaking(language), noting_untranslated():
        start = conf.heading_start
        context = {
            **page_context.our_page.grip_page_context(source, page_context),
            "page": page_context.page,
            "request": request_of(page_context),
            "source": source,
            "show_h1": conf.show_h1,
            **contexts.headings(start),
            "hint": source.hint if page_context.is_preview else "",
        }
        html = render_to_string(f"gripwagtail/pages/{kind}_body.html", context)
        return Body(sendable(html), language, "rtl" if translation.get_language_bidi() else "ltr")
