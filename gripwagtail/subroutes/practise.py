"""Practising in class, below the overview: exercises of two minutes, role plays, pupils who help, and does it work?

Read by anyone, as the page is. The exercises by agreement are made of what the norm of this school asks today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..content.norm import Agreement
from ..directory.addresses import PRACTISE, TOGETHER, below
from ..lookup.source import Source
from ..page_class import GripPage
from ..starter.exercises import (
    ANY,
    BY_AGREEMENT,
    BY_COMPETENCE,
    HELPERS,
    PLAYS,
    QUESTIONS,
    SHEETS,
    Book,
    Exercise,
    SheetText,
    book,
    language_for,
)
from ..text.marked import Text
from ..text.speaking import speaking
from .class_sheet import for_pupils
from .kept import kept_html
from .published import public_context
from .sheets import SheetsBelow


@dataclass(slots=True)
class ExerciseRow:
    """An exercise under what it belongs to: a competence, or agreements of this school."""

    exercise: Exercise
    competence: str = ""
    about: str = ""
    agreements: list[Text] = field(default_factory=list)


def practise(page: GripPage, request: HttpRequest, rest: Sequence[str]) -> HttpResponse:
    """The list of all there is, or the sheet whose name follows in the address."""
    page_context = public_context(page, request)
    # Only what there can be has a name under which it is kept.
    if len(rest) > 1 or not {*rest} <= {*SHEETS}:
        raise Http404
    return HttpResponse(kept_html(page_context, "/".join([PRACTISE, *rest]), lambda: _html(page_context.own, rest)))


def keys_of(page: GripPage) -> Iterable[str]:
    """All that may follow in the address."""
    return SHEETS


def _html(source: Source, rest: Sequence[str]) -> SafeString:
    with speaking(source.languages.around):
        at = _Practice(source)
        if not rest:
            return at.html("practise", at.index(), is_list=True)
        sheet = next((one for one in at.book.sheets if one.key == rest[0]), None)
        if sheet is None:
            raise Http404
        template, make = _SHEETS[sheet.key]
        return at.html(template, {"sheet": sheet, "words": at.book.words, **make(at, sheet)})


class _Practice(SheetsBelow):
    """One overview page, and what is practised at its school."""

    name = PRACTISE
    title = _("Practise in class")

    def __init__(self, source: Source) -> None:
        super().__init__(source, language_for(source.languages.shown))
        self.book: Book = book(self.language, self.for_school)

    def index(self) -> dict[str, Any]:
        norm = self.page_context.link("norm")
        return {
            "words": self.book.words,
            "title": self.source.title,
            "sheets": [(one, self.url(one.key)) for one in self.book.sheets],
            "together_url": below(norm.url, TOGETHER) if norm else "",
        }


def _by_competence(at: _Practice, sheet: SheetText) -> dict[str, Any]:
    found = at.book.exercises[sheet.key]
    return {"rows": [ExerciseRow(one, at.book.competences[one.competence], at.book.words[one.about]) for one in found]}


def _by_agreement(at: _Practice, sheet: SheetText) -> dict[str, Any]:
    """Those that fit what the norm asks of pupils, in our order; all of them where it asks nothing yet."""
    norm = at.source.page_context.source("norm")
    asked = for_pupils(norm) if norm else []
    own = [
        ExerciseRow(one, agreements=[each.we_do for each in asked if _fits(one, each, at.book)])
        for one in at.book.topics
    ]
    fitting = [row for row in own if row.agreements]
    return {"rows": fitting or [ExerciseRow(one) for one in at.book.topics if one.topic != ANY]}


def _fits(exercise: Exercise, agreement: Agreement, book: Book) -> bool:
    if exercise.topic == ANY:
        return not any(one.topic in agreement.topics for one in book.topics)
    return exercise.topic in agreement.topics


def _plays(at: _Practice, sheet: SheetText) -> dict[str, Any]:
    return {"plays": at.book.plays}


def _helpers(at: _Practice, sheet: SheetText) -> dict[str, Any]:
    return {"helpers": at.book.helpers}


def _questions(at: _Practice, sheet: SheetText) -> dict[str, Any]:
    return {"groups": at.book.questions}


# Of each sheet its template, and what is on it.
_SHEETS: Final[Mapping[str, tuple[str, Callable[[_Practice, SheetText], dict[str, Any]]]]] = {
    **dict.fromkeys(BY_COMPETENCE, ("practise_exercises", _by_competence)),
    BY_AGREEMENT: ("practise_exercises", _by_agreement),
    PLAYS: ("practise_plays", _plays),
    HELPERS: ("practise_pupils", _helpers),
    QUESTIONS: ("practise_questions", _questions),
}

__all__ = ["keys_of", "practise"]
