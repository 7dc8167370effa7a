"""A word is found in a text as the search box finds it, and not inside another one."""

from __future__ import annotations

import pytest

from gripwagtail.content.class_cards import titles_for_a_class
from gripwagtail.content.incident_help import read_situations
from gripwagtail.content.items import LanguagePair
from gripwagtail.safety.mentions import mentions
from gripwagtail.starter.plans import shipped_items
from gripwagtail.starter.texts import load


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Ik wil niet langer leven", "niet leven"),
        ("LÉVEN wil ik níet", "niet leven"),
        ("het snijden", "snij"),
        ("een mes", "mes"),
        ("bel 113!", "113"),
    ],
)
def test_it_is_there(text: str, entry: str) -> None:
    assert mentions(text, ["iets anders", entry])


@pytest.mark.parametrize(
    ("text", "entry"), [("een message", "mes"), ("we leven mee", "niet leven"), ("genieten", "niet"), ("tekst", " ")]
)
def test_it_is_not(text: str, entry: str) -> None:
    assert not mentions(text, [entry])


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("school_type", ["po", "vo"])
def test_of_what_we_ship_there_is_enough_to_talk_about(language: str, school_type: str) -> None:
    raw = shipped_items("incident_help", "situations", load(language, school_type))
    pair = LanguagePair(language, language)
    titles = titles_for_a_class(read_situations(raw, raw, pair), language)
    assert len(titles) >= 4, titles
