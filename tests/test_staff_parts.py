"""What is for staff and has no words in a language is one line there, which leads to where it has."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

LINE = ".grip-elsewhere"


@pytest.fixture
def home() -> Any:
    return make.home_page()


def translated(page: Any, **streams: Any) -> Any:
    """The page in English, with other words in these streams."""
    return make.translate(page, "en", **streams)


def words(items: list[Any], *said: dict[str, Any]) -> list[Any]:
    items = copy.deepcopy(items)
    for item, new in zip(items, said, strict=False):
        item["value"].update(new)
    return items


def led_to(page: Any) -> list[tuple[str, str]]:
    return [(link["href"].split("#")[0], link["lang"]) for link in make.see(page).select(f"{LINE} a")]


def test_a_list_for_staff_is_one_line_to_the_original(home: Any) -> None:
    content = {
        "cells": [make.cell(text="Wij bespreken het in de les", confirmed=True)],
        "materials": [make.material(title="Kaarten voor het team", text="Voor een gesprek", audiences=["staff"])],
        "glossary": [make.term(term="mediawijsheid", meaning="Weten hoe media werken")],
        "partners": [make.partner(text="Komt in de klas", confirmed=True)],
    }
    dutch = make.make_page("overview", home, title="Online gedrag", **content)
    page = translated(dutch, title="Online behaviour")
    text = make.text_of(page)
    for own in ("Wij bespreken het", "Kaarten voor het team", "Weten hoe media", "Komt in de klas"):
        assert own in make.text_of(dutch)
        assert own not in text
    assert led_to(page) == [(dutch.url, "nl")] * 4
    assert led_to(dutch) == []


def test_what_has_words_is_shown_and_the_rest_is_the_line(home: Any) -> None:
    glossary = [make.term(term="appgroep", meaning="Een groep"), make.term(term="mentor", meaning="Een docent")]
    dutch = make.make_page("overview", home, glossary=glossary)
    page = translated(dutch, glossary=words(glossary, {}, {"meaning": "A teacher"}))
    text = make.text_of(page)
    assert "A teacher" in text
    assert "Een groep" not in text
    assert len(led_to(page)) == 1


def test_materials_for_families_stay_in_any_language(home: Any) -> None:
    dutch = make.make_page("overview", home, materials=[make.material(title="Spel voor thuis", audiences=["parent"])])
    page = translated(dutch, title="Online behaviour")
    assert "Spel voor thuis" in make.text_of(page)
    assert led_to(page) == []


def test_the_part_of_a_situation_for_staff_leads_to_that_situation(home: Any) -> None:
    item = make.situation(
        title="Er gaat een foto rond",
        pupil_steps="Vertel het",
        staff_opening="Blijf rustig",
        staff_steps="Bel de directie",
        staff_roles=["management"],
    )
    dutch = make.make_page("incident_help", home, situations=[item])
    page = translated(dutch, situations=words([item], {"title": "A photo goes round", "pupil_steps": "Tell somebody"}))
    seen = make.see(page)
    [part] = seen.select('[data-grip-audience="staff"]')
    assert "Bel de directie" not in part.get_text()
    # What the package says itself is there all the same.
    assert part.select_one(".grip-evidence")
    [link] = part.select(f"{LINE} a")
    [original] = make.see(dutch).select("[data-grip-situation] > summary")
    assert link["href"] == f"{dutch.url}#{original['id']}"
    assert seen.select(f'[data-grip-audience="pupil"] {LINE}') == []


def test_what_a_pupil_has_no_words_for_is_shown_in_the_language_there_is(home: Any) -> None:
    item = make.situation(pupil_steps="Vertel het aan iemand")
    dutch = make.make_page("incident_help", home, situations=[item])
    page = translated(dutch, title="Something happened")
    assert "Vertel het aan iemand" in make.text_of(page)


def test_an_agreement_for_staff_alone_is_the_line_and_one_for_everyone_stays(home: Any) -> None:
    agreements = [
        make.agreement(we_do="Wij antwoorden binnen een dag", audiences=["staff"]),
        make.agreement(we_do="Wij vragen eerst toestemming", audiences=[]),
    ]
    dutch = make.make_page("norm", home, agreements=agreements)
    page = translated(dutch, statement="We are kind.")
    text = make.text_of(page)
    assert "binnen een dag" not in text
    assert "eerst toestemming" in text
    assert led_to(page) == [(dutch.url, "nl")]


def test_an_alias_repeats_everything(home: Any) -> None:
    glossary = [make.term(term="mentor", meaning="Een docent")]
    dutch = make.make_page("overview", home, glossary=glossary)
    page = make.translate(dutch, "en", alias=True)
    assert "Een docent" in make.text_of(page)
    assert led_to(page) == []


def test_where_nobody_may_see_the_original_nothing_leads_there(home: Any) -> None:
    glossary = [make.term(term="mentor", meaning="Een docent")]
    dutch = make.make_page("overview", home, glossary=glossary)
    page = translated(dutch, title="Online behaviour")
    dutch.unpublish()
    assert led_to(page) == []
