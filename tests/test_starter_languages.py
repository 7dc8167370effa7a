"""The texts in another language say the same about the same things: only the words differ."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

import gripwagtail.starter
from gripwagtail.lookup.sources import KINDS
from tests import factories as make

DATA = Path(gripwagtail.starter.__file__).parent / "data"
OTHERS = sorted(
    (folder.parent.name, folder.name, file.name)
    for folder in DATA.glob("*/*")
    if folder.is_dir() and folder.parent.name != "nl"
    for file in folder.glob("*.toml")
)
# What people read. All else is a fact, and has to be the same.
WORDS = {
    "title", "slug", "intro", "search_description", "also", "recognise", "danger_line", "school_does", "opening",
    "title_parent", "title_staff",
    "steps", "donts", "statement", "poster_line", "why", "scope", "always", "shared", "class_sheet", "we_do", "so_not",
    "if_broken", "text", "label", "about", "secrecy", "opener", "proposals", "openers", "term", "meaning", "name",
    "language", "changed",
}  # fmt: skip


def facts(node: Any) -> Any:
    """A file without its words, and for a list of words only whether there are any."""
    if isinstance(node, dict):
        return {
            key: bool(value) if key in WORDS and not _is_table(value) else facts(value) for key, value in node.items()
        }
    if isinstance(node, list):
        return [facts(value) for value in node]
    return node


def _is_table(value: Any) -> bool:
    # "steps" is a list of lines in a situation, and a list of tables on the contact page.
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict) for item in value))


def _load(language: str, school_type: str, name: str) -> Any:
    return tomllib.loads((DATA / language / school_type / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(("language", "school_type", "name"), OTHERS)
def test_the_facts_are_those_of_the_dutch(language: str, school_type: str, name: str) -> None:
    assert facts(_load(language, school_type, name)) == facts(_load("nl", school_type, name))


def test_english_is_complete_for_both_types_of_school() -> None:
    for school_type in ("po", "vo"):
        dutch = {file.name for file in (DATA / "nl" / school_type).glob("*.toml")}
        assert {name for language, kind, name in OTHERS if (language, kind) == ("en", school_type)} == dutch


@pytest.mark.django_db
def test_both_languages_are_planted_and_the_english_page_is_in_english() -> None:
    home = make.home_page()
    make.translate(home, "en")
    call_command("gripwagtail_start", parent=home.pk, languages=["nl", "en"], publish=True, publish_incident=True)
    for kind in KINDS:
        dutch, english = (make.page_class(kind).objects.get(locale__language_code=code) for code in ("nl", "en"))
        assert dutch.translation_key == english.translation_key
        shown = make.see(english)
        assert shown.select_one(".grip")["lang"] == "en"
        assert shown.h1.get_text() == english.title
        assert not shown.h1.has_attr("lang")
