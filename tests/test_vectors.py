"""No text does anything at any way out, by whatever way it came in; and what people mean comes through unharmed.

A vector is a text that would do something if anything let it: run a script, call another server, be a formula. Each way
in (a form, an import, a translation …) is a row: all vectors are put in by it, and every way out is read. A new column,
block or way without a row fails here as well, so the table cannot fall behind the code.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from html import unescape
from importlib.util import find_spec
from typing import Any

import pytest
from django.db import models
from wagtail import blocks

from gripwagtail import blocks as host
from gripwagtail.blocks import ContactsBlock
from gripwagtail.models import GripHelpline
from tests import factories as make
from tests.hostile import places, ways_in, ways_out
from tests.hostile.cells import row
from tests.hostile.places import Deal
from tests.hostile.school import fill, plain
from tests.vectors import BENIGN, VECTORS, Vector

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.urls("tests.hostile.urls"), pytest.mark.indexed]

needs_v3 = pytest.mark.skipif(not find_spec("wagtail.api.v3"), reason="Wagtail 7.4 has no third version")
# What these leave in the database is what other ways leave there.
APART = ("page copy", "revert")
# At each change, so that what fills and looks stays right; the others every night.
AT_ONCE = ("admin form", "StreamField JSON")
WAYS = [
    pytest.param(
        way,
        marks=[
            *([needs_v3] if way == "API v3" else []),
            *([pytest.mark.apart] if way in APART else []),
            *([] if way in AT_ONCE else [pytest.mark.thorough]),
        ],
    )
    for way in ways_in.WAYS
]


def test_there_are_enough_texts_of_every_kind() -> None:
    assert len(VECTORS) >= 150
    assert len({vector.text for vector in VECTORS}) == len(VECTORS)
    kinds = [vector.kind for vector in VECTORS]
    assert min(map(kinds.count, kinds)) >= 5


@pytest.mark.parametrize("way", WAYS)
def test_nothing_active_comes_out(way: str) -> None:
    found = row(ways_in.WAYS, way)
    assert found.faults == {}
    assert found.tried == len(VECTORS)
    assert found.silent == []


# --- every place --------------------------------------------------------------------


def test_a_text_is_put_in_every_place_of_ours() -> None:
    deal = Deal()
    fill(plain(deal))
    assert deal.unvisited == []


def test_a_new_column_or_block_without_a_text_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    deal = Deal()
    fill(plain(deal))
    stream = GripHelpline._meta.get_field("words").stream_block.child_blocks["words"]
    monkeypatch.setitem(stream.child_blocks, "nieuw", blocks.CharBlock())
    assert deal.unvisited == ["helpline.words.words.nieuw"]
    monkeypatch.undo()
    monkeypatch.setattr(places, "text_fields", lambda model: [*_columns(model), *_new(model)])
    assert deal.unvisited == ["settings.nieuw"]
    monkeypatch.undo()
    monkeypatch.setattr(places, "grip_blocks", lambda: [("grip_nieuw", ContactsBlock()), *host.grip_blocks()])
    assert "host.grip_nieuw.heading" in deal.unvisited


_columns = places.text_fields


def _new(model: Any) -> Iterator[Any]:
    if model.__name__ == "GripSettings":
        column = models.CharField()
        column.name = "nieuw"
        yield column


@pytest.mark.thorough
def test_a_block_that_is_neither_words_nor_a_fact_has_no_harmless_value() -> None:
    block = blocks.StructBlock([("nieuw", blocks.ChoiceBlock(choices=[("a", "A")]))])
    with pytest.raises(AssertionError):
        places.value(block, "x", Deal())


@pytest.mark.thorough
@pytest.mark.apart
def test_every_text_in_every_class_of_place_and_all_that_visitors_get_of_it() -> None:
    """As raw JSON, the widest input. A field that occurs once a page gets the texts one by one."""
    deal, copies, wrong = Deal(each_place=True), 24, {}
    school = plain(deal)
    for _round in range(-(-len(VECTORS) // copies)):
        fill(school, copies=copies, rich=copies)
        for out in (ways_out.pages, ways_out.blocks, ways_out.api_2, ways_out.vcards, ways_out.sheets):
            wrong |= {one.where: one.faults[:3] for one in out(school) if one.faults}
    assert wrong == {}
    every = {vector.number for vector in VECTORS}
    for path, block in places.all_places().items():
        if isinstance(block, (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock)) and not path.startswith(
            "host"
        ):
            kind = places.kind_of(block)
            assert kind in ("key", "name") or deal.put[path] == every, (path, len(deal.put[path]))
    assert {kind: every - put for kind, put in deal.by_kind.items() if put != every} == {}


# --- what people mean ---------------------------------------------------------------

ALL_OF_IT = tuple(Vector(number, kind, text) for number, (kind, text) in enumerate(BENIGN.items(), start=900))


@pytest.fixture
def kind_school() -> Any:
    # Every second card names nobody, and of nine texts each gets its turn among those.
    school = plain(Deal(ALL_OF_IT, each_place=True))
    fill(school, copies=2 * len(ALL_OF_IT), helplines=len(ALL_OF_IT))
    return school


def _read_html(text: str) -> str:
    return " ".join(make.soup(text).get_text(" ").split())


def _read_json(text: str) -> str:
    def said(value: Any) -> Iterator[str]:
        if isinstance(value, (dict, list)):
            for part in value.values() if isinstance(value, dict) else value:
                yield from said(part)
        elif isinstance(value, str):
            yield value
            yield unescape(value)

    return "\n".join(said(json.loads(text)))


def _read_card(text: str) -> str:
    return re.sub(r"\\([,;\\])", r"\1", text.replace("\r\n ", ""))


def _read_table(text: str) -> str:
    return "\n".join(cell for line in csv.reader(io.StringIO(text)) for cell in line)


def _read_toml(text: str) -> str:
    return _read_json(json.dumps(tomllib.loads(text), default=str))


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("out", "read"),
    [
        (ways_out.pages, _read_html),
        (ways_out.blocks, _read_html),
        (ways_out.previews, _read_html),
        (ways_out.sheets, _read_html),
        (ways_out.vcards, _read_card),
        (ways_out.api_2, _read_json),
        pytest.param(ways_out.api_3, _read_json, marks=needs_v3),
        (ways_out.packs, _read_toml),
    ],
    ids=lambda given: given.__name__,
)
def test_what_people_mean_comes_out_as_they_wrote_it(
    out: ways_out.Out, read: Callable[[str], str], kind_school: Any
) -> None:
    found = "\n".join(read(one.text) for one in out(kind_school) if one.text)
    assert [kind for kind, text in BENIGN.items() if text not in found] == []


@pytest.mark.thorough
def test_what_people_mean_stands_in_a_list_to_download(kind_school: Any) -> None:
    [found] = [_read_table(one.text) for one in ways_out.reports(kind_school) if one.where == "helplines as CSV"]
    assert [kind for kind, text in BENIGN.items() if text not in found] == []


@pytest.mark.thorough
def test_what_people_mean_stands_in_the_admin(kind_school: Any) -> None:
    found = "".join(unescape(one.text) for one in ways_out.labels(kind_school) if one.where.startswith("edit"))
    # In the edit view as data: JSON in an attribute.
    wanted = {kind: json.dumps(text)[1:-1] for kind, text in BENIGN.items()}
    assert [kind for kind, text in wanted.items() if text not in found] == []
