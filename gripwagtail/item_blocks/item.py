"""What every repeated item inside a page has in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter

from ..assets import asset_url
from .fields import HiddenBlock
from .layout import FOLLOWS
from .whose import Whose

CLOSED_SCRIPT: Final = "gripwagtail/admin/closed.js"


class ItemBlock(blocks.StructBlock):
    """An item of a page: flat, plain, and able to say where it was planted from."""

    starter_key = HiddenBlock(whose=Whose.ROLE)
    starter_version = HiddenBlock(whose=Whose.ROLE)

    # The children in the order in which migrations have them, where the form has another one. What is new comes after.
    frozen_order: ClassVar[tuple[str, ...]] = ()

    # A stream of ours leaves out what is not an item; a stream of a host's own class may not, and its form has to open.

    def to_python(self, value: object) -> Any:
        return super().to_python(value if isinstance(value, Mapping) else {})

    def bulk_to_python(self, values: Iterable[Any]) -> Any:
        return super().bulk_to_python([value if isinstance(value, Mapping) else {} for value in values])

    def clean(self, value: Any) -> Any:
        """All that is wrong with an item at once: what its children refuse, and what is wrong between these."""
        refused: dict[str, Any] = {}
        of_all: Any = None
        try:
            value = super().clean(value)
        except blocks.StructBlockValidationError as refusal:
            refused, of_all = refusal.block_errors, refusal.non_block_errors
        refused = {**self.faults(value), **refused}
        if refused or of_all:
            raise blocks.StructBlockValidationError(refused, of_all)
        return value

    def faults(self, value: Mapping[str, Any]) -> dict[str, ValidationError]:
        """What is wrong between children, by child. A value may be as it was typed, when a child refused it."""
        return {}

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        path, _args, kwargs = super().deconstruct()
        return path, [self._frozen()], kwargs

    def deconstruct_with_lookup(self, lookup: Any) -> tuple[str, list[Any], dict[str, Any]]:
        path, _args, kwargs = super().deconstruct()
        return path, [[(name, lookup.add_block(block)) for name, block in self._frozen()]], kwargs

    def _frozen(self) -> list[tuple[str, blocks.Block]]:
        children = self.child_blocks
        names = dict.fromkeys([*self.frozen_order, *(self.base_blocks if self.frozen_order else children)])
        return [(name, children[name]) for name in names]

    class Meta:
        collapsed = True


class ItemAdapter(StructBlockAdapter):
    """The form of an item is built when it is opened; until then the item posts the same fields in hidden inputs."""

    js_constructor = "gripwagtail.blocks.Item"

    def js_args(self, block: ItemBlock) -> list[Any]:
        """With how a new item begins, where a field is worked out from another: that is for new ones alone."""
        name, children, meta = super().js_args(block)
        if FOLLOWS in meta["attrs"]:
            meta["begins"] = block.get_form_state(block.get_default())
        return [name, children, meta]

    @cached_property
    def media(self) -> forms.Media:
        # After Wagtail's own blocks, one of which it extends. In one list: only within a list is the order kept.
        return forms.Media(js=[*super().media._js, asset_url(CLOSED_SCRIPT)])


register(ItemAdapter(), ItemBlock)
