"""From the text of an old page to agreements: the lines that say what “we” do. All others stay in the note.

A line below a heading that says what is not done means the opposite of what it says, and what the school does when it
goes wrong is no agreement. Of these nothing is made.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from typing import Any, Final

from .pasted_contacts import PastedReading, without_gaps
from .pasted_lines import tidy

# As long as the field on the page.
_LONGEST: Final = 120
_BULLET: Final = re.compile(r"\A(?:[-*•·▪●o]|\d{1,2}[.)])\s+")
_RULE: Final = re.compile(r"\A(?:wij|we|ik|iedereen)\s+\S", re.IGNORECASE)
_IS_SENTENCE: Final = re.compile(r"[.!]\s+\S")
# A heading below which a line says what is not done, or what happens when it is.
_NOT_BELOW: Final = re.compile(
    r"\b(?:niet|geen|nooit|verboden|ongewenst\w*|overtred\w*|gevolg\w*|sanctie\w*|maatregel\w*|stappen\w*|procedure|aanpak|"
    r"protocol|wat doe\w*|wat als|als het mis|misgaat|melden|klacht\w*)\b",
    re.IGNORECASE,
)
# What the school does, and no agreement between all.
_OF_SCHOOL: Final = re.compile(
    r"\b(?:ouders? (?:worden|op de hoogte)|nemen (?:\w+ ){0,3}(?:contact|in beslag)|schors\w*|registreren|"
    r"melden (?:dit|het)|aangifte|schakelen|in gesprek met|leggen (?:\w+ ){0,2}vast|verwijzen|bellen|mailen|"
    r"bieden|organiseren|behandelen)\b",
    re.IGNORECASE,
)
_END: Final = re.compile(r"[.!?]\s*\Z")


def read_agreements(text: str, known: Iterable[str]) -> PastedReading:
    """The agreements in a text, and the rest of it. ``known`` are those that the page has already."""
    have = {_bare(one) for one in known}
    items, kept = [], []
    for line, is_rule in _lines(text):
        said = _BULLET.sub("", tidy(line)).strip()
        if is_rule and _bare(said) not in have:
            have.add(_bare(said))
            items.append(_item(said))
        else:
            kept.append(line)
    return PastedReading(items, without_gaps("\n".join(kept)))


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Each line with whether it is a rule, in the light of the heading above it."""
    is_below_not = False
    for line in text.split("\n"):
        # Longer than any heading or agreement: a story, which changes nothing.
        if len(line) > 2 * _LONGEST:
            yield line, False
            continue
        said = tidy(line)
        bare = _BULLET.sub("", said).strip()
        if not bare:
            yield line, False
            continue
        is_rule = _is_rule(bare)
        # A line that is no rule and no sentence is a heading, until the next one.
        if not is_rule and bare == said and (not _END.search(bare) or bare.endswith("?")):
            is_below_not = bool(_NOT_BELOW.search(bare))
        elif not is_rule and bare == said:
            is_below_not |= bare.endswith(":") and bool(_NOT_BELOW.search(bare))
        yield line, is_rule and not is_below_not


def _is_rule(said: str) -> bool:
    return (
        len(said) <= _LONGEST
        and bool(_RULE.match(said))
        and not said.endswith((":", "?"))
        and not _IS_SENTENCE.search(said)
        and not _OF_SCHOOL.search(said)
    )


def _item(said: str) -> dict[str, Any]:
    """The agreement in its own words. What happens when it is broken only the school can say."""
    value: dict[str, Any] = {"we_do": said, "if_broken_confirmed": False}
    return {"type": "agreement", "id": str(uuid.uuid4()), "value": value}


def _bare(said: str) -> str:
    return " ".join(re.findall(r"\w+", said.casefold()))


__all__ = ["read_agreements"]
