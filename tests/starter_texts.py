"""The shipped texts as the tests read them: by set, by situation, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from gripwagtail import vocabulary
from gripwagtail.content.positions import POSITION_OF
from gripwagtail.starter.files import DATA, HELPLINES, languages, read
from gripwagtail.starter.language_file import language_file
from gripwagtail.starter.texts import load

# The languages that have words for everything, and those that leave what is not for parents and pupils to one of these.
WHOLE = [language for language in languages() if not language_file(language).rest]
FOR_PARENTS = [language for language in languages() if language not in WHOLE]
# In each language the texts for both types of school. What is asked word by word is asked of those with everything.
SETS = [f"{language}/{texts}" for language in WHOLE for texts in vocabulary.AGES_FOR_TEXTS]
SETS_FOR_PARENTS = [f"{language}/{texts}" for language in FOR_PARENTS for texts in vocabulary.AGES_FOR_TEXTS]
Item = dict[str, Any]


@cache
def pages(texts: str) -> Mapping[str, Item]:
    language, _slash, school_type = texts.partition("/")
    return load(language, school_type).pages


def of(texts: str) -> str:
    """The type of school of a set."""
    return texts.rpartition("/")[2]


def document(texts: str, kind: str) -> Item:
    return pages(texts)[kind]


def situations(texts: str) -> list[Item]:
    return list(document(texts, "incident_help")["situations"])


def parts(situation: Item) -> Iterator[tuple[str, Item]]:
    return ((audience, situation[audience]) for audience in vocabulary.AUDIENCES if audience in situation)


def directions(situation: Item) -> Iterator[tuple[str, str]]:
    """Every sentence that says what a reader should do or what the school does, with its place."""
    yield "danger_line", situation["danger_line"]
    yield from (("school_does", line) for line in situation["school_does"])
    for audience, part in parts(situation):
        yield f"{audience}.opening", part["opening"]
        yield from ((f"{audience}.steps", line) for line in part["steps"])


def donts(situation: Item) -> Iterator[tuple[str, str]]:
    return ((f"{audience}.donts", line) for audience, part in parts(situation) for line in part["donts"])


def texts_in(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a document, with its place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from texts_in(part, f"{place}/{name}")
    elif isinstance(value, list):
        for number, part in enumerate(value, start=1):
            name = part.get("key", number) if isinstance(part, dict) else number
            yield from texts_in(part, f"{place}/{name}")


def every_text(texts: str) -> list[tuple[str, str]]:
    return [(f"{kind}{place}", text) for kind, page in pages(texts).items() for place, text in texts_in(page)]


HELPLINE = {row["key"]: row for row in read(DATA / HELPLINES)["helplines"]}
both = pytest.mark.parametrize("texts", SETS)
for_parents = pytest.mark.parametrize("texts", SETS_FOR_PARENTS)


def language_of(texts: str) -> str:
    return texts.partition("/")[0]


def position_of(situation: Item) -> str:
    """As the page reads it: what is in the file, else what the key says."""
    return str(situation.get("position") or POSITION_OF.get(situation["key"], ""))


def told(situation: Item) -> Iterator[tuple[str, str, str]]:
    """Every sentence that one reader of a situation reads, as ``(reader, place, sentence)``; the title is for all."""
    for audience, part in parts(situation):
        for place, lines in (("opening", [part["opening"]]), ("steps", part["steps"]), ("donts", part["donts"])):
            yield from ((audience, place, one) for line in lines for one in sentences(line))


def sentences(text: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.!?])\s+|\n", text) if one]
