"""What an editor may type into a block or a column, as a value of a file: the same kinds, the same limits."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from django.db import models
from wagtail import blocks

from .. import vocabulary as v
from ..item_blocks import fields
from ..widgets.line import LineColumn
from .fields import Address, Day, Field, Keys, Lines, Mail, Number, OneOf, Phones, Plain, Slug, Told, Whole, Yes
from .files import DATA, HELPLINES, read


def of_column(column: Any) -> Field:
    """What the column of a page may hold."""
    if isinstance(column, models.DateField):
        return Day(optional=True)
    many = isinstance(column, models.TextField) and not isinstance(column, LineColumn)
    return Plain(limit=column.max_length, empty=True, many_lines=many, optional=True)


def of_block(block: Any) -> Field:
    """What an editor may type into a block."""
    needed = bool(getattr(block, "required", False))
    if isinstance(block, fields.LinesBlock):
        least = 1 if needed else 0
        return Lines(least=least, most=block.max_lines, limit=block.max_line_length, typed=True, optional=not needed)
    if isinstance(block, fields.FormerBlock):
        return Lines(most=5, typed=True, optional=True)
    if isinstance(block, (fields.KeysBlock, fields.ManyOfBlock)):
        return Keys(known=_known(block), least=1 if block.field.required else 0, optional=not block.field.required)
    if isinstance(block, fields.OneOfBlock):
        return OneOf(known=_known(block), empty=not needed, optional=not needed)
    if isinstance(block, blocks.ListBlock):
        return Phones(optional=True)
    if isinstance(block, fields.KeyBlock):
        return Slug(optional=not needed)
    simple: tuple[tuple[type[Any], Field], ...] = (
        (fields.YesBlock, Yes(optional=True)),
        (fields.ToldBlock, Told(optional=not needed)),
        (fields.DayBlock, Day(optional=not needed)),
        (fields.PhoneBlock, Number(optional=True)),
        (fields.MailBlock, Mail(optional=True)),
        (fields.AddressBlock, Address(empty=not needed, on_site=True, optional=not needed)),
    )
    for kind, field in simple:
        if isinstance(block, kind):
            return field
    if isinstance(block, fields.NumberBlock):
        return Whole(least=block.field.min_value, most=block.field.max_value, optional=not needed)
    many = isinstance(block, fields.ParagraphBlock)
    return Plain(limit=block.field.max_length, empty=not needed, many_lines=many, optional=not needed)


def _known(block: Any) -> Any:
    """The keys that may be chosen, looked up late: a host adds roles, an install helplines."""
    field = block.field
    if isinstance(block, fields.KeysBlock):
        if field.labels is v.helplines:
            return known_helplines
        return lambda: tuple(field.labels())
    return lambda: tuple(key for key, _label in field.choices if key)


def known_helplines() -> Collection[str]:
    """Those that are shipped, and those of this install."""
    return {*helpline_keys(), *v.helplines()}


@cache
def helpline_keys() -> Collection[str]:
    """The keys of the helplines that are shipped."""
    return tuple(row.get("key", "") for row in read(DATA / HELPLINES).get("helplines", []))
