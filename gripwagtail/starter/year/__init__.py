"""A year for parents: a short text for each month of the school year. One file a language, beside this module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from .. import leaflets
from ..fields import Keys, PlainText, Whole
from ..leaflets import HEAD
from ..schema import check_table
from ..tables import Table

# In the order of a school year; nothing is sent in the summer.
MONTHS: Final = (9, 10, 11, 12, 1, 2, 3, 4, 5, 6)
_PIECE: Final[Table] = {
    "month": Whole(least=1, most=12),
    "texts": Keys(known=("po", "vo"), least=1),
    "title": PlainText(limit=60),
    "tip": PlainText(limit=260, numbers=False),
    "opener": PlainText(limit=140, numbers=False),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """What parents get in one month: a tip, and a sentence to begin the conversation."""

    month: int
    title: str
    tip: str
    opener: str


def languages() -> list[str]:
    """The languages in which there are pieces, as codes."""
    return leaflets.languages(__name__)


def language_for(language: str) -> str:
    """The language of the pieces beside a page in this one."""
    return leaflets.language_for(__name__, language)


@cache
def pieces(language: str, texts: str) -> tuple[Piece, ...]:
    """Those of a set of texts (``po`` or ``vo``), from September to June."""
    found = [
        Piece(one["month"], one["title"], one["tip"], one["opener"])
        for one in leaflets.read(__name__, language, faults)["pieces"]
        if texts in one["texts"]
    ]
    return tuple(sorted(found, key=lambda one: MONTHS.index(one.month)))


def of_month(found: Sequence[Piece], month: int) -> Piece | None:
    """That of this month, by its number; none in the summer."""
    return next((one for one in found if one.month == month), None)


def faults(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Where a file of pieces is wrong, and how."""
    yield from check_table(HEAD, {name: value for name, value in document.items() if name != "pieces"})
    for number, one in enumerate(document.get("pieces", ()), start=1):
        for place, message in check_table(_PIECE, one):
            yield f"pieces[{number}].{place}", message


__all__ = ["MONTHS", "Piece", "faults", "language_for", "languages", "of_month", "pieces"]
