"""The poster of an incident page: public facts, functions and never people, and a code that leads to the page."""

from __future__ import annotations

import datetime
import re
from typing import Any
from xml.etree import ElementTree

import pytest
import segno
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from gripwagtail.subroutes.poster import AGREEMENTS, FUNCTIONS, HELPLINES, valid_until
from gripwagtail.subroutes.qr import QUIET_ZONE, qr_code, qr_svg, typed
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

DAY = datetime.timedelta(days=1)


@pytest.fixture
def page() -> Any:
    return make.make_page(
        "incident_help", slug="er-is-iets", title="Er is iets gebeurd", **make.content_of("incident_help")
    )


def poster(page: Any) -> BeautifulSoup:
    response = Client().get(f"{page.url}poster/")
    assert response.status_code == 200, response
    return make.soup(response)


def words(page: Any) -> str:
    return " ".join(poster(page).get_text(" ").split())


def with_contacts(*cards: Any, **fields: Any) -> Any:
    return make.make_page("contact", contacts=list(cards), **fields)


# --- what is on it ------------------------------------------------------------------


def test_it_has_the_line_of_the_norm_on_top(page: Any) -> None:
    make.make_page("norm", poster_line="Online zijn we net zo aardig", **make.content_of("norm"))
    assert poster(page).h1.text == "Online zijn we net zo aardig"


def test_without_a_norm_the_title_of_the_page_stands_there(page: Any) -> None:
    assert poster(page).h1.text == "Er is iets gebeurd"


def test_it_has_three_agreements_and_none_that_is_not_for_pupils(page: Any) -> None:
    agreements = [make.agreement(we_do="Wij praten thuis over apps", audiences=["parent"])]
    agreements += [make.agreement(we_do=f"Wij doen dit {n}", audiences=["pupil"] if n % 2 else []) for n in range(4)]
    make.make_page("norm", agreements=agreements)
    shown = [item.text for item in poster(page).select(".grip-poster-agreed li")]
    assert shown == ["Wij doen dit 0", "Wij doen dit 1", "Wij doen dit 2"]
    assert len(shown) == AGREEMENTS


def test_112_and_113_stand_first_with_nothing_filled_in(page: Any) -> None:
    shown = poster(page)
    links = shown.main.select("a[href]")
    assert [link["href"] for link in links] == ["tel:112", "tel:113"]
    assert shown.main.get_text().strip().startswith("112")


def test_the_name_of_the_school_stands_on_it(page: Any) -> None:
    make.settings_of(school_name="De Kwikstaart")
    assert poster(page).select_one(".grip-poster-school").text == "De Kwikstaart"


# --- functions, never people --------------------------------------------------------


def test_it_names_the_function_and_how_to_reach_it(page: Any) -> None:
    with_contacts(make.contact(label="", roles=["bullying-contact"], where="Lokaal 2.14"))
    shown = words(page)
    assert "contact person for bullying" in shown.casefold() or "aanspreekpunt pesten" in shown.casefold()
    assert "070 012 34 56" in shown
    assert "Lokaal 2.14" in shown


@pytest.mark.parametrize("kind", ["function", "person"])
def test_a_person_stands_on_it_as_a_role_only(page: Any, kind: str) -> None:
    with_contacts(
        make.contact(
            kind=kind, name="Annemiek Voorbeeld", told_on="2026-09-01", label="Juf Annemiek", where="Bij juf Annemiek"
        )
    )
    html = str(poster(page))
    assert "mentor" in html
    for secret in ("Annemiek", "Voorbeeld", "070 012 34 56", "mentor@kwikstaart.example"):
        assert secret not in html


def test_the_schools_own_label_may_be_a_name_so_it_stays_off(page: Any) -> None:
    with_contacts(make.contact(label="Juf Annemiek", organisation="Annemiek Coaching", email="annemiek@school.example"))
    assert "nnemiek" not in str(poster(page))


ADVISER = {"kind": "person", "roles": ["confidential-internal"], "told_on": "2026-09-01"}


