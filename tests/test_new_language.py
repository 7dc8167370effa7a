"""A language is added as data: what docs/new-language.md says, tried with one that nobody speaks."""

from __future__ import annotations

import functools
import io
import re
import shutil
from pathlib import Path
from typing import Any

import polib
import pytest
from django.core.management import call_command

from gripwagtail.lookup.sources import KINDS
from gripwagtail.planting import plant
from gripwagtail.starter.files import DATA
from gripwagtail.starter.language_file import language_file
from gripwagtail.starter.plans import planting
from gripwagtail.starter.texts import load
from tests import factories as make
from tests.tools import catalogs

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

# Klingon, which no parent at a Dutch school reads.
CODE = "tlh"
DOCS = Path(__file__).parent.parent / "docs"
PAGE = (DOCS / "new-language.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starter texts with a language more: a copy in which the code and the slugs are others, as the page says."""
    for code in ("nl", "uk"):
        shutil.copytree(DATA / code, tmp_path / code)
    shutil.copytree(DATA / "uk", tmp_path / CODE)
    for path in (tmp_path / CODE).glob("*/*.toml"):
        text = path.read_text(encoding="utf-8").replace('language = "uk"', f'language = "{CODE}"')
        path.write_text(re.sub(r'(?m)^slug = "', f'slug = "{CODE}-', text), encoding="utf-8")
    monkeypatch.setattr(plant, "load", functools.partial(load, root=tmp_path))
    monkeypatch.setattr(plant, "language_file", functools.partial(language_file, root=tmp_path))
    return tmp_path


@pytest.fixture
def home(settings: Any) -> Any:
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("nl", "Nederlands"), (CODE, "tlhIngan")]
    home = make.home_page()
    make.translate(home, CODE)
    return home


@pytest.mark.parametrize("school_type", ["po", "vo"])
def test_a_folder_is_enough_to_plant_it(folder: Path, home: Any, school_type: str) -> None:
    languages = ["nl", CODE]
    call_command(
        "gripwagtail_start", parent=home.pk, languages=languages, school_type=school_type, stdout=io.StringIO()
    )
    texts = load(CODE, school_type, root=folder)
    for kind in KINDS:
        dutch, page = (make.page_class(kind).objects.get(locale__language_code=code) for code in languages)
        assert page.translation_key == dutch.translation_key
        assert page.title == planting(kind, texts).title != dutch.title
        assert page.slug.startswith(f"{CODE}-")
        for stream in page.grip_streams:
            # What is left to the Dutch is not there; what is there is tied to its facts.
            assert {child.id for child in getattr(page, stream)} <= {child.id for child in getattr(dutch, stream)}
        assert any(len(getattr(page, stream)) for stream in page.grip_streams)


def test_texts_that_nobody_read_stay_drafts(folder: Path, home: Any) -> None:
    call_command("gripwagtail_start", parent=home.pk, languages=["nl", CODE], publish=True, stdout=io.StringIO())
    live = {page.locale.language_code for kind in KINDS for page in make.page_class(kind).objects.filter(live=True)}
    assert live == {"nl"}


@pytest.mark.parametrize("code", [CODE, "so", "ti"])
def test_the_tool_begins_a_catalog_for_a_language_that_django_does_not_speak(code: str) -> None:
    begun = catalogs.merge(polib.POFile(), code, catalogs.texts_of(code))
    assert begun.metadata["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    assert any(entry.msgid_plural for entry in begun)


def test_a_catalog_that_says_how_it_counts_keeps_that_where_django_does_not_know() -> None:
    own = polib.POFile()
    own.metadata = {"Plural-Forms": "nplurals=1; plural=0;"}
    begun = catalogs.merge(own, CODE, catalogs.texts_of(CODE))
    assert begun.metadata["Plural-Forms"] == "nplurals=1; plural=0;"


def test_the_page_names_the_files_that_a_language_has() -> None:
    for path in (DATA / "uk").rglob("*.toml"):
        assert f"`{path.name}`" in PAGE, path.name
    named = set(re.findall(r"`(gripwagtail/[\w/.-]+\.(?:py|toml))`", PAGE))
    assert named
    assert [name for name in named if not (DOCS.parent / name).is_file()] == []


def test_the_languages_that_are_wanted_are_named_and_are_not_there_yet() -> None:
    assert "Tigrinya and Somali are wanted" in PAGE
    assert [code for code in ("ti", "so") if (DATA / code).exists()] == []
