"""The mirror is brought up to date after each change, when the response of who made it has been sent.

By a worker for tasks where the host has one, else by one thread of this process, that waits until nothing more is
changed for a moment and ends when it is done. What does not come of that, because a server was stopped, cron does.
"""

from __future__ import annotations

import datetime
import logging
import os
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from django.db import connections, transaction
from django.utils import timezone

from ..conf import conf
from ..serving.tasks import is_done_later, tasks
from .folder import BusyError
from .writing import MirrorError, place_of, write

logger = logging.getLogger(__name__)

# In seconds. Who publishes often publishes something else right after it.
QUIET: Final = 5.0
# After so long it is done anyhow.
PATIENCE: Final = 60.0


def refresh() -> bool:
    """Brings the mirror of the settings up to date; whether anything was written. What goes wrong is in the log."""
    place = place_of(conf.mirror)
    if place is None:
        return False
    try:
        return write(place).written
    except MirrorError as error:
        logger.error("The mirror stayed as it was, without what is no longer open to all: %s", error.problems)
    except BusyError:
        # Who is writing may have read what was there before this change.
        logger.info("Another process is writing the mirror.")
        raise
    except Exception:
        logger.exception("The mirror could not be written, and stayed as it was.")
    return False


def refresh_task() -> bool:
    """The same, in a worker for tasks. A second one for the same changes finds nothing to do."""
    return _patiently()


if tasks is not None:
    refresh_task = tasks.task()(refresh_task)


def note_change() -> None:
    """Something that visitors see has changed, and is committed."""
    if not conf.mirror:
        return
    if is_done_later():
        task: Any = refresh_task
        if tasks.task_backends["default"].supports_defer:
            task = task.using(run_after=timezone.now() + datetime.timedelta(seconds=QUIET))
        task.enqueue()
    else:
        _threads.setdefault(os.getpid(), _Refreshing()).note()


def forget_and_refresh(using: str | None = None) -> None:
    """Somebody is erased: as soon as that is committed the pages go at once, and come back without that person."""

    def act() -> None:
        place = place_of(conf.mirror)
        if place is None:
            return
        # Whoever is writing it now sees that, and begins again: what was made before is not shown any more.
        place.forget_pages()
        try:
            _patiently(lambda: write(place, again=True).written, patience=QUIET)
        except Exception:
            logger.exception("The mirror is made without pages: 112, 113 and the helplines stand alone.")

    transaction.on_commit(act, using=using, robust=True)


def empty(using: str | None = None) -> None:
    """Nothing of ours is left: neither is the mirror, as soon as that is committed."""

    def act() -> None:
        place = place_of(conf.mirror)
        if place is not None:
            place.empty()

    transaction.on_commit(act, using=using, robust=True)


class _Refreshing:
    """The one thread of this process, as long as there is anything to do."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._noted = 0.0
        self._thread: threading.Thread | None = None

    def note(self) -> None:
        with self._lock:
            self._noted = time.monotonic()
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="gripwagtail-mirror", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while True:
            self._wait()
            done = self._noted
            try:
                _patiently()
            except Exception:
                logger.exception("The mirror could not be written, and stayed as it was.")
            finally:
                connections.close_all()
            with self._lock:
                if self._noted == done:
                    self._thread = None
                    return

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while (left := min(self._noted + QUIET, until) - time.monotonic()) > 0:
            time.sleep(left)


def _patiently(act: Callable[[], bool] = refresh, patience: float = PATIENCE) -> bool:
    """When another process is writing, once more after that."""
    until = time.monotonic() + patience
    while True:
        try:
            return act()
        except BusyError:
            if time.monotonic() > until:
                return False
            time.sleep(1)


_threads: Final[dict[int, _Refreshing]] = {}


__all__ = ["empty", "forget_and_refresh", "note_change", "refresh", "refresh_task"]
