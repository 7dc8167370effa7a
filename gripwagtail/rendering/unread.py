"""Whether a page, and what is printed or copied of it, tells its readers that no native speaker has read it."""

from __future__ import annotations

from ..lookup.source import Source
from ..starter.unread import is_unread


def says_unread(source: Source) -> bool:
    """By what the package and the school have noted of its readings."""
    return source.words is not None and is_unread(source.words, source.original, source.read_by_natives)


__all__ = ["says_unread"]
