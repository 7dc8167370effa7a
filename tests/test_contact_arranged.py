"""The contact page from top to bottom: a few people in sight, the others in groups, and once what holds for all."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests import factories as make

pytestmark = pytest.mark.django_db


def seen(*cards: Any, **fields: Any) -> BeautifulSoup:
    return make.see(make.make_page("contact", contacts=list(cards), **fields))


def cards(count: int, start: int = 0, **value: Any) -> list[Any]:
    return [make.contact(label=f"Kaart {number}", **value) for number in range(start, start + count)]


def in_sight(soup: BeautifulSoup) -> list[str]:
    return [card.h3.text for card in soup.select("[data-grip-contact]") if not card.find_parent("details")]


def folded(soup: BeautifulSoup) -> dict[str, list[str]]:
    """The titles of the cards in each group, by its line."""
    return {
        fold.summary.text: [card.h3.text for card in fold.select("[data-grip-contact]")]
        for fold in soup.select(".grip-people details")
        if fold.select("[data-grip-contact]")
    }


# --- the first screen ---------------------------------------------------------------


def test_who_answers_now_stands_open_above_the_first_person_and_the_ways_on() -> None:
    make.helpline("veilig-thuis", name="Veilig Thuis", phones="0800-2000", day_and_night=True)
    soup = seen(make.contact(), steps=[make.item("step", {"text": "Vertel het", "roles": ["mentor"]})])
    order = [
        tag["class"][0] for tag in soup.select(".grip-danger, .grip-evening, .grip-first, .grip-jump, .grip-people")
    ]
    assert order == ["grip-danger", "grip-evening", "grip-first", "grip-jump", "grip-people"]
    assert not soup.select_one(".grip-evening a[href='tel:08002000']").find_parent("details")
    ways = [link["href"] for link in soup.select(".grip-jump a")]
    assert ways == ["#grip-about-staff", "#grip-at-school", "#grip-begin", "#grip-outside"]
    for way in ways:
        assert soup.select_one(way), way


def test_113_stands_above_the_page_and_not_once_more_among_who_answers_now() -> None:
    make.helpline("113", name="113 Zelfmoordpreventie", phones="113", day_and_night=True)
    make.helpline("veilig-thuis", name="Veilig Thuis", phones="0800-2000", day_and_night=True)
    night = seen(make.contact()).select_one(".grip-evening")
    assert "Veilig Thuis" in night.text
    assert not night.select("a[href='tel:113']")


# --- who is in sight ----------------------------------------------------------------


def test_two_people_are_in_sight_and_the_others_in_groups() -> None:
    soup = seen(
        *cards(3),
        make.contact(label="De GGD", roles=["youth-health"], scope="external"),
        make.contact(label="Klachtencommissie", roles=["complaints"]),
        make.contact(label="Hulp bij ICT", roles=["ict"]),
    )
    assert in_sight(soup) == ["Kaart 0", "Kaart 1"]
    assert list(folded(soup).values()) == [["Kaart 2"], ["Hulp bij ICT"], ["De GGD", "Klachtencommissie"]]


def test_every_reader_has_two_people_in_sight_where_the_school_has_them() -> None:
    soup = seen(
        *cards(4, serves=["pupil"]), *cards(3, 4, serves=["parent"]), *cards(1, 7, serves=["staff"]), *cards(1, 8)
    )
    assert in_sight(soup) == ["Kaart 0", "Kaart 1", "Kaart 4", "Kaart 5", "Kaart 7", "Kaart 8"]


def test_one_person_more_makes_no_group() -> None:
    assert in_sight(seen(*cards(3))) == ["Kaart 0", "Kaart 1", "Kaart 2"]
    assert folded(seen(*cards(3))) == {}


# --- once for all -------------------------------------------------------------------


def test_the_same_line_about_secrecy_is_said_once() -> None:
    soup = seen(*cards(6, roles=["confidential-internal"]))
    assert len(soup.select(".grip-secrecy")) == 1
    assert "Kaart" not in soup.select_one(".grip-secrecy").text


def test_different_lines_about_secrecy_say_of_whom_they_are_true_and_last_of_everyone_else() -> None:
    own = make.contact(label="De mentor", secrecy="Ik vertel je eerst met wie ik praat.")
    soup = seen(own, *cards(5, roles=["confidential-internal"]))
    first, last = soup.select(".grip-secrecy")
    assert first.text.startswith("De mentor:")
    assert "Ik vertel je eerst" in first.text
    assert last.strong.text == "Alle anderen:"


def test_one_line_says_when_everyone_was_checked() -> None:
    same = seen(*cards(4, checked_on="2026-09-01"))
    [line] = same.select(".grip-people .grip-checked")
    assert "1 september 2026" in line.text
    between = seen(make.contact(checked_on="2026-09-01"), make.contact(checked_on="2026-10-02"))
    assert "tussen 1 september 2026 en 2 oktober 2026" in between.select_one(".grip-checked").text


def test_whoever_was_never_checked_is_named_so_that_the_line_is_true() -> None:
    soup = seen(make.contact(checked_on="2026-09-01"), make.contact(label="De directie"))
    assert "Nog niet gecontroleerd: De directie" in " ".join(soup.select_one(".grip-checked").text.split())
    assert not seen(make.contact()).select(".grip-people .grip-checked")


# --- services -----------------------------------------------------------------------


def test_services_stand_in_groups_by_when_and_how_they_answer_with_their_sources_in_one_list() -> None:
    source = {"source_body": "Dienst", "source_date": "2026-09-08"}
    make.helpline("kindertelefoon", **source)
    make.helpline("veilig-thuis", name="Veilig Thuis", phones="0800-2000", day_and_night=True, **source)
    make.helpline("offlimits", name="Offlimits", phones="", url="https://offlimits.example/", **source)
    make.helpline("zonder", name="Zonder bron", phones="0800-0000")
    soup = seen(make.contact())
    shown = [
        [card["data-grip-helpline"] for card in fold.select("[data-grip-helpline]")]
        for fold in soup.select("details.grip-fold")
        if fold.select("[data-grip-helpline]") and not fold.find_parent("details")
    ]
    assert shown == [["veilig-thuis"], ["kindertelefoon", "zonder"], ["offlimits"]]
    assert str(soup).count("8 september 2026") == 3
    sources = [line.text for line in soup.select("details li") if "volgens" in line.text or "according" in line.text]
    assert {line.split(":")[0] for line in sources} == {"De Kindertelefoon", "Veilig Thuis", "Offlimits"}


# --- the other pages ----------------------------------------------------------------


@pytest.mark.parametrize("kind", ["overview", "norm", "parent_tips"])
def test_every_other_page_begins_with_112_113_and_two_ways_to_help(kind: str) -> None:
    home = make.home_page()
    incident = make.make_page("incident_help", home, title="Er is iets gebeurd", **make.content_of("incident_help"))
    contact = make.make_page("contact", home, title="Wie helpt?")
    page = make.make_page(kind, home, **make.content_of(kind))
    soup = make.see(page)
    links = [link["href"] for link in soup.select(".grip-top .grip-line a")]
    assert links == ["tel:112", "tel:113", incident.url, contact.url]
    first = soup.select_one(".grip").find(["nav", "h1", "p"])
    assert "grip-top" in first["class"]


@pytest.mark.parametrize("kind", ["norm", "parent_tips", "contact"])
def test_pages_below_the_overview_lead_back_to_it(kind: str) -> None:
    overview = make.make_page("overview", title="Online gedrag")
    page = make.make_page(kind, overview, **make.content_of(kind))
    assert make.see(page).select_one(f".grip a[href='{overview.url}']").text == "Online gedrag"


def test_tips_have_ways_to_each_age_and_two_of_each_in_sight() -> None:
    tips = [make.tip(title=f"Tip {low} {n}", age_from=low, age_to=low + 3) for low in (4, 8) for n in range(4)]
    soup = make.see(make.make_page("parent_tips", tips=tips))
    ways = [link["href"] for link in soup.select(".grip-jump a")]
    assert ways == ["#grip-age-4-7", "#grip-age-8-11"]
    assert all(soup.select_one(way) for way in ways)
    loose = [tip.h3.text for tip in soup.select("[data-grip-tip]") if not tip.find_parent("details")]
    assert loose == ["Tip 4 0", "Tip 4 1", "Tip 8 0", "Tip 8 1"]
    assert len(soup.select("details [data-grip-tip]")) == 4


def test_the_overview_has_ways_to_each_task_and_keeps_long_lists_folded() -> None:
    soup = make.see(make.make_page("overview", **make.content_of("overview")))
    ways = [link["href"] for link in soup.select(".grip-jump a")]
    within = [way for way in ways if way.startswith("#")]
    assert within
    assert all(soup.select_one(way) for way in within)
    assert [way for way in ways if way not in within] == [
        link["href"] for link in soup.select(".grip-jump a[href$='/practise/']")
    ]
    assert not [term for term in soup.select(".grip-glossary dt") if not term.find_parent("details")]


def test_texts_to_share_begin_with_help_too_and_have_ways_to_their_groups() -> None:
    home = make.home_page()
    contact = make.make_page("contact", home)
    tips = [make.tip(title=f"Tip {low}", age_from=low, age_to=low + 3) for low in (4, 8)]
    page = make.make_page("parent_tips", home, tips=tips)
    soup = make.soup(make.visit(page, leaf="share/"))
    assert [link["href"] for link in soup.select(".grip-top .grip-line a")] == ["tel:112", "tel:113", contact.url]
    assert soup.select_one(".grip-back a")["href"] == page.url
    ways = [link["href"] for link in soup.select(".grip-jump a")]
    assert len(ways) > 1
    assert all(soup.select_one(way) for way in ways)


def test_poster_cards_and_sheet_are_linked_from_the_pages_that_people_read() -> None:
    home = make.home_page()
    incident = make.make_page("incident_help", home, **make.content_of("incident_help"))
    contact = make.make_page("contact", home, contacts=[make.contact()])
    overview = make.make_page("overview", home, **make.content_of("overview"))
    for page in (contact, overview):
        links = [link["href"] for link in make.see(page).select(".grip-on-screen a")]
        for address in (f"{incident.url}poster/", f"{incident.url}card/", f"{contact.url}print/"):
            assert address in links
