"""A live server of which no test can be left waiting for ever.

A database in memory is one connection, which the test and every request that is being answered share. SQLite lets one
of them in at a time, and calls back into Python for what it does not know itself, such as ``REGEXP``. Python's module
then waits for the interpreter while it holds the connection, and another thread, which holds the interpreter while it
fills in a parameter, waits for the connection: both for ever. A real site never does this, as each thread there has a
connection of its own.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest
from django.db.backends.sqlite3.base import SQLiteCursorWrapper

# All with which a cursor goes to its connection.
_ASKS: Final = ("execute", "executemany", "fetchone", "fetchmany", "fetchall", "__next__", "close")


@contextmanager
def taking_turns() -> Iterator[None]:
    """Lets one cursor at a time ask the database; who waits for its turn does not hold the interpreter."""
    turn = threading.RLock()

    def in_turn(ask: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*args: Any, **kwargs: Any) -> Any:
            with turn:
                return ask(*args, **kwargs)

        return asked

    with pytest.MonkeyPatch.context() as patch:
        for name in _ASKS:
            patch.setattr(SQLiteCursorWrapper, name, in_turn(getattr(SQLiteCursorWrapper, name)))
        yield


@contextmanager
def serving() -> Iterator[str]:
    """The address of a live server, as long as it is one."""
    # Here, because pytest-django wants the settings first.
    from pytest_django.live_server_helper import LiveServer

    with taking_turns():
        server = LiveServer("localhost")
        try:
            yield server.url
        finally:
            server.stop()
