"""Texts in which a reader of language finds nothing: which these are is remembered, so that each is read once.

The edit view of a page asks the same of two hundred texts each time that it is opened, and of one of them it is news.
Remembered is the digest, never the text, and only that there was nothing: what is found is looked for again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from typing import Final, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Found = TypeVar("Found")

# Of one reader, in one process: some two megabytes.
MOST: Final = 20_000
_REMEMBERED: Final[list[dict[bytes, type]]] = []


def read_once(find: Callable[Asked, Found]) -> Callable[Asked, Found]:
    """For a function of nothing but its arguments, of which an empty answer is the usual one."""
    harmless: dict[bytes, type[Found]] = {}
    _REMEMBERED.append(harmless)

    @wraps(find)
    def ask(*args: Asked.args, **kwargs: Asked.kwargs) -> Found:
        about = repr((args, sorted(kwargs.items()))).encode("utf-8", "backslashreplace")
        key = blake2b(about, digest_size=16).digest()
        nothing = harmless.get(key)
        if nothing is not None:
            return nothing()
        found = find(*args, **kwargs)
        if not found:
            if len(harmless) >= MOST:
                harmless.clear()
            harmless[key] = type(found)
        return found

    return ask


def forget() -> None:
    """Every text is news again."""
    for harmless in _REMEMBERED:
        harmless.clear()


__all__ = ["MOST", "forget", "read_once"]