def test_the_confidential_adviser_stands_first_with_rooms_letterbox_and_the_mailbox_that_two_people_read(
    page: Any,
) -> None:
    shared = {**ADVISER, "email": "vertrouwen@school.example"}
    with_contacts(
        make.contact(label="De mentor"),
        make.contact(label="Juf Anneke", name="Anneke Voorbeeld", where="lokaal 3, brievenbus in de hal", **shared),
        make.contact(label="Meester Karim", name="Karim Zomaar", location="Zuid", where="lokaal 1.12", **shared),
    )
    first = poster(page).select_one(".grip-poster-people li")
    said = " ".join(first.get_text(" ").split())
    assert said.startswith("vertrouwenspersoon op school")
    for known in ("vertrouwen@school.example", "lokaal 3, brievenbus in de hal", "Zuid : lokaal 1.12"):
        assert known in said
    for secret in ("Anneke", "Voorbeeld", "Karim", "Zomaar"):
        assert secret not in str(poster(page))


@pytest.mark.parametrize(
    "where", ["Bij Anneke", "kamer van Voorbeeld", "bij juf Saida", "bij mevrouw De Wit", "kamer VOORBEELD"]
)
def test_a_place_that_says_who_is_there_stays_off(page: Any, where: str) -> None:
    with_contacts(make.contact(label="Juf Anneke", name="Anneke Voorbeeld", where=where, **ADVISER))
    assert where not in words(page)


def test_a_mailbox_of_one_person_stays_off_and_one_called_after_a_function_does_not(page: Any) -> None:
    card = {"label": "", "roles": ["bullying-contact"]}
    contact = with_contacts(make.contact(email="annemiek@school.example", **card))
    assert "annemiek" not in str(poster(page))
    make.set_items(contact, "contacts", [make.contact(email="pesten@school.example", **card)])
    assert "pesten@school.example" in words(page)
    make.set_items(contact, "contacts", [make.contact(email="pesten@school.example", label="Bo", name="Bo", **ADVISER)])
    assert "pesten@school.example" not in words(page)


def test_what_we_agreed_and_the_helplines_are_on_a_second_sheet(page: Any) -> None:
    make.make_page("norm", agreements=[make.agreement(we_do="Wij vragen het eerst")])
    make.helpline("kindertelefoon", audiences="pupil")
    first, second = poster(page).select(".grip-poster")
    assert first.select_one(".grip-danger") and first.img
    assert not first.select(".grip-poster-agreed, [data-grip-helpline]")
    assert "Wij vragen het eerst" in second.get_text()
    assert second.select("[data-grip-helpline]")


def test_without_agreements_and_helplines_there_is_one_sheet(page: Any) -> None:
    assert len(poster(page).select(".grip-poster")) == 1


def test_it_leads_back_to_the_page(page: Any) -> None:
    assert poster(page).header.a["href"] == page.url


def test_an_organisation_without_a_role_stands_on_it_by_its_name(page: Any) -> None:
    with_contacts(make.contact(kind="organisation", label="", organisation="Jongerenwerk Lindewaard", roles=[]))
    assert "Jongerenwerk Lindewaard" in words(page)


@pytest.mark.parametrize(
    "spoiled",
    [
        {"confirmed": False},
        {"valid_until": (datetime.date(2026, 1, 1)).isoformat()},
        {"valid_from": (datetime.date(2999, 1, 1)).isoformat()},
        {"serves": ["staff"]},
        {"roles": ["safeguarding"]},
    ],
)
def test_a_card_that_pupils_do_not_see_today_is_not_on_it(page: Any, spoiled: dict[str, Any]) -> None:
    with_contacts(make.contact(**spoiled))
    assert "070 012 34 56" not in words(page)


def test_it_has_the_first_three_functions_of_the_page_each_once(page: Any) -> None:
    roles = ["mentor", "mentor", "social-work", "police", "management"]
    with_contacts(*[make.contact(roles=[role], phones=[f"070 012 34 5{n}"]) for n, role in enumerate(roles)])
    numbers = re.findall(r"070 012 34 5\d", words(page))
    assert numbers == ["070 012 34 50", "070 012 34 52", "070 012 34 53"]
    assert len(numbers) == FUNCTIONS


def test_a_place_too_long_for_the_wall_stays_on_the_page(page: Any) -> None:
    with_contacts(make.contact(where="Lokaal " + "heel ver weg " * 6))
    assert "Lokaal" not in words(page)


def test_the_number_of_the_school_stands_below_the_functions(page: Any) -> None:
    make.settings_of(phone="070 012 34 99")
    with_contacts(make.contact(phones=[], via_school=True))
    assert "070 012 34 99" in words(page)


def test_a_private_contact_page_is_not_on_a_public_poster(page: Any) -> None:
    contact = with_contacts(make.contact())
    PageViewRestriction.objects.create(page=contact, restriction_type="password", password="geheim")
    assert "070 012 34 56" not in words(page)


