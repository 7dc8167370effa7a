"""How long a text may be before a pattern reads it. The single check before everything that reads language.

A pattern that is quick on a line of a form can be slow on a line of a novel, and a visit waits for it. So length is
checked first, which costs nothing. Beyond these limits nothing is judged: where a text may do harm it is left out
(fail closed), and the message on publishing says which line it is and what to do.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import Final

# The longest field that is read has 600 characters. What someone pastes into a draft may be longer for now.
LINE: Final = 1_000
# All lines of one field together. The fullest list, twelve lines of 140, has 1 700.
TEXT: Final = 10_000
# What one text takes in, also in a draft. Nobody types this much into one; a whole protocol that is pasted fits. Of
# formatted text only what is read counts.
PASTE: Final = 20_000
# Formatted text, with its mark-up.
RICH_TEXT: Final = 100_000
# One character can represent a whole sentence: “ﷺ” is eighteen letters when it is written out, as our readers do.
WRITTEN_OUT: Final = 2 * LINE

# An address has at most 2 048 characters. What is longer makes Wagtail's patterns for links slow.
_LONG_TAG: Final = re.compile(r"<(?:a|embed)\b[^>]{2500}")


_ANY_TAG: Final = re.compile(r"<[^<>]*>")


def read_length(source: str) -> int:
    """How many characters of formatted text somebody reads: its mark-up does not count."""
    return len(unescape(_ANY_TAG.sub("", source)))


def line_too_long(line: str) -> bool:
    """Whether one line is longer than anything that reads language may get."""
    if len(line) > LINE:
        return True
    return not line.isascii() and len(unicodedata.normalize("NFKD", line).casefold()) > WRITTEN_OUT


def too_long(text: str) -> bool:
    """Whether a text is longer than may be read, as a whole or in one of its lines."""
    # Only at what our readers take for the end of a line: a sentence continues across any other character.
    return len(text) > TEXT or any(line_too_long(line) for line in text.split("\n"))


def rich_text_too_long(source: str) -> bool:
    """Whether following the links in this formatted text costs more than its length: by all of it, or by one tag."""
    return len(source) > RICH_TEXT or bool(_LONG_TAG.search(source))


__all__ = [
    "LINE",
    "PASTE",
    "RICH_TEXT",
    "TEXT",
    "WRITTEN_OUT",
    "line_too_long",
    "read_length",
    "rich_text_too_long",
    "too_long",
]
