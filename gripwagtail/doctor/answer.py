"""Asks the host for a page as a visitor does, in this process, and copes with whatever comes.

A page that is live is asked for at its own address, through urls, middleware and hooks. A page that is not saved
goes through Wagtail's preview, which has the same middleware. Nothing that a request writes stays in the database.
"""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.urls import get_resolver
from django.utils import translation

from ..page_class import SitePage
from .errors import ANYTHING, last_line
from .outline import Outline

_REDIRECTS: Final = 3


@dataclass(frozen=True)
class Answer:
    """What came back. ``failure`` is the last line of a trace; then there is nothing else to look at."""

    url: str
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: tuple[str, ...] = ()
    html: str = ""
    failure: str = ""
    # Wagtail's preview has the template and the middleware, but not all the headers.
    is_preview: bool = False

    @property
    def is_good(self) -> bool:
        return self.status == 200 and not self.failure

    @cached_property
    def outline(self) -> Outline:
        return Outline.of(self.html, self.url)

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""


def visit(url: str) -> Answer:
    """The answer at a full address; redirects are followed as long as they stay on its host."""
    answer = _get(url)
    for _step in range(_REDIRECTS - 1):
        target = urljoin(answer.url, answer.headers.get("Location", ""))
        if not 300 <= answer.status < 400 or urlsplit(target).hostname != answer.host:
            return answer
        answer = _get(target)
    return answer


def preview(page: SitePage) -> Answer:
    """The answer of a page in Wagtail's preview, saved or not."""
    with _harmless() as failures:
        url = page.full_url or ""
        try:
            answer = _answer(url, page.make_preview_request(extra_request_attrs=_as_https()), failures)
        except ANYTHING as error:
            answer = Answer(url, failure=last_line(error))
        return replace(answer, is_preview=True)


def _as_https() -> dict[str, Any]:
    """Where a site redirects everyone to https, a preview must not be redirected too."""
    return {"is_secure": lambda: True} if settings.SECURE_SSL_REDIRECT else {}


def fetch(url: str) -> tuple[int, dict[str, str], bytes]:
    """The answer at an address as it goes over the wire: status, headers and body. Redirects are not followed."""
    with _harmless():
        response = _request(url)
        body = b"".join(response) if response.streaming else response.content
        return response.status_code, dict(response.headers), body


def error_page(url: str) -> Answer:
    """What visitors of this address read when the site fails.

    Made as Django makes it: by the host's handler, after its middleware. So a handler may ask who is logged in, or
    leave it to Django to fill in its template. Where the middleware answers by itself, as a login for all does, the
    handler is asked alone.
    """
    with _harmless() as failures:
        failing = _FailingSite()
        try:
            response = _request(url, failing)
            if not failing.was_asked:
                request = RequestFactory().get("/")
                request.user = AnonymousUser()
                response = failing._get_response(request)
        except ANYTHING as error:
            return Answer(url, failure=last_line(error))
        return _answer(url, response, failures)


class _FailingSite(ClientHandler):
    """The host, with its handler for a failure in the place of every view."""

    was_asked = False

    def _get_response(self, request: Any) -> Any:
        self.was_asked = True
        response: Any = get_resolver(getattr(request, "urlconf", None)).resolve_error_handler(500)(request)
        return response if getattr(response, "is_rendered", True) else response.render()


def _get(url: str) -> Answer:
    with _harmless() as failures:
        try:
            response = _request(url)
        except ANYTHING as error:
            return Answer(url, failure=last_line(error))
        return _answer(url, response, failures)


def _request(url: str, host: ClientHandler | None = None) -> Any:
    parts = urlsplit(url)
    is_secure = parts.scheme == "https" or settings.SECURE_SSL_REDIRECT
    port = parts.port or (443 if is_secure else 80)
    extra: dict[str, Any] = {
        "SERVER_NAME": parts.hostname,
        "SERVER_PORT": str(port),
        "headers": {"host": parts.netloc},
    }
    if is_secure and settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        extra[name] = value
    client = Client(raise_request_exception=False)
    client.handler = host or client.handler
    return client.get(
        f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/", secure=is_secure, **extra
    )


def _answer(url: str, response: Any, failures: list[str]) -> Answer:
    if failures:
        return Answer(url, response.status_code, failure=failures[-1])
    content = b""
    if response.headers.get("Content-Type", "").startswith("text/html"):  # a film is not read to its end
        content = b"".join(response) if response.streaming else response.content
    return Answer(
        url,
        response.status_code,
        response.headers,
        tuple(response.cookies),
        content.decode(response.charset or "utf-8", errors="replace"),
    )


@contextmanager
def _harmless() -> Iterator[list[str]]:
    """Any side effect of a request is undone. Yields what it raised, in lines."""
    failures: list[str] = []

    def remember(**kwargs: Any) -> None:
        error = sys.exc_info()[1]
        if error is not None:
            failures.append(last_line(error))

    got_request_exception.connect(remember, weak=False)
    # Otherwise every failure that is found here would be mailed to the admins of the site.
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        # The visit chooses a language, and a host may print: our own report goes on in ours, undisturbed.
        with translation.override(translation.get_language()), redirect_stdout(io.StringIO()), transaction.atomic():
            yield failures
            transaction.set_rollback(True)
    finally:
        logging.disable(before)
        got_request_exception.disconnect(remember)


__all__ = ["Answer", "error_page", "fetch", "preview", "visit"]
