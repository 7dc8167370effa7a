"""What a cache in front of the site has to forget when something changes.

Works through ``wagtail.contrib.frontend_cache``, where a site has that. Changes are gathered and purged once they are
committed: a visitor in between would bring the old page back. Where many pages show the change that is done after the
response of who makes it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Model

from . import after_response
from .purge import Purge, logged, urls_of


class _Waiting(threading.local):
    """What this thread will purge when its transaction is committed; what is rolled back is purged needlessly."""

    def __init__(self) -> None:
        self.purge = Purge()


_waiting: Final = _Waiting()


def is_enabled() -> bool:
    """Whether the site has a cache in front that Wagtail can purge."""
    return apps.is_installed("wagtail.contrib.frontend_cache") and bool(
        getattr(settings, "WAGTAILFRONTENDCACHE", None) or getattr(settings, "WAGTAILFRONTENDCACHE_LOCATION", None)
    )


def note(instance: Model, using: str | None = None, created: bool = False, words_alone: bool = False) -> None:
    """Purge what may show this instance, after commit. To be called after it is saved, or before it is deleted.

    ``words_alone``: of a page nothing changed but what it says.
    """
    is_draft = created and not getattr(instance, "live", True)
    if is_enabled() and not is_draft:
        _gather(lambda purge: purge.add(instance, words_alone), using)


def note_move(before: str, after: str, using: str | None = None) -> None:
    """Purge what may show a page that goes from one path to another, under its old address too."""
    if is_enabled() and before != after:
        _gather(lambda purge: purge.add_move(before, after), using)


def note_all(using: str | None = None) -> None:
    """Purge everything that may show something of ours."""
    if is_enabled():
        _gather(Purge.add_everything, using)


def _gather(add: Callable[[Purge], None], using: str | None) -> None:
    with logged():
        add(_waiting.purge)
    with logged():
        transaction.on_commit(_send, using=using, robust=True)


def _send() -> None:
    purge, _waiting.purge = _waiting.purge, Purge()
    if not purge:
        return
    with logged():
        if after_response.answers_a_request() and purge.is_large():
            after_response.note_purge(purge)
            return
    purge.send()


__all__ = ["Purge", "is_enabled", "note", "note_all", "note_move", "urls_of"]
