"""What is done after the response of who changes something, never within it.

What a change made stale is made again, and where many pages show it the caches in front hear that then.

What changes is gathered once it is committed, and given away when the request has been answered: to a worker for tasks
where the host has one that has the cache too, else to one thread of this process, that ends by itself and holds up no
shutdown. Outside requests (commands, migrations, fixtures) nothing is gathered.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterable
from typing import Any, Final

from django.core import mail
from django.core.signals import request_finished, request_started
from django.db import connections, transaction

from ..conf import conf
from ..rendering.body_cache import shared_by_processes
from .made_again import Changed, make_again
from .purge import Purge
from .tasks import hand_over, hand_over_purge, is_done_later

logger = logging.getLogger(__name__)

# So many stamps at most wait for the thread: what comes on top is made at its next visit.
MOST_NAMES: Final = 500
_DISPATCH: Final = "gripwagtail.serving.after_response"


class _Gathered(threading.local):
    """What was changed in the request that this thread answers; ``None`` while it answers none."""

    changed: Changed | None = None
    purges: tuple[Purge, ...] = ()


_gathered: Final = _Gathered()
_after_changes: Final[list[Callable[[], None]]] = []


def note(changed: Changed, using: str | None = None) -> None:
    """This changes, as soon as it is committed."""
    request = _gathered.changed
    if request is not None and _is_in_use():
        transaction.on_commit(lambda: request.add(changed), using=using, robust=True)


def answers_a_request() -> bool:
    """Whether this thread answers a request, after which something can be done."""
    return _gathered.changed is not None and _is_in_use()


def note_purge(purge: Purge) -> None:
    """The caches in front have to forget this, after the response."""
    _gathered.purges += (purge,)


def after_changes(act: Callable[[], None]) -> None:
    """Does this as well after the response of who changes what visitors see; for rooms above this one, and short."""
    if act not in _after_changes:
        _after_changes.append(act)


def _is_in_use() -> bool:
    """Not while Django runs tests: a thread of ours would be in a database that is taken away."""
    return not hasattr(mail, "outbox")


def _begin(**kwargs: Any) -> None:
    _gathered.changed, _gathered.purges = Changed(), ()


def _finish(**kwargs: Any) -> None:
    changed, _gathered.changed = _gathered.changed, None
    purges, _gathered.purges = _gathered.purges, ()
    if purges:
        _give_purges(purges)
    if not changed:
        return
    if conf.cache_warming:
        try:
            _give_away(changed)
        except Exception:
            logger.exception("What was changed is not made again now, but at its next visit.")
    for act in _after_changes:
        try:
            act()
        except Exception:
            logger.exception("What had to be done after a change was not done: %r", act)


def _give_purges(purges: tuple[Purge, ...]) -> None:
    try:
        if is_done_later():
            for purge in purges:
                hand_over_purge(purge)
        else:
            _thread().take(Changed(), purges)
    except Exception:
        logger.exception("What the caches in front have to forget could not be given away: it is done now.")
        for purge in purges:
            purge.send()


def _give_away(changed: Changed) -> None:
    is_shared = shared_by_processes()
    if is_shared and is_done_later():
        hand_over(changed)
    elif is_shared is not None:
        _thread().take(changed)


class _Thread:
    """The one thread of this process, as long as there is anything to do."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting = Changed()
        self._purges: list[Purge] = []
        self.thread: threading.Thread | None = None

    def take(self, changed: Changed, purges: Iterable[Purge] = ()) -> None:
        with self._lock:
            self._purges += purges
            if len(self._waiting.names) <= MOST_NAMES:
                # What several changes made stale is made again once.
                self._waiting.add(changed)
            if self.thread is None or not self.thread.is_alive():
                self.thread = threading.Thread(target=self._work, name="gripwagtail-cache", daemon=True)
                self.thread.start()

    def _next(self) -> tuple[list[Purge], Changed]:
        with self._lock:
            purges, self._purges = self._purges, []
            changed, self._waiting = self._waiting, Changed()
            if not purges and not changed:
                self.thread = None
            return purges, changed

    def _work(self) -> None:
        while any(work := self._next()):
            purges, changed = work
            try:
                # First: what is kept in front shows the old page until then.
                for purge in purges:
                    purge.send()
                if changed:
                    make_again(changed, rests=True)
            except Exception:
                logger.exception("What was changed is not made again now, but at its next visit.")
            finally:
                connections.close_all()


_threads: Final[dict[int, _Thread]] = {}


def _thread() -> _Thread:
    """Of this process: a server may have made it by copying another, of which the thread does not come along."""
    return _threads.setdefault(os.getpid(), _Thread())


def connect() -> None:
    """Called once, when all apps are ready."""
    request_started.connect(_begin, dispatch_uid=_DISPATCH)
    request_finished.connect(_finish, dispatch_uid=_DISPATCH)


__all__ = ["after_changes", "answers_a_request", "connect", "note", "note_purge"]
