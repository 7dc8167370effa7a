"""Twice as many items are twice as much work for a page that is made, and not four times."""

from __future__ import annotations

import cProfile
import pstats
from typing import Any

import pytest

from gripwagtail.rendering import elements
from gripwagtail.signals import changed
from tests import factories as make
from tests.test_budget import MANY

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def calls(page: Any) -> int:
    """How many functions are called to make a page of which nothing is kept: this is the same on any machine."""
    make.visit(page)
    changed()
    elements.forget()
    profile = cProfile.Profile()
    profile.enable()
    make.visit(page)
    profile.disable()
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", MANY)
def test_the_work_grows_with_the_number_of_items(kind: str) -> None:
    stream, item = MANY[kind]
    page = make.five_pages(make.home_page())[kind]
    few, more, most = (
        calls(make.set_items(page, stream, [item(number) for number in range(many)])) for many in (20, 60, 140)
    )
    assert (most - more) / 80 < 1.1 * (more - few) / 40, (few, more, most)
