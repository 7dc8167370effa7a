"""A language of the starter texts may leave to another one what is for staff, and the library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from gripwagtail.lookup.sources import KINDS
from gripwagtail.starter.files import DATA, Document, StarterError, dumps, read
from gripwagtail.starter.language_file import FILE, language_file
from gripwagtail.starter.plans import planting
from gripwagtail.starter.texts import load

CODE = "ln"  # Lingala: a language in which we ship nothing
FOR_STAFF = ("cells", "materials", "glossary", "partners", "staff_steps")


def for_parents(document: Document) -> Document:
    """What newcomer parents and their children read of a file."""
    found = {name: value for name, value in document.items() if name not in FOR_STAFF}
    found["language"] = CODE
    for name, items in found.items():
        if isinstance(items, list):
            found[name] = [
                {key: value for key, value in item.items() if key not in ("staff", "title_staff")}
                for item in items
                if item.get("core", True) and item.get("for") != ["staff"]
            ]
    return found


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """A folder with the Dutch, and a language that leaves to it what is not for parents."""
    for path in DATA.glob("nl/*/*.toml"):
        for code, made in (("nl", read(path)), (CODE, for_parents(read(path)))):
            target = tmp_path / code / path.parent.name / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(dumps(made), encoding="utf-8")
    (tmp_path / "nl" / FILE).write_bytes((DATA / "nl" / FILE).read_bytes())
    (tmp_path / CODE / FILE).write_text('rest = "nl"\n[teacher]\npo = "molakisi"\nvo = "mentor"\n', encoding="utf-8")
    language_file.cache_clear()
    yield tmp_path
    language_file.cache_clear()


Change = Callable[[Document], Any]


def changed(root: Path, school_type: str, kind: str, change: Change) -> list[str]:
    """The faults after a change of one file."""
    path = root / CODE / school_type / f"{kind}.toml"
    document = read(path)
    change(document)
    path.write_text(dumps(document), encoding="utf-8")
    with pytest.raises(StarterError) as refused:
        load(CODE, school_type, root)
    return list(refused.value.messages)


@pytest.mark.parametrize("school_type", ["po", "vo"])
def test_it_is_loaded_without_what_is_for_staff_and_says_who_has_the_rest(root: Path, school_type: str) -> None:
    texts = load(CODE, school_type, root)
    assert texts.rest == "nl"
    assert set(texts.pages) == set(KINDS)
    situations = planting("incident_help", texts).streams["situations"]
    assert len(situations) > 15
    for raw in situations:
        assert raw["value"]["pupil_steps"]
        assert raw["value"]["parent_steps"]
        assert not [name for name in raw["value"] if name.startswith("staff_") or name == "title_staff"]


def test_an_item_has_the_id_of_the_dutch_so_that_a_page_shows_that_where_words_are_left_out(root: Path) -> None:
    ids = [
        [raw["id"] for raw in planting("incident_help", load(code, "po", root)).streams["situations"]]
        for code in ("nl", CODE)
    ]
    assert ids[0] == ids[1]


def test_the_word_for_the_teacher_is_that_of_the_language(root: Path) -> None:
    texts = repr(load(CODE, "po", root).pages)
    assert "molakisi" in texts
    assert "{leerkracht}" not in texts


def test_what_a_pupil_or_parent_reads_may_not_be_left_out(root: Path) -> None:
    def without_parent(document: Document) -> None:
        del document["situations"][0]["parent"]

    (fault,) = changed(root, "po", "incident_help", without_parent)
    assert "situations[foto-gaat-rond]" in fault
    assert "parent" in fault


def test_nor_a_situation_that_is_planted(root: Path) -> None:
    faults = changed(root, "po", "incident_help", lambda document: document["situations"].pop(0))
    assert faults == ["incident_help.toml: situations[foto-gaat-rond]: is missing."]


def test_nor_a_whole_table(root: Path) -> None:
    faults = changed(root, "vo", "norm", lambda document: document.pop("agreements"))
    assert any("agreements" in fault and "is missing" in fault for fault in faults)


def test_nor_a_file(root: Path) -> None:
    (root / CODE / "po" / "contact.toml").unlink()
    with pytest.raises(StarterError) as refused:
        load(CODE, "po", root)
    assert list(refused.value.messages) == ["contact.toml: -: this file is missing."]


def test_an_item_that_the_other_language_does_not_have_is_held_to_everything(root: Path) -> None:
    def own(document: Document) -> None:
        document["situations"].append({**document["situations"][0], "key": "iets-eigens"})

    faults = changed(root, "po", "incident_help", own)
    assert any("situations[iets-eigens]" in fault and "staff" in fault for fault in faults)


def test_a_language_that_says_nothing_of_the_kind_leaves_nothing_out(root: Path) -> None:
    (root / CODE / FILE).write_text('[teacher]\npo = "molakisi"\n', encoding="utf-8")
    language_file.cache_clear()
    with pytest.raises(StarterError) as refused:
        load(CODE, "po", root)
    assert any("staff" in fault for fault in refused.value.messages)


@pytest.mark.parametrize("code", ["../nl", "nl/po", "", "n\0l"])
def test_what_is_no_code_of_a_language_has_no_file(code: str) -> None:
    assert language_file(code).teacher == {}
