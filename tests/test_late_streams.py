"""A stream is read when something of it is asked for, and is in every way the stream that it always was."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import F
from django.test import Client
from wagtail.blocks import StreamValue
from wagtail.models import Page

from gripwagtail.signals import changed
from gripwagtail.stored.streams import LateStream, StreamField, left_out_of
from tests import damage
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.indexed]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the streams that were read, in their order."""
    names: list[str] = []
    original = StreamField._read

    def noted(self: StreamField, *args: Any) -> Any:
        names.append(self.name)
        return original(self, *args)

    monkeypatch.setattr(StreamField, "_read", noted)
    return names


@pytest.fixture
def norm() -> Any:
    return make.make_page("norm", **make.content_of("norm"))


def fresh(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def said(page: Any) -> list[tuple[str, str]]:
    return [(child.id, child.value["we_do"]) for child in page.agreements]


# --- late ---------------------------------------------------------------------------


def test_nothing_is_read_of_a_page_that_is_only_fetched(norm: Any, read: list[str]) -> None:
    page = fresh(norm)
    assert (page.title, page.statement) == (norm.title, norm.statement)
    assert read == []
    assert len(page.agreements) == 1
    assert len(page.agreements) == 1
    assert read == ["agreements"]


def test_a_view_whose_body_is_kept_reads_no_stream(norm: Any, read: list[str]) -> None:
    make.visit(norm)
    read.clear()
    assert make.visit(norm).status_code == 200
    assert read == []


def test_a_view_reads_each_stream_once(norm: Any, read: list[str]) -> None:
    make.visit(norm)
    changed()
    read.clear()
    assert make.visit(norm).status_code == 200
    assert sorted(read) == sorted(set(read))


# --- the same -----------------------------------------------------------------------


def test_it_is_a_stream_of_wagtail(norm: Any) -> None:
    stream = fresh(norm).agreements
    assert isinstance(stream, LateStream) and isinstance(stream, StreamValue)
    assert stream.is_lazy and stream.stream_block is type(norm)._meta.get_field("agreements").stream_block
    assert stream == fresh(norm).agreements
    assert stream != fresh(norm).documents
    assert [child.block_type for child in stream] == ["agreement"]
    assert stream.raw_data[0]["type"] == "agreement"
    assert stream.blocks_by_name("agreement")[0].id == stream[0].id
    assert bool(stream) and stream.raw_text is None and left_out_of(stream) == []


def test_an_attribute_that_no_stream_has_is_an_error(norm: Any) -> None:
    with pytest.raises(AttributeError):
        fresh(norm).agreements.nothing_of_the_kind


def test_items_can_be_added_and_taken_away(norm: Any) -> None:
    page = fresh(norm)
    page.agreements.append(("agreement", page.agreements[0].value))
    page.save()
    assert len(fresh(norm).agreements) == 2
    page = fresh(norm)
    del page.agreements[0]
    page.save()
    assert len(fresh(norm).agreements) == 1


def test_a_stream_of_one_page_can_be_put_on_another(norm: Any) -> None:
    other = make.make_page("norm")
    other.agreements = fresh(norm).agreements
    other.save()
    assert list(fresh(other).agreements.raw_data) == list(fresh(norm).agreements.raw_data)


@pytest.mark.parametrize("touched", [False, True])
@pytest.mark.parametrize("way", [copy.copy, copy.deepcopy, lambda page: pickle.loads(pickle.dumps(page))])  # noqa: S301
def test_copies_hold_the_same(norm: Any, way: Any, touched: bool) -> None:
    page = fresh(norm)
    if touched:
        assert page.agreements[0].value["we_do"]
    again = way(page)
    assert said(again) == said(fresh(norm)) != []
    again.save()
    assert said(fresh(norm)) == said(page)


def test_a_copy_keeps_what_is_no_item(norm: Any) -> None:
    damage.store(norm, agreements=[make.agreement(), 7])
    stream = pickle.loads(pickle.dumps(fresh(norm).agreements))  # noqa: S301
    assert [each.raw for each in left_out_of(stream)] == [7]


def test_wagtails_copy_history_and_preview_hold_the_same(norm: Any) -> None:
    before = list(fresh(norm).agreements.raw_data)
    kept = fresh(norm).copy(update_attrs={"slug": "kopie"})
    assert [raw["value"] for raw in fresh(kept).agreements.raw_data] == [raw["value"] for raw in before]
    old = fresh(norm).save_revision()
    make.set_items(norm, "agreements", [])
    assert list(fresh(norm).agreements.raw_data) == []
    old.publish()
    assert list(fresh(norm).agreements.raw_data) == before
    assert make.agreement()["value"]["we_do"] in make.preview(fresh(norm)).get_text()


def test_search_finds_its_words_and_no_other_page_type_loses_any(norm: Any) -> None:
    field = type(norm)._meta.get_field("agreements")
    page = fresh(norm)
    assert any(make.agreement()["value"]["we_do"] in text for text in field.get_searchable_content(page.agreements))
    tips = make.make_page("parent_tips", body=[make.item("paragraph", "<p>Vuurtoren</p>")])
    assert "Vuurtoren" in fresh(tips).findable_body
    assert tips.pk in [found.pk for found in Page.objects.search("vuurtoren")]


def test_only_a_part_of_it_can_be_asked_of_the_database(norm: Any) -> None:
    rows = type(norm).objects.filter(pk=norm.pk)
    assert rows.filter(agreements__0__type="agreement").exists()
    assert not rows.filter(agreements__0__type="document").exists()
    assert rows.values_list("agreements", flat=True)[0] == fresh(norm).agreements
    assert rows.annotate(kind=F("agreements__0__type")).get().kind.raw_text == "agreement"


def test_migrations_name_wagtails_own_field(norm: Any) -> None:
    _name, path, args, kwargs = type(norm)._meta.get_field("agreements").deconstruct()
    assert path == "wagtail.fields.StreamField" and args and kwargs["block_lookup"]


# --- what cannot be read ------------------------------------------------------------


@pytest.mark.parametrize("stored", ["7", "null", '"x"', "{}", "[" * 2000 + "]" * 2000])
def test_what_is_no_stream_is_met_where_it_is_read_and_takes_nothing_down(norm: Any, stored: str) -> None:
    damage.store(norm, agreements=stored)
    page = fresh(norm)
    assert list(page.agreements) == []
    assert make.SIGNS["norm"] in make.text_of(norm)
    page.save()


def test_a_stream_that_fails_when_it_is_read_leaves_out_what_reads_it(
    norm: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = make.home_page(body=[make.block("norm"), make.block("contacts")])
    make.make_page("contact", **make.content_of("contact"))

    def fails(*args: Any) -> Any:
        raise ValueError("unreadable")

    changed()
    monkeypatch.setattr(type(norm)._meta.get_field("agreements"), "_read", fails)
    # An error tracker hears of it, and so does a client of tests.
    calm = Client(raise_request_exception=False)
    assert make.SIGNS["contact"] in make.see(home, calm).get_text(" ")
    response = make.visit(norm, calm)
    assert response.status_code == 503 and b"tel:112" in response.content
