"""In any host a cache in front of the site forgets the pages that may show what has changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests import factories as make
from tests.fronts import forget_what_waits, put_in_front


@pytest.fixture
def front(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    yield put_in_front(settings, monkeypatch)
    forget_what_waits()


def test_a_change_purges_our_pages_and_the_pages_with_a_block(
    pages: Any, home: Any, front: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    block = make.home_page(home, body=[make.block("contacts")])
    bare = make.home_page(home)
    forget_what_waits()
    with django_capture_on_commit_callbacks(execute=True):
        make.set_items(pages["contact"], "contacts", [])
    assert {page.full_url for page in (*pages.values(), block)} <= set(front)
    assert f"{pages['contact'].full_url}print/" in front
    assert bare.full_url not in front


def test_our_pages_may_be_kept_when_the_host_says_so_and_the_quiet_ones_never(pages: Any, settings: Any) -> None:
    settings.GRIPWAGTAIL = {**getattr(settings, "GRIPWAGTAIL", {}), "PUBLIC_MAX_AGE": 1}
    assert make.visit(pages["norm"])["Cache-Control"] == "public, max-age=1"
    assert make.visit(pages["contact"])["Cache-Control"] == "private, no-store"
