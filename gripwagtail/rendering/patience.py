"""How long a visitor waits for the cache in which bodies are kept: hardly.

It runs elsewhere and may be gone, or hang, or contain what cannot be read back. Each question lasts at most as long as
its own connection times out, so a cache that failed, or that took longer than ``SLOW``, is not asked again for
``PAUSE``: pages are made anew in the meantime. Then one visitor asks for all. Each process learns this for itself.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from time import monotonic
from typing import Any, Final

from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.locmem import LocMemCache

logger = logging.getLogger(__name__)

# In seconds. A cache that answers at all does so in a few thousandths.
SLOW: Final = 0.2
PAUSE: Final = 30.0

# Nothing that can hang is behind these.
_IN_THIS_PROCESS: Final = (LocMemCache, DummyCache)


class Patience:
    """What this process knows of one cache."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # Until when it is not asked; 0 while it answers.
        self._until = 0.0

    def may_ask(self) -> bool:
        """Whether the cache may be asked now. After a pause only the first who wants to know may."""
        if not self._until:
            return True
        now = monotonic()
        with self._lock:
            if now < self._until:
                return False
            self._until = now + PAUSE
            return True

    def ask(self, question: Callable[[], Any], can_hang: bool = True) -> tuple[bool, Any]:
        """Whether the cache answered, and what."""
        started = monotonic()
        try:
            answer = question()
        except Exception as problem:
            logger.warning("The cache of gripwagtail failed, so pages are made anew for a while: %r", problem)
            self._until = monotonic() + PAUSE
            return False, None
        spent = monotonic() - started
        # A client that hides its failures says that nothing is there, after it has waited.
        if can_hang and spent > SLOW:
            logger.warning("The cache of gripwagtail took %.1f s, so pages are made anew for a while.", spent)
            self._until = monotonic() + PAUSE
            return False, answer
        self._until = 0.0
        return True, answer


_known: Final[dict[str, Patience]] = {}


def patience_with(alias: str) -> Patience:
    return _known.setdefault(alias, Patience())


def can_hang(cache: object) -> bool:
    """Whether there is anything outside this process that this cache waits for."""
    return not isinstance(cache, _IN_THIS_PROCESS)


def forget() -> None:
    """Every cache may be asked again, whatever it did before."""
    _known.clear()


__all__ = ["PAUSE", "SLOW", "Patience", "can_hang", "forget", "patience_with"]
