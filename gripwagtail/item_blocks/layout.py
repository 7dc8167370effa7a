"""Groups the children of an item in the editor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from wagtail.blocks.struct_block import BlockGroup

FieldGroup: TypeAlias = Sequence[str] | tuple[Any, Sequence[str]] | BlockGroup


def layout(*groups: FieldGroup) -> BlockGroup:
    """Children in the order given; a ``(heading, names)`` pair becomes a panel of its own."""
    children: list[Any] = []
    for group in groups:
        if isinstance(group, BlockGroup):
            children.append(group)
        elif len(group) == 2 and not isinstance(group[1], str):
            children.append(BlockGroup(children=list(group[1]), heading=group[0]))
        else:
            children.extend(group)
    return BlockGroup(children=children)


def folded(heading: Any, names: Sequence[str], summary: str) -> BlockGroup:
    """A panel that begins closed, for what is rarely needed. Wagtail opens it for an error.

    ``summary`` is what is beside its heading while it is closed: ``"{valid_from} {valid_until}"``.
    """
    return BlockGroup(children=list(names), heading=heading, classname="collapsed", label_format=summary)
