"""Making the norm together, on paper: how many sheets of A4 each takes, and cards of exactly A6."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import LiveSchool, Visit
from tests.browser.test_accessibility import faults
from tests.browser.test_paper import BROKEN_WORDS, paper, refused
from tests.by_day import by_day

SCRIPTS = ("vote-15", "choose-45", "write-90", "little-reading", "parents", "team")
CARDS = ("situation-cards", "agreement-cards", "blank-situation-cards", "blank-agreement-cards")
FORMS = ("voting", "invitation", "result")
MILLIMETRE = 96 / 25.4


def go(shown: Visit, school: LiveSchool, leaf: str = "") -> None:
    shown.page.goto(f"{school.url('norm')}together/{leaf}")


@pytest.fixture
def norm(visit: Callable[..., Visit]) -> Visit:
    return visit("norm", width=1280)


def test_the_list_each_script_and_each_form_is_one_sheet(norm: Visit, school: LiveSchool) -> None:
    for leaf in ("", *(f"{name}/" for name in (*SCRIPTS, *FORMS))):
        go(norm, school, leaf)
        sheets = paper(norm)
        assert [len(sheet) > 60 for sheet in sheets] == [True], (leaf, sheets)
        assert refused(norm) == []


def test_four_cards_of_a6_are_a_sheet_with_nothing_lost_at_its_edge(norm: Visit, school: LiveSchool) -> None:
    for leaf in CARDS:
        go(norm, school, f"{leaf}/")
        piles = norm.page.locator(".grip-cards").count()
        assert piles > leaf.startswith("situation")
        assert len(paper(norm)) == piles
        norm.page.emulate_media(media="print")
        norm.page.set_viewport_size({"width": round(210 * MILLIMETRE), "height": round(297 * MILLIMETRE)})
        for card in norm.page.locator(".grip-cards-card").all():
            box = card.bounding_box()
            assert box is not None
            assert (box["width"] / MILLIMETRE, box["height"] / MILLIMETRE) == pytest.approx((105, 148), abs=0.5)
            assert card.evaluate(
                "one => one.scrollHeight <= one.clientHeight + 1 && one.scrollWidth <= one.clientWidth"
            )
        norm.page.emulate_media(media="null")


def test_two_ballots_are_cut_apart_in_the_middle_of_the_sheet(norm: Visit, school: LiveSchool) -> None:
    go(norm, school, "voting/")
    norm.page.emulate_media(media="print")
    norm.page.set_viewport_size({"width": round(210 * MILLIMETRE), "height": round(297 * MILLIMETRE)})
    first, second = norm.page.locator(".grip-together-half").all()
    for half in (first, second):
        assert half.evaluate("one => one.scrollHeight <= one.clientHeight + 1")
    box = second.bounding_box()
    assert box is not None
    assert box["y"] / MILLIMETRE == pytest.approx(148.5, abs=1)
    norm.page.emulate_media(media="null")


def test_on_a_wide_screen_cards_are_in_two_columns(norm: Visit, school: LiveSchool) -> None:
    go(norm, school, "situation-cards/")
    places = [card.bounding_box() for card in norm.page.locator(".grip-cards-card").all()[:2]]
    assert places[0] and places[1]
    assert places[0]["y"] == places[1]["y"]


def test_it_is_black_on_white(norm: Visit, school: LiveSchool) -> None:
    grey = """[...document.querySelectorAll('main, main *')].flatMap(one => {
        const style = getComputedStyle(one);
        return [style.color, style.backgroundColor, style.borderTopColor, style.backgroundImage];
    }).filter(value => !/^(rgb\\((0, 0, 0|255, 255, 255)\\)|rgba\\(0, 0, 0, 0\\)|none)$/.test(value))"""
    for leaf in ("team", *CARDS, *FORMS):
        go(norm, school, f"{leaf}/")
        norm.page.emulate_media(media="print")
        assert norm.run(grey) == []


@pytest.mark.parametrize("width", by_day([360, 1280], 360))
def test_it_fits_the_screen_and_axe_finds_nothing(visit: Callable[..., Visit], school: LiveSchool, width: int) -> None:
    shown = visit("norm", width=width, bypass_csp=True)
    for leaf in ("", "team/", *(f"{name}/" for name in (*CARDS, *FORMS))):
        go(shown, school, leaf)
        assert shown.run("document.documentElement.scrollWidth") <= width, leaf
        assert faults(shown) == [], leaf
        assert shown.run(BROKEN_WORDS) == [], leaf
