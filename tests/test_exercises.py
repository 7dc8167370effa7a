"""The exercises, role plays and roles of pupils that are shipped: how many there are, and what they never ask."""

from __future__ import annotations

import copy
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from gripwagtail.content.class_cards import TOPICS
from gripwagtail.editing.plain_language import count_words, sentences
from gripwagtail.safety.image_instructions import image_instructions
from gripwagtail.safety.promises import promises_too_much
from gripwagtail.starter import exercises as shipped
from gripwagtail.starter.exercises import (
    ANY,
    BY_COMPETENCE,
    COMPETENCES,
    SHEETS,
    Book,
    book,
    faults,
    language_for,
    languages,
)

SETS = [(language, texts) for language in ("en", "nl") for texts in ("po", "vo")]
LONGEST = 25
# What is sexual, about a life, home or a stranger is for nobody to play or to say aloud in class.
NOT_IN_CLASS = re.compile(
    r"\b(naakt\w*|blote?|bloot|nudes?|naked|sex\w*|seks\w*|dood|zelfmoord|suicide|drugs|vreemde man|misbruik|abuse)\b",
    re.IGNORECASE,
)
# A question that asks a pupil to tell about themselves.
ABOUT_YOURSELF = re.compile(
    r"\b(heb jij (ooit|weleens|wel eens)|overkwam jou|is jou|ben jij (ooit|weleens|wel eens)|wie van jullie"
    r"|have you ever|has anyone (ever )?done|who of you|happened to you)\b",
    re.IGNORECASE,
)


def document(language: str = "nl") -> dict[str, Any]:
    return tomllib.loads(files(shipped).joinpath(f"{language}.toml").read_text(encoding="utf-8"))


def spoken(given: Book) -> Iterator[str]:
    """All that is read, said or played of one book, but what a role of pupils does not do."""
    for one in (*(each for sheet in given.exercises.values() for each in sheet), *given.topics):
        yield from (one.title, one.say, one.do, one.end)
    for play in given.plays:
        yield from (play.title, play.start, *play.roles, *play.ask, play.ending)
    for helper in given.helpers:
        yield from (helper.title, *helper.does, helper.adult)
    for sheet in given.sheets:
        yield from (sheet.title, sheet.intro)
    for group in given.questions:
        yield from (group.title, *group.lines)


def limits(given: Book) -> list[str]:
    return [line for helper in given.helpers for line in helper.limits]


def test_there_are_thirty_two_exercises_one_for_each_competence_at_each_of_four_ages() -> None:
    found = [
        (texts, sheet, one)
        for texts in ("po", "vo")
        for sheet, all_ in book("nl", texts).exercises.items()
        for one in all_
    ]
    assert len(found) == 32
    by_age = {(texts, sheet): [] for texts in ("po", "vo") for sheet in BY_COMPETENCE}
    for texts, sheet, one in found:
        by_age[texts, sheet].append(one.competence)
    assert set(map(tuple, by_age.values())) == {COMPETENCES}


@pytest.mark.parametrize(("language", "texts"), SETS)
def test_at_every_age_chances_are_as_many_as_risks(language: str, texts: str) -> None:
    for sheet, found in book(language, texts).exercises.items():
        assert Counter(one.about for one in found) == {"chance": 4, "risk": 4}, sheet


def test_every_language_says_the_same_things() -> None:
    assert languages() == ["en", "nl"]
    shapes = {
        (language, texts): [
            [sheet.key for sheet in given.sheets],
            [(one.competence, one.about) for sheet in BY_COMPETENCE for one in given.exercises[sheet]],
            [one.topic for one in given.topics],
            [(len(one.roles), len(one.ask)) for one in given.plays],
            [(len(one.does), len(one.limits)) for one in given.helpers],
            [(one.audience, len(one.lines)) for one in given.questions],
            list(given.words),
            list(given.competences),
        ]
        for language, texts in SETS
        for given in [book(language, texts)]
    }
    assert shapes["nl", "po"] == shapes["en", "po"]
    assert shapes["nl", "vo"] == shapes["en", "vo"]


