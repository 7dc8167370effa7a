"""Groups the children of an item in the editor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wagtail.blocks.struct_block import BlockGroup

Group = Sequence[str] | tuple[Any, Sequence[str]]


def layout(*groups: Group) -> BlockGroup:
    """Children in the order given; a ``(heading, names)`` pair becomes a panel of its own."""
    children: list[Any] = []
    for group in groups:
        if len(group) == 2 and not isinstance(group[1], str):
            children.append(BlockGroup(children=list(group[1]), heading=group[0]))
        else:
            children.extend(group)
    return BlockGroup(children=children)