# --- helplines ----------------------------------------------------------------------


def keys(page: Any) -> list[str]:
    return [line["data-grip-helpline"] for line in poster(page).select("[data-grip-helpline]")]


@pytest.fixture
def shipped() -> None:
    call_command("gripwagtail_helplines", "update", verbosity=0)


@pytest.mark.parametrize("ages", [(4, 12), (12, 18), (None, None)])
@pytest.mark.usefixtures("shipped")
def test_it_has_three_to_five_helplines_for_pupils_of_the_school(page: Any, ages: Any) -> None:
    make.settings_of(age_from=ages[0], age_to=ages[1])
    found = keys(page)
    assert found[:2] == ["kindertelefoon", "offlimits"]
    assert 3 <= len(found) <= HELPLINES
    assert "113" not in found, "113 stands on top already"
    assert not {"in-je-bol", "mind", "adviespunt"} & set(found)


@pytest.mark.usefixtures("shipped")
def test_what_only_the_oldest_pupils_may_call_is_not_on_it(page: Any) -> None:
    make.settings_of(age_from=4, age_to=12, hidden_helplines="politie,vertrouwensinspecteur,offlimits-meldpunt")
    assert "jouwggd" not in keys(page)
    make.settings_of(age_from=4, age_to=13)
    assert "jouwggd" in keys(page)


@pytest.mark.usefixtures("shipped")
def test_a_helpline_that_the_school_hides_is_not_on_it(page: Any) -> None:
    make.settings_of(hidden_helplines="offlimits")
    assert "offlimits" not in keys(page)


def test_it_says_when_the_oldest_number_was_checked(page: Any) -> None:
    make.helpline("kindertelefoon", checked_on="2026-10-05", audiences="pupil")
    make.helpline("politie", checked_on="2026-09-04", audiences="pupil")
    assert re.search(r"4 sept?ember 2026|Sept\. 4, 2026", words(page))


# --- until when ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "until"),
    [
        ("2026-08-01", "2027-07-31"),
        ("2026-12-31", "2027-07-31"),
        ("2027-01-01", "2027-07-31"),
        ("2027-05-31", "2027-07-31"),
        ("2027-06-01", "2028-07-31"),
        ("2027-07-31", "2028-07-31"),
    ],
)
def test_it_is_valid_until_the_end_of_the_school_year_and_from_june_the_next(today: str, until: str) -> None:
    assert valid_until(datetime.date.fromisoformat(today)) == datetime.date.fromisoformat(until)


def test_it_is_valid_no_longer_than_the_first_card_that_ends(page: Any) -> None:
    end = timezone.localdate() + DAY
    with_contacts(make.contact(valid_until=end.isoformat()), make.contact(roles=["social-work"]))
    assert str(end.year) in words(page)
    assert re.search(rf"\b{end.day}\b", poster(page).footer.find_all("p")[-1].text)


# --- the code and the address -------------------------------------------------------


