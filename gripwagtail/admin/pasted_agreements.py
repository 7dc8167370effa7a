"""From the text of an old page to agreements: the lines that say what “we” do. All others stay in the note.

A line below “Wat mag niet” means the opposite of what it says, and what the school does when it goes wrong is no
agreement. Of these nothing is made: an editor chooses.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from .pasted_contacts import PastedReading, without_gaps
from .pasted_lines import tidy

# As long as the field on the page.
_LONGEST: Final = 120
_BULLET: Final = re.compile(r"\A(?:[-*•·▪●o]|\d{1,2}[.)]|[a-z][.)])\s+")
_RULE: Final = re.compile(r"\A(?:wij|we|ik|iedereen)\s+\S", re.IGNORECASE)
_IS_SENTENCE: Final = re.compile(r"[.!]\s+\S")
# Below words such as these a line says what is not done, or what happens when it is.
_NOT: Final = re.compile(
    r"\b(?:niet|geen|nooit|nee|niemand|zonder|verbied\w*|verboden|verbod|taboe|no-?go\w*|don'?ts?|stop\w*|vermijd\w*|voorkom\w*|"
    r"ongewenst\w*|ongepast\w*|ongeoorloofd\w*|ontoelaatbaar|ontoelaatbare|onacceptabel\w*|onaanvaardba\w*|onfatsoenlijk\w*|"
    r"grensoverschrijdend\w*|strafba\w*|straf\w*|wangedrag|misbruik\w*|overtred\w*|gebroken|breken|schend\w*|weiger\w*|"
    r"gevolg\w*|consequentie\w*|sanctie\w*|maatregel\w*|stappen\w*|procedure|aanpak|"
    r"protocol|wat doe\w*|wat als|als het mis|misgaat|melden|klacht\w*)\b",
    re.IGNORECASE,
)
# Below these perhaps: “Voorbeelden van pesten”, but “Onze afspraken over pesten”.
_PERHAPS_NOT: Final = re.compile(
    r"pest|\b(?:voorbeeld|soms\b|vroeger\b|fout|slecht|liever\b|minder\b|risico|geva|probl|ruzie|schadelijk)",
    re.IGNORECASE,
)
# Below these lines say again what is done.
_DONE: Final = re.compile(
    r"afspra\w|regels\b|\b(?:wel\b|dit mag\b|spreken (?:we|wij) af\b|belo(?:ven\b|of)|doen (?:we|wij)\b|"
    r"(?:we|wij) doen\b|verwacht|zo gaan (?:we|wij)\b)",
    re.IGNORECASE,
)
# What says “not” of other lines than itself, below it or above it: “Dit mag niet.”
_POINTS: Final = re.compile(
    r"staande\b|\b(?:dit|volgende|hieronder|hierboven|zoiets|zulk\w*|allemaal|(?:deze|die) (?:dingen|punten))\b|"
    r"\bdat(?: \w+)? niet\b",
    re.IGNORECASE,
)
# What the school does, and no agreement between all.
_OF_SCHOOL: Final = re.compile(
    r"\b(?:ouders? (?:worden|op de hoogte)|nemen (?:\w+ ){0,3}(?:contact|in beslag)|schors\w*|registreren|"
    r"melden (?:dit|het)|aangifte|schakelen|in gesprek met|leggen (?:\w+ ){0,2}vast|verwijzen|bellen|mailen|"
    r"bieden|organiseren|behandelen)\b",
    re.IGNORECASE,
)
# The last sentence of a story is what introduces the lines below it.
_LAST_SENTENCE: Final = re.compile(r"[.!?]\s+")


@dataclass
class _Line:
    """A line, with the agreement that it says; ``is_doubtful`` when that may be what is not agreed."""

    text: str
    said: str = ""
    is_doubtful: bool = False


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

    Whatever says “not” puts all below it in doubt, a heading or a sentence, with a number or without, until a line says
    that it is about what is done again.
    """
    lines: list[_Line] = []
    is_below_not = False
    for whole in text.split("\n"):
        # Longer than any heading or agreement: a story.
        is_story = len(whole) > 2 * _LONGEST
        tail = _LAST_SENTENCE.split(whole[-2 * _LONGEST :])[-1] if is_story else whole
        bare = _BULLET.sub("", tidy(tail)).strip()
        if not bare:
            lines.append(_Line(whole))
        elif not is_story and _is_rule(bare):
            lines.append(_Line(whole, bare, is_below_not))
        else:
            says_not = _says_not(bare)
            if says_not and _POINTS.search(bare) and not bare.endswith(":"):
                _doubt_above(lines)
            # What is too long for an agreement says “not” of itself only.
            if not (says_not and _RULE.match(bare) and not bare.endswith((":", "?")) and not _POINTS.search(bare)):
                is_below_not = says_not or (is_below_not and not _DONE.search(bare))
            lines.append(_Line(whole))
    return lines


def _says_not(said: str) -> bool:
    return bool(_NOT.search(said) or (_PERHAPS_NOT.search(said) and not _DONE.search(said)))


def _doubt_above(lines: list[_Line]) -> None:
    """“Dit mag niet.” may be about the lines right above it."""
    for line in reversed(lines):
        if line.said:
            line.is_doubtful = True
        elif line.text.strip():
            return


def _is_rule(said: str) -> bool:
    return (
        len(said) <= _LONGEST
        and bool(_RULE.match(said))
        and not said.endswith((":", "?"))
        # Two columns of a table.
        and not set("\t|").intersection(said)
        and not _IS_SENTENCE.search(said)
        and not _OF_SCHOOL.search(said)
        # “Wij willen dit niet.”
        and not (_NOT.search(said) and _POINTS.search(said))
    )


def _item(said: str) -> dict[str, Any]:
    """The agreement in its own words. What happens when it is broken only the school can say."""
    value: dict[str, Any] = {"we_do": said, "if_broken_confirmed": False}
    return {"type": "agreement", "id": str(uuid.uuid4()), "value": value}


def _bare(said: str) -> str:
    return " ".join(re.findall(r"\w+", said.casefold()))


__all__ = ["read_agreements"]
