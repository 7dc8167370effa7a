"""What is for the team, on paper and on a phone: sheets of A4, cards of two sides, and messages after three ticks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gripwagtail.subroutes.team import SHEETS
from tests.browser.conftest import LiveSchool, Visit
from tests.browser.test_accessibility import faults
from tests.browser.test_paper import paper, refused
from tests.by_day import by_day

MILLIMETRE = 96 / 25.4
LETTERS = "getComputedStyle(document.querySelector('.grip-team-letters')).display"


def go(shown: Visit, school: LiveSchool, leaf: str = "") -> None:
    # With a word after the sign of a fragment the browser would stay where it is.
    shown.page.goto("about:blank")
    shown.page.goto(f"{school.url('incident_help')}team/{leaf}")


@pytest.fixture
def incident(visit: Callable[..., Visit]) -> Visit:
    return visit("incident_help", width=1280)


def test_each_but_the_words_and_the_cards_is_one_sheet(incident: Visit, school: LiveSchool) -> None:
    for leaf in ("", "who-leads/", "log/", "restore/", "after/"):
        go(incident, school, leaf)
        sheets = paper(incident)
        assert [len(sheet) > 60 for sheet in sheets] == [True], (leaf, sheets)
        assert refused(incident) == []


def test_a_card_is_two_sides_of_a6_with_nothing_lost_and_one_that_was_chosen_prints_alone(
    incident: Visit, school: LiveSchool
) -> None:
    go(incident, school, "cards/")
    cards = incident.page.locator(".grip-staff-card").count()
    assert cards > 2
    assert len(paper(incident)) == (cards + 1) // 2
    incident.page.emulate_media(media="print")
    incident.page.set_viewport_size({"width": round(210 * MILLIMETRE), "height": round(297 * MILLIMETRE)})
    boxes = incident.run("""[...document.querySelectorAll('.grip-staff-card')].map(card => {
        const {width, height} = card.getBoundingClientRect();
        return [width, height, [...card.children].every(side => side.scrollHeight <= card.clientHeight + 1)];
    })""")
    for width, height, fits in boxes:
        assert (width / MILLIMETRE, height / MILLIMETRE, fits) == (
            pytest.approx(210, abs=0.5),
            pytest.approx(148, abs=0.5),
            True,
        )
    incident.page.emulate_media(media="null")
    go(incident, school, "cards/#n2")
    assert len(paper(incident)) == 1


def test_a_message_to_parents_is_seen_once_everything_is_ticked_and_no_longer_when_one_is_not(
    incident: Visit, school: LiveSchool
) -> None:
    go(incident, school, "words/")
    boxes = incident.page.locator(".grip-team-parents input").all()
    for box in boxes:
        assert incident.run(LETTERS) == "none"
        box.check()
    assert incident.run(LETTERS) == "grid"
    boxes[0].uncheck()
    assert incident.run(LETTERS) == "none"


@pytest.mark.parametrize("width", by_day([360, 1280], 360))
def test_it_fits_the_screen_and_axe_finds_nothing(visit: Callable[..., Visit], school: LiveSchool, width: int) -> None:
    shown = visit("incident_help", width=width, bypass_csp=True)
    for leaf in ("", *(f"{one.name}/" for one in SHEETS)):
        go(shown, school, leaf)
        assert shown.run("document.documentElement.scrollWidth") <= width, leaf
        assert faults(shown) == [], leaf
