"""Scripts for making the norm together: what to do, minute by minute. One file a language, beside this module.

They are shipped and read, never planted: nothing of them is about one school, so there is nothing to store, to correct
or to translate there. A school that wants other words gives the template of a script its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from .. import leaflets
from ..fields import Keys, Lines, PlainText, Slug, Whole
from ..leaflets import HEAD, ORIGINAL
from ..schema import below, check_table
from ..tables import Table

# The sheets that a script may ask to be printed.
SHEETS: Final = (
    "situation-cards",
    "blank-situation-cards",
    "agreement-cards",
    "blank-agreement-cards",
    "voting",
    "invitation",
    "result",
)
_TEXTS: Final = Keys(known=("po", "vo"), least=1)

_SCRIPT: Final[Table] = {
    "key": Slug(),
    "texts": _TEXTS,
    "minutes": Whole(least=5, most=120),
    "title": PlainText(limit=80),
    "who": PlainText(limit=120),
    "goal": PlainText(limit=160),
    "needs": Lines(least=1, most=4, limit=120),
    "sheets": Keys(known=SHEETS, least=1),
    "after": PlainText(limit=200),
}
_STEP: Final[Table] = {
    "lesson": Whole(least=1, most=2, optional=True),
    "minutes": Whole(least=1, most=60),
    "title": PlainText(limit=60),
    "do": PlainText(limit=240),
    "say": PlainText(limit=160, optional=True),
}
_DILEMMA: Final[Table] = {"texts": _TEXTS, "text": PlainText(limit=200)}
# A title of a situation as we ship it, and what a card says of it.
_CARD: Final[Table] = {"title": PlainText(limit=140), "words": PlainText(limit=140)}
# Which script is a talk about dilemmas.
_TALK: Final = "team"


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a script: from which minute to which, what to do, and what can be said aloud."""

    lesson: int
    start: int
    end: int
    title: str
    do: str
    say: str


@dataclass(frozen=True, slots=True)
class Script:
    """One way to make the norm together; ``minutes`` is how long all of it takes."""

    key: str
    minutes: int
    title: str
    who: str
    goal: str
    needs: tuple[str, ...]
    sheets: tuple[str, ...]
    after: str
    steps: tuple[Step, ...]
    dilemmas: tuple[str, ...]

    @property
    def lessons(self) -> list[tuple[int, list[Step]]]:
        """The steps by lesson; a script of one lesson has one."""
        numbers = dict.fromkeys(step.lesson for step in self.steps)
        return [(number, [step for step in self.steps if step.lesson == number]) for number in numbers]


def languages() -> list[str]:
    """The languages in which there are scripts, as codes."""
    return leaflets.languages(__name__)


def language_for(language: str) -> str:
    """The language of the scripts beside a page in this one."""
    return leaflets.language_for(__name__, language)


@cache
def scripts(language: str, texts: str) -> tuple[Script, ...]:
    """The scripts for a set of texts (``po`` or ``vo``) in one of our languages, in their order."""
    document = _read(language)
    return tuple(_script(one, document, texts) for one in document["scripts"] if texts in one["texts"])


@cache
def words_for_cards(language: str) -> Mapping[str, str]:
    """What a card says about somebody, by the title in which a pupil says it; empty in other languages."""
    return {one["title"]: one["words"] for one in _read(language)["cards"]} if language in languages() else {}


def faults(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Where a file of scripts is wrong, and how."""
    yield from check_table(HEAD, {name: value for name, value in document.items() if name in HEAD})
    for number, one in enumerate(document["scripts"], start=1):
        place = f"scripts[{one.get('key', number)}]"
        yield from below(place, check_table(_SCRIPT, {name: one[name] for name in one if name != "steps"}))
        for at, step in enumerate(one["steps"], start=1):
            yield from below(f"{place}.steps[{at}]", check_table(_STEP, step))
    for number, dilemma in enumerate(document["dilemmas"], start=1):
        yield from below(f"dilemmas[{number}]", check_table(_DILEMMA, dilemma))
    for number, card in enumerate(document["cards"], start=1):
        yield from below(f"cards[{number}]", check_table(_CARD, card))


@cache
def _read(language: str) -> Mapping[str, Any]:
    return leaflets.read(__name__, language, faults)


def _script(given: Mapping[str, Any], document: Mapping[str, Any], texts: str) -> Script:
    dilemmas = document["dilemmas"] if given["key"] == _TALK else ()
    return Script(
        key=given["key"],
        minutes=given["minutes"],
        title=given["title"],
        who=given["who"],
        goal=given["goal"],
        needs=tuple(given["needs"]),
        sheets=tuple(given["sheets"]),
        after=given["after"],
        steps=tuple(_steps(given["steps"])),
        dilemmas=tuple(one["text"] for one in dilemmas if texts in one["texts"]),
    )


def _steps(given: list[Mapping[str, Any]]) -> Iterator[Step]:
    """With the time of each, which begins anew with a lesson."""
    lesson, start = 0, 0
    for one in given:
        if one.get("lesson", 1) != lesson:
            lesson, start = one.get("lesson", 1), 0
        end = start + one["minutes"]
        yield Step(lesson, start, end, one["title"], one["do"], one.get("say", ""))
        start = end


__all__ = ["ORIGINAL", "SHEETS", "Script", "Step", "faults", "language_for", "languages", "scripts", "words_for_cards"]
