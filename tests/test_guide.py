"""Three questions for who does not find it in the list, and the word for it in a menu."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import override_settings
from django.utils import translation
from wagtail.models import Page

from gripwagtail.templatetags.gripwagtail import grip_menu_word
from tests import factories as make
from tests.planted import plant

pytestmark = pytest.mark.django_db


def shown(*situations: dict[str, Any]) -> Any:
    return make.see(make.make_page("incident_help", situations=list(situations)))


def leaves(guide: Any) -> list[list[str]]:
    return [[link.get_text() for link in leaf.select("a")] for leaf in guide.select("details details ul")]


@pytest.mark.parametrize("school_type", ["po", "vo"])
def test_every_situation_is_at_the_end_of_a_way_and_no_way_ends_in_nothing(school_type: str) -> None:
    page = make.see(plant(school_type).pages["incident_help"])
    titles = {(one.span or one).get_text() for one in page.select("[data-grip-situation] > summary > :first-child")}
    ends = leaves(page.select_one(".grip-guide"))
    assert {title for end in ends for title in end} == titles
    assert all(ends)


def test_what_goes_on_brings_the_urgent_first_and_what_is_over_leaves_it_out() -> None:
    page = shown(
        make.situation(key="b", title="Vandaag", group="images", urgency="today"),
        make.situation(key="c", title="Week", group="images", urgency="week"),
        make.situation(key="a", title="Nu", group="images", urgency="now"),
    )
    assert leaves(page.select_one(".grip-guide")) == [["Nu", "Vandaag", "Week"], ["Vandaag", "Week"]]


def test_one_situation_is_the_answer_whatever_one_says() -> None:
    page = shown(make.situation(title="Nu", urgency="now"))
    assert leaves(page.select_one(".grip-guide")) == [["Nu"], ["Nu"]]


def test_a_link_leads_to_its_title_by_a_name_that_tells_nothing() -> None:
    page = shown(
        make.situation(key="foto-gaat-rond", title="Foto", urgency="week"),
        make.situation(key="ruzie", title="Ruzie", urgency="now"),
    )
    links = page.select(".grip-guide a")
    assert len(links) >= 2
    for link in links:
        assert page.select_one(link["href"]).get_text() == link.get_text()
        assert link["href"][1:].lstrip("n").isdigit()
    ids = [one["id"] for one in page.select("[id]")]
    assert len(ids) == len(set(ids))


def test_who_you_are_is_asked_in_three_choices_of_which_none_is_made() -> None:
    page = shown(make.situation())
    row = page.select_one(".grip-incident > .grip-who")
    assert [one["value"] for one in row.select("input")] == ["pupil", "parent", "staff"]
    assert not page.select("input[checked]")
    # The browser does not fill in again what was chosen, and there is nothing to send and nowhere to send it.
    for radio in page.select("[name=grip-who]"):
        form = page.select_one(f"form#{radio['form']}")
        assert (form["autocomplete"], form["method"]) == ("off", "dialog")
        assert not form.get("action")


def test_who_helps_the_pupil_comes_first_where_nobody_chose() -> None:
    parts = shown(make.situation()).select("[data-grip-audience]")
    assert parts[0]["data-grip-audience"] == "pupil"


def test_the_menu_calls_the_overview_help_and_every_other_page_by_its_title() -> None:
    home = make.home_page()
    overview = Page.objects.get(pk=make.make_page("overview", home, title="Online gedrag").pk)
    norm = make.make_page("norm", home, title="Onze norm")
    assert grip_menu_word(norm) == "Onze norm"
    assert grip_menu_word(home) == home.title
    assert grip_menu_word(None) == ""
    with translation.override("nl"):
        assert grip_menu_word(overview) == "Hulp bij online problemen"
    with translation.override("en"):
        assert grip_menu_word(overview) == "Help with online problems"
    with override_settings(GRIPWAGTAIL={"MENU_WORD": "Hulp"}):
        assert grip_menu_word(overview) == "Hulp"
