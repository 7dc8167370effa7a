"""Visits of nobody, through all of the site: its middleware, its addresses, its templates.

A visit is no request that came in, so nothing that waits for the end of one is told of it. It says what it is in a
header, by which the middleware of a host may leave it out of its counts.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from io import BytesIO
from typing import Any, Final, NamedTuple, cast
from urllib.parse import unquote

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, get_urlconf, set_script_prefix, set_urlconf
from django.utils import translation
from wagtail.models import Site

from ..lookup.without_names import ask_without_names

# As a header of the request: "X-Gripwagtail-Mirror: 1".
MARK: Final = "HTTP_X_GRIPWAGTAIL_MIRROR"
_HTTPS: Final = 443
_PLAIN: Final = 80
_NOT_FOUND: Final = 404
_LOG: Final = logging.getLogger("django.request")
# By what Django's middleware, and that of wagtail-cache, notes on a request that its answer is to be kept.
_KEEPS: Final = frozenset({"_cache_update_cache", "_wagtailcache_update"})


class Visit(NamedTuple):
    """What was asked, and the answer."""

    request: HttpRequest
    response: HttpResponse

    @property
    def is_of_the_site(self) -> bool:
        """Whether a view made it, and no middleware before that."""
        return self.request.resolver_match is not None

    @property
    def kind(self) -> str:
        """The type of the content, without its letters."""
        return str(self.response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()

    @property
    def body(self) -> bytes:
        return b"" if getattr(self.response, "streaming", False) else bytes(self.response.content)

    @property
    def text(self) -> str:
        return self.body.decode(self.response.charset or "utf-8", "replace")


class _MirrorRequest(WSGIRequest):
    """A request of which no middleware keeps the answer: it would be shown to visitors, without their people."""

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, False if name in _KEEPS else value)


def _is_for_the_log(record: logging.LogRecord) -> bool:
    """What a page does not offer is asked for, and is not found: cron would mail that as a fault of the site."""
    return getattr(record, "status_code", 0) != _NOT_FOUND or not isinstance(
        getattr(record, "request", None), _MirrorRequest
    )


class Visitor:
    """Who asks for pages; without ``with_names`` their cards name functions and no people."""

    def __init__(self, with_names: bool) -> None:
        self.with_names = with_names
        self._handler = BaseHandler()
        self._handler.load_middleware()

    def request(self, site: Site, path: str, language: str, is_fresh: bool = False) -> HttpRequest:
        """One that nobody sent: to this host over https, without a cookie.

        ``is_fresh``: with the port in the name of the host. A cache knows no answer to that.
        """
        port = _HTTPS if site.port == _PLAIN else site.port
        host = site.hostname if port == _HTTPS and not is_fresh else f"{site.hostname}:{port}"
        inside = path.removeprefix(_prefix().rstrip("/")) or "/"
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET",
            # As a server hands it over: the bytes of the address, each as a letter.
            "PATH_INFO": unquote(inside).encode().decode("latin-1"),
            "SCRIPT_NAME": _prefix().rstrip("/"),
            "QUERY_STRING": "",
            "HTTP_HOST": host,
            "SERVER_NAME": site.hostname,
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_ACCEPT_LANGUAGE": language,
            MARK: "1",
            "wsgi.url_scheme": "https",
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
        }
        request = _MirrorRequest(environ)
        if not self.with_names:
            ask_without_names(request)
        return request

    def visit(self, site: Site, path: str, language: str) -> Visit:
        """The answer of the site itself, also where a middleware keeps what others were shown."""
        found = self._ask(self.request(site, path, language))
        return found if found.is_of_the_site else self._ask(self.request(site, path, language, is_fresh=True))

    def _ask(self, request: HttpRequest) -> Visit:
        # What a visit notes of itself ends with it.
        response = copy_context().run(self._handler.get_response, request)
        return Visit(request, cast(HttpResponse, response))


@contextmanager
def as_a_visitor() -> Iterator[None]:
    """For as long as pages are asked for: nothing of who asks for the mirror is known to them."""
    prefix, urlconf = get_script_prefix(), get_urlconf()
    set_script_prefix(_prefix())
    _LOG.addFilter(_is_for_the_log)
    try:
        with translation.override(settings.LANGUAGE_CODE):
            yield
    finally:
        _LOG.removeFilter(_is_for_the_log)
        set_script_prefix(prefix)
        set_urlconf(urlconf)


def _prefix() -> str:
    """The folder below which the site is, as far as it is known without a request."""
    return f"{(settings.FORCE_SCRIPT_NAME or '').rstrip('/')}/"


__all__ = ["MARK", "Visit", "Visitor", "as_a_visitor"]
