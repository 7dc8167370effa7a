"""There is one answer to “can this card be reached”: form, page, desk, API and doctor all give it."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from gripwagtail.desk.reading import cards
from gripwagtail.editing.contact_rules import RULES
from gripwagtail.editing.rule import Subject, problems_of
from gripwagtail.lookup.context import PageContext
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

SCHOOL = "070 012 34 99"
WAYS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "a phone": {"phones": ["070 012 34 56"]},
    "a number that cannot be dialled": {"phones": ["bel maar"]},
    "a mailbox": {"email": "commissie@buiten.example"},
    "an address that is none": {"email": "vertrouwen@@buiten"},
    "a form": {"form_url": "https://buiten.example/melden"},
    "a form that leads nowhere": {"form_url": "javascript:alert(1)"},
    "WhatsApp": {"whatsapp": "06 00 12 34 56"},
    "an account": {"instagram": "commissie"},
    "an account that is none": {"instagram": "https://elders.example/commissie"},
    "a letterbox": {"where": "Brievenbus in de hal"},
    "a place to fill in": {"where": "[[lokaal]]"},
}
CASES = list(itertools.product(WAYS, (True, False), (True, False)))


def a_card(way: str, via_school: bool) -> make.Raw:
    given = {"phones": [], "email": "", "via_school": via_school, "label": "De commissie", **WAYS[way]}
    return make.contact(scope="external", roles=["complaints"], **given)


def refused(page: Any) -> list[str]:
    wanted = [rule for rule in RULES if rule.key.startswith("unreachable")]
    return [problem.rule for problem in problems_of(wanted, Subject(page))]


@pytest.mark.parametrize(("way", "via_school", "school"), CASES)
def test_everyone_gives_the_same_answer(way: str, via_school: bool, school: bool) -> None:
    make.home_page()
    make.settings_of(phone=SCHOOL if school else "", email="")
    page = make.make_page("contact", contacts=[a_card(way, via_school), make.contact(label="De ander")])
    shown = [card.h3.get_text() for card in make.see(page).select("[data-grip-contact]")]
    is_shown = "De commissie" in shown
    found = cards(page, PageContext.of_page(page))
    assert [card.title for card in found.lost] == ([] if is_shown else ["De commissie"])
    assert bool(refused(page)) is not is_shown
    assert make.desk_columns(page).without_route is not is_shown
    told = page.grip_api_content(page.grip_source, PageContext.of_page(page))["contacts"]
    assert ("De commissie" in str(told)) is is_shown
    own = {"a phone", "a mailbox", "a form", "WhatsApp", "an account", "a letterbox"}
    assert is_shown is (way in own or (via_school and school))


@pytest.mark.parametrize("way", ["a letterbox", "a mailbox"])
def test_who_is_not_reached_through_the_school_never_is(way: str) -> None:
    """The number of the school on the card of an independent committee, or of an anonymous letterbox, is untrue."""
    make.home_page()
    make.settings_of(phone=SCHOOL, email="info@school.example")
    page = make.make_page("contact", contacts=[a_card(way, False)])
    soup = make.see(page)
    assert soup.select_one("[data-grip-contact]")
    for part in (soup.select_one(".grip-contact"), soup.select_one(".grip-first")):
        assert part is None or ("070" not in part.get_text() and "info@school" not in str(part))
    blocks = make.see(make.home_page(body=[make.block("contacts")]))
    assert "070" not in blocks.select_one(".grip-contact").get_text()


def test_a_card_that_leads_nowhere_has_its_place_taken_as_if_it_had_ended() -> None:
    make.home_page()
    make.settings_of(phone="", email="")
    lost = make.contact(
        label="De coach", roles=["media-coach"], phones=[], email="", via_school=False, fallback_role="mentor"
    )
    body = [make.block("contacts", roles=["media-coach"])]
    make.make_page("contact", contacts=[lost, make.contact()])
    shown = make.see(make.home_page(body=body))
    assert [card.get_text() for card in shown.select(".grip-card-title")] == [make.SIGNS["contact"]]


def test_a_card_of_the_board_that_leads_nowhere_is_left_out_too() -> None:
    board = make.site_with("bestuur.example")
    reached = make.contact(label="De jurist", roles=["complaints"])
    lost = make.contact(label="De stille", roles=["privacy-officer"], phones=[], email="", via_school=False)
    make.make_page("contact", board.root_page.specific, contacts=[reached, lost])
    make.home_page()
    make.settings_of(board=board)
    page = make.make_page("contact", contacts=[make.contact()])
    shown = make.text_of(page)
    assert "De jurist" in shown and "De stille" not in shown
