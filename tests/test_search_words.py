"""The words by which situations are found: of each situation, in each language, and where a visitor gets them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from gripwagtail.rendering.modules import modules_in
from gripwagtail.rendering.root import loads
from gripwagtail.starter.files import DATA
from gripwagtail.starter.search_words import common_words, searched_in
from gripwagtail.starter.search_words import search_words as words_in
from gripwagtail.starter.texts import load
from tests import factories as make
from tests.planted import weight
from tests.tools import search_words
from tests.tools.bench import WORD_LIST

LANGUAGES = search_words.languages()
BOX = "<div data-grip-search>"


def keys(language: str) -> set[str]:
    return {
        situation["key"]
        for school_type in ("po", "vo")
        for situation in load(language, school_type).pages["incident_help"]["situations"]
    }


def test_there_are_words_in_every_language_of_the_starter_texts() -> None:
    assert sorted(path.parent.name for path in DATA.glob("*/language.toml")) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_situation_has_enough_words_to_be_found_by(language: str) -> None:
    words = words_in(language)
    assert words.keys() == keys(language)
    assert {key: len(texts) for key, texts in words.items() if not 12 <= len(texts) <= 30} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_written_as_they_are_compared_and_once(language: str) -> None:
    for key, texts in (*words_in(language).items(), ("common", common_words(language))):
        assert len(texts) == len(set(texts)), key
        assert [text for text in texts if text != " ".join(text.lower().split()) or set(text) & set(',|;"<>')] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_list_says_what_a_list_beside_it_says_of_the_same_situation(language: str) -> None:
    if language not in ("nl", "en"):
        beside = [words_in(one) for one in searched_in(language) if one != language]
        for key, texts in words_in(language).items():
            assert not set(texts) & {text for words in beside for text in words.get(key, ())}, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_tell_little_come_along(language: str) -> None:
    common = common_words(language)
    assert 30 <= len(common) <= 100
    assert json.loads(search_words.data(language))[""] == ",".join(common)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_stays_small(language: str) -> None:
    assert weight((search_words.FOLDER / f"words-{language}.json").read_bytes()) <= WORD_LIST


def test_the_data_say_what_the_words_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert list(search_words.stale()) == [], "run python -m tests.tools.search_words"
    folder = Path(shutil.copytree(search_words.FOLDER, tmp_path / "static"))
    (folder / "words-en.json").write_text("", encoding="utf-8")
    (folder / "words-tlh.json").write_text("", encoding="utf-8")
    assert search_words.main(["--check"], folder) == 1
    assert "words-en.json: out of date" in capsys.readouterr().out
    assert search_words.main([], folder) == 0
    assert list(search_words.stale(folder)) == []
    assert not (folder / "words-tlh.json").exists()


def test_no_situation_of_an_older_version_needs_new_words_on_its_page(db: None) -> None:
    """They come by the key of a situation, so a page that was stored earlier has them, and nothing on it changes."""
    page = make.make_page("incident_help", situations=[make.situation(key="online-gepest", also=[])])
    before = page.situations.raw_data[0]["value"]
    [shown] = make.see(page).select("[data-grip-situation]")
    assert (shown["id"], shown.get("data-grip-words")) == ("online-gepest", None)
    data = json.loads((search_words.FOLDER / "words-nl.json").read_text(encoding="utf-8"))
    assert "buitengesloten" in data["online-gepest"].split(",")
    assert type(page).objects.get(pk=page.pk).situations.raw_data[0]["value"] == before


@pytest.mark.parametrize(
    ("language", "lists"),
    [
        ("nl", ["nl"]),
        ("nl-be", ["nl"]),
        ("en", ["en", "nl"]),
        ("en-gb", ["en", "nl"]),
        ("ar", ["ar", "en", "nl"]),
        ("uk-ua", ["uk", "en", "nl"]),
        ("tlh", ["en", "nl"]),
    ],
)
def test_a_page_names_the_words_of_its_language_the_english_and_the_dutch(language: str, lists: list[str]) -> None:
    wanted = ["gripwagtail/ranking.js", *(f"gripwagtail/words-{code}.json" for code in lists)]
    assert list(loads(modules_in(BOX), language)) == wanted
    assert loads(modules_in("<p>"), language) == ()


def test_their_addresses_are_on_the_root_and_not_in_the_body_that_may_be_kept(db: None) -> None:
    page: Any = make.make_page("incident_help", **make.content_of("incident_help"))
    other = make.make_page("contact", **make.content_of("contact"))
    [root] = make.see(page).select("[data-grip-loads]")
    assert "grip" in root["class"]
    assert root["data-grip-loads"].split() == [
        "/static/gripwagtail/ranking.min.js",
        "/static/gripwagtail/words-nl.json",
    ]
    assert "/static/" not in root.decode_contents()
    assert make.see(other).select("[data-grip-loads]") == []
