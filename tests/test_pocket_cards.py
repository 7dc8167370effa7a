"""Pocket cards: ten on one A4, with three numbers and the way in, and nobody's name."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from gripwagtail.subroutes.qr import typed
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> Any:
    return make.make_page("incident_help", title="Er is iets gebeurd", **make.content_of("incident_help"))


def cards(page: Any) -> BeautifulSoup:
    response = Client().get(f"{page.url}card/")
    assert response.status_code == 200, response
    return make.soup(response)


def numbers(page: Any) -> list[str]:
    return [number.text for number in cards(page).select_one(".grip-pocket-card").select("div bdi")]


def test_ten_of_the_same_are_on_a_sheet_and_one_is_read_aloud(page: Any) -> None:
    found = cards(page).select(".grip-pocket-card")
    assert len(found) == 10
    assert len({card.get_text() for card in found}) == 1
    assert [card.get("aria-hidden") for card in found] == [None] + ["true"] * 9


def test_it_has_112_113_the_number_of_the_school_and_the_way_in(page: Any) -> None:
    make.settings_of(school_name="De Kwikstaart", phone="070 012 34 56")
    card = cards(page).select_one(".grip-pocket-card")
    assert numbers(page) == ["112", "113", "070 012 34 56"]
    assert "De Kwikstaart" in card.text
    assert typed(page.full_url) in card.text
    assert Client().get(card.img["src"])["Content-Type"] == "image/svg+xml"


def test_where_the_school_has_no_number_the_childline_stands_third(page: Any) -> None:
    make.helpline("kindertelefoon", audiences="pupil")
    assert numbers(page) == ["112", "113", "0800-0432"]


def test_with_no_third_number_there_are_two(page: Any) -> None:
    assert numbers(page) == ["112", "113"]


def test_nobody_is_named(page: Any) -> None:
    make.make_page("contact", contacts=[make.contact(label="Juf Anneke", name="Anneke Voorbeeld", kind="person")])
    assert "Anneke" not in str(cards(page))


def test_it_is_a_sheet_like_the_others(page: Any) -> None:
    found = cards(page)
    assert found.header.a["href"] == page.url
    assert not found.select("style, [style], iframe")
    answer = Client().get(f"{page.url}card/")
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Cache-Control"] == "private, no-store"
    assert Client().get(f"{page.url}card/more/").status_code == 404
    page.unpublish()
    assert Client().get(f"{page.url}card/").status_code == 404
