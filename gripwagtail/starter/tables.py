"""Which keys each content file has. A table per table in the file: this is the format.

There is one table of keys. It is made from the blocks and the columns of the pages, so that a file may have what an
editor may type, and nothing that is stored is forgotten. Packs use it as it is; what we ship is held to more, which
``narrowing`` states. What only this school can say is in no file: ticks, readings by experts, its own phone, and what
it chose for its pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from .. import vocabulary as v
from ..records.norm import NormColumns
from .fields import Address, Day, Field, Keys, Lines, OneOf, PageSlug, Phones, Plain, PlainText, Rich, Slug, Whole, Yes
from .files import FORMAT
from .streams import RENAMED, STREAMS, Stream
from .typed import of_block, of_column

Table = Mapping[str, Field]

KINDS: Final = tuple(STREAMS)
# The stream of every page that contains rich text, and the kinds of its parts that a file knows.
BODY: Final = "body"
BODY_PARTS: Final = {"heading": "heading", "paragraph": "text"}

TYPED: Final = "typed"

HEAD: Final[Table] = {
    "format": Whole(least=FORMAT, most=FORMAT),
    "name": Slug(limit=60, optional=True),
    "version": PlainText(limit=20),
    "language": PlainText(limit=20),
    "school_type": OneOf(known=set(v.TEXTS_FOR_SCHOOL_TYPE.values())),
    "kind": OneOf(known=set(KINDS)),
    # Its signs mean themselves, as an editor typed them: “<b>” is no HTML then, and “{leerkracht}” no word to fill in.
    TYPED: Yes(optional=True),
}

# What kind of change the newest version of a text is: shown to who may take it over, never to a visitor.
_MARK: Final[Table] = {"safety": Yes(optional=True), "changed": PlainText(limit=200, optional=True)}

# What begins so in the table of a page is a field of one kind of page.
OURS: Final = "grip_"

PAGE: Final[Table] = {
    "title": Plain(limit=255),
    "slug": PageSlug(),
    "intro": Plain(limit=500, empty=True, many_lines=True, optional=True),
    "search_description": Plain(limit=1_000, empty=True, many_lines=True, optional=True),
    **_MARK,
}

BODY_TABLE: Final[Table] = {
    "heading": Plain(limit=255, optional=True),
    "text": Rich(optional=True),
}

# What a school states about itself, or someone about a text at this school.
_NEVER: Final = {"starter_key", "starter_version", "expert_read"}
# For the file only: no page stores it.
_OF_FILE: Final[Table] = {
    "version": Whole(least=1, optional=True),
    **_MARK,
    # From which version of its set an item is there, where that is not the first: pages of before are offered it.
    "since": PlainText(limit=20, optional=True),
    # Whether it is planted; else it waits in the library.
    "core": Yes(optional=True),
}
_OF_SITUATION: Final[Table] = {
    "locked": Yes(optional=True),
    "source": Address(on_site=True, optional=True),
}


@dataclass(frozen=True, slots=True)
class Inside:
    """The tables inside an item: for each reader, or in each language."""

    fields: Table
    takes: Callable[[str, Any], bool]


def _many_lines(limit: int) -> Field:
    return Plain(limit=limit, empty=True, many_lines=True, optional=True)


# The texts of a contact page itself, each with its most characters.
_OF_CONTACT: Final = {
    "grip_above": 2_000,
    "grip_complaint_about": 500,
    "grip_complaint_by": 300,
    "grip_complaint_term": 300,
}

# By kind of file what it has once, besides what every page has.
_SINGLE: Final[Mapping[str, Mapping[str, Table]]] = {
    # A field of ours on one kind of page has the name that it has there.
    "contact": {"page": {**PAGE, **{name: _many_lines(limit) for name, limit in _OF_CONTACT.items()}}},
    "norm": {"norm": {column.name: of_column(column) for column in NormColumns._meta.local_fields}},
}


def singles(kind: str) -> Mapping[str, Table]:
    """The tables of which a file has one."""
    return {"page": PAGE, **_SINGLE.get(kind, {})}


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
        if name not in (*_NEVER, *stream.claims, *stream.of_school):
            yield called.get(name, name), of_block(child)


# --- the national helplines: not of a page, and in no pack --------------------------------

HELPLINE_HEAD: Final[Table] = {"format": HEAD["format"], "version": HEAD["version"], "read_on": Day()}

HELPLINE: Final[Table] = {
    "key": Slug(),
    "name": PlainText(limit=120),
    "former_names": Lines(most=9, limit=120),
    "audiences": Keys(known=v.AUDIENCES),
    "age_from": Whole(most=99, optional=True),
    "age_to": Whole(most=99, optional=True),
    "topics": Keys(known=v.TOPICS),
    "phones": Phones(),
    "has_chat": Yes(),
    "chat_url": Address(empty=True),
    "report_url": Address(empty=True),
    "url": Address(empty=True),
    "day_and_night": Yes(),
    "cost": OneOf(known=v.COSTS),
    "anonymous": OneOf(known=v.ANONYMITY),
    "languages": Lines(most=9, limit=20),
    "urgency": OneOf(known=v.URGENCIES),
    # For the file alone: how sure a fact is decides what is shipped of it.
    "certainty": OneOf(known={"A", "B"}),
    "source": Address(),
    "source_body": PlainText(limit=80),
    "source_date": Day(optional=True),
    "active": Yes(),
}

HELPLINE_WORDS: Final[Table] = {
    "does": PlainText(limit=200),
    "not_for": PlainText(limit=200, empty=True),
    "hours": PlainText(limit=120, empty=True),
}

# What we shipped once and what no longer exists: switched off by an update, never deleted.
RETIRED: Final[Table] = {"key": Slug(), "reason": PlainText(limit=200), "since": Day()}
