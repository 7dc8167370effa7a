"""What every repeated item inside a page has in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter

from ..assets import asset_url
from .fields import HiddenBlock
from .whose import Whose

CLOSED_SCRIPT: Final = "gripwagtail/admin/closed.js"


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


class ItemAdapter(StructBlockAdapter):
    """The form of an item is built when it is opened; until then the item posts the same fields in hidden inputs."""

    js_constructor = "gripwagtail.blocks.Item"

    @cached_property
    def media(self) -> forms.Media:
        # After Wagtail's own blocks, one of which it extends. In one list: only within a list is the order kept.
        return forms.Media(js=[*super().media._js, asset_url(CLOSED_SCRIPT)])


register(ItemAdapter(), ItemBlock)
