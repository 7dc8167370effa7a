"""Practising in class, on paper and on a screen: how many sheets of A4 each takes, and what can be tapped."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gripwagtail.starter.exercises import BY_AGREEMENT, QUESTIONS, SHEETS
from tests.browser.conftest import LiveSchool, Visit
from tests.browser.test_accessibility import faults
from tests.browser.test_paper import BROKEN_WORDS, paper, refused
from tests.by_day import by_day


def go(shown: Visit, school: LiveSchool, leaf: str = "") -> None:
    shown.page.goto(f"{school.url('overview')}practise/{leaf}")


def test_the_list_and_each_sheet_are_one_page_and_what_is_made_of_the_agreements_at_most_two(
    visit: Callable[..., Visit], school: LiveSchool
) -> None:
    shown = visit("overview", width=1280)
    for leaf in ("", *(f"{name}/" for name in SHEETS)):
        go(shown, school, leaf)
        sheets = paper(shown)
        assert len(sheets) <= (2 if leaf == f"{BY_AGREEMENT}/" else 1), leaf
        assert all(len(sheet) > 60 for sheet in sheets), leaf
        assert refused(shown) == []


@pytest.mark.parametrize("width", by_day([360, 1280], 360))
def test_it_fits_the_screen_and_axe_finds_nothing(visit: Callable[..., Visit], school: LiveSchool, width: int) -> None:
    shown = visit("overview", width=width, bypass_csp=True)
    for leaf in ("", *(f"{name}/" for name in SHEETS)):
        go(shown, school, leaf)
        assert shown.run("document.documentElement.scrollWidth") <= width, leaf
        assert faults(shown) == [], leaf
        assert shown.run(BROKEN_WORDS) == [], leaf


def test_a_text_is_copied_with_a_button_as_large_as_a_thumb(visit: Callable[..., Visit], school: LiveSchool) -> None:
    shown = visit("overview", width=360)
    go(shown, school, f"{QUESTIONS}/")
    buttons = shown.page.locator("[data-grip-copy]")
    assert buttons.count() == 3
    for button in buttons.all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
