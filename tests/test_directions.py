"""What is written from right to left is read so, and nothing else is: pages, blocks, sheets, and numbers in them."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from gripwagtail.templatetags.grip_elements import short_number
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_arabic_too(settings: Any) -> None:
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("nl", "Nederlands"), ("ar", "العربية")]


@pytest.mark.parametrize(("code", "direction"), [("nl", "ltr"), ("ar", "rtl")])
def test_pages_blocks_and_sheets_read_in_the_direction_of_their_language(code: str, direction: str) -> None:
    page: Any = make.make_page("contact", contacts=[make.contact()])
    if code != "nl":
        page = make.translate(page, code)
    place = make.home_page(page.get_parent(), body=[make.block("contacts"), make.block("languages")])
    assert make.see(page).select_one(".grip")["dir"] == direction
    roots = make.see(place).select(".grip")
    assert roots
    assert {root["dir"] for root in roots} == {direction}
    assert make.soup(make.visit(page, leaf="print/")).html["dir"] == direction


def test_a_number_in_a_sentence_is_kept_apart_only_where_that_runs_from_right_to_left() -> None:
    for code, html in (("nl", "<b>112</b>"), ("ar", '<b dir="ltr">112</b>')):
        with translation.override(code):
            assert str(short_number("112")) == html
