"""What is shipped for who works at a school: who leads, what is said, and what is never rated, promised or kept."""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from gripwagtail.editing.plain_language import count_words, sentences
from gripwagtail.safety import danger_words
from gripwagtail.safety.image_instructions import image_instructions
from gripwagtail.safety.mentions import mentions
from gripwagtail.safety.promises import promises_too_much
from gripwagtail.starter import team as shipped
from gripwagtail.starter.team import GROUPS, LEVELS, faults, language_for, languages, team_texts

SETS = [(language, texts) for language in ("en", "nl") for texts in ("po", "vo")]
# What is never weighed by who found it.
GRAVE = {
    "nl": ("seks", "bloot", "naakt", "grooming", "afpers", "zelf pijn", "wapen", "dreigt", "thuis gevaar"),
    "en": ("sexual", "nude", "grooming", "extortion", "hurts himself", "weapon", "threatens"),
}
LONGEST = 25


def document(language: str = "nl") -> dict[str, Any]:
    return tomllib.loads(files(shipped).joinpath(f"{language}.toml").read_text(encoding="utf-8"))


def every_text(given: Any) -> Iterator[str]:
    """All that a file says."""
    if isinstance(given, str):
        yield given
    elif isinstance(given, dict):
        for name, value in given.items():
            if name not in ("language", "version", "key", "group", "texts", "sheet", "url", "helplines"):
                yield from every_text(value)
    elif isinstance(given, list):
        for value in given:
            yield from every_text(value)


def shape(given: Any, name: str = "") -> Any:
    """The same without its words."""
    if isinstance(given, dict):
        return {key: shape(value, key) for key, value in given.items()}
    if isinstance(given, list):
        return [shape(value, name) for value in given]
    return given if name in ("key", "group", "texts", "sheet", "helplines", "url") else None


def test_each_language_has_the_same_texts_in_the_same_order() -> None:
    assert languages() == ["en", "nl"]
    assert shape(document("en")) == shape(document("nl"))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_file_has_no_fault(language: str) -> None:
    assert [*faults(document(language))] == []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_life_hurting_oneself_and_anything_sexual_are_a_sign_to_call_now_and_of_no_other_level(language: str) -> None:
    levels = {one["key"]: one for one in document(language)["sorter"]["levels"]}
    assert tuple(levels) == LEVELS
    now = " ".join(levels["now"]["signs"])
    words = {"nl": ("leven", "pijn", "seksueel", "afpersing"), "en": ("live", "hurts", "sexual", "extortion")}[language]
    assert [word for word in words if word not in now] == []
    grave = (*GRAVE[language], *danger_words(language))
    rated = [sign for key in ("serious", "mild") for sign in levels[key]["signs"] if mentions(sign, grave)]
    assert rated == []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_each_level_says_who_leads_who_must_know_and_three_steps(language: str) -> None:
    for level in document(language)["sorter"]["levels"]:
        assert level["leads"]
        assert level["tell"]
        assert len(level["steps"]) == 3


@pytest.mark.parametrize("language", ["en", "nl"])
def test_nothing_is_promised_that_cannot_be_kept_and_no_image_is_asked_for(language: str) -> None:
    for text in every_text(document(language)):
        assert not promises_too_much(text), text
        assert image_instructions(text) == [], text


@pytest.mark.parametrize(("language", "texts"), SETS)
def test_what_pupils_may_keep_is_asked_of_offlimits_or_the_police_and_no_words_are_for_when_images_go_round(
    language: str, texts: str
) -> None:
    received, asks, not_then = {
        "nl": ("Kreeg je iets?", "Vraag Offlimits of de politie wat je moet bewaren", "niet als er beelden rondgaan"),
        "en": ("get something?", "Ask Offlimits or the police what you have to keep", "not when images go round"),
    }[language]
    words = [one for one in team_texts(language, texts).words if one.group in ("class", "pupils")]
    about_messages = [line for one in words for line in one.lines if received in line]
    assert len(about_messages) == 2
    assert [line for line in about_messages if asks not in line] == []
    # On a threat nobody waits for these two.
    assert [one.key for one in words if not_then not in one.when.lower()] == ["pupils-threat"]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_sentences_are_short(language: str) -> None:
    long = [one for text in every_text(document(language)) for one in sentences(text) if count_words(one) > LONGEST]
    assert long == []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_there_is_no_number_but_112_and_113_and_no_bracket_for_an_editor(language: str) -> None:
    for text in every_text(document(language)):
        assert not re.search(r"\d{3,}", re.sub(r"\b11[23]\b", "", text)), text
        assert "[[" not in text


