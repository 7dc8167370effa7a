"""In which ways a stored text can be read: what its reader sees as one name may be stored in pieces or in signs.

Each reading has for every character its place in the text as it is stored, so that what is found there can be replaced:

>>> [reading.text for reading in readings("Jos&eacute; %C3%85s")]
['jose as']

A tag may stand between two words or within one, so a text with tags is read in both ways. The same goes for what
nobody sees, such as a space without width:

>>> [reading.text for reading in readings("Jo<b>sé</b>")]
['jo<b>se</b>', 'jose']
>>> [reading.text for reading in readings("Jan\u200bSmit")]
['jansmit', 'jan smit']
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape
from itertools import product
from typing import Final, NamedTuple
from urllib.parse import unquote_to_bytes

from .phone_spotting import plain_digit

TAG: Final = re.compile(r"<[^<>]*>")
# What stands for other characters: in HTML, in an address, in JSON.
_WRITTEN: Final = re.compile(
    r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?"
    r"|(?:%[0-9a-fA-F]{2})+"
    r"|(?:\\u[0-9a-fA-F]{4})+"
)
# Nobody sees these, and they stand between two words as well as within one. A soft hyphen is only within one.
_PERHAPS_A_SPACE: Final = "\u200b\u200c\ufeff"
_SIGNS: Final = re.compile(r"[<&%\\]")
_SAME: Final = str.maketrans(
    {"’": "'", "‘": "'", "´": "'", "`": "'", "‐": "-", "‑": "-", "–": "-", "\xa0": " ", "ø": "o", "ł": "l", "ı": "i"}
)


class Reading(NamedTuple):
    """A text without case and accents, with plain digits; and for each character where it begins and ends in the text
    as it is stored."""

    text: str
    places: list[tuple[int, int]]


class _Unit(NamedTuple):
    """What stands for itself or for other characters, and cannot be replaced in part."""

    said: str
    start: int
    stop: int


def readings(text: str) -> Iterator[Reading]:
    """Every way to read this text, mostly one."""
    if text.isascii() and not _SIGNS.search(text):
        yield Reading(text.lower(), [(place, place + 1) for place in range(len(text))])
        return
    units = list(_units(text))
    hides = any(sign in _PERHAPS_A_SPACE for unit in units for sign in unit.said)
    tags = [match.span() for match in TAG.finditer(text)]
    for without_tags, instead in product((False, True) if tags else (False,), ("", " ") if hides else ("",)):
        yield _read(_outside(units, tags) if without_tags else iter(units), instead)


def folded(text: str) -> str:
    """A text as it was typed in a field: a name or an address to look for."""
    return _read(iter(_Unit(sign, place, place + 1) for place, sign in enumerate(text)), "").text


def _units(text: str) -> Iterator[_Unit]:
    end = 0
    for match in _WRITTEN.finditer(text):
        said = _meant(match[0])
        if said != match[0]:
            yield from (_Unit(text[place], place, place + 1) for place in range(end, match.start()))
            yield _Unit(said, *match.span())
            end = match.end()
    yield from (_Unit(text[place], place, place + 1) for place in range(end, len(text)))


def _meant(written: str) -> str:
    if written.startswith("&"):
        return unescape(written)
    try:
        if written.startswith("%"):
            return unquote_to_bytes(written).decode()
        codes = b"".join(bytes.fromhex(code) for code in written.split("\\u") if code)
        return codes.decode("utf-16-be")
    except UnicodeDecodeError:
        return written


def _outside(units: list[_Unit], tags: list[tuple[int, int]]) -> Iterator[_Unit]:
    begins = [start for start, _stop in tags]
    for unit in units:
        before = bisect_right(begins, unit.start) - 1
        if before < 0 or tags[before][1] <= unit.start:
            yield unit


def _read(units: Iterator[_Unit], instead: str) -> Reading:
    signs: list[str] = []
    places: list[tuple[int, int]] = []
    for unit in units:
        for sign in unit.said:
            if unicodedata.category(sign) == "Cf":
                parts = instead if sign in _PERHAPS_A_SPACE else ""
            else:
                parts = unicodedata.normalize("NFKD", sign.translate(_SAME)).casefold().translate(_SAME)
            for part in parts:
                if unicodedata.category(part) != "Mn":
                    signs.append(plain_digit(part))
                    places.append((unit.start, unit.stop))
    return Reading("".join(signs), places)


__all__ = ["TAG", "Reading", "folded", "readings"]
