"""Which keys a file of a pack may have: those of the starter texts, and everything else that a page stores.

Made from the blocks and the fields of the pages, so that a pack may hold what an editor may type, and nothing that is
stored is forgotten. What only this school can say is in no pack: ticks, readings by experts, its own phone, and what
it chose for its pages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any, Final

from django.db import models
from wagtail import blocks

from .. import vocabulary as v
from ..item_blocks import fields as leaf
from ..page_types.norm import NormMixin
from ..starter import tables as shipped
from ..starter.fields import Day, Field, Keys, OneOf, Phones, Slug, Text, Whole, Yes
from ..starter.schema import Inside
from ..starter.streams import RENAMED, STREAMS, Stream
from .fields import Link, Mail, Number, PageSlug, Plain, PlainLines, Rich

Table = Mapping[str, Field]

KINDS: Final = tuple(STREAMS)
# The stream of every page that holds rich text, and the kinds of its parts that a pack knows.
BODY: Final = "body"
BODY_PARTS: Final = {"heading": "heading", "paragraph": "text"}

HEAD: Final[Table] = {
    "format": shipped.HEAD["format"],
    "name": Slug(limit=60, optional=True),
    **{name: field for name, field in shipped.HEAD.items() if name != "format"},
}

PAGE: Final[Table] = {
    "title": Plain(limit=255),
    "slug": PageSlug(),
    "intro": Plain(limit=500, empty=True, many_lines=True, optional=True),
    "search_description": Plain(limit=1_000, empty=True, many_lines=True, optional=True),
    # Marks of the shipped texts, for who may take over a correction.
    "safety": Yes(optional=True),
    "changed": Text(limit=200, optional=True),
}

BODY_TABLE: Final[Table] = {
    "heading": Plain(limit=255, optional=True),
    "text": Rich(optional=True),
}

# What a school says about itself, or someone about a text at this school.
_NEVER: Final = {"starter_key", "starter_version", "expert_read"}
# For the file only, as in the starter texts.
_OF_FILE: Final[Table] = {
    "version": Whole(least=1, optional=True),
    "safety": PAGE["safety"],
    "changed": PAGE["changed"],
    "since": Text(limit=20, optional=True),
    "core": Yes(optional=True),
}
_OF_SITUATION: Final[Table] = {"locked": Yes(optional=True), "source": Link(optional=True)}


def norm_table() -> Table:
    """The fields of the norm itself."""
    # An introduction is of every page, and what visitors are shown about checks is for the school to decide.
    names = [name for name in (*NormMixin.grip_words, *NormMixin.grip_facts) if name not in ("intro", "show_checked")]
    return {name: _of_column(NormMixin._meta.get_field(name)) for name in names}


def singles(kind: str) -> Mapping[str, Table]:
    """The tables of which a file has one."""
    return {"page": PAGE, "norm": norm_table()} if kind == "norm" else {"page": PAGE}


@cache
def item_table(stream: Stream) -> Table:
    """The keys of an item, without the parts for one reader."""
    key = {} if stream.name == "cells" else {"key": Slug()}
    own = {name: field for name, field in _children(stream) if name.partition("_")[0] not in v.AUDIENCES}
    return {**key, **_OF_FILE, **(_OF_SITUATION if stream.name == "situations" else {}), **{**own, **key}}


@cache
def part_table(stream: Stream) -> Table:
    """The keys of the part for one reader; none when the items of this stream have no such parts."""
    begin = f"{next(iter(v.AUDIENCES))}_"
    return {name.removeprefix(begin): field for name, field in _children(stream) if name.startswith(begin)}


def inside(stream: Stream) -> Inside | None:
    table = part_table(stream)
    return Inside(table, lambda key, value: key in v.AUDIENCES) if table else None


def _children(stream: Stream) -> Iterator[tuple[str, Field]]:
    called = {child: key for key, child in RENAMED.items()}
    for name, child in stream.block.base_blocks.items():
        if name not in _NEVER and name not in stream.claims:
            yield called.get(name, name), _of_block(child)


def _of_column(column: Any) -> Field:
    if isinstance(column, models.DateField):
        return Day(optional=True)
    many = isinstance(column, models.TextField)
    return Plain(limit=column.max_length, empty=True, many_lines=many, optional=True)


def _of_block(block: Any) -> Field:
    """What an editor may type into a block."""
    needed = bool(getattr(block, "required", False))
    if isinstance(block, leaf.LinesBlock):
        least = 1 if needed else 0
        return PlainLines(least=least, most=block.max_lines, limit=block.max_line_length, optional=not needed)
    if isinstance(block, (leaf.KeysBlock, leaf.ManyOfBlock)):
        return Keys(known=_known(block), least=1 if block.field.required else 0, optional=not block.field.required)
    if isinstance(block, leaf.OneOfBlock):
        return OneOf(known=_known(block), empty=not needed, optional=not needed)
    if isinstance(block, blocks.ListBlock):
        return Phones(optional=True)
    if isinstance(block, leaf.KeyBlock):
        return Slug(optional=not needed)
    simple: tuple[tuple[type[Any], Field], ...] = (
        (leaf.YesBlock, Yes(optional=True)),
        (leaf.DayBlock, Day(optional=not needed)),
        (leaf.PhoneBlock, Number(optional=True)),
        (leaf.MailBlock, Mail(optional=True)),
        (leaf.AddressBlock, Link(empty=not needed, optional=not needed)),
    )
    for kind, field in simple:
        if isinstance(block, kind):
            return field
    if isinstance(block, leaf.NumberBlock):
        return Whole(least=block.field.min_value, most=block.field.max_value, optional=not needed)
    many = isinstance(block, leaf.ParagraphBlock)
    return Plain(limit=block.field.max_length, empty=not needed, many_lines=many, optional=not needed)


def _known(block: Any) -> Any:
    """The keys that may be chosen, asked for late: a host adds roles, an install helplines."""
    field = block.field
    if isinstance(block, leaf.KeysBlock):
        if field.labels is v.helplines:
            return known_helplines
        return lambda: tuple(field.labels())
    return lambda: tuple(key for key, _label in field.choices if key)


def known_helplines() -> Collection[str]:
    """Those that are shipped, and those of this install."""
    return {*shipped.helpline_keys(), *v.helplines()}
