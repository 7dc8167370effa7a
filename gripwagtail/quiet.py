"""Headers for pages on which nobody should be seen.

The quiet pages tell no other site where a visitor came from, and stay in no cache. What a
page offers to print or to save is never listed by a search engine: the page itself is.
"""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .conf import conf
from .here import Here

# Long enough for a rush of visitors, short enough for a correction; what is old still helps when the site is down.
SHARED: Final = "max-age=60, stale-if-error=3600"


def quieten(response: HttpResponse, page: Any, request: HttpRequest, is_leaf: bool = False) -> HttpResponse:
    """The response with the headers that belong to this page of ours. What a host has set stays."""
    if page.grip_quiet:
        response.headers.setdefault("Referrer-Policy", "same-origin")
        if not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "private, no-store"
            if conf.cdn_cache and _same_for_all(page, request):
                response.headers["CDN-Cache-Control"] = SHARED
    if is_leaf or getattr(page, "hide_from_search", False):
        response.headers.setdefault("X-Robots-Tag", "noindex")
    return response


def _same_for_all(page: Any, request: HttpRequest) -> bool:
    """Whether everyone would get this response: no session, no preview, no view restriction."""
    if request.method not in ("GET", "HEAD") or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return False
    here = Here.of_request(request, page)
    return not (here.is_preview or here.is_private or request.headers.get("Authorization"))


__all__ = ["SHARED", "quieten"]
