"""Texts in a terminal: a terminal obeys some characters, so a title must not contain them when it is printed."""

from __future__ import annotations

import re
from typing import Final

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def terminal_safe(text: str) -> str:
    """The text with a mark in place of each character that moves a cursor, clears a screen or renames a window."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def encodable(text: str, encoding: str | None) -> str:
    """The text with a question mark in place of each character that a terminal with this encoding cannot show."""
    name = encoding or "utf-8"
    return text.encode(name, "replace").decode(name)


__all__ = ["encodable", "terminal_safe"]
