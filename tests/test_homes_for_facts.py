"""Facts that had no field of their own: website, postal address, a second mailbox, roles, text above the cards."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gripwagtail.content.reach import said_on
from gripwagtail.item_blocks.contact import ContactBlock
from gripwagtail.item_blocks.whose import Whose, whose
from gripwagtail.lookup.context import PageContext
from gripwagtail.packs.persons import without_person
from gripwagtail.planting.digest import digest
from gripwagtail.removal.card import as_function
from gripwagtail.removal.person import Person
from gripwagtail.roles import ROLES
from tests import factories as make
from tests.packs import a_pack, change, page_of, run
from tests.test_forms import card, filled_in, said

pytestmark = pytest.mark.django_db

FACTS = {
    "website": "https://commissie.example/",
    "email_more": "tweede@kwikstaart.example",
    "address": "Postbus 12, 1234 AB Voorbeeldstad",
}


def committee(**value: Any) -> make.Raw:
    given = {"label": "De commissie", "roles": ["complaints"], "scope": "external", "via_school": False}
    return make.contact(**{**given, "phones": [], "email": "", **value})


@pytest.mark.parametrize(("name", "fact"), FACTS.items())
def test_each_has_a_field_is_a_way_and_is_on_the_page_and_on_paper(name: str, fact: str) -> None:
    form = filled_in("contact", contacts=[card(**{name: fact})])
    assert form.errors == {}
    page = make.make_page("contact", contacts=[committee(**{name: fact})])
    shown = make.see(page).select_one(".grip-contact")
    said_there = f"{shown.get_text()} {[link['href'] for link in shown.select('a')]}"
    assert fact in said_there
    assert fact in make.soup(make.visit(page, leaf="print/")).get_text(" ") + ""
    told = page.grip_api_content(page.grip_source, PageContext.of_page(page))["contacts"]
    assert told[0][name] == fact


@pytest.mark.parametrize("name", FACTS)
def test_they_are_facts_that_go_with_the_person(name: str) -> None:
    child = ContactBlock.base_blocks[name]
    assert whose(child) is Whose.PERSON
    value = {**committee()["value"], "kind": "person", "name": "Saida Fictief", name: FACTS[name]}
    assert as_function(Person(("Saida Fictief",)), value)[name] == ""
    assert name not in without_person(value)


@pytest.mark.parametrize("name", FACTS)
def test_a_check_lapses_when_one_changes_and_holds_when_there_is_none(name: str) -> None:
    before = committee()["value"]
    assert said_on(before) == said_on({**before, name: ""})
    assert said_on(before) != said_on({**before, name: FACTS[name]})


def test_a_page_that_was_planted_before_is_still_untouched() -> None:
    page = make.make_page("contact", contacts=[make.contact()])
    as_it_was = digest(page)
    page.grip_above = "Lees dit eerst"
    assert digest(page) != as_it_was
    page.grip_above = ""
    assert digest(page) == as_it_was


# --- roles --------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["complaints-contact", "inspectorate", "participation-council", "other"])
def test_there_is_a_role_for_it(role: str) -> None:
    assert role in ROLES
    form = filled_in("contact", contacts=[card(roles=role, email="a@kwikstaart.example")])
    assert form.errors == {}


def test_a_title_with_a_word_of_its_own_in_brackets_says_the_role_once() -> None:
    named = make.contact(label="Vertrouwenspersoon op school (intern)", roles=["confidential-internal"])
    other = make.contact(label="De brugfunctionaris (intern)", roles=["confidential-internal"])
    shown = make.see(make.make_page("contact", contacts=[named, other]))
    assert [one.get_text() for one in shown.select(".grip-card-roles")] == ["vertrouwenspersoon op school"]


def test_another_role_is_in_the_schools_own_words_and_nothing_is_added() -> None:
    page = make.make_page("contact", contacts=[make.contact(label="De brugfunctionaris", roles=["other"])])
    shown = make.see(page).select_one(".grip-contact")
    assert shown.h3.get_text() == "De brugfunctionaris"
    assert not shown.select(".grip-card-roles, .grip-card-about")
    form = filled_in("contact", contacts=[card(label="", roles="other", email="a@kwikstaart.example")])
    assert "contacts" in form.errors and said(form)


# --- where it stands ----------------------------------------------------------------


def under(soup: Any, title: str) -> str:
    """The last heading of the page above a card."""
    heading = next(one for one in soup.select("h3") if one.get_text() == title)
    return str(heading.find_previous("h2").get_text())


@pytest.mark.parametrize(
    "outsider",
    [
        {"scope": "external", "roles": ["social-work"]},
        {"scope": "internal", "roles": ["inspectorate"]},
        {"scope": "internal", "roles": ["confidential-external"]},
        {"scope": "internal", "roles": ["complaints"]},
    ],
)
def test_nobody_from_outside_stands_under_at_school(outsider: dict[str, Any]) -> None:
    page = make.make_page("contact", contacts=[make.contact(label="Van buiten", **outsider), make.contact()])
    soup = make.see(page)
    assert under(soup, make.SIGNS["contact"]) == "Op school"
    assert under(soup, "Van buiten") not in ("Op school", "")


def test_everyone_is_on_the_page_once() -> None:
    inside = [make.contact(label=f"Binnen {number}") for number in range(7)]
    outside = [make.contact(label=f"Buiten {number}", scope="external") for number in range(7)]
    soup = make.see(make.make_page("contact", contacts=[*inside, *outside]))
    titles = [one.h3.get_text() for one in soup.select(".grip-contact")]
    assert sorted(titles) == sorted(raw["value"]["label"] for raw in (*inside, *outside))
    assert all(under(soup, title) == "Op school" for title in titles if title.startswith("Binnen"))
    assert all(under(soup, title) != "Op school" for title in titles if title.startswith("Buiten"))


def test_text_above_the_cards_stands_there_in_paragraphs_and_without_html() -> None:
    above = "Bel ons gerust.\n\nOf <b>kom</b> langs."
    page = make.make_page("contact", contacts=[make.contact()], grip_above=above)
    soup = make.see(page)
    text = soup.select_one(".grip-above")
    assert [one.get_text() for one in text.select("p")] == ["Bel ons gerust.", "Of <b>kom</b> langs."]
    assert soup.select_one(".grip-contact") in text.find_all_next("article")
    english = make.translate(page, "en", grip_above="Do call us.")
    assert make.see(english).select_one(".grip-above").get_text(strip=True) == "Do call us."
    assert filled_in("contact", grip_above=above).errors == {}


def test_the_text_above_travels_in_a_pack(tmp_path: Path) -> None:
    make.home_page()
    pack = a_pack(tmp_path)
    change(pack, "contact", lambda document: document["page"].update(grip_above="Lees dit eerst."))
    run("import", pack)
    assert page_of("contact").grip_above == "Lees dit eerst."
    change(pack, "contact", lambda document: document["page"].update(grip_above="Lees dit daarna."))
    run("import", pack)
    assert page_of("contact").get_latest_revision_as_object().grip_above == "Lees dit daarna."


def test_a_protocol_that_is_pasted_as_a_whole_keeps_its_own_headings() -> None:
    kinds = {"Voor wie": "header-two", "Voor iedereen.": "unstyled", "In de groep": "header-three"}
    blocks = [
        {"key": f"k{number}", "text": text, "type": kind, "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
        for number, (text, kind) in enumerate(kinds.items())
    ]
    typed = json.dumps({"blocks": blocks, "entityMap": {}})
    form = filled_in("norm", statement="Wij letten op elkaar", body=[("heading", "Protocol"), ("paragraph", typed)])
    assert form.errors == {}
    body = [make.item(raw["type"], raw["value"]) for raw in form.cleaned_data["body"].raw_data]
    shown = make.see(make.make_page("norm", statement="Wij letten op elkaar", body=body)).select_one(".grip-body")
    headings = [(one.name, one.get_text()) for one in shown.find_all(["h2", "h3", "h4"])]
    assert headings == [("h2", "Protocol"), ("h2", "Voor wie"), ("h3", "In de groep")]
    assert "Voor iedereen." in shown.get_text()
