"""What is for the team, on paper and on a phone: sheets of A4, cards of two sides, and messages after three ticks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from gripwagtail.subroutes.team import SHEETS
from tests import factories as make
from tests import planted
from tests.browser.conftest import LiveSchool, Visit
from tests.browser.test_accessibility import faults
from tests.browser.test_paper import BROKEN_WORDS, paper, refused
from tests.by_day import by_day

MILLIMETRE = 96 / 25.4
LETTERS = "getComputedStyle(document.querySelector('.grip-team-letters')).display"


# A side is as high as its card, so what it has more is lost.
SIDES = """[...document.querySelectorAll('.grip-staff-card')].map(card => {
    const {width, height} = card.getBoundingClientRect();
    return [width, height, Math.max(...[...card.children].map(side => side.scrollHeight - card.clientHeight))];
})"""
LANGUAGES = ("nl", "en", "ar", "tr", "uk", "pl")
# As much as an editor can type, and more to call than any school has.
FULL = {
    "title": "Er gaat iets rond over een leerling dat niemand had moeten zien en dat iedereen nu bespreekt",
    "staff_opening": ("Iemand is hier erg van geschrokken en wil dat het ophoudt. " * 4)[:200],
    "staff_steps": "\n".join([("Luister eerst rustig naar wie dit vertelt en vraag wat er nodig is. " * 3)[:140]] * 5),
    "staff_donts": "\n".join([("Beloof niet dat je het geheimhoudt en stuur niets door naar anderen. " * 3)[:140]] * 5),
    "staff_roles": ["management", "safety-coordinator", "safeguarding", "police", "confidential-external"],
    "staff_helplines": ["veilig-thuis", "centrum-seksueel-geweld", "politie", "offlimits", "vertrouwensinspecteur"],
}


@pytest.fixture(scope="module")
def in_language(school: LiveSchool, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    """By language the path of a page that is written in it, as full as can be; our own words follow, or are Dutch."""
    with django_db_blocker.unblock():
        page = make.page_class("incident_help").objects.get()
        full = [make.situation(**{**FULL, "topic": topic}) for topic in ("images", "staff")]
        copies = {}
        for language in LANGUAGES:
            copy = page.copy(update_attrs={"slug": f"vol-{language}", "text_language": language})
            copies[language] = make.set_items(copy, "situations", full)
        yield {language: planted.path_of(copy) for language, copy in copies.items()}
        for copy in copies.values():
            copy.delete()


def as_printed(shown: Visit) -> None:
    shown.page.emulate_media(media="print")
    shown.page.set_viewport_size({"width": round(210 * MILLIMETRE), "height": round(297 * MILLIMETRE)})


def go(shown: Visit, school: LiveSchool, leaf: str = "", path: str = "") -> None:
    # With a word after the sign of a fragment the browser would stay where it is.
    shown.page.goto("about:blank")
    shown.page.goto(f"{school.origin}{path or school.paths['incident_help']}team/{leaf}")


@pytest.fixture
def incident(visit: Callable[..., Visit]) -> Visit:
    return visit("incident_help", width=1280)


def test_each_but_the_words_and_the_cards_is_one_sheet(incident: Visit, school: LiveSchool) -> None:
    for leaf in ("", "who-leads/", "log/", "restore/", "after/"):
        go(incident, school, leaf)
        sheets = paper(incident)
        assert [len(sheet) > 60 for sheet in sheets] == [True], (leaf, sheets)
        assert refused(incident) == []


@pytest.mark.parametrize("language", by_day(LANGUAGES, "en", "ar"))
def test_who_leads_is_one_sheet_and_nothing_of_a_card_is_lost_in_any_language_however_full(
    incident: Visit, school: LiveSchool, in_language: dict[str, str], language: str
) -> None:
    go(incident, school, "who-leads/", in_language[language])
    [_one] = paper(incident)
    go(incident, school, "cards/", in_language[language])
    as_printed(incident)
    beyond = [too_much for *_box, too_much in incident.run(SIDES)]
    assert len(beyond) == 3
    assert max(beyond) <= 1


def test_a_card_is_two_sides_of_a6_with_nothing_lost_and_one_that_was_chosen_prints_alone(
    incident: Visit, school: LiveSchool
) -> None:
    go(incident, school, "cards/")
    cards = incident.page.locator(".grip-staff-card").count()
    assert cards > 2
    assert len(paper(incident)) == (cards + 1) // 2
    as_printed(incident)
    for width, height, too_much in incident.run(SIDES):
        assert (width / MILLIMETRE, height / MILLIMETRE) == pytest.approx((210, 148), abs=0.5)
        assert too_much <= 1
    incident.page.emulate_media(media="null")
    go(incident, school, "cards/#n2")
    assert len(paper(incident)) == 1


def test_the_way_back_and_the_button_are_in_sight_above_a_card_that_one_comes_in_at(
    visit: Callable[..., Visit], school: LiveSchool
) -> None:
    shown = visit("incident_help", width=360)
    go(shown, school, "cards/#n3")
    card, button = shown.page.locator("#n3"), shown.page.locator("[data-grip-print]")
    box, bar = card.bounding_box(), button.bounding_box()
    assert box and bar
    assert 0 <= bar["y"] < bar["y"] + bar["height"] <= box["y"] < 200
    assert shown.page.locator(".grip-paper-back").is_visible()


def test_a_text_that_opens_has_a_mark_and_paper_has_nothing_to_tick(incident: Visit, school: LiveSchool) -> None:
    go(incident, school, "words/")
    marks = incident.run("[...document.querySelectorAll('summary')].map(one => getComputedStyle(one).display)")
    assert {*marks} == {"list-item"}
    printed = " ".join(paper(incident))
    assert "Vink aan" not in printed
    assert "Aan ouders" not in printed
    for box in incident.page.locator(".grip-team-parents input").all():
        box.check()
    printed = " ".join(paper(incident))
    assert "Vink aan" not in printed
    assert "Aan ouders" in printed


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
        assert shown.run(BROKEN_WORDS) == [], leaf
