"""One line of a pasted page, taken apart: who is named in it, and how that person or body is reached.

A line is *clean* when every part of it is known. Of any other nothing is believed: half a sentence may say whose number
it is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError

from ..phone import parse_phone
from ..sanitize import mail_link, usable_url
from ..text.late_pattern import late_pattern
from ..text.length import line_too_long
from ..text.phone_spotting import phone_numbers
from . import pasted_words as words

# A line of facts is short; what is longer is a story.
_LONGEST: Final = 300
_MAIL: Final = late_pattern(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}")
_WEB: Final = late_pattern(r"(?:https?://|www\.)[^\s,;()<>]{3,200}")
_CHOICE: Final = late_pattern(r"\A ?\(?((?:kies|toestel|tst\.?|keuze) \d{1,4})\)?", re.IGNORECASE)
_BULLET: Final = late_pattern(r"\A(?:[-*•·▪●–—o]|\d{1,2}[.)])\s+")
# Where something stood that is taken out.
_HERE: Final = "\0"
_PARTS: Final = late_pattern(r"[\0,;:|\t•·()]| {2,}| - | / ")
_DASHES: Final = late_pattern("[\u2010-\u2015\u2212]")
_IS: Final = late_pattern(r" (?:is|zijn) ", re.IGNORECASE)


@dataclass
class Line:
    """What a line says. ``is_clean`` is no when a part of it is not understood, or two could be meant."""

    text: str
    names: list[str] = field(default_factory=list)
    # The words of each role with its keys.
    roles: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    mails: list[str] = field(default_factory=list)
    webs: list[str] = field(default_factory=list)
    when: list[str] = field(default_factory=list)
    where: list[str] = field(default_factory=list)
    postal: list[str] = field(default_factory=list)
    is_via_school: bool = False
    is_clean: bool = True

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()

    @property
    def has_identity(self) -> bool:
        return bool(self.names or self.roles or self.organisations)

    @property
    def has_facts(self) -> bool:
        facts = (self.phones, self.mails, self.webs, self.when, self.where, self.postal)
        return any(facts) or self.is_via_school


# A text may have thousands of these, and nobody changes one.
_NOTHING: Final = Line("")


def read_lines(text: str) -> Iterator[Line]:
    """All lines, taken apart. A street or post box with the postcode right below it is one line, as on an envelope."""
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        line, below = lines[number], lines[number + 1] if number + 1 < len(lines) else ""
        if _is_short(words.STREET, line) and _is_short(words.POSTCODE, below):
            both = read_line(f"{line.rstrip(' ,')}, {below.strip()}")
            both.text = f"{line}\n{below}"
            yield both
            number += 2
        else:
            yield read_line(line)
            number += 1


def _is_short(pattern: re.Pattern[str], line: str) -> bool:
    """Whether a line is this and nothing else."""
    return 0 < len(line) <= _LONGEST and bool(pattern.fullmatch(_BULLET.sub("", tidy(line))))


def read_line(text: str) -> Line:
    """Takes one line apart."""
    if not text.strip():
        return Line(text) if text else _NOTHING
    line = Line(text)
    if len(text) > _LONGEST or line_too_long(text) or words.NATIONAL.search(text):
        line.is_clean = False
        return line
    left = _BULLET.sub("", tidy(text))
    for pattern, found in (
        (_MAIL, line.mails),
        (_WEB, line.webs),
        (words.WHEN, line.when),
        (words.POSTAL, line.postal),
    ):
        left = _take(left, pattern, found)
    left = _take_phones(left, line)
    for part in _PARTS.split(left):
        if said := part.strip(" .-*_"):
            _sort(said, line)
    _doubt(line)
    return line


def tidy(text: str) -> str:
    """The line with plain spaces and dashes, and nothing invisible in it."""
    plain = "".join(one for one in text if unicodedata.category(one) != "Cf" or one == "\t")
    return re.sub(r"[^\S\t]", " ", _DASHES.sub("-", plain)).strip()


def _take(left: str, pattern: re.Pattern[str], found: list[str]) -> str:
    found += [match[0].strip(" ,.") for match in pattern.finditer(left)]
    return pattern.sub(_HERE, left)


def _take_phones(left: str, line: Line) -> str:
    for number in phone_numbers(left):
        begin = left.find(number)
        if begin < 0:
            line.is_clean = False
            continue
        end = begin + len(number)
        choice = _CHOICE.match(left[end:])
        shown = f"{number} ({choice[1]})" if choice else number
        try:
            parse_phone(shown)
        except ValidationError:
            line.is_clean = False
            continue
        line.phones.append(shown)
        left = left[:begin] + _HERE + left[end + (choice.end() if choice else 0) :]
    return left


def _sort(said: str, line: Line) -> None:
    """Puts one part where it belongs; what belongs nowhere makes the line unclear."""
    if words.LABEL.fullmatch(said):
        return
    if words.VIA_SCHOOL.fullmatch(said):
        line.is_via_school = True
    elif words.WHERE.fullmatch(said):
        line.where.append(said)
    elif roles := words.role_of(said):
        line.roles.append((said, roles))
    elif words.ORGANISATION.fullmatch(said):
        line.organisations.append(said)
    elif words.is_name(said):
        line.names.append(said)
    elif words.ABBREVIATION.fullmatch(said) and line.organisations:
        line.organisations[-1] += f" ({said})"
    elif words.ABBREVIATION.fullmatch(said) and line.roles:
        label, keys = line.roles[-1]
        line.roles[-1] = (f"{label} ({said})", keys)
    elif not _split(said, line):
        line.is_clean = False


def _split(said: str, line: Line) -> bool:
    """“Juf Annemiek is onze vertrouwenspersoon”, “Vertrouwenspersoon juf Annemiek”, “bereikbaar op” before a number."""
    for match in _IS.finditer(said):
        if _both(said[: match.start()], said[match.end() :], line):
            return True
    spaces = [match.start() for match in re.finditer(" ", said)][:8]
    return any(_both(said[:space], said[space + 1 :], line) for space in spaces)


def _both(first: str, second: str, line: Line) -> bool:
    first, second = first.strip(" ."), second.strip(" .")
    for name, role in ((first, second), (second, first)):
        if (keys := words.role_of(role)) and words.is_name(name):
            line.names.append(name)
            line.roles.append((role, keys))
            return True
    for label, rest in ((first, second), (second, first)):
        if words.LABEL.fullmatch(label) and rest:
            if keys := words.role_of(rest):
                line.roles.append((rest, keys))
                return True
            if words.is_name(rest):
                line.names.append(rest)
                return True
    return False


def _doubt(line: Line) -> None:
    """Two that could be meant, or an address that no page could link to, make all of the line unclear."""
    alone: tuple[list[Any], ...] = (line.names, line.roles, line.organisations, line.postal, line.where, line.webs)
    if any(len(found) > 1 for found in alone):
        line.is_clean = False
    if len(line.mails) > 2 or not all(map(mail_link, line.mails)) or not all(map(usable_url, line.webs)):
        line.is_clean = False
    if not (line.has_identity or line.has_facts):
        line.is_clean = False


__all__ = ["Line", "read_line", "read_lines", "tidy"]
