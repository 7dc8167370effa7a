"""The StreamField of our own pages, settings and helplines: what is not an item is left out, and never lost.

A stream is read when first touched: a page has up to five, and most visits show one of them.

Wagtail reads a stream as a whole, so one value in it that is not an item takes down the page, and every page that reads
from it. What is left out here is kept beside the items and written back with them, so that saving a page from code, a
copy or a new revision changes nothing about it. Only the edit form drops it, and shows it first (``damage``).

In migrations it is Wagtail's own field: a host can remove the package without keeping a path of ours importable.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import JSONField, Model
from django.db.models.fields.json import KeyTransform
from wagtail import fields
from wagtail.blocks import BaseStructBlock, Block, CharBlock, ChooserBlock, RichTextBlock, StreamValue

logger = logging.getLogger(__name__)

# Instead of a place: what is stored is not a list at all.
ALL: Final = -1
_OF_WHAT_IS_READ: Final = ("_raw_data", "_bound_blocks", "raw_text", "left_out")
# Wagtail makes a new one for every value.
_COLUMN: Final = JSONField(encoder=DjangoJSONEncoder)
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


class LateStream(StreamValue):
    """A stored stream that is read when something of it is asked for: most are not, for a visitor or in a list."""

    def __init__(self, field: Any, read: Callable[[], StreamValue]) -> None:
        # What a stream has without being read. The rest is not there yet, and so comes to ``__getattr__``.
        self.stream_block = field.stream_block
        self.is_lazy = True
        self._stream_field = field
        self._read = read

    def __getattr__(self, name: str) -> Any:
        if name not in _OF_WHAT_IS_READ:
            raise AttributeError(name)
        read = self._read()
        found = {each: read.__dict__[each] for each in _OF_WHAT_IS_READ if each in read.__dict__}
        self.__dict__.update({"left_out": [], **found})
        # What is stored is not needed any more, and neither is the connection.
        del self._read
        return self.__dict__[name]

    def __reduce__(self) -> Any:
        # With what is no item, which comes back with it.
        field = self._stream_field
        model = field.model._meta
        stored = field.get_prep_value(self)
        return self._deserialize_pickle_value, (model.app_label, model.object_name, field.name, stored)


class StreamField(fields.StreamField):
    """A stream that can always be read. Its value has ``left_out``."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.fields.StreamField", args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if isinstance(value, str) and not isinstance(expression, KeyTransform):
            return LateStream(self, lambda: self._read(value, expression, connection))
        return self._read(value, expression, connection)

    def _read(self, value: Any, expression: Any, connection: Any) -> Any:
        try:
            value = _COLUMN.from_db_value(value, expression, connection)
        except (ValueError, RecursionError):
            logger.warning("The stream %s is no JSON, so nothing of it is shown.", self)
        return self.to_python(value)

    def to_python(self, value: object) -> Any:
        if isinstance(value, LateStream):
            value._stream_field = self
            return value
        if isinstance(value, StreamValue) or not isinstance(value, _JSON):
            return super().to_python(value)
        raw = _parsed(value)
        if isinstance(raw, list) and any(not isinstance(each, (*_JSON, type(None))) for each in raw):
            return super().to_python(raw)
        items, left_out = sift(raw, self.stream_block.child_blocks)
        # Wagtail keeps text that is not JSON, and writes it back as long as nothing else is there.
        try:
            result = super().to_python(raw if isinstance(raw, str) else items)
        except RecursionError:
            result = self.stream_block.empty_value(raw_text=raw)
            result._stream_field = self
        result.left_out = left_out
        return result

    def get_prep_value(self, value: object) -> Any:
        prepared = super().get_prep_value(value)
        left_out = left_out_of(value)
        return _put_back(prepared, left_out) if left_out and isinstance(prepared, list) else prepared


def put_items(page: Any, name: str, items: list[Any]) -> None:
    """Puts raw items into a stream of a page, beside what of it could not be read and so was shown to nobody."""
    value = page._meta.get_field(name).stream_block.to_python(items)
    value.left_out = left_out_of(getattr(page, name))
    setattr(page, name, value)


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


__all__ = ["ALL", "LeftOut", "StreamField", "left_out_of", "put_items", "sift"]