@pytest.mark.parametrize(("language", "texts"), SETS)
def test_there_are_words_for_each_group_also_when_nobody_knows_who_did_it_and_none_on_suicide(
    language: str, texts: str
) -> None:
    words = team_texts(language, texts).words
    assert list(dict.fromkeys(one.group for one in words)) == list(GROUPS)
    assert {"class", "class-unknown", "pupils", "pupils-threat", "team", "press"} == {one.key for one in words}
    grave = [word for word in danger_words(language) if word not in ("112", "113")]
    # What to do when somebody feels so is said; that it happened is said by nobody.
    said = [line for one in words for line in one.lines if "113" not in line and mentions(line, grave)]
    assert said == []


@pytest.mark.parametrize(("language", "texts"), SETS)
def test_words_for_pupils_end_with_somebody_to_go_to(language: str, texts: str) -> None:
    for one in team_texts(language, texts).words:
        if one.group in ("class", "pupils"):
            assert re.search(r"vertrouwt|you trust|trusted|112", one.lines[-1]), one.key


def test_a_line_with_a_blank_that_nobody_can_fill_is_left_out() -> None:
    [one] = [one for one in team_texts("nl", "po").words if one.key == "class"]
    assert any("{norm}" in line for line in one.lines)
    assert len(one.filled({"norm": ""})) == len(one.lines) - 1
    # What a school typed is never read as a blank.
    assert any("“{help}”" in line for line in one.filled({"norm": "{help}", "help": "x"}))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_talk_says_when_not_before_it_says_how_and_has_five_questions(language: str) -> None:
    restore = document(language)["restore"]
    assert [*restore].index("never") < [*restore].index("questions")
    assert len(restore["questions"]) == 5
    never = " ".join(restore["never"])
    words = {
        "nl": ("beelden", "seksueel", "afpersing", "bedreiging", "grooming", "medewerker", "zelf wil"),
        "en": ("images", "sexual", "extortion", "threats", "grooming", "member of staff", "wants it"),
    }[language]
    assert [word for word in words if word not in never] == []


@pytest.mark.parametrize(
    ("code", "expected"), [("nl", "nl"), ("nl-be", "nl"), ("en-GB", "en"), ("ar", "nl"), ("", "nl")]
)
def test_who_has_no_texts_in_the_language_of_the_page_reads_them_in_dutch(code: str, expected: str) -> None:
    assert language_for(code) == expected


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda one: one["card"].pop("leads"), "card.leads"),
        (lambda one: one["card"].update(helplines=["bestaat-niet"]), "card.helplines[1]"),
        (lambda one: one["card"]["steps"].__setitem__(0, "Bel 06 12345678."), "card.steps[1]"),
        (lambda one: one["sorter"]["levels"][0].update(key="amber"), "sorter.levels[1].key"),
        (lambda one: one["sorter"]["phases"][0].update(sheet="poster"), "sorter.phases[1].sheet"),
        (lambda one: one["words"]["texts"][0].update(lines=["{naam}"]), "words.texts[1].lines[1]"),
        (lambda one: one["words"]["texts"][0].update(texts=["hbo"]), "words.texts[1].texts[1]"),
        (lambda one: one["restore"].update(extra="x"), "restore.extra"),
        (lambda one: one["further"][0].update(url="javascript:x"), "further[1].url"),
        (lambda one: one.pop("log"), "log.intro"),
        (lambda one: one.pop("format"), "format"),
    ],
)
def test_what_is_wrong_in_a_file_is_named_with_its_place(change: Any, where: str) -> None:
    given = copy.deepcopy(document())
    change(given)
    assert where in [place for place, _message in faults(given)]
