"""The page being shown and the request it is shown for, known without the help of the host's templates.

A template that prints ``{{ page.body }}`` passes our blocks no context. So what is shown is noted when Wagtail
begins to serve a page or to preview something, and a block or tag asks for what its own context lacks. It is
forgotten when the request ends, when it fails, and at the latest when the next one begins in the same thread.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, Final, NamedTuple

from django.core.signals import got_request_exception, request_finished, request_started
from django.http import HttpRequest
from wagtail.models import PreviewableMixin

from ..page_class import SitePage
from . import sharing


class CurrentVisit(NamedTuple):
    """What is being shown now. ``page`` is none when something else is previewed."""

    page: SitePage | None
    request: HttpRequest


_now: ContextVar[CurrentVisit | None] = ContextVar("gripwagtail_visit", default=None)

_DISPATCH: Final = "gripwagtail.lookup.visit"


def begin(shown: Any, request: HttpRequest) -> None:
    """From now on this is what is shown."""
    _now.set(CurrentVisit(shown if hasattr(shown, "url_path") else None, request))


def completed(page: SitePage | None, request: HttpRequest | None) -> tuple[SitePage | None, HttpRequest | None]:
    """A page and a request, each as given, or else those of the current visit.

    Only what belongs to one request is joined: a page is never shown for a request that is not its own.
    """
    visit = _now.get()
    if visit is None or (request is not None and request is not visit.request):
        return page, request
    return (visit.page if page is None else page), visit.request


def _forget(**kwargs: Any) -> None:
    _now.set(None)
    sharing.end()


class _Previewed:
    """What is previewed, in every way itself; when it is asked to show itself, that is noted first."""

    def __init__(self, shown: Any) -> None:
        self._shown = shown

    def __getattr__(self, name: str) -> Any:
        return getattr(self._shown, name)

    def serve_preview(self, request: HttpRequest, mode_name: str | None) -> Any:
        begin(self._shown, request)
        return self._shown.serve_preview(request, mode_name)


def _noted(make_preview_request: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(make_preview_request)
    def noted(self: Any, *args: Any, **kwargs: Any) -> Any:
        around = _now.set(None)
        try:
            return make_preview_request(_Previewed(self), *args, **kwargs)
        finally:
            # A preview is a request within another one, which goes on.
            _now.reset(around)

    noted._notes_visit = True  # type: ignore[attr-defined]
    return noted


def connect() -> None:
    """Called once, when all apps are ready. The hook ``before_serve_page`` calls ``begin`` itself."""
    for signal in (request_started, request_finished, got_request_exception):
        signal.connect(_forget, dispatch_uid=_DISPATCH)
    # Wagtail has a hook before it serves a page, and none before a preview.
    preview = PreviewableMixin.make_preview_request
    if not hasattr(preview, "_notes_visit"):
        PreviewableMixin.make_preview_request = _noted(preview)


__all__ = ["CurrentVisit", "begin", "completed", "connect"]
