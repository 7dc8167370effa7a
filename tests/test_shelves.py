"""The materials stand by task and level with a way in for staff, and the words with what is part of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from gripwagtail.content.overview import Material, Term
from gripwagtail.content.shelves import entries, shelves
from gripwagtail.text.marked import Text
from tests import factories as make
from tests.planted import plant
from tests.starter_texts import both, document

pytestmark = pytest.mark.broad


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def material(title: str, task: str = "", *audiences: str) -> Material:
    return Material(Text(title), "https://example.com/", Text(""), [], task, audiences)


def put(*materials: Material) -> list[tuple[str, str, list[str]]]:
    """Each board as ``(shelf, level, titles)``."""
    return [
        (str(shelf.label), str(board.label), [str(one.title) for one in board.materials])
        for shelf in shelves(materials)
        for board in shelf.boards
    ]


def test_materials_stand_by_task_and_by_the_first_level_that_they_are_for() -> None:
    found = put(
        material("Kaarten", "set", "class", "team"),
        material("Plan", "set", "policy"),
        material("Les", "guide", "class"),
        material("Spel", "set", "team"),
    )
    assert found == [
        ("Set the norm", "Policy", ["Plan"]),
        ("Set the norm", "Team", ["Kaarten", "Spel"]),
        ("Guide within the norm", "Classroom", ["Les"]),
    ]


def test_what_is_for_staff_comes_first_and_what_is_for_families_has_its_own_place() -> None:
    found = put(
        material("Les", "guide", "class"),
        material("Hulplijn", "guard", "staff", "parent"),
        material("Stappenplan", "guard", "team", "staff"),
        material("Praten", "guide", "parent"),
    )
    assert found[0] == ("For people who work at a school", "", ["Hulplijn", "Stappenplan"])
    assert found[-1] == ("For pupils and parents", "", ["Hulplijn", "Praten"])


@pytest.mark.parametrize("task", ["", "unknown"])
def test_nothing_is_left_out(task: str) -> None:
    assert put(material("Iets", task)) == [("Other materials", "", ["Iets"])]
    assert put(material("Iets", "set")) == [("Set the norm", "", ["Iets"])]


def test_a_word_has_its_parts_below_it_and_a_part_alone_stands_by_itself() -> None:
    whole, part, other = (
        Term(Text("M"), Text("m"), "mediawijsheid"),
        Term(Text("Z"), Text("z"), "mediawijs-z"),
        Term(Text("N"), Text("n")),
    )
    (first, second) = entries([whole, part, other])
    assert (first.term, first.parts, second.term) == (whole, [part], other)
    assert [entry.term for entry in entries([part, other])] == [part, other]


@pytest.mark.django_db
@pytest.mark.parametrize("school_type", ["po", "vo"])
def test_the_planted_page_has_a_way_in_for_staff_which_begins_at_this_school_and_then_with_the_step_plan(
    school_type: str,
) -> None:
    pages = plant(school_type).pages
    page = make.see(pages["overview"])
    assert page.select_one("a[href='#grip-for-staff']")
    team, practise, plan = [one["href"] for one in page.select_one("details:has(#grip-for-staff)").select("a")][:3]
    assert (team, practise) == (f"{pages['incident_help'].url}team/", f"{pages['overview'].url}practise/")
    assert "stappenplan-online-incidenten" in plan


@pytest.mark.django_db
def test_without_a_list_for_staff_their_way_in_leads_to_the_sheets_for_the_team_where_these_are() -> None:
    page = make.make_page("overview", slug="online-gedrag")
    assert "Werk je op school?" not in make.see(page).text
    incident = make.make_page("incident_help", slug="hulp")
    [way] = [one for one in make.see(page).select("a.grip-door") if one.text == "Werk je op school?"]
    assert way["href"] == f"{incident.url}team/"
    incident.unpublish()
    assert "Werk je op school?" not in make.see(page).text


@pytest.mark.django_db
@pytest.mark.parametrize("school_type", ["po", "vo"])
def test_the_eight_competences_stand_together_below_media_literacy(school_type: str) -> None:
    page = make.see(plant(school_type).pages["overview"])
    (whole,) = [entry for entry in page.select(".grip-glossary > div") if entry.select(".grip-word-part")]
    assert whole.select_one("dt").text == "Mediawijsheid"
    names = [part.select_one("strong").text for part in whole.select(".grip-word-part")]
    assert len(names) == 8 and names[0] == "Bedienen" and names[-1] == "Reflecteren"


@both
def test_how_citizenship_literacy_and_media_literacy_differ_is_said_in_three_lines(texts: str) -> None:
    terms = {term["key"]: term for term in document(texts, "overview")["glossary"]}
    lines = terms["verschil-burgerschap"]["meaning"].splitlines()
    names = [line.partition(":")[0].casefold() for line in lines]
    known = {
        terms[key]["term"].partition(" (")[0].casefold()
        for key in ("digitale-geletterdheid", "mediawijsheid", "digitaal-burgerschap")
    }
    assert len(lines) == 3 and set(names) == known


@pytest.mark.django_db
def test_the_lines_of_a_meaning_stay_lines() -> None:
    page = make.make_page("overview", glossary=[make.term(meaning="Eerste regel\nTweede regel")])
    assert make.see(page).select_one(".grip-glossary dd").decode_contents() == "Eerste regel<br/>Tweede regel"


@pytest.mark.django_db
def test_every_part_for_staff_leads_to_the_step_plan_and_no_other_part_does() -> None:
    page = make.see(plant("vo").pages["incident_help"])
    parts: list[Any] = page.select("[data-grip-situation] [data-grip-audience]")
    assert len(parts) > 60
    for part in parts:
        link = part.select_one("a[href*='stappenplan-online-incidenten']")
        assert bool(link) == (part["data-grip-audience"] == "staff"), part.find_previous("summary").text


@pytest.mark.django_db
def test_without_the_row_no_line_promises_a_step_plan() -> None:
    from gripwagtail.models import GripHelpline
    from gripwagtail.signals import changed

    page = plant("po").pages["incident_help"]
    GripHelpline.objects.filter(key="stappenplan").update(active=False)
    changed()
    assert "tappenplan" not in str(make.see(page))
