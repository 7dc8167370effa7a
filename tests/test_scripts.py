"""The scripts for making the norm together: their times, their words and what they never ask."""

from __future__ import annotations

import copy
import re
import tomllib
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest

from gripwagtail.editing.plain_language import count_words, sentences
from gripwagtail.safety.image_instructions import image_instructions
from gripwagtail.safety.promises import promises_too_much
from gripwagtail.starter import scripts as shipped
from gripwagtail.starter.plans import shipped_items
from gripwagtail.starter.scripts import SHEETS, Script, faults, language_for, languages, scripts, words_for_cards
from gripwagtail.starter.texts import load

SETS = [(language, texts) for language in ("en", "nl") for texts in ("po", "vo")]
EVERY = [(language, texts, one) for language, texts in SETS for one in scripts(language, texts)]
LONGEST = 25


def document(language: str = "nl") -> dict[str, Any]:
    return tomllib.loads(files(shipped).joinpath(f"{language}.toml").read_text(encoding="utf-8"))


def said(script: Script) -> list[str]:
    """All that a script says."""
    steps = [text for step in script.steps for text in (step.title, step.do, step.say)]
    return [script.title, script.who, script.goal, *script.needs, script.after, *steps, *script.dilemmas]


def test_every_language_and_kind_of_school_has_the_same_scripts_of_the_same_length() -> None:
    assert languages() == ["en", "nl"]
    plans = {
        (language, texts): [
            (one.key, one.minutes, [(step.start, step.end) for step in one.steps], one.sheets, len(one.dilemmas))
            for one in scripts(language, texts)
        ]
        for language, texts in SETS
    }
    assert plans["nl", "po"] == plans["en", "po"]
    assert plans["nl", "vo"] == plans["en", "vo"]
    assert [key for key, *_rest in plans["nl", "po"]] == [key for key, *_rest in plans["nl", "vo"]]


@pytest.mark.parametrize(("language", "texts", "script"), EVERY)
def test_the_minutes_of_its_steps_are_those_of_the_whole(language: str, texts: str, script: Script) -> None:
    lessons = script.lessons
    assert sum(steps[-1].end for _number, steps in lessons) == script.minutes
    assert all(steps[0].start == 0 for _number, steps in lessons)
    assert all(before.end == after.start for _n, steps in lessons for before, after in pairwise(steps))


def test_there_are_three_lengths_for_pupils_and_one_each_for_little_reading_parents_and_team() -> None:
    lengths = {one.key: one.minutes for one in scripts("nl", "po")}
    assert lengths == {
        "vote-15": 15,
        "choose-45": 45,
        "write-90": 90,
        "little-reading": 20,
        "parents": 60,
        "team": 45,
    }
    assert len(scripts("nl", "po")[2].lessons) == 2
    assert [bool(one.dilemmas) for one in scripts("nl", "vo")] == [False] * 5 + [True]


@pytest.mark.parametrize(("language", "texts", "script"), EVERY)
def test_it_promises_nothing_that_cannot_be_kept_and_asks_for_no_image(
    language: str, texts: str, script: Script
) -> None:
    for text in said(script):
        assert not promises_too_much(text), text
        assert image_instructions(text) == [], text
        assert not re.search(r"\bscreenshot|schermafbeelding", text, re.IGNORECASE), text


@pytest.mark.parametrize(("language", "texts", "script"), EVERY)
def test_its_sentences_are_short(language: str, texts: str, script: Script) -> None:
    long = [one for text in said(script) for one in sentences(text) if count_words(one) > LONGEST]
    assert long == []


@pytest.mark.parametrize(("language", "texts", "script"), EVERY)
def test_who_leads_pupils_ends_with_whom_they_can_go_to(language: str, texts: str, script: Script) -> None:
    if script.key in ("parents", "team"):
        return
    last = script.steps[-1]
    assert re.search(
        r"terecht|hulp|vertrouwt|praten|kom naar|come to me|talk to|go to|trust", f"{last.do} {last.say}", re.I
    )


def test_a_script_asks_only_for_sheets_that_there_are() -> None:
    asked = {sheet for _language, _texts, one in EVERY for sheet in one.sheets}
    # Situations of their own are for a class that wants to write these.
    assert asked == {*SHEETS} - {"blank-situation-cards"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_a_card_says_is_safe_short_and_about_somebody_and_its_title_is_one_that_we_ship(language: str) -> None:
    shipped_titles = {
        raw["value"]["title"]
        for texts in ("po", "vo")
        for raw in shipped_items("incident_help", "situations", load(language, texts))
    }
    found = words_for_cards(language)
    assert found.keys() <= shipped_titles
    for words in found.values():
        assert not re.search(r"\b(ik|mij|mijn|I|me|my)\b", words), words
        assert not promises_too_much(words) and image_instructions(words) == []
        assert count_words(words) <= LONGEST


@pytest.mark.parametrize(
    ("code", "expected"), [("nl", "nl"), ("nl-be", "nl"), ("en-GB", "en"), ("ar", "nl"), ("", "nl")]
)
def test_who_has_no_scripts_in_the_language_of_the_page_reads_them_in_dutch(code: str, expected: str) -> None:
    assert language_for(code) == expected


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda one: one["scripts"][0].update(minutes="15"), "scripts[vote-15].minutes"),
        (lambda one: one["scripts"][0].update(extra="x"), "scripts[vote-15].extra"),
        (lambda one: one["scripts"][0].pop("goal"), "scripts[vote-15].goal"),
        (lambda one: one["scripts"][0].update(sheets=["poster"]), "scripts[vote-15].sheets[1]"),
        (lambda one: one["scripts"][0]["steps"][1].update(do=""), "scripts[vote-15].steps[2].do"),
        (lambda one: one["dilemmas"][0].update(texts=["hbo"]), "dilemmas[1].texts[1]"),
        (lambda one: one["cards"][0].update(words=""), "cards[1].words"),
        (lambda one: one.pop("format"), "format"),
    ],
)
def test_what_is_wrong_in_a_file_is_named_with_its_place(change: Any, where: str) -> None:
    given = copy.deepcopy(document())
    assert [*faults(given)] == []
    change(given)
    assert where in [place for place, _message in faults(given)]
