"""Rendered bodies, kept under the state of the content they were made from.

The key contains the stamp, which is read from the database before the content. A change
moves the stamp in its own transaction, so a body cannot outlive what it shows, in any
process and with any cache. A cache that is down only costs time: the page is rendered again.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import BaseCache, InvalidCacheBackendError, caches
from django.utils.safestring import SafeString

from .. import __version__
from ..conf import conf
from ..lookup.context import PageContext

logger = logging.getLogger(__name__)


class Body(NamedTuple):
    """A rendered body and the language it is in."""

    html: SafeString
    language: str
    direction: str

    def __bool__(self) -> bool:
        return bool(self.html)


def cached_body(page_context: PageContext, name: str, options: object, make: Callable[[], Body]) -> Body:
    """The body under this name, rendered again when anything it may show has changed."""
    cache = _cache()
    # A private page shows one thing to those let in and another on the form that asks for a password.
    if cache is None or page_context.is_preview or not page_context.state.stamp or page_context.is_private:
        return make()
    key = _key(page_context, name, options, page_context.state.stamp)
    answers, found = _try(lambda: cache.get(key))
    # A cache that serialises as plain text would hand back unescaped-looking strings.
    if isinstance(found, tuple) and len(found) == 3 and isinstance(found[0], SafeString):
        return Body(*found)
    body = make()
    if page_context.failures:
        # It would outlive the repair.
        return body
    # A cache that did not answer is not asked again: each call may take as long as its timeout.
    if answers:
        _try(lambda: cache.set(key, tuple(body), conf.cache_seconds))
    return body


def _try(ask: Callable[[], Any]) -> tuple[bool, Any]:
    """Whether the cache answered, and what. It runs elsewhere and may be gone, or contain what cannot be read back."""
    try:
        return True, ask()
    except Exception as problem:
        logger.warning("The cache of gripwagtail failed, so this page is made anew: %r", problem)
        return False, None


def _cache() -> BaseCache | None:
    alias = conf.cache_alias
    # While DEBUG is on someone is changing templates, which move no stamp.
    if alias is None or settings.DEBUG:
        return None
    try:
        return caches[alias]
    except InvalidCacheBackendError:
        return None


def _key(page_context: PageContext, name: str, options: object, stamp: str) -> str:
    site = page_context.request_site
    parts = (
        __version__,
        stamp,
        name,
        repr(options),
        str(getattr(page_context.page, "pk", "")),
        str(site.pk if site else ""),
        page_context.active_language,
        page_context.today.isoformat(),
        repr(sorted(conf.given.items(), key=str)),
    )
    return "gripwagtail." + hashlib.sha256("\0".join(parts).encode()).hexdigest()
