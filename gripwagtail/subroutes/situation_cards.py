"""What is on the situation cards: of each situation that can be talked about in class, words about somebody.

A title is what a pupil says to whom it happens: “I am being bullied”. Who draws a card in class does not have to
say that of themselves. What we ship has words for a card; of any other title the card says that somebody says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..content.class_cards import titles_for_a_class
from ..content.incident_help import read_situations
from ..lookup.context import PageContext
from ..starter.scripts import words_for_cards
from ..text.marked import Text, in_language

# Who says one of these speaks of themselves.
_OF_ME: Final = {
    "nl": re.compile(r"\b(?:ik|mij|me|mijn|mezelf|mijzelf|m'n|'k)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:i|me|my|mine|myself|i'm|i've)\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class SituationCard:
    """What happens to somebody; ``is_said`` where that is what somebody says."""

    text: Text
    is_said: bool


def situation_cards(page_context: PageContext, around: str) -> list[SituationCard]:
    """In the order of the page for incidents, for a sheet in this language; none where the school has none."""
    incident = page_context.source("incident_help")
    if incident is None:
        return []
    titles = titles_for_a_class(incident.items("situations", read_situations), incident.languages.source)
    return list(_cards(titles, incident.languages.shown, around))


def _cards(titles: list[Text], shown: str, around: str) -> Iterator[SituationCard]:
    for title in titles:
        written_in = title.lang or shown
        language = written_in.split("-")[0]
        words = words_for_cards(language).get(title.strip())
        # What we cannot read may be about who says it.
        of_me = _OF_ME.get(language)
        is_said = not words and (of_me is None or bool(of_me.search(title)))
        # The page may be in another language than this sheet.
        yield SituationCard(in_language(words or str(title), "" if written_in == around else written_in), is_said)


__all__ = ["SituationCard", "situation_cards"]
