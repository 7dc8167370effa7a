"""Whose a value on a card is: what is removed when a person is erased, and what is useless to other schools."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

from wagtail import blocks


class Whose(Enum):
    """Every child of a card says this of itself, as ``whose``: erasing and exporting go by it."""

    # Of this person alone: erased with the person, in no pack.
    PERSON = "person"
    # Of anyone in the role at this school: stays when a person goes, in no pack.
    SCHOOL = "school"
    # The name of the function or the organisation, which may name the person as well: judged one by one.
    NAME = "name"
    # Of the role: the same for anyone who has it.
    ROLE = "role"


def whose(child: blocks.Block) -> Whose | None:
    """What this child says of itself; of a list what its items say. ``None`` when nobody decided."""
    if isinstance(child, blocks.ListBlock):
        child = child.child_block
    found = getattr(child.meta, "whose", None)
    return found if isinstance(found, Whose) else None


def children_of(block: type[blocks.StructBlock], *wanted: Whose) -> Iterator[tuple[str, blocks.Block]]:
    """The children of a card of which one of these is true. Undecided counts as personal: nothing leaks."""
    for name, child in block.base_blocks.items():
        if (whose(child) or Whose.PERSON) in wanted:
            yield name, child


def empty_of(child: blocks.Block) -> Any:
    """What is stored where nothing was filled in."""
    if isinstance(child, blocks.ListBlock):
        return []
    if isinstance(child, blocks.BooleanBlock):
        return False
    return None if isinstance(child, blocks.DateBlock) else ""


__all__ = ["Whose", "children_of", "empty_of", "whose"]
