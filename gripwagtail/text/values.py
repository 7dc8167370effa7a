"""One stored value, read: a day, a number, a tick, a text. It may come from anywhere, so nothing is taken for granted.

What is there and cannot be read fails closed: it is no day, no number, and not ticked. To know the difference
between nothing and what cannot be read, use ``is_day`` and its like.
"""

from __future__ import annotations

import datetime
import re
from typing import Any, Final

from django.utils.dateparse import parse_date

# Half a character, which JSON can contain: nothing with one in it can be sent.
_HALF: Final = re.compile("[\ud800-\udfff]")
# As long as the column of our pages that stores one.
_LONGEST_CODE: Final = 20
# More than anybody counts at one school: of how many took part, and of votes.
MOST_PEOPLE: Final = 99_999
# Of fewer in a group everyone would know who said it: such a number is not stored, and not shown.
FEWEST_PEOPLE: Final = 10
_CODE: Final = re.compile(r"[A-Za-z0-9_-]+")


def whole(text: str) -> str:
    """The text with a replacement for each half character."""
    return text if text.isascii() else _HALF.sub("\N{REPLACEMENT CHARACTER}", text)


def on_one_line(text: str) -> str:
    """The text with a space for each line break; one that has none is left as it is."""
    lines = text.splitlines()
    return " ".join(filter(None, map(str.strip, lines))) if len(lines) > 1 or lines != [text] else text


def is_empty(value: object) -> bool:
    """Whether nothing was filled in."""
    return value is None or (isinstance(value, str) and not value.strip())


def day(value: object) -> datetime.date | None:
    """A stored day; ``None`` for nothing and for what is not a day."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        return parse_date(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def is_day(value: object) -> bool:
    """Whether this is a day, or nothing."""
    return is_empty(value) or day(value) is not None


def number(value: Any) -> int | None:
    """A stored number; ``None`` for nothing and for what is not a number."""
    try:
        return None if value is None or value == "" else int(value)
    except (TypeError, ValueError, OverflowError):
        return None


def is_number(value: object) -> bool:
    """Whether this is a number, or nothing."""
    return is_empty(value) or number(value) is not None


def tick(value: object) -> bool:
    """Whether a box is ticked: by a yes, never by something else that happens to be there."""
    return value is True or (type(value) is int and value == 1)


def is_tick(value: object) -> bool:
    """Whether this is a box, ticked or not, or nothing."""
    return value is None or isinstance(value, bool) or (isinstance(value, int) and value in (0, 1))


def language_code(value: object) -> str:
    """A stored language code; empty for what could not be one. It becomes the name of a file."""
    return value if isinstance(value, str) and len(value) <= _LONGEST_CODE and _CODE.fullmatch(value) else ""


__all__ = ["MOST_PEOPLE", "day", "is_day", "is_empty", "is_number", "is_tick", "language_code", "number"]
__all__ += ["on_one_line", "tick", "whole"]
