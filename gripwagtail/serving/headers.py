"""Headers: which pages may be kept, by whom and until when, and what they reveal about a visit.

The quiet pages never tell another site where a visitor came from, and stay out of every cache. What a
page offers to print or to save is never listed by a search engine: the page itself is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape

from ..conf import conf
from ..lookup.context import PageContext
from ..lookup.source import Source
from ..page_class import ContactPage, GripPage
from ..rendering.body_cache import Body, cached_body
from .document_title import put_title
from .max_age import seconds_left_today

# Long enough for a rush of visitors, short enough for a correction.
CDN_MAX_AGE: Final = 60
# An old page still helps when the site is down.
CDN_STALE_IF_ERROR: Final = 3600
# On a response that has been here.
_DONE: Final = "_gripwagtail_headers"
_YES: Final = "yes"
_NO: Final = "no"


def set_privacy_headers(
    response: HttpResponse, page: GripPage, request: HttpRequest, is_subroute: bool = False
) -> HttpResponse:
    """The response with the headers that belong to this page of ours. What a host has set stays.

    Asked twice for the same response it does nothing the second time.
    """
    if getattr(response, _DONE, False):
        return response
    setattr(response, _DONE, True)
    _when_complete(response, lambda complete: _let_nobody_keep(complete, page, request))
    if page.grip_quiet:
        response.headers.setdefault("Referrer-Policy", "same-origin")
        if not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "private, no-store"
            if conf.cdn_cache:
                _when_complete(response, lambda complete: _let_cdn_keep(complete, page, request))
    elif conf.public_max_age:
        _when_complete(response, lambda complete: _let_anyone_keep(complete, page, request))
    if not is_subroute:
        _when_complete(response, lambda complete: put_title(complete, PageContext.of_request(request, page)))
    if is_subroute or is_left_out(PageContext.of_request(request, page)):
        response.headers.setdefault("X-Robots-Tag", "noindex")
    return response


def is_left_out(page_context: PageContext) -> bool:
    """Whether search engines are asked to leave this page of ours out: of a translation its source says so."""
    page = page_context.our_page
    if not hasattr(page, "hide_from_search"):
        return False
    if page_context.in_source_language:
        return bool(cast(ContactPage, page).hide_from_search)
    return cached_body(page_context, "noindex", None, lambda: _answer(hides_from_search(page_context.own))).html == _YES


def hides_from_search(source: Source) -> bool:
    """What the school decided of this contact page; yes where nobody knows."""
    decided_by = cast("ContactPage | None", source.decided_by)
    return decided_by is None or bool(decided_by.hide_from_search)


def _answer(answer: bool) -> Body:
    # As a short body, so that it is kept and ends with everything else.
    return Body(escape(_YES if answer else _NO), "", "")


def _when_complete(response: HttpResponse, act: Callable[[HttpResponse], None]) -> None:
    """Acts once the host's template has been rendered: only then is it known what it used of the visitor."""
    if hasattr(response, "add_post_render_callback"):
        response.add_post_render_callback(act)
    else:
        act(response)


def _let_nobody_keep(response: HttpResponse, page: GripPage, request: HttpRequest) -> None:
    """What was made while something failed. A page that could not be made says so: a server in front may have it."""
    page_context = PageContext.of_request(request, page)
    if page_context.failures:
        response.headers["Cache-Control"] = "no-store"
    if page_context.has_failed:
        response.status_code = 503


def _let_cdn_keep(response: HttpResponse, page: GripPage, request: HttpRequest) -> None:
    if is_for_all(response, page, request):
        seconds = min(CDN_MAX_AGE, seconds_left_today())
        response.headers["CDN-Cache-Control"] = f"max-age={seconds}, stale-if-error={CDN_STALE_IF_ERROR}"


def _let_anyone_keep(response: HttpResponse, page: GripPage, request: HttpRequest) -> None:
    if not response.has_header("Cache-Control") and is_for_all(response, page, request):
        seconds = min(conf.public_max_age, seconds_left_today())
        response.headers["Cache-Control"] = f"public, max-age={seconds}"


def is_for_all(response: HttpResponse, page: GripPage, request: HttpRequest) -> bool:
    """Whether everyone would get this response: no session, nobody logged in, no preview, no view restriction."""
    if request.method not in ("GET", "HEAD") or response.status_code != 200 or response.cookies:
        return False
    if {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}.intersection(request.COOKIES):
        return False
    if request.headers.get("Authorization") or _is_personal(request):
        return False
    page_context = PageContext.of_request(request, page)
    return not (page_context.is_preview or page_context.is_private or page_context.failures)


def _is_personal(request: HttpRequest) -> bool:
    """Whether the host has put something of this visitor into the page, or is about to give a cookie."""
    if request.META.get("CSRF_COOKIE_NEEDS_UPDATE") or getattr(request, "_csp_nonce", None):
        return True
    session = getattr(request, "session", None)
    if getattr(session, "modified", False):
        return True
    # Checking who it is must not make the answer vary by cookie, where nothing else does.
    looked = getattr(session, "accessed", None)
    is_known = bool(getattr(getattr(request, "user", None), "is_authenticated", False))
    if session is not None and looked is False:
        session.accessed = False
    return is_known


__all__ = ["CDN_MAX_AGE", "CDN_STALE_IF_ERROR", "hides_from_search", "is_for_all", "is_left_out", "set_privacy_headers"]
