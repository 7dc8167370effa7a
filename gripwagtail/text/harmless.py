"""Texts in which a reader of language finds nothing: which these are is remembered, so that each is read once.

The edit view of a page asks the same of two hundred texts each time that it is opened, and of one of them it is news.
Remembered is the digest, never the text, and only that there was nothing: what is found is looked for again.

Of the texts that we ship it is known beforehand (``harmless.bin``): else the first visitor of a new worker would wait
for two hundred of them to be read. ``tests/test_harmless.py`` holds that file to the readers and the texts of today.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from hashlib import blake2b
from pathlib import Path
from typing import Final, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Found = TypeVar("Found")

# Of one reader, in one process: some two megabytes.
MOST: Final = 20_000
# Bytes of a digest. Nobody can make a text with one of those that are shipped: there are 2 to the power of 96.
SIZE: Final = 12
SHIPPED: Final = Path(__file__).with_name("harmless.bin")
_REMEMBERED: Final[list[set[bytes]]] = []


def read_once(nothing: Callable[[], Found]) -> Callable[[Callable[Asked, Found]], Callable[Asked, Found]]:
    """For a function of nothing but its arguments, of which an empty answer is the usual one: ``nothing`` makes it."""

    def decorate(find: Callable[Asked, Found]) -> Callable[Asked, Found]:
        harmless: set[bytes] = set()
        _REMEMBERED.append(harmless)

        @wraps(find)
        def ask(*args: Asked.args, **kwargs: Asked.kwargs) -> Found:
            about = repr((find.__qualname__, args, sorted(kwargs.items()))).encode("utf-8", "backslashreplace")
            key = blake2b(about, digest_size=SIZE).digest()
            if key in harmless:
                return nothing()
            found = nothing() if key in shipped() else find(*args, **kwargs)
            if not found:
                if len(harmless) >= MOST:
                    harmless.clear()
                harmless.add(key)
            return found

        return ask

    return decorate


@cache
def shipped() -> frozenset[bytes]:
    """The digests of what is shipped. None where the file is missing: then each text is read."""
    try:
        content = SHIPPED.read_bytes()
    except OSError:
        return frozenset()
    return frozenset(content[start : start + SIZE] for start in range(0, len(content), SIZE))


def remembered() -> frozenset[bytes]:
    """All that this process has asked and that was nothing."""
    return frozenset().union(*_REMEMBERED)


def forget() -> None:
    """Every text is news again, but for those that are shipped."""
    for harmless in _REMEMBERED:
        harmless.clear()


__all__ = ["MOST", "SHIPPED", "SIZE", "forget", "read_once", "remembered", "shipped"]
