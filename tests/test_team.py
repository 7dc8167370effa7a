"""For who works at the school: cards, who leads, words, a log sheet, a talk and what was learned, as the site says."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from gripwagtail import safety
from gripwagtail.rendering.page_contexts import STEP_PLAN
from gripwagtail.safety.parent_messages import aftercare
from gripwagtail.subroutes.team import SHEETS
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

NAMES = [one.name for one in SHEETS]
LEAVES = ["", *(f"{name}/" for name in NAMES)]
STAFF = {
    "title_staff": "Er gaat een beeld van een leerling rond",
    "staff_opening": "Doe vandaag iets.",
    "staff_steps": "Luister en stel gerust\nMeld het bij de schoolleiding",
    "staff_donts": "Kijk zelf niet\nBeloof geen geheimhouding",
    "staff_roles": ["management", "police"],
    "staff_helplines": ["veilig-thuis"],
}


@pytest.fixture
def page() -> Any:
    return make.make_page("incident_help", slug="hulp", situations=[make.situation(**STAFF)])


def get(page: Any, leaf: str = "", **options: Any) -> Any:
    return Client().get(f"{page.url}team/{leaf}", **options)


def see(page: Any, leaf: str = "") -> BeautifulSoup:
    response = get(page, leaf)
    assert response.status_code == 200, (leaf, response)
    return make.soup(response)


def read(element: Any) -> str:
    return " ".join(element.get_text(" ").split())


def cards(page: Any) -> list[BeautifulSoup]:
    """Those for a situation."""
    return see(page, "cards/").select(".grip-staff-card")[1:]


def with_situation(page: Any, **value: Any) -> BeautifulSoup:
    make.set_items(page, "situations", [make.situation(**{**STAFF, **value})])
    [card] = cards(page)
    return card


# --- where it is ---------------------------------------------------------------------


def test_the_page_leads_to_it_once_beside_the_poster(page: Any) -> None:
    found = make.see(page).select(f'a[href="{page.url}team/"]')
    assert [read(one) for one in found] == ["Voor het team"]
    assert found[0].parent.select(f'a[href="{page.url}poster/"]')


def test_the_list_leads_to_every_sheet_and_to_the_card_of_each_situation_and_each_opens(page: Any) -> None:
    found = [one["href"] for one in see(page).select(".grip-team-list a")]
    assert found == [*(f"{page.url}team/{name}/" for name in NAMES), f"{page.url}team/cards/#n1"]
    assert [address for address in found if Client().get(address).status_code != 200] == []
    assert cards(page)[0]["id"] == "n1"


def test_every_address_is_known_to_what_forgets_what_it_kept_and_nothing_else_is_there(page: Any) -> None:
    assert {f"/team/{leaf}" for leaf in LEAVES} <= set(page.get_cached_paths())
    assert get(page, "foto/").status_code == get(page, "log/more/").status_code == 404


@pytest.mark.parametrize("leaf", LEAVES)
def test_each_is_a_sheet_with_112_and_113_first_and_nothing_to_fill_in(page: Any, leaf: str) -> None:
    answer = get(page, leaf)
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "same-origin"
    found = make.soup(answer)
    assert not found.select("style, [style], iframe, form, input[name], textarea, img")
    assert [one["href"] for one in found.main.select("a")][:2] == ["tel:112", "tel:113"]
    assert len(found.select("h1")) == 1
    assert found.header.a["href"] == (f"{page.url}team/" if leaf else page.url)


@pytest.mark.parametrize("leaf", LEAVES)
def test_each_leads_to_the_step_plan_and_the_framework_for_threats(page: Any, leaf: str) -> None:
    make.helpline(STEP_PLAN, name="Stappenplan", phones="", url="https://plan.example/", audiences="staff")
    foot = see(page, leaf).select_one(".grip-team-foot")
    assert [one["href"] for one in foot.select("a")] == [
        "https://plan.example/",
        "https://www.schoolenveiligheid.nl/kennisbank/handelingskader-dreiging/",
    ]


def test_a_draft_has_none(page: Any) -> None:
    page.unpublish()
    assert get(page).status_code == 404


# --- cards ---------------------------------------------------------------------------


def test_a_card_says_what_the_page_says_to_staff_and_nothing_of_what_it_says_to_others(page: Any) -> None:
    [card] = cards(page)
    text = read(card)
    for said in (STAFF["title_staff"], STAFF["staff_opening"], *STAFF["staff_steps"].split("\n"), "Kijk zelf niet"):
        assert said in text
    assert "Betrek: directie of teamleiding" in text
    assert read(BeautifulSoup(safety.sentence("evidence.screenshot.staff", "nl")[0], "html5lib")) in text
    assert "Praat met iemand" not in text
    assert "Blijf rustig" not in text


def test_a_card_names_a_function_only_where_every_school_or_this_one_has_it(page: Any) -> None:
    assert "jeugdagent" not in read(cards(page)[0])
    make.make_page("contact", contacts=[make.contact(label="Jeugdagent", roles=["police"])])
    assert "directie of teamleiding, wijkagent of jeugdagent" in read(cards(page)[0])


def test_a_situation_that_says_nothing_to_staff_has_no_card(page: Any) -> None:
    make.set_items(page, "situations", [make.situation(staff_steps="")])
    assert cards(page) == []


def test_a_card_has_two_sides_with_danger_on_the_first_and_numbers_on_the_second(page: Any) -> None:
    make.settings_of(school_name="De Kwikstaart", phone="070 012 34 56")
    make.helpline("veilig-thuis", name="Veilig Thuis", phones="0800-2000", audiences="staff", day_and_night=True)
    [card] = cards(page)
    front, back = card.select(".grip-staff-side")
    assert [one.text for one in front.select("bdi")] == ["112", "113"]
    assert [read(one) for one in card.select("h3")] == [
        "Eerst",
        "Niet doen",
        "Wie de leiding heeft",
        "Opschrijven",
        "Bellen",
    ]
    assert len(back.select("dt")) == 2
    assert "070 012 34 56" in read(back.select("dd")[0])
    assert "0800-2000" in read(back.select("dd")[1])


def test_what_cannot_wait_has_day_and_night_before_the_school(page: Any) -> None:
    make.settings_of(school_name="De Kwikstaart", phone="070 012 34 56")
    make.helpline("veilig-thuis", name="Veilig Thuis", phones="0800-2000", audiences="staff", day_and_night=True)
    first, second = with_situation(page, urgency="now").select("dd")
    assert "0800-2000" in read(first)
    assert "070 012 34 56" in read(second)


def test_nothing_sexual_is_photographed_whatever_was_stored(page: Any) -> None:
    text = read(with_situation(page, sexual="yes", evidence="screenshot"))
    assert "Open, kopieer, verstuur, print en wis niets" in text
    assert "screenshot maken" not in text


def test_what_is_sexual_says_call_now_as_who_leads_does_and_what_may_be_asks(page: Any) -> None:
    make.settings_of(school_name="De Kwikstaart", phone="070 012 34 56")
    make.helpline("veilig-thuis", name="Veilig Thuis", phones="0800-2000", audiences="staff", day_and_night=True)
    sexual = with_situation(page, sexual="yes", evidence="note-only", urgency="today")
    assert read(sexual.select_one(".grip-staff-urgency")) == "Nu bellen"
    assert [one["href"] for one in sexual.select("dd a")] == ["tel:08002000", "tel:+31700123456"]
    perhaps = read(with_situation(page, sexual="maybe", evidence="note-only", urgency="today"))
    assert "Vandaag nog Is er iets seksueels bij? Bel dan nu." in perhaps
    assert "Is er iets seksueels bij" not in read(with_situation(page, sexual="no", urgency="today"))


def test_about_a_colleague_nobody_is_sent_to_those_in_charge_nor_to_the_office(page: Any) -> None:
    make.settings_of(school_name="De Kwikstaart", phone="070 012 34 56")
    make.helpline("vertrouwensinspecteur", name="Vertrouwensinspecteur", phones="0900 111 3 111", audiences="staff")
    text = read(with_situation(page, topic="staff", staff_roles=["management", "police"]))
    assert "Meld het direct bij het bestuur" in text
    assert "0900 111 3 111" in text
    assert "070 012 34 56" not in text
    assert "directie" not in text.lower()


def test_nobody_is_named_on_any_sheet(page: Any) -> None:
    contact = make.contact(label="Juf Anneke", name="Anneke Voorbeeld", kind="person", roles=["management"])
    make.make_page("contact", contacts=[contact])
    assert [leaf for leaf in LEAVES if "Anneke" in str(see(page, leaf))] == []


def test_the_first_card_is_for_whatever_happened(page: Any) -> None:
    card = see(page, "cards/").select_one(".grip-staff-card")
    assert (card["id"], read(card.h2)) == ("n0", "Bij alles wat er gebeurt")
    text = read(card)
    for said in ("Bel 112", "Beloof geen geheimhouding", "Eén persoon heeft de leiding", "bestuur"):
        assert said in text


# --- who leads, words, log, talk, after ----------------------------------------------


def test_the_gravest_stands_first_and_says_that_it_is_never_weighed(page: Any) -> None:
    found = see(page, "who-leads/")
    headings = [read(one) for one in found.select_one(".grip-team-level").select("h3")]
    assert headings == ["Wie de leiding heeft", "Wat je ziet", "Eerst", "Wie het moet weten"]
    assert [one["id"] for one in found.select(".grip-team-level")] == ["now", "serious", "mild"]
    assert "Dat weeg je nooit zelf" in read(found.select_one(".grip-team-always"))


def test_what_is_to_be_called_now_has_the_numbers_of_today_by_when_they_answer_and_a_site_where_there_is_none(
    page: Any,
) -> None:
    make.settings_of(school_name="De Kwikstaart", phone="070 012 34 56")
    make.helpline("politie", name="Politie", phones="0900-8844")
    make.helpline("offlimits", name="Offlimits", phones="", url="https://offlimits.example/")
    make.helpline("veilig-thuis", name="Veilig Thuis", phones="0800-2000", day_and_night=True)
    now, *others = see(page, "who-leads/").select(".grip-team-level")
    assert [one["href"] for one in now.select("a")] == [
        *("tel:112", "tel:113", "tel:08002000"),
        *("tel:09008844", "https://offlimits.example/"),
    ]
    assert [read(one) for one in now.select("dt")] == ["Dag en nacht", "Op hun eigen tijden"]
    assert [one for other in others for one in other.select("a")] == []


@pytest.mark.parametrize("leaf", NAMES)
def test_cards_who_leads_and_words_are_a_tap_away_from_every_sheet_and_from_each_card(page: Any, leaf: str) -> None:
    found = see(page, f"{leaf}/")
    beside = [f"{page.url}team/{name}/" for name in ("cards", "who-leads", "words") if name != leaf]
    assert [one["href"] for one in found.select("nav a")] == beside
    for card in found.select(".grip-staff-card"):
        assert [one["href"] for one in card.select(".grip-staff-next a")] == beside


def test_every_number_on_a_card_can_be_tapped(page: Any) -> None:
    make.helpline("veilig-thuis", name="Veilig Thuis", phones="0800-2000", audiences="staff", day_and_night=True)
    [card] = cards(page)
    assert [one["href"] for one in card.select("a[href^=tel]")] == ["tel:112", "tel:113", "tel:08002000"]


def test_the_words_begin_with_the_stop_for_suicide_and_who_to_call_then(page: Any) -> None:
    make.helpline("113", name="113", phones="113", day_and_night=True)
    make.helpline("adviespunt", name="Adviespunt", phones="030-285 66 16", audiences="staff")
    found = see(page, "words/")
    stop = found.select_one("#stop")
    texts = aftercare("nl").suicide
    assert texts["title"] in read(stop)
    assert [one["href"] for one in stop.select("a[href^=tel]")] == ["tel:113", "tel:+31302856616"]
    assert not stop.find_previous(class_="grip-team-words")


def test_the_words_have_the_messages_to_parents_that_there_are_with_what_has_to_be_true_first(page: Any) -> None:
    found = see(page, "words/")
    letters = aftercare("nl")
    keys = [one["id"] for one in found.select(".grip-team-words")]
    assert keys == [
        *("team", "class", "class-unknown", "pupils", "pupils-threat", "press"),
        *(f"parents-{one.key}" for one in letters.messages),
    ]
    ticks = found.select(".grip-team-parents input[type=checkbox]")
    assert [one.get("checked") for one in ticks] == [None] * len(letters.checks)
    assert [read(one) for one in found.select(".grip-team-checks li")] == [
        " ".join(one.split()) for one in letters.checks
    ]
    # What an editor fills in later is shown to no visitor in an editor's brackets.
    assert "[[" not in str(found)


def test_the_words_have_the_norm_of_the_school_and_the_way_to_help(page: Any) -> None:
    assert "“”" not in read(see(page, "words/"))
    assert "Dit vragen we van elkaar" not in read(see(page, "words/"))
    make.make_page("norm", statement="Wij zijn aardig")
    said = read(see(page, "words/"))
    assert "Dit vragen we van elkaar: “Wij zijn aardig”" in said
    assert page.full_url in said


def test_the_words_are_for_the_kind_of_school(page: Any) -> None:
    make.settings_of(school_type="po")
    assert "Lees het voor" in read(see(page, "words/"))
    make.settings_of(school_type="vo")
    assert "Lees het voor" not in read(see(page, "words/"))


def test_the_log_sheet_has_room_to_write_and_asks_for_no_image(page: Any) -> None:
    found = see(page, "log/")
    assert len(found.select(".grip-write")) > 5
    assert len(found.select("tbody tr")) >= 6
    assert "Plak, print of beschrijf geen beeld" in read(found)


def test_the_talk_says_when_not_before_anything_else(page: Any) -> None:
    found = see(page, "restore/")
    headings = [read(one) for one in found.select(".grip-team-part h2")]
    assert headings[0] == "Wanneer niet"
    assert headings[-1] == "Als niemand weet wie het deed"
    assert len(found.select(".grip-team-questions > li")) == 5


def test_afterwards_it_asks_which_agreement_changes_and_where_that_is_typed_in(page: Any) -> None:
    assert not see(page, "after/").select("table")
    norm = make.make_page("norm", agreements=[make.agreement(we_do="Wij vragen het eerst")])
    found = see(page, "after/")
    assert [read(one) for one in found.select("tbody th")] == ["Wij vragen het eerst"]
    assert found.select_one(f'main a[href="{norm.url}"]')
    assert "Wat kwam eruit?" in read(found)


# --- language ------------------------------------------------------------------------


def test_a_translated_sheet_is_in_its_language_with_what_nobody_translated_marked(page: Any) -> None:
    english = make.translate(page, "en")
    found = see(english, "cards/")
    assert found.html["lang"] == "en"
    assert "Do not promise to keep it secret." in read(found)
    assert found.select_one("#n1 ol")["lang"] == "nl"


def test_an_arabic_sheet_runs_from_right_to_left_with_our_words_in_dutch(page: Any) -> None:
    type(page).objects.filter(pk=page.pk).update(text_language="ar")
    for leaf in LEAVES[1:]:
        found = see(page, leaf)
        assert found.html["dir"] == "rtl"
        dutch = found.select('main [lang="nl"]')
        assert dutch, leaf
        assert {one.get("dir") for one in dutch} == {"ltr"}, leaf
    assert see(page, "log/").h1.text == "ورقة تسجيل الأحداث"


# --- what it may cost ----------------------------------------------------------------


def test_no_sheet_costs_more_queries_with_more_in_it(page: Any, django_assert_max_num_queries: Any) -> None:
    many = [make.situation(**{**STAFF, "title": f"Ruzie {at}", "key": f"k{at}"}) for at in range(30)]
    make.set_items(page, "situations", many)
    make.make_page("norm", agreements=[make.agreement(we_do=f"Wij {number}") for number in range(20)])
    for leaf in LEAVES:
        # Those of Wagtail for any page are among them.
        with django_assert_max_num_queries(24):
            first = get(page, leaf)
        with django_assert_max_num_queries(12):
            assert get(page, leaf).content == first.content
        assert len(first.content) < (90_000 if leaf == "cards/" else 30_000), leaf


def test_no_word_on_a_sheet_says_how_something_is_done(page: Any) -> None:
    for leaf in LEAVES:
        text = read(see(page, leaf).main)
        assert not re.search(r"\b(snapchat|tiktok|telegram|whatsapp|discord|roblox|vpn|nepaccount maken)\b", text, re.I)
