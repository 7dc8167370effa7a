"""Which situations may be on a card that pupils talk about in class.

The one to whom it happened may be in that class. So nothing that is about a life, about sex, about home or about
someone who works at school is ever drawn from a pile, and nothing that has to be told at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..safety import danger_words
from ..text.marked import Text
from .incident_help import LAST_SITUATION, URGENT, Situation

# What a norm is about. Of a situation with another topic, or none, nobody knows whether it can be talked about so.
TOPICS: Final = frozenset(
    {"bullying", "groups", "images", "discrimination", "accounts", "money", "shocking", "privacy", "example", "threats"}
)
# Somebody who works at school.
_NOT_OF_PUPILS: Final = "employee"


def titles_for_a_class(situations: Iterable[Situation], language: str) -> list[Text]:
    """The titles of those that can be talked about, in the order of the page."""
    grave = danger_words(language)
    return [one.title for one in situations if _can_be_talked_about(one, grave)]


def _can_be_talked_about(one: Situation, grave: Iterable[str]) -> bool:
    return (
        one.key != LAST_SITUATION
        and one.sexual == "no"
        and one.urgency != URGENT
        and one.topic in TOPICS
        and one.position != _NOT_OF_PUPILS
        and one.speaks_to_pupil
        and not any(word in one.title.casefold() for word in grave)
    )


__all__ = ["TOPICS", "titles_for_a_class"]
