"""What stands with a situation on the page: its agreement, what cannot wait first, and the net under all the rest."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories as make
from tests.planted import plant

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

SHARING = {"key": "toestemming", "we_do": "We vragen eerst.", "so_not": "We delen nooit bloot.", "topics": "images"}
BLAME = {"key": "niet-verder", "we_do": "We stoppen het.", "so_not": "We geven niemand de schuld.", "topics": "images"}


def agreed(agreements: list[dict[str, Any]], **situation: Any) -> str:
    home = make.home_page()
    make.make_page("norm", home, agreements=[make.agreement(**agreement) for agreement in agreements])
    page = make.make_page("incident_help", home, situations=[make.situation(topic="images", **situation)])
    found = make.see(page).select_one(".grip-agreed")
    return " ".join(found.get_text(" ").split()) if found else ""


@pytest.mark.parametrize(
    ("position", "is_shown"),
    [("hurt", False), ("recipient", True), ("bystander", True), ("doer", True), ("worried", False), ("", False)],
)
def test_what_we_do_not_do_stands_where_it_is_no_reproach(position: str, is_shown: bool) -> None:
    said = agreed([SHARING], key="van-onszelf", position=position, agreement="toestemming")
    assert "We vragen eerst." in said
    assert ("We delen nooit bloot." in said) is is_shown


def test_to_the_one_who_is_hurt_it_says_that_nobody_is_blamed() -> None:
    assert "We geven niemand de schuld." in agreed([SHARING, BLAME], key="foto-gaat-rond")


def test_a_page_of_before_finds_position_and_agreement_by_the_key() -> None:
    # The first with its topic would be the rule on sharing.
    assert "We stoppen het." in agreed([SHARING, BLAME], key="foto-gekregen")


def test_a_situation_of_the_school_meets_an_agreement_by_topic_as_before() -> None:
    assert "We vragen eerst." in agreed([SHARING, BLAME], key="van-onszelf")


def test_one_that_names_an_agreement_that_is_not_there_has_none() -> None:
    assert agreed([SHARING], key="van-onszelf", agreement="weg") == ""


def test_what_cannot_wait_stands_first_and_the_last_stays_last() -> None:
    situations = [
        make.situation(key="week", group="images", urgency="week"),
        make.situation(key="later-op-de-pagina", group="worries", urgency="now"),
        make.situation(key="iets-anders", group="other", urgency="now"),
    ]
    shown = make.see(make.make_page("incident_help", situations=situations))
    assert [one["id"] for one in shown.select("[data-grip-situation]")] == ["later-op-de-pagina", "week", "iets-anders"]


@pytest.mark.parametrize("school_type", ["po", "vo"])
@pytest.mark.parametrize("audience", ["pupil", "parent", "staff"])
def test_the_net_under_all_the_rest_has_three_lines_and_day_and_night_first(school_type: str, audience: str) -> None:
    shown = make.see(plant(school_type).pages["incident_help"])
    part = shown.select_one(f"#iets-anders [data-grip-audience={audience}]")
    lines = part.select(".grip-help dd")
    services = [line["data-grip-helpline"] for line in lines if line.has_attr("data-grip-helpline")]
    people = [line for line in lines if line.has_attr("data-grip-contact")]
    assert len(services) >= 3 and len(people) == 3
    assert services[:2] == ["113", "veilig-thuis"]
    # These two answer at night, so they stand before the school; 112 stands before them.
    assert lines[0].select_one("a")["href"] == "tel:112"
    assert [line.get("data-grip-helpline") for line in lines[1:3]] == ["113", "veilig-thuis"]


# --- who says so --------------------------------------------------------------------


def terms(**fields: Any) -> str:
    make.helpline("eigen", **{"hours": "", "day_and_night": False, "checked_on": None, **fields})
    page = make.home_page(body=[make.block("helplines", keys="eigen")])
    return " ".join(make.see(page).select_one(".grip-terms").get_text(" ").split())


def test_a_line_that_nobody_checked_says_who_says_so_and_when() -> None:
    assert "volgens Voorbeeld, 11 juni 2024" in terms(source_body="Voorbeeld", source_date="2024-06-11")


def test_of_a_source_of_which_only_the_year_is_known_only_that_is_said() -> None:
    assert terms(source_body="Voorbeeld", source_date="2021-01-01").endswith("volgens Voorbeeld, 2021")


def test_a_check_of_the_install_goes_before_what_a_source_says() -> None:
    said = terms(source_body="Voorbeeld", source_date="2021-01-01", checked_on="2026-03-02")
    assert "2 maart 2026" in said and "volgens" not in said


def test_without_a_source_nothing_is_said_about_it() -> None:
    assert "volgens" not in terms(source_body="")


@pytest.mark.parametrize("audience", ["pupil", "parent", "staff"])
def test_a_chat_is_shown_to_every_reader_and_a_home_page_is_none(audience: str) -> None:
    make.helpline("eigen", audiences="", phones="", chat_url="https://chat.example/", url="https://site.example/")
    make.helpline("zonder", audiences="", phones="", has_chat=True, chat_url="", url="https://zonder.example/")
    page = make.make_page(
        "incident_help",
        situations=[make.situation(**{f"{audience}_steps": "Bel.", f"{audience}_helplines": "eigen, zonder"})],
    )
    part = make.see(page).select_one(f"[data-grip-audience={audience}]")
    found = [(link["href"], link.get_text()) for link in part.select(".grip-help [data-grip-helpline] a")]
    assert [address for address, _text in found] == ["https://chat.example/", "https://zonder.example/"]
    assert [text.split()[0] for _address, text in found] == ["Chat", "Site"]
