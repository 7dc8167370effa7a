"""For who works at a school when something happened: what to do first, who leads, what to say, what to learn from it.

One file a language, beside this module. Like the scripts for making the norm together they are shipped and read,
never planted: nothing of them is about one school. What is of this school comes from its pages: the cards for a
situation, the agreements, its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from .. import leaflets
from ..fields import Address, Field, Keys, Lines, OneOf, PlainText, Slug
from ..schema import below, check_table
from ..tables import Table
from ..typed import helpline_keys

# Who the words are for, in the order in which they are said.
GROUPS: Final = ("team", "class", "pupils", "press")
LEVELS: Final = ("now", "serious", "mild")
# Sheets that a phase of the sorter leads to.
_LEADS_TO: Final = ("log", "after")
# What is filled in where the words are shown.
BLANKS: Final = re.compile(r"\{(norm|help)\}")


def _text(limit: int, **more: Any) -> Field:
    # Numbers come live from a helpline, or not at all.
    return PlainText(limit=limit, numbers=False, **more)


def _lines(most: int, limit: int = 140, least: int = 1) -> Field:
    return Lines(least=least, most=most, limit=limit, numbers=False)


_CARD: Final[Table] = {
    "opening": _text(160),
    "steps": _lines(5, least=5),
    "never": _lines(5, least=3),
    "leads": _text(180),
    "write": _lines(3, 100),
    "helplines": Keys(known=helpline_keys, least=1),
}
_SORTER: Final[Table] = {
    "intro": _text(300),
    "always": _text(240),
    "helplines": Keys(known=helpline_keys, least=1),
}
_LEVEL: Final[Table] = {
    "key": OneOf(known=set(LEVELS)),
    "title": _text(50),
    "leads": _text(140),
    "signs": _lines(6, least=3),
    "tell": _lines(3, 160),
    "steps": _lines(3, least=3),
}
_PHASE: Final[Table] = {
    "title": _text(20),
    "text": _text(140),
    "sheet": OneOf(known=set(_LEADS_TO), optional=True),
}
_WORDS: Final[Table] = {"intro": _text(320)}
_TEXT: Final[Table] = {
    "key": Slug(),
    "group": OneOf(known=set(GROUPS)),
    "texts": Keys(known=("po", "vo"), least=1),
    "title": _text(80),
    "when": _text(180),
    "lines": _lines(8, 220),
}
_LOG: Final[Table] = {
    "intro": _text(280),
    "rows": _lines(10, 80, least=5),
    "columns": _lines(4, 50, least=4),
    "again": _text(80),
}
_RESTORE: Final[Table] = {
    **{f"{name}_title": _text(50) for name in ("never", "before", "questions", "after", "unknown")},
    "never": _lines(5, least=3),
    "before": _lines(4),
    "after": _lines(3),
    "unknown": _lines(7, 180),
}
_QUESTION: Final[Table] = {"ask": _text(80), "mind": _text(120)}
_AFTER: Final[Table] = {
    "intro": _text(220),
    "questions": _lines(4, 80),
    "agreements": _text(80),
    "columns": _lines(3, 20, least=3),
    "change": _text(140),
    "further": _text(320),
}
_FURTHER: Final[Table] = {"name": _text(60), "url": Address()}
# Inside which table a list of tables stands, and what each of these has.
_LISTS: Final[Mapping[tuple[str, str], Table]] = {
    ("sorter", "levels"): _LEVEL,
    ("sorter", "phases"): _PHASE,
    ("words", "texts"): _TEXT,
    ("restore", "questions"): _QUESTION,
}
_TABLES: Final[Mapping[str, Table]] = {
    "card": _CARD,
    "sorter": _SORTER,
    "words": _WORDS,
    "log": _LOG,
    "restore": _RESTORE,
    "after": _AFTER,
}


@dataclass(frozen=True, slots=True)
class TeamWords:
    """Something to say or to send; ``when`` is for who says it. A line with a blank nobody can fill is left out."""

    key: str
    group: str
    title: str
    when: str
    lines: tuple[str, ...]

    def filled(self, blanks: Mapping[str, str]) -> list[str]:
        """The lines with what is known of this school in their blanks."""
        known = (line for line in self.lines if all(blanks.get(name) for name in BLANKS.findall(line)))
        # In one go: what a school typed is never read as a blank.
        return [BLANKS.sub(lambda match: blanks[match[1]], line) for line in known]


@dataclass(frozen=True, slots=True)
class TeamTexts:
    """All of it in one language, for one kind of school. The tables are as they are in the file."""

    card: Mapping[str, Any]
    sorter: Mapping[str, Any]
    words: tuple[TeamWords, ...]
    words_intro: str
    log: Mapping[str, Any]
    restore: Mapping[str, Any]
    after: Mapping[str, Any]
    further: tuple[Mapping[str, str], ...]


def languages() -> list[str]:
    """The languages in which there are texts, as codes."""
    return leaflets.languages(__name__)


def language_for(language: str) -> str:
    """The language of these texts beside a page in this one."""
    return leaflets.language_for(__name__, language)


@cache
def team_texts(language: str, texts: str) -> TeamTexts:
    """What we have in one of our languages for a set of texts (``po`` or ``vo``)."""
    document = leaflets.read(__name__, language, faults)
    words = [one for one in document["words"]["texts"] if texts in one["texts"]]
    return TeamTexts(
        card=document["card"],
        sorter=document["sorter"],
        words=tuple(
            TeamWords(one["key"], one["group"], one["title"], one["when"], tuple(one["lines"]))
            for group in GROUPS
            for one in words
            if one["group"] == group
        ),
        words_intro=document["words"]["intro"],
        log=document["log"],
        restore=document["restore"],
        after=document["after"],
        further=tuple(document["further"]),
    )


def faults(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Where a file of these texts is wrong, and how."""
    yield from check_table(
        leaflets.HEAD, {name: value for name, value in document.items() if name not in (*_TABLES, "further")}
    )
    for name, table in _TABLES.items():
        given = document.get(name, {})
        inside = [of for of in _LISTS if of[0] == name]
        yield from below(name, check_table(table, {key: given[key] for key in given if (name, key) not in inside}))
        for _name, key in inside:
            for at, one in enumerate(given.get(key, []), start=1):
                yield from below(f"{name}.{key}[{at}]", check_table(_LISTS[name, key], _without_blanks(one)))
    for at, one in enumerate(document.get("further", []), start=1):
        yield from below(f"further[{at}]", check_table(_FURTHER, one))


def _without_blanks(one: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same table as it is once its blanks are filled in."""
    if not isinstance(one.get("lines"), list):
        return one
    return {**one, "lines": [BLANKS.sub("…", line) if isinstance(line, str) else line for line in one["lines"]]}


__all__ = [
    "BLANKS",
    "GROUPS",
    "LEVELS",
    "TeamTexts",
    "TeamWords",
    "faults",
    "language_for",
    "languages",
    "team_texts",
]
