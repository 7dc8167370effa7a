"""Cases seen on real school sites, with invented people: each must lead a reader to somebody."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories as make

pytestmark = pytest.mark.django_db


def cards(*contacts: Any, **fields: Any) -> list[Any]:
    return make.see(make.make_page("contact", contacts=list(contacts), **fields)).select("[data-grip-contact]")


def ways(card: Any) -> list[str]:
    return [link["href"] for link in card.select(".grip-ways a")]


def test_two_names_with_one_mailbox() -> None:
    [card] = cards(
        make.contact(
            kind="person",
            label="Juf Zomer en meester Winter",
            name="A. Zomer en B. Winter",
            phones=[],
            email="vertrouwen@kwikstaart.example",
            via_school=False,
        )
    )
    assert ways(card) == ["mailto:vertrouwen@kwikstaart.example"]
    assert "A. Zomer en B. Winter" in card.get_text()


def test_a_function_without_a_person_says_what_it_is_for() -> None:
    [card] = cards(make.contact(label="", roles=["confidential-internal"], via_school=False))
    title = card.select_one(".grip-card-title").get_text()
    assert title and card.select_one(".grip-card-about").get_text()
    assert not card.select(".grip-card-name")


def test_an_organisation_without_a_phone_is_reached_through_the_school() -> None:
    make.settings_of(phone="070 098 76 54")
    [card] = cards(
        make.contact(kind="organisation", label="", organisation="Jeugdteam", phones=[], email="", via_school=True)
    )
    assert ways(card) == ["tel:+31700987654"]


def test_without_any_number_of_the_school_who_is_reached_through_it_is_left_out_and_the_page_goes_on() -> None:
    """The editor is told, see test_reachable.py: a name without a way leads nobody to anyone."""
    [card] = cards(
        make.contact(label="Jeugdteam", phones=[], email="", via_school=True), make.contact(label="De ander")
    )
    assert "De ander" in card.get_text()


def test_five_locations_each_with_its_own_number_and_the_right_one_first() -> None:
    places = ["Noord", "Oost", "Zuid", "West", "Centrum"]
    contacts = [
        make.contact(label=f"Receptie {place}", location=place, phones=[f"070 01{number} 34 56"], via_school=False)
        for number, place in enumerate(places)
    ]
    make.make_page("contact", contacts=[*contacts, make.contact(label="Voor alle gebouwen", via_school=False)])
    home = make.home_page(body=[make.block("contacts", location="Zuid")])
    shown = [card.get_text() for card in make.see(home).select("[data-grip-contact]")]
    assert len(shown) == 2
    assert "Receptie Zuid" in shown[0] and "070 012 34 56" in shown[0]
    assert "Voor alle gebouwen" in shown[1]


def test_one_person_with_three_roles_is_found_by_each() -> None:
    make.make_page("contact", contacts=[make.contact(roles=["mentor", "bullying-contact", "media-coach"])])
    for role in ("mentor", "bullying-contact", "media-coach"):
        home = make.home_page(body=[make.block("contacts", roles=[role])])
        assert len(make.see(home).select("[data-grip-contact]")) == 1


def test_the_same_person_in_two_schools_of_one_board_stands_in_each_and_leaves_one_at_a_time() -> None:
    other = make.site_with("oost.example")
    card = make.contact(kind="person", label="Meester Herfst", name="C. Herfst", roles=["confidential-internal"])
    here = make.make_page("contact", contacts=[card])
    there = make.make_page("contact", other.root_page.specific, contacts=[card])
    make.set_items(here, "contacts", [])
    assert "Meester Herfst" not in make.text_of(here)
    assert "Meester Herfst" in make.text_of(there)


def test_an_adviser_who_is_away_in_the_summer_is_replaced_by_the_role_named_for_it() -> None:
    yesterday = (timezone.localdate() - datetime.timedelta(days=1)).isoformat()
    away = make.contact(
        label="Juf Lente", roles=["confidential-internal"], valid_until=yesterday, fallback_role="management"
    )
    make.make_page("contact", contacts=[away, make.contact(label="De directie", roles=["management"])])
    home = make.home_page(body=[make.block("contacts", roles=["confidential-internal"])])
    assert [tag.get_text() for tag in make.see(home).select(".grip-card-title")] == ["De directie"]


def test_two_roles_that_stand_in_for_each_other_end_at_the_school_and_then_at_a_helpline() -> None:
    make.helpline("vertrouwensinspecteur", name="Vertrouwensinspecteur", phones="0900 111 3 111")
    gone = {"valid_until": "2020-01-01", "roles": ["confidential-external"], "fallback_role": "complaints"}
    loop = {"valid_until": "2020-01-01", "roles": ["complaints"], "fallback_role": "confidential-external"}
    make.make_page("contact", contacts=[make.contact(**gone), make.contact(**loop)])
    home = make.home_page(body=[make.block("contacts", roles=["confidential-external"])])
    assert make.see(home).select("[data-grip-helpline='vertrouwensinspecteur']")
    make.settings_of(phone="070 098 76 54")
    assert make.see(home).select_one(".grip-school a[href='tel:+31700987654']")


@pytest.mark.parametrize(
    "name",
    [
        "Zoë Müller",
        "Anne-Fleur d’Été",
        "M. Zomer–van der Wintertuin",
        "Dhr. O'Voorbeeld",
        "شهرزاد المثال",
        "Олена Прикладенко",
        "Een hele lange naam van zestig tekens die toch echt kan " + "voor",
        "<b>Zomer</b> & zonen",
    ],
)
def test_a_name_stands_as_it_was_typed(name: str) -> None:
    [card] = cards(make.contact(kind="person", label="", name=name))
    assert card.select_one(".grip-card-title").get_text() == name


def test_a_helpline_without_a_phone_still_has_a_way() -> None:
    make.helpline("jouwggd", name="JouwGGD", phones="", url="https://jouwggd.example/", has_chat=True)
    [line] = make.see(make.make_page("contact")).select("article[data-grip-helpline='jouwggd']")
    assert line.select("a[href='https://jouwggd.example/']")


@pytest.mark.parametrize(("ages", "shown"), [((4, 12), False), ((12, 15), False), ((12, 18), True), ((16, 20), True)])
def test_a_line_from_sixteen_on_is_for_schools_with_pupils_of_sixteen(ages: tuple[int, int], shown: bool) -> None:
    make.helpline("in-je-bol", name="In je Bol", phones="0800-0450", age_from=16, age_to=27)
    make.helpline("kindertelefoon")
    make.settings_of(age_from=ages[0], age_to=ages[1])
    soup = make.see(make.make_page("contact"))
    assert bool(soup.select("[data-grip-helpline='in-je-bol']")) is shown


def test_a_line_from_sixteen_on_is_never_the_only_one() -> None:
    make.helpline("in-je-bol", name="In je Bol", phones="0800-0450", age_from=16, age_to=27)
    make.settings_of(age_from=12, age_to=18)
    assert not make.see(make.make_page("contact")).select("[data-grip-helpline]")


def test_without_any_helpline_112_and_113_are_there() -> None:
    soup = make.see(make.make_page("contact"))
    assert soup.select("a[href='tel:112']") and soup.select("a[href='tel:113']")


def test_dutch_numbers_in_an_arabic_page_stay_left_to_right_and_untranslated() -> None:
    card = make.contact(label="المرشد", email="mentor@kwikstaart.example")
    soup = make.see(make.make_page("contact", contacts=[card], text_language="ar"))
    assert soup.select_one(".grip")["dir"] == "rtl"
    for selector in (".grip-contact .grip-phone bdi", ".grip-contact .grip-mail bdi"):
        found = soup.select_one(selector)
        assert (found["dir"], found["translate"]) == ("ltr", "no")


@pytest.mark.urls("tests.api_urls")
def test_the_api_says_nothing_about_a_person_expired_or_not() -> None:
    gone = make.contact(kind="person", label="Juf Zomer", name="A. Zomer", valid_until="2020-01-01")
    here = make.contact(kind="person", label="Meester Winter", name="B. Winter")
    page = make.make_page("contact", contacts=[gone, here])
    said = Client().get(f"/api/pages/{page.pk}/").content.decode()
    assert page.title in said
    assert "Zomer" not in said and "Winter" not in said
