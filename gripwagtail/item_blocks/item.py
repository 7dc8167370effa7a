"""What every repeated item inside a page has in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wagtail import blocks

from .fields import HiddenBlock
from .whose import Whose


class ItemBlock(blocks.StructBlock):
    """An item of a page: flat, plain, and able to say where it was planted from."""

    starter_key = HiddenBlock(whose=Whose.ROLE)
    starter_version = HiddenBlock(whose=Whose.ROLE)

    # A stream of ours leaves out what is not an item; a stream of a host's own class may not, and its form has to open.

    def to_python(self, value: object) -> Any:
        return super().to_python(value if isinstance(value, Mapping) else {})

    def bulk_to_python(self, values: Iterable[Any]) -> Any:
        return super().bulk_to_python([value if isinstance(value, Mapping) else {} for value in values])

    class Meta:
        collapsed = True
