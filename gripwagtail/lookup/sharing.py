"""What was looked up while one page is edited or saved, shared by everyone who takes part.

The form, each of its panels, the rules and the columns ask where a page is: its site, settings and sources. That is
looked up once, and again when visitors may see something else: whatever moves the stamp calls ``forget``. Public
pages have no need of it: there one ``PageContext`` belongs to the request.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Thing = TypeVar("Thing")

_shared: ContextVar[dict[Hashable, Any] | None] = ContextVar("gripwagtail_shared", default=None)


def begin() -> None:
    """From now on, until the request ends, what is looked up is shared."""
    _shared.set({})


def end() -> None:
    _shared.set(None)


@contextmanager
def sharing() -> Iterator[None]:
    """Within this, what is looked up is shared; also with what is around it."""
    if _shared.get() is not None:
        yield
        return
    before = _shared.set({})
    try:
        yield
    finally:
        _shared.reset(before)


def forget() -> None:
    """What was looked up may have changed."""
    found = _shared.get()
    if found:
        found.clear()


def shared(key: Hashable, make: Callable[[], Thing]) -> Thing:
    """What others made under this key, else what is made now; always made anew where nothing is shared."""
    found = _shared.get()
    if found is None:
        return make()
    if key not in found:
        found[key] = make()
    thing: Thing = found[key]
    return thing


__all__ = ["begin", "end", "forget", "shared", "sharing"]