@pytest.mark.parametrize(("language", "texts"), SETS)
def test_every_topic_that_a_class_can_talk_about_has_one_exercise(language: str, texts: str) -> None:
    found = [one.topic for one in book(language, texts).topics]
    assert sorted(found) == sorted({*TOPICS, "help", ANY})
    # What fits every agreement comes last.
    assert found[-1] == ANY


@pytest.mark.parametrize(("language", "texts"), SETS)
def test_every_sheet_has_a_title_and_something_on_it(language: str, texts: str) -> None:
    given = book(language, texts)
    assert tuple(sheet.key for sheet in given.sheets) == SHEETS
    assert len(given.plays) == 5
    assert len(given.helpers) == 3
    assert [one.audience for one in given.questions] == ["pupil", "parent", "staff"]


@pytest.mark.parametrize(("language", "texts"), SETS)
def test_nothing_in_it_promises_too_much_asks_for_an_image_or_is_not_for_a_class(language: str, texts: str) -> None:
    given = book(language, texts)
    for text in (*spoken(given), *limits(given)):
        assert not promises_too_much(text), text
        assert image_instructions(text) == [], text
        assert not re.search(r"\bscreenshot|schermafbeelding", text, re.IGNORECASE), text
    for text in spoken(given):
        assert not NOT_IN_CLASS.search(text), text
        assert not ABOUT_YOURSELF.search(text), text


@pytest.mark.parametrize(("language", "texts"), SETS)
def test_its_sentences_are_short(language: str, texts: str) -> None:
    given = book(language, texts)
    every = [one for text in (*spoken(given), *limits(given)) for one in sentences(text)]
    assert [one for one in every if count_words(one) > LONGEST] == []


@pytest.mark.parametrize(("language", "texts"), SETS)
def test_pupils_who_help_never_keep_a_secret_and_always_have_an_adult(language: str, texts: str) -> None:
    for helper in book(language, texts).helpers:
        assert helper.adult
        assert len(helper.limits) >= 2
    said = " ".join(limits(book(language, texts)))
    assert re.search(r"geheim|secret", said)


@pytest.mark.parametrize(("language", "texts"), SETS)
def test_nobody_plays_the_one_to_whom_it_happens_or_who_does_it(language: str, texts: str) -> None:
    plays = next(sheet for sheet in book(language, texts).sheets if sheet.key == "plays")
    assert re.search(r"lege stoel|empty chair", plays.intro)
    for play in book(language, texts).plays:
        assert not re.search(r"pester|dader|slachtoffer|bully|victim|offender", " ".join(play.roles), re.IGNORECASE)


@pytest.mark.parametrize(("code", "expected"), [("nl", "nl"), ("en-GB", "en"), ("ar", "nl"), ("", "nl")])
def test_who_has_no_exercises_in_the_language_of_the_page_reads_them_in_dutch(code: str, expected: str) -> None:
    assert language_for(code) == expected


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda one: one["exercises"][0].update(competence="click"), "exercises[1].competence"),
        (lambda one: one["exercises"][0].update(say="x" * 111), "exercises[1].say"),
        (lambda one: one["exercises"][0].update(say="Bel 0800 0432"), "exercises[1].say"),
        (lambda one: one["topics"][0].update(topic="weather"), "topics[1].topic"),
        (lambda one: one["plays"][1].pop("ending"), "plays[2].ending"),
        (lambda one: one["helpers"][0].update(limits=[]), "helpers[1].limits"),
        (lambda one: one["sheets"][0].update(key="poster"), "sheets[1].key"),
        (lambda one: one["words"].pop("risk"), "words.risk"),
        (lambda one: one.update(extra=[]), "extra"),
        (lambda one: one.pop("format"), "format"),
    ],
)
def test_what_is_wrong_in_a_file_is_named_with_its_place(change: Any, where: str) -> None:
    given = copy.deepcopy(document())
    assert [*faults(given)] == []
    change(given)
    assert where in [place for place, _message in faults(given)]
