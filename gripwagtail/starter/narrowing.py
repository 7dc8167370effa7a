"""What the texts that we ship are held to besides: a narrowing of the tables of every file, key by key.

Of a key that is not named here we ask what ``Field.strict`` says: it is there and filled in, within the limits of the
editor. A key that a block gets later is therefore missing in what we ship until it is named here or written there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from ..item_blocks.contact import ContactBlock
from ..item_blocks.whose import Whose, children_of
from ..roles import ROLES
from . import tables
from .streams import STREAMS
from .tables import Table
from .typed import helpline_keys

# What is asked of a key more than that it is there, in the words of its field; ``None``: what we ship does not have it.
Narrowing = Mapping[str, Mapping[str, Any] | None]


def asks(**more: Any) -> Mapping[str, Any]:
    return more


_MAY_BE_ABSENT: Final = asks(optional=True)
_MARKS: Final[Narrowing] = {"safety": _MAY_BE_ABSENT, "changed": _MAY_BE_ABSENT}
# It has the version of its file.
_WITHOUT_VERSION: Final[Narrowing] = {"version": None}
# Of every item. It is planted, unless its stream has a library.
_ITEM: Final[Narrowing] = {**_MARKS, "since": _MAY_BE_ABSENT, "core": None}

_HEAD: Final[Narrowing] = {"name": None, tables.TYPED: None}

_PAGE: Final[Narrowing] = {
    **_MARKS,
    "title": asks(limit=100),
    "intro": asks(limit=300),
    "search_description": asks(limit=160),
}

# Of the tables of which a file has one.
_SINGLE: Final[Mapping[str, Narrowing]] = {
    "page": _PAGE,
    "norm": {
        "poster_line": asks(words=25),
        "shared": asks(empty=True),
        # Of the school, not of a text.
        "made_with": None,
        "adopted_on": None,
        "review_on": None,
    },
}

# A text of ours names no role and no helpline that only one install has.
_STEP: Final[Narrowing] = {"roles": asks(known=ROLES), "helplines": asks(known=helpline_keys)}
_ABOUT: Final[Narrowing] = {**_WITHOUT_VERSION, "text": asks(limit=160)}

# Of the items, by the name of their stream. A stream that is not here is only in packs.
_ITEMS: Final[Mapping[str, Narrowing]] = {
    "agreements": {"for": asks(least=1), "core": _MAY_BE_ABSENT},
    "steps": _STEP,
    "staff_steps": _STEP,
    "contacts": {
        # We know no people and no school.
        **{name: None for name, _child in children_of(ContactBlock, Whose.PERSON, Whose.SCHOOL, Whose.NAME)},
        "label": asks(),
        "kind": asks(known={"function"}),
        "roles": asks(known=ROLES),
        "secrecy": asks(empty=True),
        "fallback_role": asks(known=ROLES, empty=True),
    },
    "links": _ABOUT,
    # Nobody here opened the page of the source: that is a check of the school.
    "tips": {"checked_on": None, "source_date": _MAY_BE_ABSENT},
    "situations": {
        "core": asks(),
        "checked_on": None,
        "position": asks(empty=True),
        # Also where it is the title itself: somebody thought of this reader.
        "title_parent": asks(),
        "title_staff": asks(),
        "agreement": _MAY_BE_ABSENT,
        "also": asks(limit=60),
        "danger_line": asks(empty=True, numbers=False, optional=True),
        "source": _MAY_BE_ABSENT,
        "school_does": asks(numbers=False),
    },
    # They are nine, and have no key by which one could be offered.
    "cells": {**_WITHOUT_VERSION, "since": None, "proposals": asks(least=2, most=3), "openers": asks(most=3)},
    # From the lines of the cells.
    "proposals": {**_WITHOUT_VERSION, "role": None},
    "materials": _ABOUT,
    "glossary": _WITHOUT_VERSION,
    "partners": {**_WITHOUT_VERSION, "url": _MAY_BE_ABSENT},
}

# Of the part of a situation for one reader.
_PART: Final[Narrowing] = {
    "opening": asks(numbers=False),
    "steps": asks(least=1, numbers=False),
    "donts": asks(numbers=False),
    "roles": asks(known=ROLES, least=1, most=4),
    "helplines": asks(known=helpline_keys, most=5),
}


def narrowed(table: Table, narrowing: Narrowing) -> Table:
    """The table of what we ship. Raises ``KeyError`` where the narrowing names a key that the table does not have."""
    if unknown := narrowing.keys() - table.keys():
        raise KeyError(*unknown)
    asked = {name: narrowing.get(name, asks()) for name in table}
    return {name: replace(field.strict(), **more) for name, field in table.items() if (more := asked[name]) is not None}


HEAD: Final[Table] = narrowed(tables.HEAD, _HEAD)

# Tables of which a file has one, by kind of page.
SINGLE: Final[Mapping[str, Mapping[str, Table]]] = {
    kind: {
        # What only a school can say above its cards is in no text of ours.
        name: narrowed(table, {**_SINGLE[name], **{one: None for one in table if one.startswith(tables.OURS)}})
        for name, table in tables.singles(kind).items()
    }
    for kind in STREAMS
}

# Tables of which a file has many, by kind of page.
MANY: Final[Mapping[str, Mapping[str, Table]]] = {
    kind: {
        stream.name: narrowed(tables.item_table(stream), {**_ITEM, **_ITEMS[stream.name]})
        for stream in streams
        if stream.name in _ITEMS
    }
    for kind, streams in STREAMS.items()
}

# The part for one reader, by the name of the stream that has such parts.
PARTS: Final[Mapping[str, Table]] = {
    stream.name: narrowed(part, _PART)
    for streams in STREAMS.values()
    for stream in streams
    if (part := tables.part_table(stream))
}
