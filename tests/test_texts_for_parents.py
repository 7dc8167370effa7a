"""The texts in the languages of newcomer parents: what can be held to the Dutch without knowing the language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from gripwagtail.editing.incident_rules import RULES
from gripwagtail.editing.rule import Severity, Subject, problems_of
from gripwagtail.safety.image_instructions import image_instructions
from gripwagtail.safety.promises import promises_too_much
from gripwagtail.starter.files import DATA, read
from gripwagtail.starter.plans import shipped_items
from gripwagtail.starter.texts import load
from tests.starter_texts import (
    FOR_PARENTS,
    directions,
    donts,
    every_text,
    for_parents,
    language_of,
    of,
    pages,
    situations,
)

pytestmark = pytest.mark.broad

# Longer than the Dutch it may be by so much.
LONGER = 1.25
# What is no text for a reader, or is the same in every language.
FACTS = re.compile(
    r"/(key|source|url|version|agreement|position|topic|topics|group|urgency|sexual|evidence|helplines|roles|theme|for"
    r"|serves|fallback_role|kind|slug|school_type|language)(/|$)"
)
KINDS = ("overview", "norm", "contact", "parent_tips", "incident_help")


def dutch(texts: str) -> str:
    return f"nl/{of(texts)}"


def pairs(texts: str) -> Iterator[tuple[str, str, str]]:
    """Each text with its Dutch, at their place."""
    there = dict(every_text(dutch(texts)))
    for place, text in every_text(texts):
        if place in there and not FACTS.search(place):
            yield place, text, there[place]


def test_there_are_languages_for_parents() -> None:
    assert FOR_PARENTS
    for language in FOR_PARENTS:
        for school_type in ("po", "vo"):
            assert load(language, school_type).rest == "nl"


@for_parents
def test_most_texts_are_other_words_than_the_dutch(texts: str) -> None:
    said = [(place, text, there) for place, text, there in pairs(texts) if " " in there]
    assert len(said) > 300
    # The title of a link is the name of a service.
    same = [place for place, text, there in said if text == there and not re.search("/links/.*/title$", place)]
    assert same == []


@for_parents
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_hardly_longer_than_in_dutch(kind: str, texts: str) -> None:
    said = [(text, there) for place, text, there in pairs(texts) if place.startswith(kind)]
    own, its = (sum(map(len, side)) for side in zip(*said, strict=True))
    assert own <= LONGER * its, round(own / its, 2)


@for_parents
def test_a_number_is_one_of_the_dutch_at_that_place(texts: str) -> None:
    """In the digits that the Dutch are written with, so that what is said is what is on a phone."""
    for place, text, there in pairs(texts):
        assert not re.search(r"[^\W0-9_]", "".join(re.findall(r"\d", text))), place
        numbers, known = re.findall(r"[0-9]+", text), re.findall(r"[0-9]+", there)
        assert set(numbers) <= {*known, "112", "113"}, (place, text, there)


@for_parents
def test_who_is_in_danger_reads_the_number_where_the_dutch_have_it(texts: str) -> None:
    for place, text, there in pairs(texts):
        for number in ("112", "113"):
            if re.search(rf"\b{number}\b", there) and "search_words" not in place:
                assert number in text, (place, text, there)


@for_parents
def test_no_number_but_112_and_113_is_in_what_a_reader_does(texts: str) -> None:
    for item in situations(texts):
        for place, line in [*directions(item), *donts(item)]:
            assert set(re.findall(r"\d+", line)) <= {"112", "113"}, f"{item['key']}.{place}: {line}"


@for_parents
def test_no_text_asks_for_an_image_or_promises_too_much(texts: str) -> None:
    for place, text in every_text(texts):
        assert not promises_too_much(text), (place, text)
    for item in situations(texts):
        if item["sexual"] != "no":
            for place, line in directions(item):
                assert image_instructions(line) == [], (item["key"], place, line)
    for school_type in {of(texts)}:
        items = shipped_items("incident_help", "situations", load(language_of(texts), school_type))
        refused = [rule for rule in RULES if rule.severity is Severity.REFUSE]
        assert problems_of(refused, Subject(given={"situations": items})) == []


@for_parents
def test_each_of_the_other_words_stands_by_itself(texts: str) -> None:
    for item in situations(texts):
        assert not re.search("[,،;]", "".join(item["also"])), item["key"]


@for_parents
def test_the_name_of_an_organisation_is_left_as_it_is(texts: str) -> None:
    names = ("Offlimits", "Veilig Thuis", "Kindertelefoon", "Slachtofferhulp", "JouwGGD", "Meldknop", "Halt")
    for place, text, there in pairs(texts):
        for name in names:
            if re.search(rf"\b{name}\b", there) and "title" not in place:
                assert name in text, (place, text, there)


@for_parents
def test_a_gap_is_where_the_dutch_have_one_and_nothing_is_left_to_fill_in(texts: str) -> None:
    for place, text, there in pairs(texts):
        assert text.count("[[") == there.count("[["), place
        assert "{" not in text, place


@for_parents
def test_no_text_has_letters_of_another_alphabet_but_for_names_and_dutch_words(texts: str) -> None:
    """A Latin letter in a Cyrillic word looks right and is found by no search."""
    script = {"ar": "\u0600-\u06ff", "uk": "\u0400-\u04ff"}.get(language_of(texts))
    if script is None:
        return
    for place, text, _there in pairs(texts):
        assert not re.search(rf"[{script}][A-Za-z]|[A-Za-z][{script}]", text), (place, text)


# --- one word for one thing -------------------------------------------------------------


@cache
def glossary(language: str) -> list[dict[str, Any]]:
    return list(read(DATA / language / "glossary.toml")["terms"])


@pytest.mark.parametrize("language", FOR_PARENTS)
def test_a_list_of_words_says_of_each_what_it_is_called(language: str) -> None:
    terms = glossary(language)
    assert len(terms) >= 40
    for term in terms:
        assert {*term} == {"dutch", "term", "stems", "beside", "avoid"}
        assert term["dutch"] and term["term"] and term["stems"], term
        assert not set(term["stems"]) & set(term["avoid"]), term
    assert len({word for term in terms for word in term["dutch"]}) == sum(len(term["dutch"]) for term in terms)


@for_parents
def test_what_is_to_be_avoided_is_in_no_text(texts: str) -> None:
    avoid = [(word, term["term"]) for term in glossary(language_of(texts)) for word in term["avoid"]]
    # The words by which pupils search are those that they use.
    said = [(place, text) for place, text, _there in pairs(texts) if "/also/" not in place]
    assert len(said) > 300
    found = [(place, word, term) for place, text in said for word, term in avoid if has(text, word)]
    assert found == []


def has(text: str, word: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", text.casefold()))


@for_parents
def test_each_thing_has_its_one_word_nearly_everywhere(texts: str) -> None:
    """A sentence may say it in another way. Where most do, the word is not the one."""
    said = [(place, text.casefold(), there.casefold()) for place, text, there in pairs(texts) if "/also/" not in place]
    for term in glossary(language_of(texts)):
        wanted = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, term['dutch']))})(?!\w)")
        places = [(place, text) for place, text, there in said if wanted.search(there)]
        kept = [place for place, text in places if any(stem.casefold() in text for stem in term["stems"])]
        others = sorted({place for place, _text in places} - {*kept})
        assert len(others) <= max(1, 0.2 * len(places)), (term["term"], others)


@for_parents
def test_every_kind_of_page_is_there_and_no_text_is_empty_but_where_the_dutch_is(texts: str) -> None:
    assert {*pages(texts)} == {*KINDS}
    assert [place for place, text, there in pairs(texts) if bool(text.strip()) != bool(there.strip())] == []
