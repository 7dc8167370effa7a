"""The materials by task and level, and the words with their parts, as the page puts them together.

Whoever works at a school has a way in of their own: what is for them comes first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from ..vocabulary import LEVELS, TASKS, Label
from .overview import Material, Term, whole_of


@dataclass(slots=True)
class Board:
    """Materials that stand together, below the name of a level where they have one."""

    label: Label
    materials: list[Material]


@dataclass(slots=True)
class Shelf:
    """What is for one task or for some readers."""

    label: Label
    boards: list[Board]
    for_staff: bool = False


@dataclass(slots=True)
class GlossaryEntry:
    """A word with the words that are parts of it."""

    term: Term
    parts: list[Term] = field(default_factory=list)


def shelves(materials: Iterable[Material]) -> list[Shelf]:
    """First what is for staff, then each task by level, then what is for families, then what says none of these.

    Nothing is left out. What is for staff and for families as well is in both places: each looks in their own.
    """
    everything = list(materials)
    staff = [one for one in everything if "staff" in one.audience_keys]
    families = [one for one in everything if not {"pupil", "parent"}.isdisjoint(one.audience_keys)]
    by_place: dict[tuple[str, str], list[Material]] = {}
    others: list[Material] = []
    for one in everything:
        level = next((level for level in LEVELS if level in one.audience_keys), "")
        if one in staff or one in families:
            continue
        if one.task in TASKS:
            by_place.setdefault((one.task, level), []).append(one)
        else:
            others.append(one)
    found = [
        Shelf(_("For people who work at a school"), _boards(staff), for_staff=True),
        *(
            Shelf(
                label,
                [
                    Board(LEVELS.get(level, ""), by_place[task, level])
                    for level in (*LEVELS, "")
                    if (task, level) in by_place
                ],
            )
            for task, label in TASKS.items()
        ),
        Shelf(_("For pupils and parents"), _boards(families)),
        Shelf(_("Other materials"), _boards(others)),
    ]
    return [shelf for shelf in found if shelf.boards]


def _boards(materials: list[Material]) -> list[Board]:
    return [Board("", materials)] if materials else []


def entries(terms: Iterable[Term]) -> list[GlossaryEntry]:
    """The words of ``read_glossary``, parts below their whole."""
    found: list[GlossaryEntry] = []
    for term in terms:
        if found and whole_of(term) and whole_of(term) == found[-1].term.key:
            found[-1].parts.append(term)
        else:
            found.append(GlossaryEntry(term))
    return found


__all__ = ["Board", "GlossaryEntry", "Shelf", "entries", "shelves"]
