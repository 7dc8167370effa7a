"""The class sheet of a norm page: the agreements, each with a line to write on."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests import factories as make

pytestmark = pytest.mark.django_db


def norm(**fields: Any) -> Any:
    return make.make_page("norm", **{"class_sheet": "In onze klas betekent dit:", **fields})


def sheet(page: Any) -> BeautifulSoup:
    response = Client().get(f"{page.url}class-sheet/")
    assert response.status_code == 200, response
    return make.soup(response)


def agreed(page: Any) -> list[str]:
    return [line.text for line in sheet(page).select(".grip-class-sheet-agreed p:not(.grip-write)")]


def test_it_begins_with_the_words_of_the_school() -> None:
    shown = sheet(norm(poster_line="Online zijn we net zo aardig"))
    assert shown.h1.text == "In onze klas betekent dit:"
    assert shown.select_one(".grip-class-sheet-norm").text == "Online zijn we net zo aardig"


def test_every_agreement_of_pupils_has_a_line_to_write_on() -> None:
    page = norm(
        agreements=[
            make.agreement(we_do="Wij vragen het eerst", audiences=["pupil"]),
            make.agreement(we_do="Wij appen niet na tienen", audiences=["parent", "staff"]),
            make.agreement(we_do="Wij praten aardig", audiences=[]),
        ]
    )
    assert agreed(page) == ["Wij vragen het eerst", "Wij praten aardig"]
    assert len(sheet(page).select(".grip-class-sheet-agreed .grip-write")) == 2


def test_without_agreements_there_are_lines_all_the_same() -> None:
    assert len(sheet(norm()).select(".grip-class-sheet-agreed .grip-write")) == 3


def test_there_is_room_for_class_date_the_day_of_the_next_talk_and_names() -> None:
    shown = sheet(norm())
    assert len(shown.select(".grip-class-sheet-fill .grip-write")) == 3
    assert shown.select_one(".grip-class-sheet-names")


def test_a_school_that_leaves_its_first_words_empty_has_no_sheet() -> None:
    for empty in ("", "In [[klas]] betekent dit:"):
        page = norm(class_sheet=empty)
        assert Client().get(f"{page.url}class-sheet/").status_code == 404
        assert "class-sheet" not in str(make.see(page))


def test_the_norm_page_leads_to_it() -> None:
    page = norm()
    assert make.see(page).select_one(f'.grip a[href="{page.url}class-sheet/"]')


def test_the_preview_of_a_draft_leads_to_no_sheet() -> None:
    page = norm()
    page.unpublish()
    assert "class-sheet" not in str(make.preview(type(page).objects.get(pk=page.pk)))


def test_nothing_is_below_it() -> None:
    assert Client().get(f"{norm().url}class-sheet/more/").status_code == 404


def test_a_translated_sheet_takes_its_agreements_from_the_source() -> None:
    page = norm(agreements=[make.agreement(we_do="Wij vragen het eerst"), make.agreement(we_do="Wij praten aardig")])
    copy = make.translate(page, "en", class_sheet="In our class this means:")
    make.set_items(page, "agreements", page.agreements.raw_data[:1])
    assert agreed(copy) == ["Wij vragen het eerst"]
    shown = sheet(copy)
    assert shown.html["lang"] == "en"
    assert shown.h1.text == "In our class this means:"
    assert shown.select_one(".grip-class-sheet-agreed p")["lang"] == "nl"


def test_it_is_written_from_right_to_left_where_the_page_is() -> None:
    assert sheet(norm(text_language="ar", class_sheet="في صفنا:")).html["dir"] == "rtl"
