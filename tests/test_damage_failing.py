"""A page, block or sheet that cannot be made at all: who to call is shown in its place."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError

from gripwagtail.lookup.sources import KINDS
from tests import factories as make
from tests.damage import calm, fails

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(monkeypatch: Any) -> None:
    from gripwagtail.rendering import contexts

    def fails(*args: Any) -> Any:
        raise KeyError("broken")

    for kind in contexts.BLOCKS:
        monkeypatch.setitem(contexts.BLOCKS, kind, fails)  # type: ignore[arg-type]
    for kind in KINDS:
        monkeypatch.setattr(make.page_class(kind), "grip_page_context", staticmethod(fails))


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_that_cannot_be_made_shows_who_to_call_and_says_so(kind: str, broken: None) -> None:
    make.settings_of(phone="070 012 34 56", school_name="De Kwikstaart")
    response = make.visit(make.make_page(kind), calm())
    assert response.status_code == 503
    assert response.headers["Cache-Control"] == "no-store"
    assert "CDN-Cache-Control" not in response.headers
    shown = make.soup(response)
    calls = [link["href"] for link in shown.select(".grip a[href^='tel:']")]
    assert calls == ["tel:112", "tel:113", "tel:+31700123456"]
    assert shown.select("[data-grip-exit]")


def test_a_page_that_could_not_be_made_is_whole_again_after_the_repair(monkeypatch: Any) -> None:

    page = make.make_page("norm", **make.content_of("norm"))
    with monkeypatch.context() as patch:
        patch.setattr(type(page), "grip_page_context", staticmethod(fails))
        assert make.visit(page, calm()).status_code == 503
    # Nothing was saved in between.
    assert make.SIGNS["norm"] in make.text_of(page)


def test_what_was_made_without_a_source_that_failed_is_not_kept(monkeypatch: Any) -> None:
    from gripwagtail.lookup.source import Source

    pages = make.five_pages()
    with monkeypatch.context() as patch:
        patch.setattr(Source, "read", classmethod(fails))
        assert make.visit(pages["incident_help"]).status_code == 200
    step = make.see(pages["incident_help"]).select("[data-grip-situation]")
    assert step and make.SIGNS["contact"] in make.text_of(pages["incident_help"])


def test_blocks_that_cannot_be_made_leave_the_page_of_the_host_as_it_is(broken: None) -> None:
    home = make.home_page(title="Welkom", body=[make.block("incident_help"), make.block("norm"), make.block("exit")])
    response = make.visit(home, calm())
    assert response.status_code == 200
    shown = make.soup(response)
    assert [link["href"] for link in shown.select(".grip a[href^='tel:']")] == ["tel:112", "tel:113"]
    assert len(shown.select(".grip")) == 2


def test_a_sheet_that_cannot_be_made_shows_who_to_call(monkeypatch: Any) -> None:
    from gripwagtail.subroutes import registry

    page = make.make_page("contact", contacts=[make.contact()])
    monkeypatch.setattr(type(page), "grip_subroutes", (registry.Subroute("print", fails),))
    response = make.visit(page, calm(), leaf="print/")
    assert response.status_code == 503 and b"tel:112" in response.content
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("error", [OperationalError("gone"), AssertionError("a test")])
def test_a_failure_of_the_database_or_of_a_test_is_not_hidden(monkeypatch: Any, error: Exception) -> None:
    from gripwagtail.lookup.source import Source

    def fails(*args: Any) -> Any:
        raise error

    pages = make.five_pages()
    monkeypatch.setattr(Source, "read", classmethod(fails))
    with pytest.raises(type(error)):
        make.visit(pages["incident_help"])


def test_a_page_that_cannot_be_made_is_told_to_who_watches_for_errors(broken: None) -> None:
    with pytest.raises(KeyError):
        make.visit(make.make_page("norm"))
