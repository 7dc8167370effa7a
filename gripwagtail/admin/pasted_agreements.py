"""From the text of an old page to agreements: the lines that say what “we” do. All others stay in the note.

A line below “Wat mag niet” means the opposite of what it says, and one below “Rode kaart” may. What the school does
when it goes wrong is no agreement. Of these nothing is made: an editor chooses.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final

from ..text.accents import without_accents
from ..text.late_pattern import late_pattern
from .pasted_contacts import PastedReading, without_gaps
from .pasted_lines import tidy
from .pasted_polarity import is_about, is_against, plain, says_done, says_not, says_nothing

# As long as the field on the page.
_LONGEST: Final = 120
_BULLET: Final = late_pattern(r"\A(?:[-*•·▪●o]|\d{1,2}[.)]|[a-z][.)])\s+")
_RULE: Final = late_pattern(r"\A(?:wij|we|ik|iedereen)\s+\S", re.IGNORECASE)
_IS_SENTENCE: Final = late_pattern(r"[.!]\s+\S")
# What “we” think of the lines around it, and do not do: “Wij vinden dit vervelend”.
_OPINION: Final = late_pattern(
    r"\A(?:wij|we|ik|iedereen) (?:vind|word|krijg|haat|haten)\w* (?:dit|hier|het volgende|deze dingen)\b"
)
# A sentence that is about the lines below it.
_ABOUT_BELOW: Final = late_pattern(r"\A(?:dit|hier\w*|deze|het volgende|zulke)\b")
# What says “not” of other lines than itself, below it or above it: “Dit mag niet.”
_POINTS: Final = late_pattern(
    r"staande\b|\b(?:dit|volgende|hieronder|hierboven|zoiets|zulk\w*|allemaal|(?:deze|die) (?:dingen|punten))\b|"
    r"\bdat(?: \w+)? niet\b",
    re.IGNORECASE,
)
# What the school does, and no agreement between all.
_OF_SCHOOL: Final = late_pattern(
    r"\b(?:ouders? (?:worden|op de hoogte)|nemen (?:\w+ ){0,3}(?:contact|in beslag)|schors\w*|registreren|"
    r"melden (?:dit|het)|aangifte|schakelen|in gesprek met|leggen (?:\w+ ){0,2}vast|verwijzen|bellen|mailen|"
    r"bieden|organiseren|behandelen)\b",
    re.IGNORECASE,
)
# The last sentence of a story is what introduces the lines below it.
_LAST_SENTENCE: Final = late_pattern(r"[.!?]\s+")
_DIGITS: Final = late_pattern(r"\d+")


class _Meaning(Enum):
    """What a line that says what “we” do means where it stands."""

    DONE = auto()
    UNKNOWN = auto()
    NOT_DONE = auto()


@dataclass
class _Line:
    """A line, with the agreement that it says; ``is_doubtful`` when that may be what is not agreed."""

    text: str
    said: str = ""
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class _Typed:
    """A line as somebody typed it; of a story its last sentence, which is what introduces the lines below it."""

    indent: int
    mark: str
    # Without its mark, as it was typed and as it is read.
    said: str
    plain: str
    is_story: bool

    @classmethod
    def of(cls, whole: str) -> _Typed:
        # Longer than any heading or agreement.
        is_story = len(whole) > 2 * _LONGEST
        end = whole.rstrip()
        tidied = tidy(_LAST_SENTENCE.split(end[-2 * _LONGEST :])[-1] if is_story else end)
        bullet = _BULLET.match(tidied)
        mark = bullet[0].strip() if bullet else ""
        said = _BULLET.sub("", tidied).strip()
        return cls(len(whole) - len(whole.lstrip()), _DIGITS.sub("1", mark), said, plain(said), is_story)

    @property
    def is_numbered(self) -> bool:
        return self.mark[:1].isalnum() and self.mark != "o"

    @property
    def is_opened(self) -> bool:
        """Whether more has to come: what is below it is about this."""
        return self.said.endswith((":", "?"))

    @property
    def is_of_us(self) -> bool:
        return bool(_RULE.match(without_accents(self.said))) and not self.is_opened

    @property
    def is_rule(self) -> bool:
        return (
            not self.is_story
            and len(self.said) <= _LONGEST
            and self.is_of_us
            # Two columns of a table.
            and not set("\t|").intersection(self.said)
            and not _IS_SENTENCE.search(self.said)
            and not _OF_SCHOOL.search(self.plain)
            and not _OPINION.match(self.plain)
            # “Wij willen dit niet.”
            and not (is_against(self.plain) and _POINTS.search(self.plain))
        )

    def is_above(self, below: _Typed | None) -> bool:
        """Whether it is a heading of the line below it, and not a thing in a list or a part of a story."""
        if self.is_opened or _OPINION.match(self.plain):
            return True
        if self.is_of_us:
            return False
        if self.is_story or self.said.endswith((".", ",", ";")):
            return bool(_ABOUT_BELOW.match(self.plain))
        return not self.mark or self.is_list_of(below)

    def is_list_of(self, below: _Typed | None) -> bool:
        """Whether a line with a mark has lines of another kind below it."""
        if not self.mark or below is None:
            return False
        is_other = below.mark != self.mark and bool(below.mark or self.is_numbered)
        return is_other or (below.indent > self.indent and bool(below.mark))


def read_agreements(text: str, known: Iterable[str]) -> PastedReading:
    """The agreements in a text, and the rest of it. ``known`` are those that the page has already."""
    have = {_bare(one) for one in known}
    items, kept, doubtful = [], [], []
    for line in _lines(text):
        if line.said and not line.is_doubtful and _bare(line.said) not in have:
            have.add(_bare(line.said))
            items.append(_item(line.said))
        else:
            kept.append(line.text)
            if line.is_doubtful:
                doubtful.append(line.said)
    return PastedReading(items, without_gaps("\n".join(kept)), tuple(doubtful))


def _lines(text: str) -> list[_Line]:
    """Each line with the agreement that it says, in the light of what is above it and right below it.

    Whatever says “not” puts all below it in doubt, a heading or a sentence, with a number or without, and so does a
    heading of which nobody knows what it says. Only a heading ends that, and none that may be a thing in a list.
    """
    wholes = text.split("\n")
    lines: list[_Line] = []
    meaning = _Meaning.DONE
    for whole, line, below in zip(wholes, *_with_below(wholes), strict=True):
        if not line.said:
            lines.append(_Line(whole))
        elif line.is_rule:
            lines.append(_Line(whole, line.said, meaning is not _Meaning.DONE))
        else:
            if _is_about_above(line):
                _doubt_above(lines)
            meaning = _below(line, below, meaning)
            lines.append(_Line(whole))
    return lines


def _with_below(wholes: list[str]) -> tuple[list[_Typed], list[_Typed | None]]:
    """Each line, and for each the next one in which something is said."""
    typed = [_Typed.of(whole) for whole in wholes]
    nexts: list[_Typed | None] = []
    below: _Typed | None = None
    for line in reversed(typed):
        nexts.append(below)
        below = line if line.said else below
    return typed, nexts[::-1]


def _below(line: _Typed, below: _Typed | None, meaning: _Meaning) -> _Meaning:
    """What lines mean below one that is no agreement."""
    if says_not(line.plain):
        # What is too long for an agreement says “not” of itself only.
        return meaning if line.is_of_us and not _POINTS.search(line.plain) else _Meaning.NOT_DONE
    if not line.is_above(below) or says_nothing(line.plain):
        return meaning
    if meaning is _Meaning.NOT_DONE:
        # A thing that is not done may have any words but these, and stand in a list with numbers.
        return _Meaning.DONE if says_done(line.plain) and not line.mark else meaning
    if says_done(line.plain) or is_about(line.plain):
        is_item = bool(line.mark) and not (line.is_numbered and line.is_list_of(below))
        return meaning if is_item else _Meaning.DONE
    return _Meaning.UNKNOWN


def _is_about_above(line: _Typed) -> bool:
    return says_not(line.plain) and bool(_POINTS.search(line.plain)) and not line.said.endswith(":")


def _doubt_above(lines: list[_Line]) -> None:
    """“Dit mag niet.” may be about the lines right above it."""
    for line in reversed(lines):
        if line.said:
            line.is_doubtful = True
        elif line.text.strip():
            return


def _item(said: str) -> dict[str, Any]:
    """The agreement in its own words. What happens when it is broken only the school can say."""
    value: dict[str, Any] = {"we_do": said, "if_broken_confirmed": False}
    return {"type": "agreement", "id": str(uuid.uuid4()), "value": value}


def _bare(said: str) -> str:
    return " ".join(re.findall(r"\w+", said.casefold()))


__all__ = ["read_agreements"]
