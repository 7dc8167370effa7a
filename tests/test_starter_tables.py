"""One table of keys for all content files, and a narrowing of it for what we ship."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from gripwagtail.content.made_by import MADE_BY
from gripwagtail.models import GripMixin, NormMixin
from gripwagtail.starter import narrowing, tables
from gripwagtail.starter.fields import Address, Field, Keys, Lines, OneOf, PageSlug, Plain, PlainText, Slug, Whole
from gripwagtail.starter.streams import STREAMS
from gripwagtail.starter.tables import Table

# A kind of value that takes less than another.
STRICTER = {(Plain, PlainText), (PageSlug, Slug)}


def pairs() -> Iterator[tuple[str, Table, Table]]:
    """Each table of what we ship, after the one it narrows."""
    yield "head", tables.HEAD, narrowing.HEAD
    for kind, streams in STREAMS.items():
        for name, table in tables.singles(kind).items():
            yield f"{kind}.{name}", table, narrowing.SINGLE[kind][name]
        for stream in streams:
            if stream.name in narrowing.MANY[kind]:
                yield f"{kind}.{stream.name}", tables.item_table(stream), narrowing.MANY[kind][stream.name]
            if stream.name in narrowing.PARTS:
                yield f"{kind}.{stream.name}.part", tables.part_table(stream), narrowing.PARTS[stream.name]


def keys_of(field: Any) -> set[str]:
    return set(field.known() if callable(field.known) else field.known)


def wider(ours: Any, all_files: Any) -> Iterator[str]:
    """In what a field of ours takes more than that of all files."""
    if type(ours) is not type(all_files) and (type(all_files), type(ours)) not in STRICTER:
        yield "kind"
    for name in ("optional", "empty", "on_site", "typed"):
        if getattr(ours, name, False) and not getattr(all_files, name, False):
            yield name
    for name in ("limit", "most"):
        if hasattr(all_files, name) and getattr(ours, name) > getattr(all_files, name):
            yield name
    if hasattr(all_files, "least") and ours.least < all_files.least:
        yield "least"
    if hasattr(all_files, "known") and not keys_of(ours) <= keys_of(all_files):
        yield "known"


@pytest.mark.django_db
def test_what_we_ship_is_a_pack_as_well() -> None:
    found = {
        f"{place}.{name}": [*wider(field, table[name])]
        for place, table, ours in pairs()
        for name, field in ours.items()
        if name in table
    }
    assert len(found) > 80
    assert {place: more for place, more in found.items() if more} == {}
    assert [place for place, table, ours in pairs() if not ours.keys() <= table.keys()] == []


@pytest.mark.parametrize(
    ("ours", "all_files", "more"),
    [
        (PlainText(limit=300), Plain(limit=200), ["limit"]),
        (Plain(limit=200), PlainText(limit=200), ["kind"]),
        (Address(empty=True), Address(), ["empty"]),
        (Whole(optional=True), Whole(least=1), ["optional", "least"]),
        (OneOf(known={"a", "b"}), OneOf(known={"a"}), ["known"]),
        (Keys(known={"a"}, most=9), Keys(known=lambda: {"a"}, most=5), ["most"]),
    ],
)
def test_the_eye_sees_a_narrowing_that_is_wider(ours: Field, all_files: Field, more: list[str]) -> None:
    assert list(wider(ours, all_files)) == more


def test_every_key_that_we_ship_is_asked_for_unless_the_narrowing_says_so() -> None:
    table = {"a": Plain(limit=9, empty=True, optional=True), "b": Lines(most=3, typed=True, optional=True), "c": Slug()}
    asked = narrowing.narrowed(table, {"b": narrowing.asks(optional=True, limit=20), "c": None})
    assert asked == {"a": PlainText(limit=9), "b": Lines(most=3, limit=20, optional=True)}


def test_a_narrowing_names_only_keys_and_limits_that_there_are() -> None:
    with pytest.raises(KeyError, match="colour"):
        narrowing.narrowed({"a": Slug()}, {"colour": None})
    with pytest.raises(TypeError, match="words"):
        narrowing.narrowed({"a": Slug()}, {"a": narrowing.asks(words=3)})


def test_every_column_of_the_norm_is_in_the_table() -> None:
    own = {*NormMixin.grip_words, *NormMixin.grip_facts} - {*GripMixin.grip_words, *GripMixin.grip_facts}
    # How many took part, and what a school shows, is of one school, and so in no file.
    own -= {*NormMixin.grip_ticks.values(), *MADE_BY, "grip_show_surveys"}
    table = tables.singles("norm")["norm"]
    assert set(table) == own
    for name in own:
        column, field = NormMixin._meta.get_field(name), dataclasses.asdict(table[name])
        assert field.get("limit") == column.max_length
