"""A reader sees the helplines that serve them, with a way to reach each, and what the school adds."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gripwagtail.models import GripHelpline
from gripwagtail.starter import helplines
from gripwagtail.starter.files import DATA, HELPLINES, read
from gripwagtail.starter.search_words import search_words
from tests import factories as make
from tests.planted import plant
from tests.starter_texts import HELPLINE

pytestmark = pytest.mark.django_db


def note(text: str, key: str = "kindertelefoon") -> dict[str, Any]:
    return make.item("note", {"helpline": key, "text": text})


def page_with(**options: Any) -> Any:
    return make.home_page(make.home_page(), body=[make.block("helplines", **options)])


def shown(**options: Any) -> list[str]:
    return [card["data-grip-helpline"] for card in make.see(page_with(**options)).select("[data-grip-helpline]")]


def card(key: str = "kindertelefoon", **options: Any) -> Any:
    return make.see(page_with(**options)).select_one(f"[data-grip-helpline='{key}']")


def young(key: str = "in-je-bol", **fields: Any) -> GripHelpline:
    return make.helpline(key, **{"name": "In je Bol", "age_from": 16, "age_to": 27, "audiences": "pupil", **fields})


# --- for whom -----------------------------------------------------------------------


def test_a_card_says_from_which_age_it_is_meant() -> None:
    make.helpline()
    young()
    assert "16" in card("in-je-bol").select_one(".grip-card-title").get_text()


@pytest.mark.parametrize(
    ("settings", "there"),
    [
        ({"age_from": 12, "age_to": 18}, True),
        ({"age_from": 12, "age_to": 16}, True),
        ({"age_from": 4, "age_to": 15}, False),
        ({"school_type": "po"}, False),
        ({"school_type": "ikc"}, False),
        ({"school_type": "vo"}, True),
    ],
)
def test_a_line_from_sixteen_is_not_on_a_school_that_ends_before(settings: dict[str, Any], there: bool) -> None:
    make.helpline()
    young()
    make.settings_of(**settings)
    assert ("in-je-bol" in shown()) is there
    step = make.step(text="Bel", roles=[], helplines=["kindertelefoon", "in-je-bol"])
    contact = make.make_page("contact", steps=[step])
    assert ("In je Bol" in make.text_of(contact)) is there


def test_a_line_from_sixteen_is_never_the_only_one_for_pupils() -> None:
    young()
    make.helpline("luisterlijn", name="De Luisterlijn", audiences="parent, staff")
    make.settings_of(age_from=12, age_to=18)
    assert shown() == ["luisterlijn"]
    assert "In je Bol" not in make.text_of(make.make_page("contact", contacts=[make.contact()]))


def test_where_all_pupils_are_sixteen_it_may_be_the_only_one() -> None:
    young()
    make.settings_of(age_from=16, age_to=20)
    assert shown() == ["in-je-bol"]


def test_a_card_says_whom_it_serves() -> None:
    make.helpline(audiences="pupil, parent")
    make.helpline("iedereen", name="Iedereen", audiences="")
    assert card()["data-grip-serves"] == "pupil parent"
    assert card("iedereen")["data-grip-serves"] == ""


# --- how to reach -------------------------------------------------------------------


def test_pupils_see_the_chat_before_the_phone() -> None:
    make.helpline(audiences="pupil", chat_url="https://chat.example/")
    first, second = card().select(".grip-ways li")
    assert "grip-chat" in first["class"]
    assert second.select_one(".grip-phone")


def test_where_others_are_served_too_the_chat_can_still_be_put_first() -> None:
    make.helpline(audiences="pupil, parent", chat_url="https://chat.example/")
    assert card().select_one(".grip-ways li.grip-chat a")["href"] == "https://chat.example/"


@pytest.mark.parametrize("way", ["chat_url", "report_url", "url"])
def test_a_helpline_without_a_phone_still_shows_a_way(way: str) -> None:
    make.helpline(phones="", **{way: "https://lijn.example/"})
    links = [link["href"] for link in card().select(".grip-ways a")]
    assert links == ["https://lijn.example/"]
    incident = make.see(make.make_page("incident_help", situations=[make.situation()]))
    assert incident.select_one(".grip-help [data-grip-helpline] a")["href"] == "https://lijn.example/"
    step = make.step(text="Bel", roles=[], helplines=["kindertelefoon"])
    contact = make.see(make.make_page("contact", steps=[step]))
    assert contact.select_one(".grip-route a[href='https://lijn.example/'], ol a[href='https://lijn.example/']")


def test_a_helpline_that_leads_nowhere_is_not_shown() -> None:
    make.helpline(phones="")
    make.helpline("iedereen", name="Iedereen")
    assert shown() == ["iedereen"]


def test_who_answers_day_and_night_may_say_more_about_the_hours() -> None:
    make.helpline(day_and_night=True, hours="De chat is er niet altijd.")
    text = card().select_one(".grip-terms").get_text(" ")
    assert text.startswith("Dag en nacht")
    assert "De chat is er niet altijd." in text


# --- what the school adds -----------------------------------------------------------


def test_a_note_of_the_school_stands_on_the_card() -> None:
    make.helpline()
    make.helpline("iedereen", name="Iedereen")
    make.settings_of(helpline_notes=[note("Ze komen elke maandag")])
    assert "Ze komen elke maandag" in card().get_text()
    assert "Ze komen" not in card("iedereen").get_text()


@pytest.mark.parametrize("text", ["Op [[dag]] in lokaal 2", "", "   "])
def test_a_note_with_a_placeholder_is_not_shown(text: str) -> None:
    make.helpline()
    make.settings_of(helpline_notes=[note(text)])
    assert card().select_one(".grip-note") is None


def test_a_note_is_text_and_never_html() -> None:
    make.helpline()
    make.settings_of(helpline_notes=[note("<b>x</b>")])
    assert card().select_one(".grip-note b") is None


def test_on_a_page_in_another_language_the_note_says_in_which_it_is() -> None:
    make.helpline()
    make.settings_of(helpline_notes=[note("Ze komen elke maandag")])
    contact = make.make_page("contact", **make.content_of("contact"))
    dutch = make.see(contact).select_one(".grip-note span")
    english = make.see(make.translate(contact, "en")).select_one(".grip-note span")
    assert not dutch.has_attr("lang")
    assert english["lang"] == "nl"


def test_a_note_asks_the_database_nothing_more(django_assert_num_queries: Any) -> None:
    from gripwagtail.lookup.context import PageContext

    make.helpline()
    make.settings_of(helpline_notes=[note("Ze komen elke maandag")])
    page_context = PageContext(page=make.home_page())
    page_context.settings
    with django_assert_num_queries(1):
        assert page_context.helplines[0].note == "Ze komen elke maandag"


def test_a_note_that_came_in_spoiled_harms_nothing() -> None:
    make.helpline()
    settings = make.settings_of()
    settings.helpline_notes = json.dumps([{"type": "note"}, {"type": "note", "value": {"text": 3}}, note("Hoi")])
    settings.save()
    assert "Hoi" in card().get_text()


# --- what is shipped ----------------------------------------------------------------

ROWS = {row["key"]: row for row in read(DATA / HELPLINES)["helplines"]}

# Numbers that no sure source gives, and services of which nothing is sure.
UNSURE_NUMBERS = (
    "020-261",
    "0800-266",
    "030-280",
    "0800-5010",
    "088-605",
    "020 311",
)
SURE_HOURS = {"in-je-bol", "fraudehelpdesk", "vertrouwensinspecteur", "mind"}


def test_no_number_is_shipped_that_is_not_sure() -> None:
    text = (DATA / HELPLINES).read_text(encoding="utf-8")
    assert [number for number in UNSURE_NUMBERS if number in text] == []


def test_no_hours_are_shipped_that_are_not_sure() -> None:
    timed = {key for key, row in ROWS.items() if any(character.isdigit() for character in row["nl"]["hours"])}
    assert timed == SURE_HOURS
    assert {key for key, row in ROWS.items() if row["day_and_night"]} == {
        *("113", "veilig-thuis", "luisterlijn", "centrum-seksueel-geweld"),
    }


def test_112_is_in_no_table() -> None:
    assert "112" not in ROWS
    assert all("112" not in row["phones"] for row in ROWS.values())


def test_every_shipped_row_has_a_source_a_date_and_words() -> None:
    for key, row in ROWS.items():
        assert row["source"], key
        # Nobody checked it for everyone: it says who says so, and when. A day that is still to come is none.
        assert "checked_on" not in row, key
        assert row["source_body"], key
        assert row["source_date"] <= helplines.read_on(), key
        assert row["nl"]["does"], key


def test_every_shipped_row_can_be_saved() -> None:
    helplines.update()
    for row in GripHelpline.objects.all():
        row.full_clean()


def test_whoever_searches_a_service_under_its_former_name_is_led_to_who_is_there_now() -> None:
    page = make.see(plant("vo").pages["incident_help"])
    # On the page, or with what the search box loads.
    words = page.select_one("#iets-anders").get("data-grip-words", "").casefold()
    words += " ".join(search_words("nl")["iets-anders"])
    past = ("Helpwanted", "MiND", "MDI", "Meldknop", "Alles Oké? Supportlijn", "meldpunt-kinderporno.nl", "Pestweb")
    for name in past:
        assert name.casefold() in words
    others = [words for key, words in search_words("nl").items() if key != "iets-anders"]
    assert not any("helpwanted" in words for words in others)
    assert not page.select("[data-grip-situation]:not(#iets-anders)[data-grip-words*=Helpwanted]")
    # A past name is never what a reader reads.
    assert not [
        row["name"] for row in HELPLINE.values() if row["name"] in ("Helpwanted", "MiND", "Pestweb", "Korrelatie")
    ]
