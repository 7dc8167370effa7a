"""The texts in another language say the same about the same things: only the words differ."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

import gripwagtail.starter
from gripwagtail.lookup.sources import KINDS
from gripwagtail.starter.language_file import completed, language_file
from gripwagtail.starter.schema import item_key
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
    """Of a language for parents with what it leaves to the Dutch."""
    own, dutch = _load(language, school_type, name), _load("nl", school_type, name)
    whole = completed({name: own}, {name: dutch})[name] if language_file(language).rest else own
    if language_file(language).rest:
        # Why a text changed is read by editors, in the language of the page.
        _without(whole, "changed"), _without(dutch, "changed")
    assert facts(whole) == facts(dutch)


def _without(node: Any, name: str) -> None:
    if isinstance(node, dict):
        node.pop(name, None)
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _without(inner, name)


@pytest.mark.parametrize(("language", "school_type", "name"), OTHERS)
def test_it_has_as_many_lines_in_the_same_order(language: str, school_type: str, name: str) -> None:
    own, dutch = _load(language, school_type, name), _load("nl", school_type, name)
    for table, items in own.items():
        if not isinstance(items, list):
            continue
        keys = [item_key(item) for item in items]
        there = {item_key(item): item for item in dutch[table]}
        assert keys == [key for key in there if key in keys], table
        for item in items:
            for path, lines in _lines(item):
                assert len(lines) == len(dict(_lines(there[item_key(item)])).get(path, [])), (item_key(item), path)


def _lines(item: dict[str, Any], path: str = "") -> Iterator[tuple[str, list[str]]]:
    for name, value in item.items():
        if isinstance(value, dict):
            yield from _lines(value, f"{path}{name}.")
        elif isinstance(value, list) and name not in ("also", "recognise", "roles", "helplines"):
            yield f"{path}{name}", value


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
