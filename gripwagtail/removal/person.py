"""Finds one person in a text: by name, e-mail address or telephone number.

A name is found with other accents and in either case, and takes along an address that it is part of:

>>> Person(names=("Zoë Bakker",)).without("Mail ZOE BAKKER op zoe.bakker@school.example.")
'Mail … op ….'

It is no part of another word, and mark-up in the midst of a name stays, so that what is opened still closes:

>>> Person(names=("Jan",)).without("Jan kwam in januari.")
'… kwam in januari.'
>>> Person(names=("Jan Smit",)).without("<p>Vraag <b>Jan</b> Smit.</p>")
'<p>Vraag <b>…</b>.</p>'

A number is found however it is written, and not inside a longer one:

>>> Person(phones=("070 012 34 56",)).without("Bel +31 (0)70-0123456 of 0031700123456, niet 10700123456.")
'Bel … of …, niet 10700123456.'
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..phone import parse_phone
from ..text.phone_spotting import pattern_of
from ..text.readings import TAG, folded, readings

INSTEAD: Final = "…"
_SHORTEST: Final = 3

# What may be between two words of a name: space, mark-up, and in an address a point, dash, plus or underscore.
_BETWEEN: Final = r"(?:\s|<[^<>]*>|[._+\-])+"
_BEFORE: Final = r"(?<![^\W_])"
_AFTER: Final = r"(?![^\W_])"
# A name inside an address removes the whole address: the rest still shows who it is.
_ADDRESS: Final = re.compile(r"(?<![\w.+\-])[\w.+\-]++@[\w\-]+(?:\.[\w\-]+)+")


@dataclass(frozen=True, slots=True)
class Person:
    """Whom to erase. Raises ``ValidationError`` when there is nothing to look for, or far too little."""

    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    instead: str = INSTEAD
    patterns: tuple[re.Pattern[str], ...] = field(init=False)

    def __post_init__(self) -> None:
        patterns = [
            *(_name_pattern(name) for name in self.names),
            *(_email_pattern(email) for email in self.emails),
            *(pattern_of(parse_phone(phone).dial) for phone in self.phones),
        ]
        if not patterns:
            raise ValidationError(_("Say who to erase: --name, --email or --phone."))
        object.__setattr__(self, "patterns", tuple(patterns))
        if self.is_in(self.instead):
            raise ValidationError(_("The replacement may not contain what is erased."))

    def is_in(self, text: str) -> bool:
        return bool(self.spans(text))

    def is_all_of(self, text: str) -> bool:
        """Whether nothing but this person is in the text."""
        return self.is_in(text) and not re.search(r"\w", TAG.sub("", self.without(text, "")))

    def shares_a_word(self, text: str) -> bool:
        """Whether a word of the name is in the text: “juf Annemiek” on the card of Annemiek Jansen."""
        words = {word for name in self.names for word in re.findall(r"\w{2,}", folded(name))}
        return bool(words.intersection(re.findall(r"\w{2,}", folded(text))))

    def without(self, text: str, instead: str | None = None) -> str:
        """The text with this person replaced; mark-up in the middle of a name stays, so that it still closes."""
        put = self.instead if instead is None else instead
        parts, end = [], 0
        for start, stop in self.spans(text):
            parts += [text[end:start], put, *TAG.findall(text[start:stop])]
            end = stop
        return "".join([*parts, text[end:]])

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where this person is mentioned, as positions in the text, in order and not overlapping."""
        found = [
            (reading.places[start][0], reading.places[stop - 1][1])
            for reading in readings(text)
            for start, stop in self._spans_in(reading.text)
        ]
        return _merged(_with_marks(text, found))

    def _spans_in(self, plain: str) -> list[tuple[int, int]]:
        found = [match.span() for pattern in self.patterns for match in pattern.finditer(plain)]
        if found and "@" in plain:
            # In order, so that the first one that ends after an address begins shows whether any touches it.
            found = _merged(found)
            stops = [stop for _start, stop in found]
            for address in _ADDRESS.finditer(plain):
                first = bisect_right(stops, address.start())
                if first < len(stops) and found[first][0] < address.end():
                    found.append(address.span())
        return found


def _with_marks(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """An accent stored as a character of its own belongs to the letter before it."""
    for start, stop in spans:
        while stop < len(text) and unicodedata.category(text[stop]) == "Mn":
            stop += 1
        yield start, stop


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged


def _name_pattern(name: str) -> re.Pattern[str]:
    words = re.findall(r"[^\s.\-_]+", folded(name))
    if sum(map(len, words)) < _SHORTEST:
        raise ValidationError(_("A name of fewer than three letters occurs in too many other words."))
    return re.compile(_BEFORE + _BETWEEN.join(map(re.escape, words)) + _AFTER)


def _email_pattern(email: str) -> re.Pattern[str]:
    text = folded(email.strip())
    if not _ADDRESS.fullmatch(text):
        raise ValidationError(_("“%(text)s” is not an e-mail address.") % {"text": email})
    return re.compile(r"(?<![\w.+\-])" + re.escape(text) + r"(?![\w\-]|\.\w)")
