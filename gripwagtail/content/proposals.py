"""What the school does, from before each of these sentences had an item and a tick of its own.

Until then they were lines of their cell. Their items are made from those: with the tick of the cell, and with an id
that is the same in every language, as long as there are as many lines.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any, Final

from ..item_blocks.fields import split_lines
from .items import raw_items

# Fixed for ever: other ids would cut the link between a page and its translations.
_NAMESPACE: Final = uuid.UUID("0d9a8a54-6a3e-5c0e-8f3c-5d3f5f0f7b12")
FORMER: Final = "proposals"
_OF_CELL: Final = ("task", "level", "confirmed", "starter_version")


def proposal_id(cell_id: str, count: int, number: int) -> str:
    """The id of a line of a cell. Another number of lines in a translation says that its lines are other sentences."""
    return str(uuid.uuid5(_NAMESPACE, f"{cell_id}/{count}/{number}"))


def proposal_key(cell_key: str, number: int) -> str:
    """What a line of a cell is called: ``set-policy-1``."""
    return f"{cell_key}-{number}"


def from_cells(page: Any) -> Iterator[dict[str, Any]]:
    """The lines of the cells of a page as raw items."""
    for place, (cell_id, _kind, value) in enumerate(raw_items(page.cells)):
        given = value.get(FORMER)
        lines = split_lines("\n".join(map(str, given)) if isinstance(given, list) else str(given or ""))
        planted, _slash, cell_key = str(value.get("starter_key") or "").rpartition("/cells/")
        for number, line in enumerate(lines, start=1):
            item = {name: value[name] for name in _OF_CELL if name in value} | {"text": line}
            if planted:
                item["starter_key"] = f"{planted}/{FORMER}/{proposal_key(cell_key, number)}"
            yield {
                "type": "proposal",
                "value": item,
                "id": proposal_id(cell_id or str(place), len(lines), number),
            }


__all__ = ["FORMER", "from_cells", "proposal_id", "proposal_key"]
