"""After publishing: a card that now has another person, of whom it still says when the one before was told.

The form cannot ask: two people may have been told on one day, and a name may just be spelled better. So this is asked
once, when it happens, of whoever published it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..content.items import raw_items
from ..text.day import in_words, is_unknown
from ..text.values import day


@dataclass(frozen=True, slots=True)
class NewPerson:
    """On which card, who went, who came, and the day that stayed."""

    card: str
    before: str
    after: str
    told_on: str


# By the id of a card: the name on it, and when that person was told.
NamesByCard = dict[str, tuple[str, Any]]


def named(page: Any) -> NamesByCard:
    """The people on the cards of a page, if it has any."""
    items = raw_items(getattr(page, "contacts", None))
    return {item_id: (str(value.get("name") or ""), value.get("told_on")) for item_id, _kind, value in items if item_id}


def replaced(before: NamesByCard, after: NamesByCard) -> list[NewPerson]:
    """The cards on which no word of the name stayed, and the day on which that person was told did."""
    found = []
    for item_id, (name, told) in after.items():
        old, known = before.get(item_id, ("", None))
        told_on = day(told)
        if told_on is None or is_unknown(told) or told_on != day(known):
            continue
        if old and name and _words(old).isdisjoint(_words(name)):
            found.append(NewPerson(item_id, old, name, in_words(told_on)))
    return found


def _words(name: str) -> set[str]:
    return set(name.casefold().split())


__all__ = ["NamesByCard", "NewPerson", "named", "replaced"]
