"""Making the norm together: scripts with their times, and sheets made of what the site says today."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import PageViewRestriction

from gripwagtail.admin.outcome_form import BY_VOTES, YEAR_LATER, OutcomeForm
from gripwagtail.content.made_by import MADE_BY
from gripwagtail.lookup.context import PageContext
from gripwagtail.starter.plans import shipped_items
from gripwagtail.starter.scripts import SHEETS
from gripwagtail.starter.texts import load
from gripwagtail.subroutes import together
from gripwagtail.subroutes.situation_cards import situation_cards
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

SCRIPTS = ("vote-15", "choose-45", "write-90", "little-reading", "parents", "team")
TEXT = "Wij vragen het eerst"


@pytest.fixture
def page() -> Any:
    agreements = [
        make.agreement(we_do=TEXT, so_not="Wij delen niets stiekem", audiences=["pupil"]),
        make.agreement(we_do="Wij appen niet na tienen", audiences=["parent", "staff"]),
    ]
    return make.make_page("norm", slug="norm", agreements=agreements)


def get(page: Any, leaf: str = "", **options: Any) -> Any:
    return Client().get(f"{page.url}together/{leaf}", **options)


def see(page: Any, leaf: str = "") -> BeautifulSoup:
    response = get(page, leaf)
    assert response.status_code == 200, (leaf, response)
    return make.soup(response)


def links(found: BeautifulSoup) -> list[str]:
    return [one["href"] for one in found.select("main a")]


def incident(page: Any, *titles: str, **value: Any) -> Any:
    situations = [make.situation(title=title, key=f"k{at}", **value) for at, title in enumerate(titles)]
    return make.make_page("incident_help", situations=situations)


def cards(page: Any, kind: str = "situation") -> list[str]:
    return [one.text for one in see(page, f"{kind}-cards/").select(".grip-cards-text")]


# --- the list ------------------------------------------------------------------------


def test_the_norm_page_leads_to_it(page: Any) -> None:
    assert make.see(page).select_one(f'.grip a[href="{page.url}together/"]')


def test_it_lists_every_script_and_sheet_and_each_of_them_opens(page: Any) -> None:
    type(page).objects.filter(pk=page.pk).update(class_sheet="In onze klas betekent dit:")
    leads = links(see(page))
    assert leads == [
        *(f"{page.url}together/{name}/" for name in (*SCRIPTS, *SHEETS)),
        f"{page.url}class-sheet/",
    ]
    assert [address for address in leads if Client().get(address).status_code != 200] == []


def test_every_address_is_known_to_what_forgets_what_it_kept(page: Any) -> None:
    assert {f"/together/{name}/" for name in (*SCRIPTS, *SHEETS)} <= set(page.get_cached_paths())


def test_what_a_script_may_ask_to_print_is_what_there_is_to_print() -> None:
    assert tuple(together.SHEETS) == SHEETS


def test_nothing_else_is_below_it(page: Any) -> None:
    assert get(page, "anders/").status_code == 404
    assert get(page, "voting/more/").status_code == 404


def test_without_agreements_there_is_nothing_to_vote_on_and_no_empty_box(page: Any) -> None:
    make.set_items(page, "agreements", [])
    offered = str(see(page))
    for leaf in ("voting", "agreement-cards"):
        assert get(page, f"{leaf}/").status_code == 404
        assert f"/{leaf}/" not in offered
        assert f"/{leaf}/" not in str(see(page, "vote-15/"))
    assert not see(page, "result/").select(".grip-together-box")
    assert not see(page, "invitation/").select("main li")


# --- like the other sheets -----------------------------------------------------------


@pytest.mark.parametrize("leaf", ["", "vote-15/", *(f"{name}/" for name in SHEETS)])
def test_it_is_a_sheet_like_the_others(page: Any, leaf: str) -> None:
    answer = get(page, leaf)
    assert answer["X-Robots-Tag"] == "noindex"
    found = make.soup(answer)
    assert not found.select("style, [style], iframe, form, input")
    assert len(found.select("h1")) >= 1
    # Back to where it was chosen; from there to the page.
    assert found.header.a["href"] == (f"{page.url}together/" if leaf else page.url)


def test_a_draft_and_a_private_page_have_none(page: Any) -> None:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password="geheim")
    assert TEXT.encode() not in get(page, "voting/").content
    restriction.delete()
    page.unpublish()
    assert get(page).status_code == 404


def test_what_is_only_in_a_draft_is_on_no_sheet(page: Any) -> None:
    make.set_items(page, "agreements", [make.agreement(we_do="Nog niet besproken")], publish=False)
    for leaf in ("agreement-cards/", "voting/", "result/", "invitation/"):
        assert "Nog niet besproken" not in str(see(page, leaf))
        assert TEXT in str(see(page, leaf))


# --- situations ----------------------------------------------------------------------


def test_a_situation_of_the_school_is_on_a_card_of_four_on_a_sheet_with_blank_ones_after(page: Any) -> None:
    titles = [f"Ruzie nummer {number}" for number in range(5)]
    incident(page, *titles)
    assert cards(page) == titles
    sheets = see(page, "situation-cards/").select(".grip-cards")
    assert [len(sheet.select(".grip-cards-text")) for sheet in sheets] == [4, 1]
    # The last sheet is filled up; a whole one of blank cards is printed by who wants it.
    assert [len(sheet.select(".grip-cards-card:has(.grip-write)")) for sheet in sheets] == [0, 3]


@pytest.mark.parametrize("kind", ["situation", "agreement"])
def test_a_sheet_of_blank_cards_is_printed_apart(page: Any, kind: str) -> None:
    incident(page, "Ruzie in de app")
    make.set_items(page, "agreements", [])
    cards = see(page, f"blank-{kind}-cards/").select(".grip-cards-card")
    assert [bool(card.select(".grip-write")) for card in cards] == [True] * 4


def test_who_draws_a_card_does_not_have_to_say_it_of_themselves(page: Any) -> None:
    incident(page, "Ik word online gepest of buitengesloten", "Er is ruzie in de app", "Ze lachen mij uit")
    shown = [
        " ".join(card.get_text(" ").split()) for card in see(page, "situation-cards/").select(".grip-cards-card")[:3]
    ]
    assert shown[0].startswith("Stel, dit gebeurt: Iemand wordt online gepest of buitengesloten ")
    assert shown[1].startswith("Stel, dit gebeurt: Er is ruzie in de app ")
    # What the school wrote itself stays as it is, as what somebody says.
    assert shown[2].startswith("Stel, iemand zegt: “Ze lachen mij uit” ")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("texts", ["po", "vo"])
def test_each_situation_that_we_ship_has_words_about_somebody_on_its_card(language: str, texts: str) -> None:
    shipped = shipped_items("incident_help", "situations", load(language, texts))
    there = make.make_page("incident_help", situations=shipped, text_language=language)
    found = situation_cards(PageContext(page=there), language)
    assert len(found) >= 6
    assert [card.text for card in found if card.is_said or re.search(r"\b(ik|mij|mijn|I|me|my)\b", card.text)] == []


def test_a_title_in_a_language_that_we_do_not_read_is_what_somebody_says(page: Any) -> None:
    there = incident(page, "أنا أتعرض للتنمر")
    type(there).objects.filter(pk=there.pk).update(text_language="ar")
    text = see(page, "situation-cards/").select_one(".grip-cards-text")
    assert (text.text, text["lang"]) == ("“أنا أتعرض للتنمر”", "ar")


def test_without_an_incident_page_the_cards_are_blank(page: Any) -> None:
    assert cards(page) == []
    assert len(see(page, "situation-cards/").select(".grip-cards-card:has(.grip-write)")) == 4


@pytest.mark.parametrize(
    "value",
    [
        {"sexual": "yes"},
        {"sexual": "maybe"},
        {"sexual": "wat dan ook"},
        {"urgency": "now"},
        *({"topic": topic} for topic in ("life", "home", "staff", "strangers", "crime", "help", "", "onbekend")),
        {"position": "employee"},
        {"title": "Ik wil dood"},
        # Words that mean it together, and words that go on.
        {"title": "Ik wil niet langer leven"},
        {"title": "Ik wil er een einde aan maken"},
        {"title": "Ik wil mezelf iets aandoen, zelf"},
        {"title": "Ik wil mezelf pijn gaan doen"},
        {"title": "Ik ben aan het snijden"},
        {"title": "Ruzie in de app", "also": "dood"},
        # What the questions of the form did not say.
        {"title": "Ze vragen mij om een blote foto"},
        {"title": "Iemand zet een naaktfoto van mij online"},
        {"title": "Mijn juf stuurt mij berichtjes"},
        {"title": "Mijn vader slaat mij"},
        {"key": "iets-anders"},
    ],
)
def test_what_nobody_draws_from_a_pile_is_on_no_card(page: Any, value: dict[str, Any]) -> None:
    make.make_page("incident_help", situations=[make.situation(**value)])
    assert cards(page) == []


def test_a_page_for_incidents_that_is_a_draft_or_private_gives_no_card(page: Any) -> None:
    there = incident(page, "Ruzie")
    PageViewRestriction.objects.create(page=there, restriction_type="login")
    assert cards(page) == []
    PageViewRestriction.objects.all().delete()
    assert cards(page) == ["Ruzie"]
    there.unpublish()
    assert cards(page) == []


def test_no_name_of_anybody_at_school_is_on_any_sheet(page: Any) -> None:
    make.make_page("contact", contacts=[make.contact(label="Juf Anneke", name="Anneke Voorbeeld", kind="person")])
    for leaf in ("", *(f"{name}/" for name in (*SCRIPTS, *SHEETS))):
        assert "Anneke" not in str(see(page, leaf))


# --- agreements, votes, letters ------------------------------------------------------


def test_the_ballot_is_in_the_order_of_the_page_and_not_of_the_last_votes(page: Any) -> None:
    agreements = [make.agreement(we_do=text, votes=count) for text, count in (("A", 1), ("B", 90), ("C", 30))]
    make.set_items(page, "agreements", agreements)
    ballot = see(page, "voting/").select_one(".grip-together-half")
    assert [row.td.text for row in ballot.select("tbody tr")] == ["A", "B", "C"]


def test_a_list_in_the_address_is_not_kept_under_any_name(page: Any) -> None:
    assert [get(page, leaf).status_code for leaf in ("x" * 300 + "/", "voting%2Fresult/")] == [404, 404]


def test_an_agreement_card_says_for_whom_it_is(page: Any) -> None:
    first, second = see(page, "agreement-cards/").select(".grip-cards-card")[:2]
    assert TEXT in first.text
    assert "Wij delen niets stiekem" in first.text
    assert "leerlingen" in first.text
    assert "ouders" in second.text


def test_what_is_voted_on_has_the_numbers_and_order_of_the_result_form(page: Any) -> None:
    def rows(leaf: str) -> list[tuple[str, str]]:
        table = see(page, leaf).select_one("table")
        return [(row.th.text, row.td.text) for row in table.select("tbody tr")]

    assert rows("voting/") == rows("result/") == [("1", TEXT), ("2", "Wij appen niet na tienen")]


def test_two_ballots_are_on_a_sheet_unless_they_are_long(page: Any) -> None:
    found = see(page, "voting/").select(".grip-together-ballot")
    assert [one.get("aria-hidden") for one in found] == [None, "true"]
    make.set_items(page, "agreements", [make.agreement(we_do=f"{number} {'w' * 110}") for number in range(7)])
    assert len(see(page, "voting/").select(".grip-together-ballot")) == 1


def test_the_result_form_has_a_box_for_each_field_of_the_form_in_the_admin(page: Any) -> None:
    boxes = [one["data-field"] for one in see(page, "result/").select("[data-field]")]
    form = OutcomeForm(page)
    asked = [
        "votes" if name.startswith("votes-") else name for name in form.fields if name not in (BY_VOTES, YEAR_LATER)
    ]
    # How the agreements stand on the page, and what a new day brings along, is for who types this in.
    assert boxes == asked == [*MADE_BY, "agree", "votes", "votes", "changed", "adopted_on", "review_on"]


def test_the_result_form_says_what_the_site_says_now(page: Any) -> None:
    assert "Op de site staat nu" not in see(page, "result/").text
    page.review_on = datetime.date(2027, 2, 10)
    page.save()
    assert "10 februari 2027" in see(page, "result/").text


def test_the_invitation_has_the_school_its_norm_and_how_to_bring_an_interpreter(page: Any) -> None:
    make.settings_of(school_name="De Kwikstaart", interpreter_line="Bel ons voor een tolk.")
    type(page).objects.filter(pk=page.pk).update(statement="Wij zijn aardig")
    text = see(page, "invitation/").text
    for said in ("De Kwikstaart", "Bel ons voor een tolk.", "Wij zijn aardig", TEXT, page.full_url):
        assert said in text
    # Nobody has agreed to anything yet.
    assert "Wat we van elkaar vragen" in text


def test_the_class_sheet_asks_when_it_is_talked_about_again(page: Any) -> None:
    type(page).objects.filter(pk=page.pk).update(class_sheet="In onze klas betekent dit:")
    assert "Weer bespreken op:" in make.soup(Client().get(f"{page.url}class-sheet/")).text


# --- language, kind of school --------------------------------------------------------


@pytest.mark.parametrize(("school_type", "who"), [("po", "Groep 5"), ("ikc", "Groep 5"), ("vo", "mentorles")])
def test_the_scripts_are_for_the_kind_of_school(page: Any, school_type: str, who: str) -> None:
    make.settings_of(school_type=school_type)
    assert who in see(page, "vote-15/").text


def test_a_translated_sheet_is_in_its_language_and_marks_what_nobody_translated(page: Any) -> None:
    assert "lang" not in see(page, "vote-15/").h1.attrs
    copy = make.translate(page, "en")
    assert "Talk in pairs" in see(copy, "vote-15/").text
    sheet = see(copy, "voting/")
    assert sheet.html["lang"] == "en"
    assert sheet.select_one("tbody td")["lang"] == "nl"


def test_an_arabic_sheet_runs_from_right_to_left_with_the_script_in_dutch(page: Any) -> None:
    type(page).objects.filter(pk=page.pk).update(text_language="ar")
    sheet = see(page, "vote-15/")
    assert sheet.html["dir"] == "rtl"
    assert (sheet.h1["lang"], sheet.h1["dir"]) == ("nl", "ltr")
    assert see(page, "voting/").h1.text == "ورقة التصويت"


# --- what it may cost ----------------------------------------------------------------


def test_no_sheet_costs_more_queries_with_more_in_it(page: Any, django_assert_max_num_queries: Any) -> None:
    incident(page, *(f"Ruzie {number}" for number in range(20)))
    make.set_items(page, "agreements", [make.agreement(we_do=f"Wij {number}") for number in range(20)])
    for leaf in ("", "team/", *(f"{name}/" for name in SHEETS)):
        get(page, leaf)
        # Those of Wagtail for any page are among them.
        with django_assert_max_num_queries(18):
            answer = get(page, leaf)
        assert len(answer.content) < 30_000, leaf


def test_in_an_arabic_list_a_dutch_title_stands_on_the_side_of_what_is_below_it(page: Any) -> None:
    type(page).objects.filter(pk=page.pk).update(text_language="ar")
    dutch = see(type(page).objects.get(pk=page.pk)).select(".grip-together-list > li[lang=nl][dir=ltr]")
    assert dutch
    assert not [item for item in dutch if item.select("[dir], [lang]")], "one direction for the title and its words"
