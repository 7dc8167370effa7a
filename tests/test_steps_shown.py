"""No step of the way disappears without a word: readers see its text, the editor reads why there is nobody in it."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from gripwagtail.directory.people import Directory
from gripwagtail.editing.rules import remarks
from gripwagtail.item_blocks.contact import RouteStepBlock
from gripwagtail.lookup.context import PageContext
from gripwagtail.lookup.source import Source
from gripwagtail.starter.plans import shipped_items
from gripwagtail.starter.texts import load
from tests import factories as make

pytestmark = pytest.mark.django_db


def texts(page: Any, way: str) -> list[str]:
    """What readers see of a way, step by step."""
    begin = {"steps": "grip-begin", "staff_steps": "grip-about-staff"}[way]
    section = make.see(page).find(id=begin).find_parent("section")
    return [stop.p.get_text() for stop in section.select(".grip-stop")]


def said(page: Any) -> dict[str, str]:
    with translation.override("en"):
        return {one.rule: f"{one.where} | {one.message}" for one in remarks(page) if "step" in one.rule}


def shipped_step(key: str, stream: str = "steps") -> Any:
    items = shipped_items("contact", stream, load("nl", "po"))
    return next(item for item in items if item["value"]["starter_key"].endswith(f"/{key}"))


@pytest.mark.parametrize(
    "step",
    [
        make.step(text="Ga eerst naar de coach", roles=["media-coach"]),
        make.step(text="Ga eerst naar de coach", roles=["media-coach", "ict"]),
        make.step(text="Ga eerst naar de coach", roles=[], helplines=["weg"]),
        make.step(text="Ga eerst naar de coach", roles=["onbekend"]),
        make.step(text="Ga eerst naar de coach", roles=["media-coach"], helplines=["weg"]),
    ],
)
@pytest.mark.parametrize("way", ["steps", "staff_steps"])
def test_a_step_to_someone_who_has_no_card_is_shown_without_a_link(step: make.Raw, way: str) -> None:
    page = make.make_page("contact", contacts=[make.contact()], **{way: [step]})
    assert texts(page, way) == ["Ga eerst naar de coach"]
    assert make.see(page).select(".grip-stop a") == []
    assert set(said(page)) == {"step-without-anyone"}


def test_the_editor_reads_whose_card_is_missing() -> None:
    steps = [make.step(), make.step(text="Ga naar de coach", roles=["media-coach"])]
    page = make.make_page("contact", contacts=[make.contact()], steps=steps)
    (message,) = said(page).values()
    assert "Ga naar de coach" in message and "media coach" in message


def test_a_card_that_is_not_confirmed_is_no_one_to_go_to() -> None:
    make.settings_of(phone="", email="")
    hidden = make.contact(label="De coach", roles=["media-coach"], confirmed=False)
    page = make.make_page(
        "contact", contacts=[make.contact(), hidden], steps=[make.step(text="Naar de coach", roles=["media-coach"])]
    )
    assert texts(page, "steps") == ["Naar de coach"]
    assert "step-without-anyone" in said(page)


@pytest.mark.parametrize("roles", [["mentor"], ["management"], ["mentor", "management"]])
def test_about_someone_at_school_those_in_charge_stay_out_and_the_editor_reads_why(roles: list[str]) -> None:
    step = make.step(text="Ga naar de directeur", roles=roles)
    page = make.make_page("contact", contacts=[make.contact(roles=roles)], steps=[step], staff_steps=[step])
    assert texts(page, "steps") == ["Ga naar de directeur"]
    assert texts(page, "staff_steps") == []
    assert "step-to-those-in-charge" in said(page)


def test_nor_to_someone_else_who_is_part_of_the_management() -> None:
    adviser = make.contact(roles=["confidential-internal"], is_management=True)
    step = make.step(text="Naar de vertrouwenspersoon", roles=["confidential-internal"])
    page = make.make_page("contact", contacts=[adviser], staff_steps=[step])
    assert texts(page, "staff_steps") == []
    assert "step-to-those-in-charge" in said(page)


@pytest.mark.parametrize("change", [{"text": "Ga naar juf Els"}, {"roles": ["safety-coordinator"]}])
def test_our_own_words_wait_for_the_card_and_what_the_school_makes_of_them_does_not(change: dict[str, Any]) -> None:
    ours = shipped_step("vertrouwenspersoon")
    page = make.make_page("contact", contacts=[make.contact()], steps=[make.step(), ours])
    assert len(texts(page, "steps")) == 1
    assert "confidential adviser at school" in said(page)["shipped-steps-wait"]
    edited = {**ours, "value": {**ours["value"], **change}}
    page = make.make_page("contact", contacts=[make.contact()], steps=[make.step(), edited])
    assert len(texts(page, "steps")) == 2
    assert set(said(page)) == {"step-without-anyone"}


def test_with_the_card_our_step_is_there() -> None:
    card = make.contact(roles=["confidential-internal"])
    page = make.make_page("contact", contacts=[card], steps=[shipped_step("vertrouwenspersoon")])
    assert len(texts(page, "steps")) == 1
    assert said(page) == {}


def test_every_step_is_shown_or_the_editor_reads_why_not() -> None:
    """Whoever the school has: nothing is left out without a word."""
    for scenario in ([], [make.contact()], [make.contact(roles=["confidential-external", "police"])]):
        steps = [*shipped_items("contact", "steps", load("nl", "po"))]
        about = [*shipped_items("contact", "staff_steps", load("nl", "po"))]
        page = make.make_page("contact", contacts=scenario, steps=steps, staff_steps=about)
        context = PageContext.of_page(page)
        people = Directory.of(Source(page, None, context), context)
        hidden = [stop for way in ("steps", "staff_steps") for stop in people.stops(way) if not stop.is_shown]
        assert hidden
        assert {"shipped-steps-wait", "step-to-those-in-charge"} & set(said(page))


def test_in_another_language_the_same_steps_are_there() -> None:
    steps = [shipped_step("vertrouwenspersoon"), make.step(text="Naar de coach", roles=["media-coach"])]
    page = make.make_page("contact", contacts=[make.contact()], steps=steps)
    translated = [
        {**steps[0], "value": {**steps[0]["value"], "text": "Go to the adviser"}},
        {**steps[1], "value": {**steps[1]["value"], "text": "Go to the coach"}},
    ]
    make.language("en")
    english = make.translate(page, "en", steps=translated)
    assert texts(english, "steps") == ["Go to the coach"]


# --- what may be skipped -------------------------------------------------------------


def skips(*ticks: bool, always_open: int = 0) -> tuple[list[str], list[str]]:
    """What is said above the steps, and at each of them."""
    opened = [make.step(text=f"Altijd {number}", always_open=True) for number in range(always_open)]
    steps = [make.step(text=f"Stap {number}", skippable=tick) for number, tick in enumerate(ticks)]
    fold = make.see(make.make_page("contact", contacts=[make.contact()], steps=[*steps, *opened])).select_one(
        ".grip-begin details"
    )
    above = [one.get_text() for one in fold.find_all("p", recursive=False)]
    at = [one.get_text() if (one := stop.select_one(".grip-terms")) else "" for stop in fold.select(".grip-stop")]
    return above, at


def test_what_holds_for_most_steps_is_said_once_and_at_the_one_for_which_it_does_not() -> None:
    assert skips(True, True, True) == (["Je mag een stap overslaan."], ["", "", ""])
    assert skips(True, False, True) == (["Je mag een stap overslaan."], ["", "Sla deze stap niet over.", ""])


def test_what_holds_for_few_steps_is_said_at_these() -> None:
    assert skips(True) == ([], ["Deze stap mag je overslaan."])
    assert skips(False, False, True) == ([], ["", "", "Deze stap mag je overslaan."])
    assert skips(True, False, True, False) == ([], ["Deze stap mag je overslaan.", ""] * 2)
    assert skips(False, False) == ([], ["", ""])


def test_a_door_that_is_always_open_is_no_step_to_skip() -> None:
    assert skips(True, always_open=2) == ([], ["Deze stap mag je overslaan.", *["Hier mag je altijd heen."] * 2])


def test_a_step_is_typed_in_a_box_in_which_a_long_one_is_read_whole() -> None:
    field = RouteStepBlock().child_blocks["text"].field
    box = make.soup(str(field.widget.render("text", "x" * field.max_length))).select_one("input, textarea")
    assert (box.name, box["rows"]) == ("textarea", "2")
