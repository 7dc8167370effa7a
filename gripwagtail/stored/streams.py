"""The StreamField of our own pages, settings and helplines: what is not an item is left out, and never lost.

Wagtail reads a stream as a whole, so one value in it that is not an item takes down the page, and every page that reads
from it. What is left out here is kept beside the items and written back with them, so that saving a page from code, a
copy or a new revision changes nothing about it. Only the edit form drops it, and shows it first (``damage``).

In migrations it is Wagtail's own field: a host can remove the package without keeping a path of ours importable.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Model
from wagtail import fields
from wagtail.blocks import BaseStructBlock, Block, CharBlock, ChooserBlock, RichTextBlock, StreamValue

logger = logging.getLogger(__name__)

# Instead of a place: what is stored is not a list at all.
ALL: Final = -1
# What JSON can be. Anything else was assigned by code, and is read as Wagtail reads it.
_JSON: Final = (str, bytes, list, dict, int, float)


class LeftOut(NamedTuple):
    """Something in a stream that is not an item: where it is, or ``ALL``, and what it is."""

    place: int
    raw: Any


def left_out_of(stream: object) -> list[LeftOut]:
    """What could not be read in a stream."""
    found: list[LeftOut] = getattr(stream, "left_out", [])
    return found


class StreamField(fields.StreamField):
    """A stream that can always be read. Its value has ``left_out``."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.fields.StreamField", args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        try:
            value = self.json_field.from_db_value(value, expression, connection)
        except (ValueError, RecursionError):
            logger.warning("The stream %s is no JSON, so nothing of it is shown.", self)
        return self.to_python(value)

    def to_python(self, value: object) -> Any:
        if isinstance(value, StreamValue) or not isinstance(value, _JSON):
            return super().to_python(value)
        raw = _parsed(value)
        if isinstance(raw, list) and any(not isinstance(each, (*_JSON, type(None))) for each in raw):
            return super().to_python(raw)
        items, left_out = sift(raw, self.stream_block.child_blocks)
        # Wagtail keeps text that is not JSON, and writes it back as long as nothing else is there.
        result = super().to_python(raw if isinstance(raw, str) else items)
        result.left_out = left_out
        return result

    def get_prep_value(self, value: object) -> Any:
        prepared = super().get_prep_value(value)
        left_out = left_out_of(value)
        return _put_back(prepared, left_out) if left_out and isinstance(prepared, list) else prepared


def sift(raw: object, child_blocks: Mapping[str, Block]) -> tuple[list[dict[str, Any]], list[LeftOut]]:
    """The items of a stored stream, and what in it is not an item."""
    if not isinstance(raw, list):
        return [], [LeftOut(ALL, raw)] if raw else []
    items, left_out = [], []
    for index, each in enumerate(raw):
        item = _item(each)
        if item is not None and _fits(item, child_blocks):
            items.append(item)
        else:
            left_out.append(LeftOut(index, each))
    return items, left_out


def _parsed(value: object) -> Any:
    """The stored value; text that is not JSON stays as it is."""
    if not isinstance(value, (str, bytes)):
        return value
    try:
        return json.loads(value) if value else []
    except (ValueError, RecursionError):
        return value if isinstance(value, str) else value.decode(errors="replace")


def _item(raw: object) -> dict[str, Any] | None:
    if isinstance(raw, dict):
        return raw
    # As Wagtail stored streams long ago: the type and the value, in a list of two.
    if isinstance(raw, list) and len(raw) == 2 and isinstance(raw[0], str):
        return {"type": raw[0], "value": raw[1]}
    return None


def _fits(item: dict[str, Any], child_blocks: Mapping[str, Block]) -> bool:
    kind = item.get("type")
    block = child_blocks.get(kind) if isinstance(kind, str) else None
    if block is None or "value" not in item:
        return False
    if isinstance(block, BaseStructBlock):
        return isinstance(item["value"], Mapping)
    if isinstance(block, CharBlock):
        # A number can be read as a text; a tick, a list and the like would be shown as code.
        return isinstance(item["value"], (str, int, float, type(None))) and not isinstance(item["value"], bool)
    if isinstance(block, ChooserBlock):
        return item["value"] is None or _is_key(block.model_class, item["value"])
    return not isinstance(block, RichTextBlock) or isinstance(item["value"], (str, type(None)))


def _is_key(model: type[Model], value: object) -> bool:
    """Whether something could be the key of a row of this model, there or not."""
    try:
        model._meta.pk.to_python(value)
    except (ValidationError, TypeError, ValueError):
        return False
    return isinstance(value, (int, str)) and not isinstance(value, bool)


def _put_back(items: list[Any], left_out: list[LeftOut]) -> Any:
    if not items and left_out[0].place == ALL:
        return left_out[0].raw
    stored = list(items)
    for place, raw in left_out:
        stored.insert(max(place, 0), raw)
    return stored


__all__ = ["ALL", "LeftOut", "StreamField", "left_out_of", "sift"]
