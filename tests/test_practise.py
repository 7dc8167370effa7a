"""Practising in class: exercises, role plays and roles of pupils, for the kind of school and of its agreements."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import PageViewRestriction

from gripwagtail.starter.exercises import SHEETS, book
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

TEXT = "Wij vragen het eerst"


@pytest.fixture
def page() -> Any:
    return make.make_page("overview", slug="online-gedrag")


def get(page: Any, leaf: str = "", **options: Any) -> Any:
    return Client().get(f"{page.url}practise/{leaf}", **options)


def see(page: Any, leaf: str = "") -> BeautifulSoup:
    response = get(page, leaf)
    assert response.status_code == 200, (leaf, response)
    return make.soup(response)


def text_of(page: Any, leaf: str) -> str:
    return " ".join(see(page, leaf).main.text.split())


def headings(page: Any, leaf: str) -> list[str]:
    return [one.text for one in see(page, leaf).select("main h2")]


# --- the list ------------------------------------------------------------------------


def test_the_overview_leads_to_it(page: Any) -> None:
    assert make.see(page).select_one(f'.grip a[href="{page.url}practise/"]')


def test_the_norm_leads_to_it_where_the_overview_can_be_seen(page: Any) -> None:
    norm = make.make_page("norm")
    assert make.see(norm).select_one(f'.grip a[href="{page.url}practise/"]').text == "Oefenen in de klas"
    page.unpublish()
    assert not make.see(norm).select('a[href$="practise/"]')


def test_it_lists_every_sheet_and_each_of_them_opens(page: Any) -> None:
    leads = [one["href"] for one in see(page).select("main a")]
    assert leads == [f"{page.url}practise/{name}/" for name in SHEETS]
    assert [address for address in leads if Client().get(address).status_code != 200] == []


def test_where_there_is_a_norm_it_leads_to_making_that_together_and_to_who_helps(page: Any) -> None:
    norm, contact = make.make_page("norm"), make.make_page("contact")
    leads = [one["href"] for one in see(page).select("main a")]
    assert f"{norm.url}together/" in leads
    assert contact.url in leads


def test_every_address_is_known_to_what_forgets_what_it_kept(page: Any) -> None:
    assert {"/practise/", *(f"/practise/{name}/" for name in SHEETS)} <= set(page.get_cached_paths())


def test_nothing_else_is_below_it(page: Any) -> None:
    assert get(page, "anders/").status_code == 404
    assert get(page, "plays/more/").status_code == 404


# --- like the other sheets -----------------------------------------------------------


@pytest.mark.parametrize("leaf", ["", *(f"{name}/" for name in SHEETS)])
def test_it_is_a_sheet_like_the_others(page: Any, leaf: str) -> None:
    answer = get(page, leaf)
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    found = make.soup(answer)
    assert not found.select("style, [style], iframe, form, input")
    assert len(found.select("h1")) == 1
    assert found.header.a["href"] == (f"{page.url}practise/" if leaf else page.url)
    assert "niet dat je het geheimhoudt" in " ".join(found.main.text.split())


def test_a_draft_and_a_private_page_have_none(page: Any) -> None:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password="geheim")
    assert b"grip-practise" not in get(page, "plays/").content
    restriction.delete()
    page.unpublish()
    assert get(page).status_code == 404


def test_no_name_of_anybody_at_school_is_on_any_sheet(page: Any) -> None:
    make.make_page("contact", contacts=[make.contact(label="Juf Anneke", name="Anneke Voorbeeld", kind="person")])
    for leaf in ("", *(f"{name}/" for name in SHEETS)):
        assert "Anneke" not in str(see(page, leaf))


# --- by competence -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("school_type", "younger", "phones"),
    [
        ("po", "groep 1 tot en met 4", False),
        ("so", "groep 1", False),
        ("vo", "klas 1 en 2", True),
        ("vso", "klas", True),
    ],
)
def test_the_exercises_are_for_the_kind_of_school(page: Any, school_type: str, younger: str, phones: bool) -> None:
    make.settings_of(school_type=school_type)
    assert younger in see(page, "younger/").h1.text
    assert ("Telefoons blijven weg" in text_of(page, "older/")) is phones


def test_each_age_has_an_exercise_for_each_competence_and_says_whether_it_is_a_chance(page: Any) -> None:
    for sheet in ("younger", "older"):
        kinds = [one.text for one in see(page, f"{sheet}/").select(".grip-practise-kind")]
        assert [kind.split(" · ")[0] for kind in kinds] == [*book("nl", "po").competences.values()]
        assert sorted(kind.split(" · ")[1] for kind in kinds) == ["Kans"] * 4 + ["Let op"] * 4


# --- by agreement --------------------------------------------------------------------


def test_an_exercise_stands_under_the_agreements_of_this_school_that_it_belongs_to(page: Any) -> None:
    agreements = [
        make.agreement(we_do=TEXT, topics=["images", "privacy"]),
        make.agreement(we_do="Wij zeggen sorry", topics=["bullying"]),
        make.agreement(we_do="Wij appen niet na tienen", topics=["groups"], audiences=["staff"]),
    ]
    make.make_page("norm", agreements=agreements)
    found = see(page, "agreements/").select(".grip-practise-one")
    under = [[one.text for one in row.select("li")] for row in found]
    # In the order of our exercises; what is not asked of pupils is not for a classroom.
    assert under == [["Wij zeggen sorry"], [TEXT], [TEXT]]


def test_an_agreement_without_a_topic_of_ours_has_the_exercise_that_fits_any(page: Any) -> None:
    make.make_page("norm", agreements=[make.agreement(we_do="Wij groeten elkaar", topics=["home"])])
    [row] = see(page, "agreements/").select(".grip-practise-one")
    assert "Wij groeten elkaar" in row.text
    assert "als het goed gaat" in row.text


def test_without_a_norm_or_with_one_that_is_not_public_all_of_them_are_there(page: Any) -> None:
    topics = len(book("nl", "po").topics) - 1
    assert len(see(page, "agreements/").select(".grip-practise-one")) == topics
    norm = make.make_page("norm", agreements=[make.agreement(we_do=TEXT, topics=["images"])])
    PageViewRestriction.objects.create(page=norm, restriction_type="login")
    assert TEXT not in text_of(page, "agreements/")
    PageViewRestriction.objects.all().delete()
    assert TEXT in text_of(page, "agreements/")
    norm.unpublish()
    assert len(see(page, "agreements/").select(".grip-practise-one")) == topics


def test_what_is_only_in_a_draft_of_the_norm_is_on_no_sheet(page: Any) -> None:
    norm = make.make_page("norm", agreements=[make.agreement(we_do=TEXT, topics=["images"])])
    make.set_items(norm, "agreements", [make.agreement(we_do="Nog niet besproken", topics=["images"])], publish=False)
    assert TEXT in text_of(page, "agreements/")
    assert "Nog niet besproken" not in text_of(page, "agreements/")


# --- plays and pupils ----------------------------------------------------------------


def test_every_play_ends_well_and_has_an_empty_chair(page: Any) -> None:
    found = see(page, "plays/")
    assert "lege stoel" in found.main.text
    plays = found.select(".grip-practise-one")
    assert len(plays) == 5
    assert all("Zo loopt het goed af" in one.text for one in plays)


@pytest.mark.parametrize(
    ("school_type", "roles"),
    [("po", ["Sfeermakers", "Uitleggers", "Meedenkers"]), ("vo", ["Ambassadeurs", "Maatjes", "Makers"])],
)
def test_roles_of_pupils_have_limits_and_an_adult(page: Any, school_type: str, roles: list[str]) -> None:
    make.settings_of(school_type=school_type)
    assert headings(page, "pupils/") == roles
    for one in see(page, "pupils/").select(".grip-practise-one"):
        assert "Wat ze niet doen" in one.text
        assert "Wat een volwassene doet" in one.text


# --- language ------------------------------------------------------------------------


def test_a_translated_sheet_is_in_its_language_and_marks_what_nobody_translated(page: Any) -> None:
    norm = make.make_page("norm", agreements=[make.agreement(we_do=TEXT, topics=["images"])])
    make.translate(norm, "en")
    copy = make.translate(page, "en")
    sheet = see(copy, "agreements/")
    assert sheet.html["lang"] == "en"
    assert "lang" not in sheet.h1.attrs
    assert "Goes with:" in sheet.main.text
    assert sheet.select_one(".grip-practise-one li")["lang"] == "nl"


def test_an_arabic_sheet_runs_from_right_to_left_with_the_exercises_in_dutch(page: Any) -> None:
    type(page).objects.filter(pk=page.pk).update(text_language="ar")
    sheet = see(page, "plays/")
    assert sheet.html["dir"] == "rtl"
    assert (sheet.h1["lang"], sheet.h1["dir"]) == ("nl", "ltr")
    assert {(one["lang"], one["dir"]) for one in sheet.select(".grip-practise-one")} == {("nl", "ltr")}


# --- what it may cost ----------------------------------------------------------------


def test_no_sheet_costs_more_queries_with_more_in_it(page: Any, django_assert_max_num_queries: Any) -> None:
    agreements = [make.agreement(we_do=f"Wij {number}", topics=["images"]) for number in range(30)]
    make.make_page("norm", agreements=agreements)
    make.make_page("contact", contacts=[make.contact(label=f"Balie {number}") for number in range(20)])
    for leaf in ("", *(f"{name}/" for name in SHEETS)):
        get(page, leaf)
        # Those of Wagtail for any page are among them.
        with django_assert_max_num_queries(18):
            answer = get(page, leaf)
        assert len(answer.content) < 30_000, leaf


# --- does it work? -------------------------------------------------------------------


def test_the_question_sheet_has_five_questions_for_each_group_with_boxes_and_as_text(page: Any) -> None:
    found = see(page, "questions/")
    assert [one.text for one in found.select(".grip-practise-one h2")] == [
        "Voor kinderen",
        "Voor ouders",
        "Voor het team",
    ]
    for table, text in zip(found.select("table"), found.select("[data-grip-text]"), strict=True):
        asked = [row.text for row in table.select("tbody th")]
        assert len(asked) == 5
        assert [line.text for line in text.select("p")] == [
            *(f"{one} Ja / Een beetje / Nee" for one in asked),
            "Wat mis je?",
        ]
        # Boxes to tick on paper; nothing can be filled in here.
        assert [cell.text for cell in table.select("tbody td")] == [""] * 15


def test_it_asks_no_name_and_says_from_how_many_answers_on_numbers_are_given(page: Any) -> None:
    said = text_of(page, "questions/")
    assert "Zonder naam" in said
    assert "minder dan tien" in said


def test_in_an_arabic_list_a_dutch_title_stands_on_the_side_of_what_is_below_it(page: Any) -> None:
    type(page).objects.filter(pk=page.pk).update(text_language="ar")
    dutch = see(type(page).objects.get(pk=page.pk)).select(".grip-together-list > li[lang=nl][dir=ltr]")
    assert dutch
    assert not [item for item in dutch if item.select("[dir], [lang]")], "one direction for the title and its words"
