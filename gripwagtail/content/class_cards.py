"""Which situations may be on a card that pupils talk about in class.

The one to whom it happened may be in that class. So what the page says is about a life, about sex, about home or about
someone who works at school is not drawn from a pile, nor what has to be told at once. An editor may have answered these
questions in a hurry, so the words of a title are read as well: one card too few is no harm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from ..safety import ORIGINAL, danger_words
from ..safety.mentions import mentions
from ..text.marked import Text
from .incident_help import LAST_SITUATION, URGENT, Situation

# What a norm is about. Of a situation with another topic, or none, nobody knows whether it can be talked about so.
TOPICS: Final = frozenset(
    {"bullying", "groups", "images", "discrimination", "accounts", "money", "shocking", "privacy", "example", "threats"}
)
# Somebody who works at school.
_NOT_OF_PUPILS: Final = "employee"
# In a title these mean that it is about sex, violence, home, or somebody who works with children.
_NOT_IN_CLASS: Final[Mapping[str, tuple[str, ...]]] = {
    "nl": (
        *(
            "bloot",
            "blote",
            "naakt",
            "nude",
            "seks",
            "sex",
            "porno",
            "dickpic",
            "intiem",
            "intieme",
            "lichaam",
            "borst",
        ),
        *("verkracht", "aanrand", "misbruik", "betast", "aangeraakt", "aanraken", "zwanger", "webcam", "sugar"),
        *("slaat", "slaan", "geslagen", "mishandel", "wapen", "mes", "vuurwapen", "vermoord", "bloed"),
        *("juf", "meester", "leraar", "lerares", "leerkracht", "docent", "mentor", "trainer", "coach", "conciërge"),
        *("vader", "moeder", "papa", "mama", "stief", "ouders", "thuis", "oom", "opa", "verzorger"),
    ),
    "en": (
        *("nude", "naked", "sex", "porn", "dick", "intimate", "rape", "abuse", "touched", "touching", "pregnant"),
        *("hits me", "hit me", "beat", "weapon", "knife", "gun", "murder", "blood"),
        *(
            "teacher",
            "coach",
            "trainer",
            "caretaker",
            "father",
            "mother",
            "dad",
            "mum",
            "mom",
            "parents",
            "home",
            "uncle",
        ),
    ),
}


def titles_for_a_class(situations: Iterable[Situation], language: str) -> list[Text]:
    """The titles of those that can be talked about, in the order of the page."""
    # Pupils type Dutch on a page in any language.
    grave = (*danger_words(language), *_NOT_IN_CLASS.get(language, ()), *_NOT_IN_CLASS[ORIGINAL])
    return [one.title for one in situations if _can_be_talked_about(one, grave)]


def _can_be_talked_about(one: Situation, grave: Iterable[str]) -> bool:
    return (
        one.key != LAST_SITUATION
        and one.sexual == "no"
        and one.urgency != URGENT
        and one.topic in TOPICS
        and one.position != _NOT_OF_PUPILS
        and one.speaks_to_pupil
        and not any(mentions(text, grave) for text in (one.title, *one.also))
    )


__all__ = ["TOPICS", "titles_for_a_class"]
