"""The contact page as a sheet to print: the same people, facts and words as on the page."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests import factories as make

pytestmark = pytest.mark.django_db


def page_with(*cards: Any, **fields: Any) -> Any:
    given = {"title": "Wie helpt?", "school_name": "De Kwikstaart", **fields}
    return make.make_page("contact", slug="wie-helpt", contacts=list(cards), **given)


def sheet(page: Any) -> Any:
    response = Client().get(f"{page.url}print/")
    assert response.status_code == 200, response
    return make.soup(response)


def read(page: Any) -> str:
    return " ".join(sheet(page).main.get_text(" ").split())


def titles(page: Any) -> list[str]:
    return [card.h3.span.get_text() for card in sheet(page).select(".grip-paper-contact")]


# --- what is on it ------------------------------------------------------------------


def test_danger_comes_first_then_the_title_the_school_the_people_and_the_services() -> None:
    make.helpline("kindertelefoon")
    text = read(page_with(make.contact(label="De mentor")))
    parts = ["112", "113", "Wie helpt?", "De Kwikstaart", "De mentor", "werkt?", "De Kindertelefoon 0800-0432"]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_a_card_has_all_its_ways_written_out() -> None:
    card = make.contact(
        label="De vertrouwenspersoon",
        roles=["confidential-internal"],
        phones=["070 012 34 56 (kies 3)", "070 098 76 54"],
        whatsapp="06 01 23 45 67",
        instagram="@kwikstaart",
        where="Lokaal 2.14",
        when="ma, di",
        reply_time="Binnen een schooldag",
        location="Zuid",
        languages="tr",
        via_school=True,
    )
    text = read(page_with(card, school_phone="070 011 11 11", school_email="info@kwikstaart.example"))
    for part in (
        "De vertrouwenspersoon (vertrouwenspersoon op school)",
        "070 012 34 56 (kies 3)",
        "070 098 76 54",
        "mentor@kwikstaart.example",
        "WhatsApp: 06 01 23 45 67",
        "Instagram: @kwikstaart",
        "Waar : Lokaal 2.14",
        "Wanneer : ma, di",
        "Antwoord : Binnen een schooldag",
        "Zuid",
        "Türkçe",
        "070 011 11 11",
        "info@kwikstaart.example",
    ):
        assert part.replace(" :", ":") in text.replace(" :", ":"), part


def test_who_has_no_number_shows_that_of_the_school() -> None:
    page = page_with(make.contact(phones=[], email="", via_school=True), school_phone="070 011 11 11")
    [card] = sheet(page).select(".grip-paper-contact")
    assert "070 011 11 11" in card.get_text()


def test_who_has_a_number_is_reached_through_the_school_as_well_and_its_number_stands_above_once() -> None:
    page = page_with(make.contact(via_school=True), make.contact(via_school=False), school_phone="070 011 11 11")
    through, direct = sheet(page).select(".grip-paper-contact")
    assert len(through.select("li")) == len(direct.select("li")) + 1
    assert str(sheet(page)).count("tel:+31700111111") == 1


def test_a_card_of_the_board_shows_the_number_of_the_board() -> None:
    board = make.site_with("bestuur.example")
    complaints = make.contact(label="Klachtencommissie", roles=["complaints"], via_school=True)
    make.make_page("contact", board.root_page.specific, contacts=[complaints])
    make.settings_of(board, school_name="Stichting Lindewaard", phone="070 055 55 55")
    make.settings_of(make.site_with("localhost"), board=board)
    _own, card = sheet(page_with(make.contact(), school_phone="070 011 11 11")).select(".grip-paper-contact")
    assert "Klachtencommissie, Stichting Lindewaard" in card.get_text()
    assert "070 055 55 55" in card.get_text()


def test_everyone_stands_in_the_order_of_the_page_under_a_heading_of_their_own() -> None:
    person = {"kind": "person", "told_on": "2026-09-01"}
    page = page_with(
        make.contact(label="Juf Annemiek", name="Annemiek", **person),
        make.contact(label="De mentor"),
        make.contact(label="Meester Bo", name="Bo", **person),
        make.contact(kind="organisation", label="De GGD"),
        make.contact(label="De directie"),
    )
    assert titles(page) == ["Juf Annemiek", "De mentor", "Meester Bo", "De GGD", "De directie"]


def test_a_role_that_the_title_says_already_is_not_said_again() -> None:
    page = page_with(make.contact(label="Aandachtsfunctionaris", roles=["safeguarding"]))
    said = sheet(page).select_one(".grip-paper-contact h3").get_text()
    assert said.casefold().count("aandachtsfunctionaris") == 1


# --- at night -----------------------------------------------------------------------


def test_it_says_who_answers_at_night_and_what_the_school_says_about_it() -> None:
    make.helpline("veilig-thuis", name="Veilig Thuis", phones="0800-2000", day_and_night=True)
    make.settings_of(after_hours="Wij lezen het morgen.", closed_periods="20 december tot 4 januari")
    night = " ".join(sheet(page_with()).select_one(".grip-paper-night").get_text(" ").split())
    for said in ("Wie neemt nu op?", "Veilig Thuis 0800-2000", "Wij lezen het morgen.", "20 december tot 4 januari"):
        assert said in night


def test_with_nothing_to_say_about_the_night_there_is_no_such_part() -> None:
    assert not sheet(page_with(make.contact())).select(".grip-paper-night")


# --- how large the letters are ------------------------------------------------------


def size_of(page: Any) -> str:
    classes = sheet(page).main["class"]
    return next(one.removeprefix("grip-paper-") for one in classes if one != "grip-paper-sheet")


def test_the_letters_are_as_large_as_the_number_of_cards_allows() -> None:
    def many(count: int) -> list[Any]:
        return [make.contact(label=f"Kaart {number}", where="Lokaal 2.14, brievenbus") for number in range(count)]

    sizes = [size_of(make.make_page("contact", contacts=many(count))) for count in (2, 26, 60)]
    assert sizes == ["large", "medium", "small"]


# --- not for today ------------------------------------------------------------------


@pytest.mark.parametrize(
    "not_today", [{"valid_until": "2020-01-01"}, {"valid_from": "2999-01-01"}, {"confirmed": False}]
)
def test_who_is_not_shown_on_the_page_today_is_not_on_the_sheet(not_today: dict[str, Any]) -> None:
    assert titles(page_with(make.contact(label="De mentor"), make.contact(label="Weg", **not_today))) == ["De mentor"]


def test_the_services_are_in_three_lines_those_of_day_and_night_first() -> None:
    make.helpline("kindertelefoon")
    make.helpline("veilig-thuis", name="Veilig Thuis", phones="0800-2000", day_and_night=True)
    make.helpline("offlimits", name="Offlimits", phones="", url="https://www.offlimits.nl/hulp/")
    make.helpline("adviespunt", name="Adviespunt", phones="030 012 34 56", audiences="staff")
    always, by_phone, online = (
        " ".join(run.get_text(" ").split()) for run in sheet(page_with()).select(".grip-paper-run")
    )
    assert always.endswith("Veilig Thuis 0800-2000")
    assert by_phone.endswith("De Kindertelefoon 0800-0432")
    assert online.endswith("Offlimits www.offlimits.nl/hulp")


def test_it_says_what_to_do_when_it_is_about_someone_who_works_at_school() -> None:
    assert "Gaat het over iemand die op school werkt?" in read(page_with())


def test_it_says_the_day_of_printing_in_local_time_and_the_full_address(monkeypatch: pytest.MonkeyPatch) -> None:
    late = datetime.datetime(2026, 9, 1, 22, 30, tzinfo=datetime.UTC)  # half past midnight in Amsterdam
    monkeypatch.setattr(timezone, "now", lambda: late)
    page = page_with()
    foot = sheet(page).footer.get_text()
    assert "2 september 2026" in foot
    assert page.get_full_url() in foot
    assert page.get_full_url().startswith("http")


# --- a document of its own ----------------------------------------------------------


def test_it_is_a_document_of_its_own_with_its_language_and_one_stylesheet() -> None:
    page = page_with(make.contact())
    host = {link["href"] for link in make.see(page).select("link[rel=stylesheet]")}
    found = sheet(page)
    assert found.html["lang"] == "nl"
    assert found.html["dir"] == "ltr"
    assert [link["href"] for link in found.select("link[rel=stylesheet]")] == ["/static/gripwagtail/sheet.min.css"]
    assert "/static/gripwagtail/sheet" not in host
    assert not found.select("style, [style], [onclick], nav, form")
    [script] = found.select("script")
    assert (script["src"], script.string) == ("/static/gripwagtail/print.min.js", None)
    assert len(found.select("h1")) == len(found.select("main")) == 1
    assert "De Kwikstaart" in found.title.get_text()


def test_what_editors_type_is_escaped() -> None:
    page = page_with(make.contact(label="<script>alert(1)</script>", where="<b>hal</b>"), title="<i>Wie</i>")
    found = sheet(page)
    assert not found.select("main script, main b, main i")
    assert "<script>alert(1)</script>" in found.get_text()


def test_a_page_written_from_right_to_left_gives_such_a_sheet() -> None:
    found = sheet(page_with(make.contact(), text_language="ar"))
    assert found.html["lang"] == "ar"
    assert found.html["dir"] == "rtl"
    assert all(bdi["dir"] == "ltr" for bdi in found.select("a[href^='tel:'] bdi"))


def test_a_translation_has_the_facts_of_the_source_in_its_own_words() -> None:
    card = make.contact(label="De mentor", where="Lokaal 2")
    page = page_with(card)
    stale = {**card, "value": {**card["value"], "label": "The mentor", "phones": make.items_of("070 099 99 99")}}
    copy = make.translate(page, "en", title="Who helps?", contacts=[stale, make.contact(label="Who left")])
    text = read(copy)
    assert "Who helps?" in text
    assert "070 012 34 56" in text
    assert "070 099 99 99" not in text
    assert titles(copy) == ["The mentor"]
    assert sheet(copy).html["lang"] == "en"
    assert sheet(copy).find("span", string="Lokaal 2")["lang"] == "nl"
    make.set_items(page, "contacts", [])
    assert titles(copy) == []


def test_it_leads_back_to_the_page_and_has_a_button_that_only_a_script_shows() -> None:
    page = page_with(make.contact())
    found = sheet(page)
    assert found.header.a["href"] == page.url
    assert found.header.a.get_text() == "Wie helpt?"
    assert found.header.button.has_attr("hidden")
    assert "Ctrl+P" in found.select_one(".grip-paper-note").get_text()


# --- who may have it ----------------------------------------------------------------


def test_a_draft_and_a_private_page_have_no_sheet() -> None:
    page = page_with(make.contact(label="De mentor"))
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password="geheim")
    assert b"De mentor" not in Client().get(f"{page.url}print/").content
    restriction.delete()
    page.unpublish()
    assert Client().get(f"{page.url}print/").status_code == 404


def test_what_is_not_published_yet_is_not_on_the_sheet() -> None:
    page = page_with(make.contact(label="De mentor"))
    make.set_items(page, "contacts", [make.contact(label="Nog niet")], publish=False)
    assert titles(page) == ["De mentor"]


def test_there_is_nothing_below_the_sheet_and_it_stays_out_of_caches_and_search() -> None:
    page = page_with(make.contact())
    assert Client().get(f"{page.url}print/more/").status_code == 404
    response = Client().get(f"{page.url}print/")
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("kind", ["incident_help", "overview", "parent_tips"])
def test_other_pages_have_no_such_sheet(kind: str) -> None:
    assert Client().get(f"{make.make_page(kind).url}print/").status_code == 404
