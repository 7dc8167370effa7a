"""Practising in class: exercises, role plays, pupils who help, and questions about whether it works. A file a language.

They are shipped and read like the scripts for making the norm: nothing of them is about one school.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from ...vocabulary import AUDIENCES, TOPICS
from .. import leaflets
from ..fields import Keys, Lines, OneOf, PlainText
from ..leaflets import HEAD, ORIGINAL
from ..schema import check_items, check_table
from ..tables import Table

# The sheets of each kind of school, and those of them that have an exercise for each competence.
BY_COMPETENCE: Final = ("younger", "older")
BY_AGREEMENT: Final = "agreements"
PLAYS: Final = "plays"
HELPERS: Final = "pupils"
QUESTIONS: Final = "questions"
SHEETS: Final = (*BY_COMPETENCE, BY_AGREEMENT, PLAYS, HELPERS, QUESTIONS)
# Those of mediawijsheid, in the order of the model.
COMPETENCES: Final = ("operate", "explore", "find", "create", "connect", "discuss", "understand", "reflect")
# What an exercise is about; and the topic of agreements that have no exercise of their own.
ABOUT: Final = ("chance", "risk")
ANY: Final = "any"

_TEXTS: Final = Keys(known=("po", "vo"), least=1)
_SAID: Final[Table] = {
    "say": PlainText(limit=110, numbers=False),
    "do": PlainText(limit=200, numbers=False),
    "end": PlainText(limit=90, numbers=False),
}
_WORDS: Final[Table] = {
    name: PlainText(limit=40)
    for name in (
        *(*ABOUT, "agreements", "begin", "roles", "ask", "ending", "does", "limits", "adult"),
        *("yes", "somewhat", "no", "missing", "as_text"),
    )
}
_TABLES: Final[Mapping[str, Table]] = {
    "competences": {"key": OneOf(known=COMPETENCES), "name": PlainText(limit=40)},
    "exercises": {
        "sheet": OneOf(known=BY_COMPETENCE),
        "texts": _TEXTS,
        "competence": OneOf(known=COMPETENCES),
        "about": OneOf(known=ABOUT),
        "title": PlainText(limit=40),
        **_SAID,
    },
    "topics": {"topic": OneOf(known=(*TOPICS, ANY)), "texts": _TEXTS, **_SAID},
    "plays": {
        "texts": _TEXTS,
        "title": PlainText(limit=40),
        "start": PlainText(limit=160, numbers=False),
        "roles": Lines(least=2, most=3, limit=60),
        "ask": Lines(least=2, most=3, limit=80),
        "ending": PlainText(limit=260, numbers=False),
    },
    "helpers": {
        "texts": _TEXTS,
        "title": PlainText(limit=40),
        "does": Lines(least=2, most=3),
        "limits": Lines(least=2, most=3),
        "adult": PlainText(limit=140),
    },
    "questions": {
        "audience": OneOf(known=AUDIENCES),
        "texts": _TEXTS,
        "title": PlainText(limit=40),
        "lines": Lines(least=5, most=5, limit=80),
    },
}
_SHEET: Final[Table] = {
    "key": OneOf(known=SHEETS),
    "texts": _TEXTS,
    "title": PlainText(limit=80),
    "intro": PlainText(limit=320),
}


@dataclass(frozen=True, slots=True)
class Exercise:
    """Two minutes: what is said aloud, what the class does, and what is said at the end.

    One by competence has a title and is about a chance or a risk; one by agreement has the topic of these.
    """

    say: str
    do: str
    end: str
    title: str = ""
    competence: str = ""
    about: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Play:
    """“What would you do?”: a beginning that is read aloud, and a good ending that is played."""

    title: str
    start: str
    roles: tuple[str, ...]
    ask: tuple[str, ...]
    ending: str


@dataclass(frozen=True, slots=True)
class Helper:
    """A role that pupils can have, with its limits."""

    title: str
    does: tuple[str, ...]
    limits: tuple[str, ...]
    adult: str


@dataclass(frozen=True, slots=True)
class Questions:
    """What one group of people is asked once a year, the same each time."""

    audience: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetText:
    key: str
    title: str
    intro: str


@dataclass(frozen=True, slots=True)
class Book:
    """All there is for a kind of school in one language. ``words`` are those between the texts."""

    words: Mapping[str, str]
    competences: Mapping[str, str]
    sheets: tuple[SheetText, ...]
    exercises: Mapping[str, tuple[Exercise, ...]]
    topics: tuple[Exercise, ...]
    plays: tuple[Play, ...]
    helpers: tuple[Helper, ...]
    questions: tuple[Questions, ...]


def languages() -> list[str]:
    """The languages in which there are exercises, as codes."""
    return leaflets.languages(__name__)


def language_for(language: str) -> str:
    """The language of the exercises beside a page in this one."""
    return leaflets.language_for(__name__, language)


@cache
def book(language: str, texts: str) -> Book:
    """The exercises for a set of texts (``po`` or ``vo``) in one of our languages."""
    document = leaflets.read(__name__, language, faults)
    for_these: dict[str, list[dict[str, Any]]] = {
        table: [
            {name: tuple(given) if isinstance(given, list) else given for name, given in one.items() if name != "texts"}
            for one in document[table]
            if texts in one.get("texts", (texts,))
        ]
        for table in ("sheets", *_TABLES)
    }
    return Book(
        words=document["words"],
        competences={one["key"]: one["name"] for one in for_these["competences"]},
        sheets=tuple(SheetText(**one) for one in for_these["sheets"]),
        exercises={
            sheet: tuple(
                Exercise(**{name: given for name, given in one.items() if name != "sheet"})
                for one in for_these["exercises"]
                if one["sheet"] == sheet
            )
            for sheet in BY_COMPETENCE
        },
        topics=tuple(Exercise(**one) for one in for_these["topics"]),
        plays=tuple(Play(**one) for one in for_these["plays"]),
        helpers=tuple(Helper(**one) for one in for_these["helpers"]),
        questions=tuple(Questions(**one) for one in for_these["questions"]),
    )


def faults(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Where a file of exercises is wrong, and how."""
    tables = (*_TABLES, "sheets", "words")
    yield from check_table(HEAD, {name: value for name, value in document.items() if name not in tables})
    for place, message in check_table(_WORDS, document.get("words")):
        yield f"words.{place}", message
    for table, fields in _TABLES.items():
        yield from check_items(table, fields, document.get(table))
    for number, one in enumerate(document.get("sheets", ()), start=1):
        for place, message in check_table(_SHEET, one):
            yield f"sheets[{number}].{place}", message


__all__ = [
    "ABOUT",
    "ANY",
    "BY_AGREEMENT",
    "BY_COMPETENCE",
    "COMPETENCES",
    "HELPERS",
    "ORIGINAL",
    "PLAYS",
    "QUESTIONS",
    "SHEETS",
    "Book",
    "Exercise",
    "Helper",
    "Play",
    "Questions",
    "SheetText",
    "book",
    "faults",
    "language_for",
    "languages",
]
