"""“Made with 47 pupils …”: three numbers that are stored, and a sentence that is ours in every language."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from gripwagtail.content.made_by import made_by
from tests import factories as make

TODAY = datetime.date(2026, 11, 30)


def said(language: str = "nl", adopted_on: datetime.date | None = None, **counts: Any) -> str:
    page = SimpleNamespace(**{"grip_pupils": None, "grip_parents": None, "grip_team": None, **counts})
    with translation.override(language):
        return made_by(page, adopted_on, lambda: TODAY)  # type: ignore[arg-type]


def everyone(language: str, pupils: int = 47, parents: int = 3, team: int = 5) -> str:
    day = datetime.date(2026, 2, 10)
    return said(language, day, grip_pupils=pupils, grip_parents=parents, grip_team=team)


def test_it_says_with_whom_and_when() -> None:
    assert everyone("nl") == "Gemaakt met 47 leerlingen, 3 ouders en 5 medewerkers, op 10 februari 2026."
    assert everyone("en") == "Made with 47 pupils, 3 parents and 5 members of staff, on Feb. 10, 2026."


@pytest.mark.parametrize(
    ("language", "one", "few", "many"),
    [
        ("nl", "1 leerling,", "3 leerlingen,", "47 leerlingen,"),
        ("en", "1 pupil,", "3 pupils,", "47 pupils,"),
        ("pl", "1 uczniem,", "3 uczniami,", "47 uczniami,"),
        ("uk", "21 учнем,", "3 учнями,", "47 учнями,"),
        ("tr", "1 öğrenci,", "3 öğrenci,", "47 öğrenci,"),
        ("ar", "1 تلميذ ", "3 تلاميذ ", "47 تلميذًا "),
    ],
)
def test_the_number_has_its_plural_in_each_language(language: str, one: str, few: str, many: str) -> None:
    first = 21 if language == "uk" else 1
    assert one in everyone(language, first)
    assert few in everyone(language, 3)
    assert many in everyone(language, 47)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"grip_pupils": 1}, "Gemaakt met 1 leerling."),
        ({"grip_parents": 2, "grip_team": 1}, "Gemaakt met 2 ouders en 1 medewerker."),
        ({"grip_pupils": 0, "grip_team": 4}, "Gemaakt met 4 medewerkers."),
    ],
)
def test_who_was_not_counted_is_not_in_it(counts: dict[str, int], expected: str) -> None:
    assert said(**counts) == expected


@pytest.mark.parametrize("stored", [None, 0, -3, "", "veel", [], float("inf")])
def test_what_is_no_number_of_people_makes_no_sentence(stored: Any) -> None:
    assert said(grip_pupils=stored) == ""


def test_a_day_that_is_still_to_come_is_not_yet_the_day_on_which_it_was_made() -> None:
    assert said(grip_pupils=4, adopted_on=TODAY + datetime.timedelta(1)) == "Gemaakt met 4 leerlingen."


@pytest.mark.django_db
def test_visitors_read_it_with_the_day_of_the_next_look() -> None:
    page = make.make_page(
        "norm",
        grip_pupils=47,
        grip_parents=3,
        grip_team=5,
        adopted_on=datetime.date(2026, 2, 10),
        review_on=datetime.date(2027, 2, 10),
    )
    text = " ".join(make.see(page).select_one(".grip").text.split())
    assert (
        "Gemaakt met 47 leerlingen, 3 ouders en 5 medewerkers, op 10 februari 2026. We kijken er weer naar op "
        "10 februari 2027." in text
    )
    # Each day stands there once.
    assert text.count("10 februari 2026") == text.count("10 februari 2027") == 1


@pytest.mark.django_db
def test_what_the_school_wrote_itself_stays_beside_it() -> None:
    page = make.make_page("norm", grip_pupils=4, made_with="de leerlingenraad")
    text = make.see(page).select_one(".grip").text
    assert "Gemaakt met 4 leerlingen." in text
    assert "de leerlingenraad" in text


@pytest.mark.django_db
def test_a_translation_says_it_in_its_own_words_from_the_numbers_of_the_source() -> None:
    page = make.make_page("norm", grip_pupils=47)
    copy = make.translate(page, "en", grip_pupils=9)
    assert "Made with 47 pupils." in make.see(copy).select_one(".grip").text


@pytest.mark.django_db
def test_votes_are_stored_with_the_agreement_and_shown_to_nobody() -> None:
    page = make.make_page("norm", agreements=[make.agreement(we_do="Wij vragen het eerst", votes=7391)])
    assert type(page).objects.get(pk=page.pk).agreements.raw_data[0]["value"]["votes"] == 7391
    assert "7391" not in make.see(page).text
