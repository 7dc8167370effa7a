"""What the blocks of a stream look like in the editor is written down once, and never longer than it is right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.forms import modelform_factory
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import clear_script_prefix, reverse, set_script_prefix
from django.utils.translation import override
from wagtail import blocks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.blocks.base import BlockWidget

from gripwagtail.item_blocks.item import ItemBlock
from gripwagtail.lookup.sources import KINDS
from gripwagtail.stored.streams import StreamField
from gripwagtail.vocabulary import helplines_once
from gripwagtail.widgets import packed
from gripwagtail.widgets.packed import StreamWidget
from tests import factories as make

pytestmark = pytest.mark.django_db

FIELDS = [
    field
    for model in apps.get_models()
    for field in model._meta.get_fields()
    if isinstance(field, StreamField) and field.model is model and model.__module__.startswith("gripwagtail.")
]


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    packed._kept.clear()
    yield
    packed._kept.clear()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The blocks that were described anew."""
    found: list[Any] = []
    own: Callable[[Any], Any] = packed.pack

    def pack(block: Any) -> Any:
        found.append(block)
        return own(block)

    monkeypatch.setattr(packed, "pack", pack)
    return found


def contacts() -> blocks.StreamBlock:
    return make.page_class("contact")._meta.get_field("contacts").stream_block


def steps() -> blocks.StreamBlock:
    """With a list of helplines."""
    return make.page_class("contact")._meta.get_field("steps").stream_block


def described(widget: BlockWidget) -> str:
    """Rich text that is empty gets a key at random, which an editor of its own has to itself."""
    return re.sub(r'(\\"key\\": \\")\w+', r"\1", widget.block_json)


def assert_right(block: Any) -> None:
    kept, own = StreamWidget(block), BlockWidget(block)
    with helplines_once():
        assert described(kept) == described(own)
    assert str(kept.media) == str(own.media)


@pytest.mark.parametrize("field", FIELDS, ids=str)
def test_it_is_what_wagtail_writes_down(field: Any) -> None:
    make.helpline()
    for language in ("nl", "en", "nl"):
        with override(language):
            assert_right(field.stream_block)


@pytest.mark.parametrize("field", FIELDS, ids=str)
def test_only_helplines_are_asked_of_the_database(field: Any) -> None:
    """Anything else that is asked could be another at the next view."""
    with CaptureQueriesContext(connection) as captured:
        packed.pack(field.stream_block)
    assert [one["sql"] for one in captured if "gripwagtail_griphelpline" not in one["sql"]] == []
    assert len(captured) <= 1


@pytest.mark.parametrize("field", FIELDS, ids=str)
def test_the_forms_of_the_admin_have_it(field: Any) -> None:
    form = modelform_factory(field.model, form=WagtailAdminModelForm, fields=[field.name])

    assert type(form.base_fields[field.name].widget) is StreamWidget  # type: ignore[attr-defined]


def test_it_is_made_once_for_each_language(made: list[Any]) -> None:
    for language in ("nl", "en", "nl", "en"):
        with override(language):
            StreamWidget(contacts()).block_json, StreamWidget(contacts()).media
    assert made == [contacts()] * 2


@pytest.mark.parametrize("kind", KINDS)
def test_the_second_view_makes_nothing(kind: str, made: list[Any], client: Any) -> None:
    page = make.make_page(kind, make.home_page(), **make.content_of(kind))
    client.force_login(make.editor())
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.get(address)
    assert made
    made.clear()
    client.get(address)

    assert made == []


def test_a_helpline_that_changes_is_seen() -> None:
    line = make.helpline(name="Oude naam")
    assert_right(steps())
    assert "Oude naam" in StreamWidget(steps()).block_json
    line.name = "Nieuwe naam"
    line.save()
    assert_right(steps())
    assert "Oude naam" not in StreamWidget(steps()).block_json
    make.helpline("later", name="Later erbij")
    assert "Later erbij" in StreamWidget(steps()).block_json
    line.delete()
    assert_right(steps())


def test_a_helpline_that_changes_leaves_other_streams_alone(made: list[Any]) -> None:
    StreamWidget(contacts()).block_json
    with CaptureQueriesContext(connection) as captured:
        make.helpline()
        before = len(captured)
        StreamWidget(contacts()).block_json
        assert len(captured) == before
    assert made == [contacts()]


def test_a_role_of_the_host_is_seen() -> None:
    assert "Pestcoach van ons" not in StreamWidget(contacts()).block_json
    with override_settings(GRIPWAGTAIL={"EXTRA_ROLES": {"pestcoach": "Pestcoach van ons"}}):
        assert "Pestcoach van ons" in StreamWidget(contacts()).block_json
    assert "Pestcoach van ons" not in StreamWidget(contacts()).block_json


def test_addresses_are_those_of_where_the_site_is() -> None:
    StreamWidget(contacts()).block_json
    set_script_prefix("/school/")
    try:
        assert "/school/" in StreamWidget(contacts()).block_json
        assert_right(contacts())
    finally:
        clear_script_prefix()
    assert_right(contacts())


class HostBlock(blocks.CharBlock):
    """Of the host: nobody knows what it looks at."""


class HostItem(ItemBlock):
    own = blocks.ListBlock(HostBlock())


@pytest.mark.parametrize(
    "children",
    [[("own", HostBlock())], [("item", HostItem())], [("row", blocks.StructBlock([("own", HostBlock())]))]],
    ids=["itself", "in an item", "in a row"],
)
def test_a_block_of_the_host_is_described_each_time(children: Any, made: list[Any]) -> None:
    stream = blocks.StreamBlock(children)
    StreamWidget(stream).block_json
    StreamWidget(stream).block_json
    assert made == [stream, stream]


def test_one_input_is_described_once_while_a_page_is_written(made: list[Any]) -> None:
    widget = StreamWidget(blocks.StreamBlock([("own", HostBlock())]))
    assert widget.media and widget.block_json and widget.render("body", widget.block_def.normalize([]))
    assert len(made) == 1
