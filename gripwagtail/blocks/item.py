"""What every repeated item inside a page has in common."""

from __future__ import annotations

from wagtail import blocks

from .leaf import HiddenBlock


class ItemBlock(blocks.StructBlock):
    """An item of a page: flat, plain, and able to say where it was planted from."""

    starter_key = HiddenBlock()
    starter_version = HiddenBlock()

    class Meta:
        collapsed = True
