"""The contact page as someone reads it who needs a person: first, at night, and with many cards."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup

from gripwagtail.vocabulary import TOPICS
from tests import factories as make

pytestmark = pytest.mark.django_db


def reach(soup: BeautifulSoup) -> str:
    """What replaces the first person to reach."""
    found = soup.select_one(".grip-first")
    return " ".join(found.get_text(" ").split()) if found else ""


def evening(soup: BeautifulSoup) -> str:
    found = soup.select_one(".grip-evening")
    return " ".join(found.get_text(" ").split()) if found else ""


# --- the first one ------------------------------------------------------------------


def test_the_first_who_can_be_reached_stands_above_everything_but_danger() -> None:
    page = make.make_page(
        "contact",
        intro="Praat erover.",
        contacts=[
            make.contact(label="Kamer 3", phones=[], email="", via_school=False, where="Lokaal 3"),
            make.contact(label="Juf Annemiek", phones=["070 012 34 56"]),
        ],
    )
    soup = make.see(page)
    assert reach(soup).startswith("Juf Annemiek")
    assert soup.select_one(".grip-first a[href='tel:+31700123456']")
    order = [tag.get("class", [""])[0] for tag in soup.select(".grip-danger, .grip-first, .grip-intro, .grip-contact")]
    assert order[:3] == ["grip-danger", "grip-first", "grip-intro"]


def test_without_anyone_to_reach_there_is_no_first_and_the_school_takes_the_place_of_the_cards() -> None:
    make.settings_of(phone="070 098 76 54")
    soup = make.see(make.make_page("contact"))
    assert not reach(soup)
    assert soup.select_one(".grip-school a[href='tel:+31700987654']")


def test_an_expired_card_is_not_the_first() -> None:
    page = make.make_page(
        "contact",
        contacts=[make.contact(label="Weg", valid_until="2020-01-01"), make.contact(label="Meester Bas")],
    )
    assert reach(make.see(page)).startswith("Meester Bas")


@pytest.mark.parametrize(("start", "end", "shown"), [(0, 0, True), (1, None, False), (None, -1, False), (-1, 1, True)])
def test_both_days_of_a_card_count_and_neither_the_day_before_nor_the_day_after(
    start: int | None, end: int | None, shown: bool
) -> None:
    from django.utils import timezone

    def day(shift: int | None) -> str | None:
        return None if shift is None else (timezone.localdate() + datetime.timedelta(days=shift)).isoformat()

    page = make.make_page("contact", contacts=[make.contact(valid_from=day(start), valid_until=day(end))])
    assert bool(make.see(page).select("[data-grip-contact]")) is shown


# --- at night -----------------------------------------------------------------------


def test_at_night_the_lines_that_answer_day_and_night_come_first_and_the_others_say_to_look_on_their_site() -> None:
    make.helpline("kindertelefoon", url="https://kindertelefoon.example/", position=1)
    make.helpline("veilig-thuis", name="Veilig Thuis", phones="0800-2000", day_and_night=True, position=2)
    said = evening(make.see(make.make_page("contact")))
    assert said.index("Veilig Thuis") < said.index("Kindertelefoon")
    assert "Site of De Kindertelefoon" in said or "Site van De Kindertelefoon" in said
    assert "Site van Veilig Thuis" not in said


@pytest.mark.parametrize("language", ["nl", "en"])
def test_unknown_hours_do_not_read_as_closed(language: str) -> None:
    make.helpline("kindertelefoon", hours="", url="https://kindertelefoon.example/")
    soup = make.see(make.make_page("contact", text_language=language))
    card = soup.select_one("[data-grip-helpline='kindertelefoon'] .grip-terms")
    assert card is not None
    said = f"{evening(soup)} {' '.join(card.get_text(' ').split())}"
    # The evening sends to the site for the hours, under the line that opens it, and so does the card.
    assert len(re.findall(r"\btijden\b|\bhours\b", said)) == 3
    closed = re.findall(r"dicht|gesloten|niet (?:altijd )?open|closed|not (?:always )?open", said, re.IGNORECASE)
    # That the school is, is a question above the list.
    assert len(closed) == 1


def test_a_line_with_known_hours_or_for_this_week_is_left_to_its_own_card_at_night() -> None:
    make.helpline("fraudehelpdesk", name="Fraudehelpdesk", hours="Werkdagen 9 tot 17 uur")
    make.helpline("slachtofferhulp", name="Slachtofferhulp", urgency="week")
    page = make.make_page("contact")
    assert "Fraudehelpdesk" not in evening(make.see(page))
    assert "Slachtofferhulp" not in evening(make.see(page))
    assert make.see(page).select("[data-grip-helpline='fraudehelpdesk']")


def test_what_can_wait_is_what_the_school_says_with_its_closed_days_and_when_the_first_one_answers() -> None:
    make.settings_of(after_hours="Mail ons. Wij lezen het morgen.", closed_periods="20 december tot 4 januari\n\n3 mei")
    page = make.make_page("contact", contacts=[make.contact(reply_time="binnen 1 schooldag")])
    said = evening(make.see(page))
    for text in ("Mail ons. Wij lezen het morgen.", "20 december tot 4 januari", "3 mei", "binnen 1 schooldag"):
        assert text in said


def test_who_does_not_read_what_the_school_says_reads_first_what_can_wait() -> None:
    make.settings_of(after_hours="Mail ons. Wij lezen het morgen.")
    page = make.make_page("contact", contacts=[make.contact()])
    make.language("en")
    said = evening(make.see(make.translate(page, "en", title="Who helps")))
    assert said.index("E-mail or call one of the people below") < said.index("Mail ons.")
    assert "Mail of bel" not in evening(make.see(page))


def test_without_any_line_or_word_of_the_school_nothing_is_said_about_the_night() -> None:
    assert not evening(make.see(make.make_page("contact")))


def test_at_night_nothing_has_to_be_opened_to_see_who_answers_and_a_line_says_whom_it_is_for() -> None:
    make.helpline("veilig-thuis", name="Veilig Thuis", phones="0800-2000", day_and_night=True, position=2)
    make.helpline("luisterlijn", name="De Luisterlijn", audiences="parent, staff", day_and_night=True, position=3)
    night = make.see(make.make_page("contact")).select_one(".grip-evening")
    open_lines = [line.get_text(" ", strip=True) for line in night.select("li") if line.find_parent("details") is None]
    assert open_lines[0].startswith("Thuis niet veilig? Veilig Thuis")
    assert open_lines[1].startswith("De Luisterlijn (voor volwassenen)")


# --- many cards ---------------------------------------------------------------------


def cards(count: int, **value: Any) -> list[Any]:
    return [make.contact(label=f"Kaart {number}", **value) for number in range(count)]


def test_from_nine_cards_on_a_reader_can_choose_what_it_is_about() -> None:
    few = make.see(make.make_page("contact", contacts=cards(8, topics=["money"])))
    many = make.see(make.make_page("contact", make.home_page(), contacts=cards(9, topics=["money", "images"])))
    assert not few.select("select")
    [choice] = many.select("select")
    assert [option["value"] for option in choice.select("option")] == ["", "images", "money"]
    assert not choice.get("name")
    assert choice["autocomplete"] == "off"


def test_topics_are_those_of_people_and_services_and_only_a_script_shows_them() -> None:
    make.helpline("fraudehelpdesk", name="Fraudehelpdesk", topics="money,accounts")
    soup = make.see(make.make_page("contact", contacts=cards(9, topics=["bullying"])))
    assert [option["value"] for option in soup.select("select option")] == ["", "bullying", "accounts", "money"]
    assert soup.select_one("[data-grip-narrow]").has_attr("hidden")
    assert soup.select_one("[data-grip-helpline]")["data-grip-topics"] == "money accounts"
    assert set(TOPICS) >= {"bullying", "accounts", "money"}


def test_many_cards_end_with_the_school_itself_so_that_no_choice_leaves_nothing() -> None:
    make.settings_of(phone="070 098 76 54")
    soup = make.see(make.make_page("contact", contacts=cards(4, serves=["staff"])))
    last = soup.select(".grip-people .grip-cards")[0].find_all("article", recursive=False)[-1]
    assert "grip-school" in last["class"]
    assert not last.has_attr("data-grip-serves")


# --- leaving ------------------------------------------------------------------------


@pytest.mark.parametrize(("serves", "shown"), [([], True), (["pupil", "parent"], True), (["parent", "staff"], False)])
def test_the_way_out_is_there_when_a_pupil_may_find_someone(serves: list[str], shown: bool) -> None:
    page = make.make_page("contact", contacts=[make.contact(serves=serves)])
    assert bool(make.see(page).select("[data-grip-exit]")) is shown


# --- honest -------------------------------------------------------------------------


def test_a_line_that_promises_too_much_is_followed_by_what_is_true() -> None:
    page = make.make_page(
        "contact", contacts=[make.contact(secrecy="Dit blijft 100% tussen ons.", roles=["confidential-internal"])]
    )
    said = make.see(page).select_one(".grip-secrecy").get_text()
    assert "100%" in said
    assert "Soms moet ik iets doorgeven" in said


def test_an_honest_line_of_the_school_stands_by_itself() -> None:
    page = make.make_page("contact", contacts=[make.contact(secrecy="Ik vertel je eerst met wie ik praat.")])
    assert make.see(page).select_one(".grip-secrecy").get_text().strip() == "Ik vertel je eerst met wie ik praat."


# --- for other machines -------------------------------------------------------------


def test_functions_are_marked_as_contact_points() -> None:
    page = make.make_page("contact", contacts=[make.contact(label="De vertrouwenspersonen")])
    [card] = make.see(page).select("[itemtype='https://schema.org/ContactPoint']")
    assert card.select_one("[itemprop=telephone]").get_text() == "070 012 34 56"
    assert card.select_one("[itemprop=email]").get_text() == "mentor@kwikstaart.example"
    assert card.select_one("[itemprop=contactType]").get_text() == "De vertrouwenspersonen"


@pytest.mark.parametrize("value", [{"kind": "person"}, {"kind": "function", "name": "A. Voorbeeld"}])
def test_a_person_is_in_no_structured_data(value: dict[str, str]) -> None:
    soup = make.see(make.make_page("contact", contacts=[make.contact(label="Juf Annemiek", **value)]))
    assert soup.select("[data-grip-contact]")
    assert not soup.select("[itemscope], [itemprop]")


def test_a_name_is_not_translated_by_a_browser() -> None:
    person = make.contact(kind="person", label="Juf Zomer", name="A. Zomer")
    soup = make.see(make.make_page("contact", contacts=[person], steps=[make.step(roles=person["value"]["roles"])]))
    assert soup.select_one(".grip-card-title")["translate"] == "no"
    assert soup.select_one(".grip-first strong")["translate"] == "no"
    assert soup.select_one(".grip-stop a")["translate"] == "no"


def test_search_on_the_site_finds_roles_and_functions_and_no_names() -> None:
    page = make.make_page(
        "contact",
        contacts=[
            make.contact(kind="person", label="Juf Zomer", name="Anna Zomer", roles=["confidential-internal"]),
            make.contact(label="Meldpunt pesten", roles=["bullying-contact"], about="Voor ruzie"),
            make.contact(label="Geheim loket", confirmed=False),
            make.contact(label="Oud loket", valid_until="2020-01-01"),
        ],
    )
    assert "Meldpunt pesten" in page.findable_text
    assert "Voor ruzie" in page.findable_text
    for hidden in ("Zomer", "Geheim", "Oud loket"):
        assert hidden not in page.findable_text


def test_names_are_found_when_the_school_says_so() -> None:
    card = make.contact(kind="person", label="Juf Zomer", name="Anna Zomer")
    page = make.make_page("contact", contacts=[card], names_findable=True)
    assert "Anna Zomer" in page.findable_text
