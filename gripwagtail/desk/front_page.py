"""Whether the front page of a school really leads to its pages: asked for as a visitor does who is nobody.

What should be in a menu and what is in it are two things: many sites have no menu. So the page itself is looked at, in
this process, through the urls and middleware of the host. What such a visit writes does not stay.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable
from contextvars import copy_context
from html.parser import HTMLParser
from typing import Any, Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.http import HttpResponseBase

from ..text.hosts import place_of

logger = logging.getLogger(__name__)

_REDIRECTS: Final = 3
# A front page is not longer than this; what is streamed without end is not read to it.
_MOST: Final = 5_000_000


class FrontPage(NamedTuple):
    """Where the links of a front page lead. ``is_seen`` is no when it could not be looked at."""

    links: frozenset[str]
    is_seen: bool

    def leads_to(self, addresses: Iterable[str]) -> bool:
        """Whether a link leads to one of these addresses, or below it."""
        wanted = [place for place in map(_place, addresses) if place]
        return any(link == place or link.startswith(f"{place}/") for link in self.links for place in wanted)


def front_page(address: str) -> FrontPage:
    """The front page at a full address; redirects are followed as long as they stay on its host."""
    # A request within another one: what it notes of language, addresses and visit is its own.
    found: FrontPage = copy_context().run(_look, address)
    return found


def _look(address: str) -> FrontPage:
    url = address
    for _step in range(_REDIRECTS):
        # Whatever it answers is the host's: what cannot be read is not seen.
        try:
            with transaction.atomic():
                response = _ask(url)
                html = _html(response)
                transaction.set_rollback(True)
            target = urljoin(url, response.headers.get("Location", ""))
            stays = urlsplit(target).hostname == urlsplit(url).hostname
            links = frozenset(filter(None, map(_place, _Links.of(html, url))))
        except Exception:
            logger.info("The front page %s could not be looked at.", url, exc_info=True)
            break
        if 300 <= response.status_code < 400 and stays:
            url = target
        elif response.status_code == 200 and html:
            return FrontPage(links, True)
        else:
            break
    return FrontPage(frozenset(), False)


def _ask(url: str) -> HttpResponseBase:
    handler = BaseHandler()
    handler.load_middleware(is_async=False)
    response: HttpResponseBase = handler.get_response(WSGIRequest(_environ(url)))
    return response


def _environ(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    is_secure = parts.scheme == "https" or settings.SECURE_SSL_REDIRECT
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": parts.path or "/",
        "QUERY_STRING": parts.query,
        "SERVER_NAME": parts.hostname or "localhost",
        "SERVER_PORT": str(parts.port or (443 if is_secure else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": parts.netloc,
        "HTTP_ACCEPT": "text/html",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "https" if is_secure else "http",
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if is_secure and settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        environ[name] = value
    return environ


def _html(response: Any) -> str:
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return ""
    if not response.streaming:
        content = response.content
    else:
        content = b""
        for part in response.streaming_content:
            content += part
            if len(content) > _MOST:
                break
    return str(content[:_MOST].decode(response.charset or "utf-8", errors="replace"))


def _place(address: str) -> str:
    """An address as far as it says where it leads: its host and the way there. Of none: empty."""
    return "".join(place_of(address) or ())


class _Links(HTMLParser):
    """The addresses that a page links to. What is in a ``<template>`` is no link."""

    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = url
        self.found: list[str] = []
        self._apart = 0

    @classmethod
    def of(cls, html: str, url: str) -> list[str]:
        links = cls(url)
        links.feed(html)
        links.close()
        return links.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "template":
            self._apart += 1
        elif tag == "base" and given.get("href"):
            self.base = self._joined(given["href"] or "") or self.base
        elif tag in ("a", "area") and given.get("href") and not self._apart:
            self.found.append(self._joined(given["href"] or ""))

    def _joined(self, address: str) -> str:
        """Where this leads; nowhere when it is no address. A browser goes on with the page then, and so do we."""
        try:
            return urljoin(self.base, address)
        except ValueError:
            return ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._apart = max(0, self._apart - 1)


__all__ = ["FrontPage", "front_page"]
