"""Texts in a terminal: a terminal obeys some characters, so a title must not contain them when it is printed."""

from __future__ import annotations

import re
from typing import Final

# Beside those of the terminal: what turns the direction of a line, so that it reads as another, and what ends one.
_OBEYED: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def terminal_safe(text: str) -> str:
    """The text with a mark in place of each character that moves a cursor, clears a screen or renames a window."""
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", text)


def escaped_in_json(text: str) -> str:
    """JSON with an escape in place of each of these: as data it is still the same."""
    return _OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def encodable(text: str, encoding: str) -> str:
    """The text with a question mark in place of each character that a terminal with this encoding cannot show."""
    return text.encode(encoding, "replace").decode(encoding)


__all__ = ["encodable", "escaped_in_json", "terminal_safe"]
