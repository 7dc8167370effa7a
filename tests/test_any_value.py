"""Whatever our StreamFields contain, pages, previews, blocks, sheets and the API come out, and nobody reads “None”.

The examples are the same in every run. More of them: `GRIP_EXAMPLES=500 pytest tests/test_any_value.py`.
"""

from __future__ import annotations

import json
import os
import re
from typing import Any

import pytest
from django.db import models
from django.test import Client, override_settings
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gripwagtail.blocks import grip_blocks
from gripwagtail.lookup.sources import KINDS
from gripwagtail.models import GripHelpline, GripSettings
from gripwagtail.subroutes.registry import subroute_paths
from tests import any_values as anything
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

EXAMPLES = int(os.environ.get("GRIP_EXAMPLES", "12"))
ways = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    # To make a failing example smaller takes minutes, so only who asks for more of them gets that.
    phases=list(Phase) if "GRIP_EXAMPLES" in os.environ else [Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
HOST_BLOCKS = dict(grip_blocks())
NONE = re.compile(r"\bNone\b")


@pytest.fixture
def pages(db: None, settings: Any) -> dict[str, Any]:
    settings.GRIPWAGTAIL = {"CACHE": None}
    make.helpline()
    pages = make.five_pages()
    blocks = [make.block(name.removeprefix("grip_")) for name in HOST_BLOCKS]
    return {**pages, "home": make.home_page(body=blocks)}


def store(page: Any, **values: Any) -> Any:
    """As it is in the database, past every form; gives the page as it is read again."""
    given = {name: json.dumps(value) if isinstance(value, list) else value for name, value in values.items()}
    type(page).objects.filter(pk=page.pk).update(**given)
    return type(page).objects.get(pk=page.pk)


def says_no_none(html: str, where: str) -> None:
    body = str(make.soup(html).body)
    assert not NONE.search(body), (where, [body[max(0, m.start() - 80) : m.end() + 40] for m in NONE.finditer(body)])


def come_out(page: Any, home: Any) -> None:
    """The page, its preview, its sheets, its content in the API, and the blocks on a page of the host."""
    for where, response in (
        ("page", make.visit(page)),
        ("preview", page.make_preview_request()),
        ("host", make.visit(home)),
        ("preview of the host", home.make_preview_request()),
    ):
        assert response.status_code == 200, where
        response.render() if hasattr(response, "render") else None
        says_no_none(response.content.decode(), where)
    for leaf in subroute_paths(page):
        response = make.visit(page, leaf=leaf.removeprefix("/"))
        assert response.status_code in (200, 404), leaf
        if response.status_code == 200 and "svg" not in response.headers["Content-Type"]:
            says_no_none(response.content.decode(), leaf)
    with override_settings(ROOT_URLCONF="tests.api_urls"):
        response = Client().get(f"/api/pages/{page.pk}/", headers={"host": "localhost"})
    assert response.status_code == 200
    assert not NONE.search(json.dumps(response.json()["grip_content"]))


def fields_of(model: Any) -> st.SearchStrategy[Any]:
    """Each word and date of the page itself, or nothing."""
    found: dict[str, Any] = {}
    for name in (*model.grip_words, *model.grip_facts):
        field = model._meta.get_field(name)
        if isinstance(field, models.BooleanField):
            found[name] = st.booleans()
        elif isinstance(field, models.DateField):
            found[name] = st.none() | anything.DAYS
        elif isinstance(field, models.IntegerField):
            found[name] = st.none() | st.integers(0, 99_999)
        elif not field.choices:
            found[name] = st.just("") | anything.TEXTS.map(lambda text, field=field: text[: field.max_length])
    return st.fixed_dictionaries({}, optional=found)


def streams_of(model: Any, of: Any) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({name: of(block) for name, block in anything.streams_of(model).items()})


@pytest.mark.parametrize("kind", KINDS)
def test_any_valid_value_of_a_page_comes_out(pages: dict[str, Any], kind: str) -> None:
    model = make.page_class(kind)

    @ways
    @given(streams_of(model, anything.raw), fields_of(model))
    def check(streams: dict[str, Any], fields: dict[str, Any]) -> None:
        come_out(store(pages[kind], **streams, **fields), pages["home"])

    check()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_with_spoiled_items_comes_out(pages: dict[str, Any], kind: str) -> None:
    model = make.page_class(kind)
    # What is in “more text” is read by Wagtail itself, which wants whole items.
    streams = {name: anything.spoiled(block) for name, block in anything.streams_of(model).items() if name != "body"}

    @ways
    @given(st.fixed_dictionaries(streams))
    def check(streams: dict[str, Any]) -> None:
        come_out(store(pages[kind], **streams), pages["home"])

    check()


@pytest.mark.parametrize("name", HOST_BLOCKS)
def test_any_valid_value_of_a_block_comes_out(pages: dict[str, Any], name: str) -> None:
    @ways
    @given(anything.raw(HOST_BLOCKS[name]))
    def check(value: dict[str, Any]) -> None:
        home = store(pages["home"], body=[make.item(name, value)])
        for response in (make.visit(home), home.make_preview_request()):
            assert response.status_code == 200
            response.render() if hasattr(response, "render") else None
            says_no_none(response.content.decode(), name)

    check()


def test_any_valid_value_in_the_settings_and_helplines_comes_out(pages: dict[str, Any]) -> None:
    row, line = make.settings_of(), make.helpline()

    @ways
    @given(streams_of(GripSettings, anything.raw), streams_of(GripHelpline, anything.raw))
    def check(of_settings: dict[str, Any], of_line: dict[str, Any]) -> None:
        store(row, **of_settings)
        store(line, **of_line)
        come_out(pages["contact"], pages["home"])

    check()


def test_a_none_that_somebody_would_read_is_noticed() -> None:
    with pytest.raises(AssertionError):
        says_no_none("<body><p>None</p></body>", "here")


def given_by(values: Any) -> set[str]:
    """The children that got something, in any of the examples."""
    seen: set[str] = set()

    @settings(ways, max_examples=150)
    @given(values)
    def look(value: Any) -> None:
        seen.update([key for key, given in value.items() if given] if isinstance(value, dict) else ["value"])

    look()
    return seen


@pytest.mark.parametrize("kind", KINDS)
def test_the_values_reach_every_child_of_every_block(kind: str) -> None:
    """A strategy that left a child out would say nothing about it."""
    streams = anything.streams_of(make.page_class(kind))
    for item in (item for block in streams.values() for item in block.child_blocks.values()):
        assert set(getattr(item, "child_blocks", {"value": None})) <= given_by(anything.raw(item))