def dark_modules(svg: bytes) -> tuple[int, set[tuple[int, int]]]:
    """The size of the picture and which of its modules are dark, from its strokes of one module high."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - made by ourselves
    size = int(root.attrib["viewBox"].split()[2])
    stroke = next(path.attrib["d"] for path in root.iter("{http://www.w3.org/2000/svg}path") if "stroke" in path.attrib)
    dark, x, y = set[tuple[int, int]](), 0.0, 0.0
    for command, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?:[ ,](-?[\d.]+))?", stroke):
        if command == "M":
            x, y = float(first), float(second)
        elif command == "m":
            x, y = x + float(first), y + float(second)
        else:
            dark |= {(int(x) + step, int(y)) for step in range(int(first))}
            x += int(first)
    return size, dark


def test_the_picture_is_the_code_with_four_white_modules_around(page: Any) -> None:
    svg = Client().get(f"{page.url}poster/qr/").content
    size, dark = dark_modules(svg)
    matrix = segno.make_qr(page.full_url, error="q").matrix
    assert size == len(matrix) + 2 * 4
    assert QUIET_ZONE == 4
    assert dark == {(x + 4, y + 4) for y, row in enumerate(matrix) for x, cell in enumerate(row) if cell}


def test_the_code_may_lose_a_quarter_and_is_dark_on_white() -> None:
    assert qr_code("https://kwikstaart.example/er-is-iets/").error in ("Q", "H")
    colours = re.findall(r"#\w+", qr_svg("https://kwikstaart.example/er-is-iets/").decode())
    assert sorted(colours) == ["#000", "#fff"]


def test_the_picture_comes_from_the_site_itself_and_says_where_it_leads(page: Any) -> None:
    image = poster(page).img
    answer = Client().get(image["src"])
    assert answer["Content-Type"] == "image/svg+xml"
    assert image["src"].startswith(page.url)
    assert image["alt"] == typed(page.full_url)


def test_the_picture_and_the_poster_stay_in_no_cache_and_in_no_search_engine(page: Any) -> None:
    for path in ("poster/", "poster/qr/"):
        answer = Client().get(page.url + path)
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://kwikstaart.example/er-is-iets/", "kwikstaart.example/er-is-iets"),
        ("http://kwikstaart.example/er-is-iets/", "http://kwikstaart.example/er-is-iets"),
        ("https://kwikstaart.example/caf%C3%A9/", "kwikstaart.example/café"),
    ],
)
def test_the_address_is_what_one_types(address: str, shown: str) -> None:
    assert typed(address) == shown


def test_nothing_else_is_below_it(page: Any) -> None:
    for path in ("poster/other/", "poster/qr/more/"):
        assert Client().get(page.url + path).status_code == 404


def test_nothing_in_it_needs_more_than_the_strictest_policy(page: Any) -> None:
    shown = poster(page)
    assert not shown.select("style, iframe, [style]")
    assert [(script["src"], script.string) for script in shown.select("script")] == [
        ("/static/gripwagtail/print.min.js", None)
    ]
    assert all(tag.get("src", "/").startswith("/") for tag in shown.find_all(True))
    assert all(tag["href"].startswith("/") for tag in shown.select("link[href]"))


# --- in another language ------------------------------------------------------------


def test_a_translated_poster_takes_its_facts_from_the_source(page: Any) -> None:
    contact = with_contacts(make.contact(where="Lokaal 2.14"))
    copy = make.translate(page, "en", title="Something happened")
    translated = make.translate(contact, "en")
    assert "070 012 34 56" in words(copy)
    make.set_items(contact, "contacts", [])
    assert "070 012 34 56" not in words(copy)
    assert "070 012 34 56" in str(translated.contacts.raw_data), "the translation still holds the card"
    assert poster(copy).html["lang"] == "en"


def test_what_is_not_translated_is_marked_with_its_language(page: Any) -> None:
    norm = make.make_page("norm", poster_line="Online zijn we aardig", agreements=[make.agreement()])
    copy = make.translate(page, "en", title="Something happened")
    make.translate(norm, "en", poster_line="Online we are kind")
    shown = poster(copy)
    assert shown.h1.text == "Online we are kind"
    assert not shown.h1.has_attr("lang")
    assert shown.select_one(".grip-poster-agreed li")["lang"] == "nl"


def test_it_is_written_from_right_to_left_where_the_page_is() -> None:
    page = make.make_page("incident_help", title="حدث شيء", text_language="ar")
    shown = poster(page)
    assert (shown.html["lang"], shown.html["dir"]) == ("ar", "rtl")
    assert shown.select_one(".grip-poster-way bdi")["dir"] == "ltr", "an address keeps its order"


# --- the link to it -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "fields", "leaf"),
    [
        ("incident_help", {}, "poster/"),
        ("norm", {"class_sheet": "In onze klas:"}, "class-sheet/"),
        ("contact", {}, "print/"),
    ],
)
def test_an_editor_finds_the_sheets_of_a_published_page(
    admin_client: Client, kind: str, fields: dict[str, Any], leaf: str
) -> None:
    page = make.make_page(kind, **fields)
    address = f'href="{page.url}{leaf}"'
    assert address in admin_client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    page.unpublish()
    assert address not in admin_client.get(f"/admin/pages/{page.pk}/edit/").content.decode()


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("https://kwikstaärt.example/hulp/", "https://xn--kwikstart-12a.example/hulp/"),
        ("http://kwikstaärt.example:8000/hulp/", "http://xn--kwikstart-12a.example:8000/hulp/"),
        (
            "https://школа.example/допомога/",
            "https://xn--80atdl2c.example/%D0%B4%D0%BE%D0%BF%D0%BE%D0%BC%D0%BE%D0%B3%D0%B0/",
        ),
        ("https://kwikstaart.example/hulp/", "https://kwikstaart.example/hulp/"),
    ],
)
def test_the_code_of_a_host_in_other_letters_is_in_those_of_the_network(address: str, network: str) -> None:
    assert qr_code(address).matrix == segno.make_qr(network, error="q").matrix
