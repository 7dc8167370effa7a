"""Writing a vCard 3.0 (RFC 2426). Knows nothing of contacts.

Not 4.0: address books store the ``tel:`` of its addresses as part of the number, and phones then cannot dial it.
"""

from __future__ import annotations

import re
from typing import Final

WIDTH: Final = 75  # octets of a line, without its end
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f]")
# Only the first three end a line of a card, but what reads it may know more of them.
_NEWLINE: Final = re.compile(r"\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPECIAL: Final = re.compile(r"[\\,;]")


class VCard:
    """One card, built line by line. An empty value makes no line."""

    def __init__(self) -> None:
        self._lines = ["BEGIN:VCARD", "VERSION:3.0"]

    def text(self, name: str, value: str) -> None:
        """A property of words, in which our own characters mean nothing."""
        self.raw(name, escape(value))

    def parts(self, name: str, *values: str) -> None:
        """A property in parts, of which any may be empty."""
        self.raw(name, ";".join(map(escape, values)))

    def raw(self, name: str, value: str) -> None:
        """A property whose value is an address, a date or a key; the name may carry parameters."""
        if value:
            self._lines.append(f"{name}:{_NEWLINE.sub('', _CONTROL.sub('', value))}")

    def __str__(self) -> str:
        return "".join(f"{fold(line)}\r\n" for line in [*self._lines, "END:VCARD"])


def escape(value: str) -> str:
    """Words as they are in a value (RFC 2426, 4)."""
    return _NEWLINE.sub(r"\\n", _SPECIAL.sub(r"\\\g<0>", value))


def fold(line: str) -> str:
    """A line in pieces of at most 75 octets; a character is never cut (RFC 2426, 2.6)."""
    pieces, piece, size = [], "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > WIDTH:
            pieces.append(piece)
            piece, size = " ", 1  # the space that marks a continuation
        piece += char
        size += octets
    return "\r\n".join([*pieces, piece])


__all__ = ["VCard", "escape", "fold"]
