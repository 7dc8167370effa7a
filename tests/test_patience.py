"""A cache that hangs or fails costs hardly any visitor anything, and no page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache

from gripwagtail.rendering import body_cache, patience
from tests import factories as make

pytestmark = pytest.mark.django_db


class Clock:
    """Seconds that pass when a test, or a question, says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: Any) -> Clock:
    clock = Clock()
    monkeypatch.setattr(patience, "monotonic", clock)
    return clock


class FarAway(BaseCache):
    """A cache behind a connection that takes a while, and then answers, hides that it failed, or fails."""

    kept: dict[str, Any]

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.kept, self.asked = {}, []
        self.takes, self.clock = 0.0, Clock()
        self.fails: Callable[[], None] | None = None
        self.hides = False

    def _ask(self, name: str) -> bool:
        self.asked.append(name)
        self.clock.now += self.takes
        if self.fails is not None:
            self.fails()
        return not self.hides

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return self.kept.get(key, default) if self._ask("get") else default

    def set(self, key: Any, value: Any, timeout: Any = None, version: Any = None) -> None:
        if self._ask("set"):
            self.kept[key] = value

    def delete(self, key: Any, version: Any = None) -> bool:
        return self._ask("delete") and self.kept.pop(key, None) is not None


@pytest.fixture
def far(settings: Any, clock: Clock) -> Any:
    settings.CACHES = {**settings.CACHES, "far": {"BACKEND": f"{__name__}.FarAway", "LOCATION": "far"}}
    settings.GRIPWAGTAIL = {"CACHE": "far"}
    cache: Any = caches["far"]
    cache.clock = clock
    return cache


@pytest.fixture
def page() -> Any:
    make.helpline()
    return make.home_page(body=[make.block("helplines"), make.block("exit"), make.block("incident_help")])


def refuse() -> None:
    raise ConnectionError("Connection refused")


def test_a_cache_that_is_quick_is_asked_at_each_visit(page: Any, far: Any) -> None:
    for _visit in range(2):
        assert make.visit(page).status_code == 200
    assert far.kept
    far.asked.clear()
    make.visit(page)
    assert far.asked == ["get"]


@pytest.mark.parametrize("hides", [True, False])
def test_a_cache_that_hangs_is_asked_once_in_a_while_by_one_visitor(
    page: Any, far: Any, clock: Clock, hides: bool
) -> None:
    far.takes, far.hides = 0.5, hides
    for _visit in range(5):
        assert "112" in make.text_of(page)
    assert far.asked == ["get"]
    clock.now += patience.PAUSE + 1
    for _visit in range(5):
        make.visit(page)
    assert far.asked == ["get", "get"]


def test_a_cache_that_fails_is_left_alone_for_a_while(page: Any, far: Any, clock: Clock, caplog: Any) -> None:
    far.fails = refuse
    for _visit in range(5):
        assert "112" in make.text_of(page)
    assert far.asked == ["get"]
    assert caplog.text.count("Connection refused") == 1


def test_a_cache_that_is_back_is_used_again(page: Any, far: Any, clock: Clock) -> None:
    far.fails = refuse
    make.visit(page)
    far.fails = None
    clock.now += patience.PAUSE + 1
    make.visit(page)
    assert far.kept
    far.asked.clear()
    make.visit(page)
    assert far.asked == ["get"]


@pytest.mark.parametrize("how", ["refuses", "hangs", "hangs and hides it"])
def test_what_was_kept_before_a_cache_was_gone_is_not_shown_when_it_is_back(far: Any, clock: Clock, how: str) -> None:
    # What changes meanwhile cannot be told to it. The stamps are in the database.
    contacts = make.make_page("contact", contacts=[make.contact(label="Juf Anneke")])
    elsewhere = make.home_page(make.home_page(), body=[make.block("contacts")])
    for page in (contacts, elsewhere):
        assert "Juf Anneke" in make.text_of(page)
    kept = dict(far.kept)
    far.fails, far.takes, far.hides = refuse if how == "refuses" else None, 0.5, how == "hangs and hides it"
    make.visit(contacts)
    make.set_items(contacts, "contacts", [make.contact(label="Meester Bram")])
    # As it was when it froze, whatever was said to it since.
    far.kept = kept
    far.fails, far.takes, far.hides = None, 0.0, False
    for _visit in range(2):
        for page in (contacts, elsewhere):
            shown = make.text_of(page)
            assert "Meester Bram" in shown
            assert "Juf Anneke" not in shown
        clock.now += patience.PAUSE + 1
    assert not any("Juf Anneke" in str(value) for value in far.kept.values())


def test_what_a_slow_cache_did_answer_is_used(page: Any, far: Any, monkeypatch: Any) -> None:
    make.visit(page)
    made: list[str] = []
    monkeypatch.setattr(body_cache.PageEntry, "keep", lambda self, name, part: made.append(name))
    far.takes = 0.5
    make.visit(page)
    assert made == []


def test_of_all_who_ask_after_a_pause_one_waits(clock: Clock) -> None:
    known = patience.Patience()
    known.ask(lambda: 1 / 0)
    assert not known.may_ask()
    clock.now += patience.PAUSE + 1
    assert [known.may_ask() for _visitor in range(3)] == [True, False, False]


def test_forgetting_asks_a_cache_that_gave_no_answer_a_moment_ago(page: Any, far: Any) -> None:
    make.visit(page)
    patience.patience_with("far").ask(lambda: 1 / 0)
    body_cache.forget([page.pk])
    assert not any("gripwagtail" in key for key in far.kept)


def test_what_is_in_the_memory_of_the_process_cannot_hang(page: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(patience, "SLOW", 0.0)
    make.visit(page)
    assert patience.patience_with("default").may_ask()


def test_the_wait_that_the_docs_promise_is_that_of_the_code() -> None:
    from tests.distributions import ROOT

    said = (ROOT / "docs" / "caching.md").read_text(encoding="utf-8")
    assert f"more than {patience.SLOW} seconds" in said
    assert f"for {patience.PAUSE:.0f} seconds" in said
    # A client that hides its failures and gives up sooner than this seems to answer.
    for name in ("docs/deployment.md", "example_site/settings_production.py"):
        [limit] = re.findall(r'"SOCKET_TIMEOUT": ([\d.]+)', (ROOT / name).read_text(encoding="utf-8"))
        assert float(limit) > patience.SLOW
