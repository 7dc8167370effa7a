"""The example school plants itself from nothing, in six languages, and a second time changes nothing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from wagtail import blocks

from example_site.home.shipped import shipped_words
from gripwagtail.item_blocks.fields import LinesBlock, Words
from gripwagtail.lookup.sources import KINDS
from gripwagtail.safety.image_instructions import image_instructions
from gripwagtail.starter.plans import planting
from gripwagtail.starter.streams import STREAMS
from gripwagtail.starter.texts import load
from tests.tools import catalogs, example_catalogs

pytestmark = pytest.mark.apart

ROOT = Path(__file__).resolve().parents[1]
WORDS = ROOT / "example_site" / "home" / "words"
FILES = sorted(WORDS.glob("*/*.toml"))
DUTCH = load("nl", "po")
# In the order of the menu.
LANGUAGES = ["en", "nl", "pl", "tr", "uk", "ar"]
START = {code: "/" if code == "nl" else f"/{code}/" for code in LANGUAGES}
KIND_OF = {planting(kind, DUTCH).slug: kind for kind in KINDS}

SETTINGS = """
from example_site.settings import *
DATABASES["default"]["NAME"] = {database!r}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DEBUG = False
"""
PLANT = """
import io, json, django
django.setup()
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page
from wagtail_localize.models import Translation

call_command("check", fail_level="WARNING", verbosity=0)
call_command("makemigrations", check=True, dry_run=True, verbosity=0)
call_command("migrate", verbosity=0)
runs = []
for _ in range(2):
    said = io.StringIO()
    call_command("plant_school", stdout=said)
    runs.append((said.getvalue(), list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id"))))
client = Client(headers={"host": "localhost"})
pages = {}
for page in Page.objects.live().filter(depth__gt=1).select_related("locale"):
    answer = client.get(page.get_url())
    pages[page.get_url()] = [page.locale.language_code, answer.status_code, answer.content.decode()]
progress = {f"{one.target_locale.language_code} {one.source.object_repr}": one.get_progress()
            for one in Translation.objects.all()}
from example_site.home.translating import _said, _shipped
changed = {}
for page in Page.objects.filter(locale__language_code="nl", depth__gt=1):
    said, shipped = _said(page), _shipped(page, "nl")
    changed[page.slug] = [key for key in said if [one.data for one in said[key]]
                          != [one.data for one in shipped.get(key, [])]]
print(json.dumps({"runs": runs, "pages": pages, "progress": progress, "changed": changed}))
"""


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the site says, shows and contains after planting twice; in a process of its own, with its own settings."""
    folder = tmp_path_factory.mktemp("example")
    settings = SETTINGS.format(database=str(folder / "demo.sqlite3"))
    (folder / "example_under_test.py").write_text(settings, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)]), "SECRET_KEY": "only-for-tests"}
    env["DJANGO_SETTINGS_MODULE"] = "example_under_test"
    done = subprocess.run([sys.executable, "-c", PLANT], env=env, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def texts_of(path: Path) -> Iterator[tuple[str, str]]:
    """Each text in a file of words, with its key."""
    yield from _flat(tomllib.loads(path.read_text(encoding="utf-8")), "")


def _flat(table: dict[str, Any], above: str) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield above + name, "\n".join(value) if isinstance(value, list) else value


def test_it_plants_every_word_and_a_second_time_changes_nothing(planted: dict[str, Any]) -> None:
    (first, pages), (second, same_pages) = planted["runs"]
    assert "geen plek" not in first
    assert pages == same_pages
    assert "gemaakt" not in second.replace("Gebruiker admin", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_answers_in_its_language(planted: dict[str, Any], language: str) -> None:
    start, direction = START[language], "rtl" if language == "ar" else "ltr"
    found = {path: page for path, page in planted["pages"].items() if page[0] == language}
    assert start in found
    assert len(found) == (12 if language == "nl" else 8)  # the news is in Dutch only
    for path, (_language, status, html) in found.items():
        assert status == 200, path
        assert path.startswith(start)
        assert f'<html lang="{language}" dir="{direction}">' in html


def test_the_menu_names_the_pages_of_its_own_language(planted: dict[str, Any]) -> None:
    for own, start in START.items():
        html = planted["pages"][start][2]
        nav = re.search(r'<nav class="site-nav".*?</nav>', html, re.DOTALL)
        assert nav
        links = re.findall(r'href="([^"]+)"', nav[0])
        assert len(links) == (4 if own == "nl" else 3)  # the news is in Dutch only
        assert {planted["pages"][link][0] for link in links} == {own}
        assert re.findall(r'hreflang="(\w+)"', html) == [code for code in LANGUAGES if code != own]


def test_what_is_wholly_translated_is_up_to_date_and_the_rest_says_so(planted: dict[str, Any]) -> None:
    progress = planted["progress"]
    # What is for people who work at the school is Dutch in what is for newcomers.
    partly = {f"{code} Er is iets gebeurd" for code in ("ar", "pl", "tr", "uk")}
    partly |= {f"{code} Online gedrag op school" for code in ("pl", "tr", "uk")}
    assert len(progress) == 40
    assert {name for name, (count, done) in progress.items() if done < count} == partly
    notice = "جزء من هذه الصفحة بلغة أخرى"
    said = {path for path, (language, _status, html) in planted["pages"].items() if language == "ar" and notice in html}
    # What the settings say about a closed school is in one language.
    assert said == {"/ar/online-gedrag/wie-helpt/"}
    # All that is for parents and pupils is in Arabic; what is for staff leads to the page that has it.
    page = planted["pages"]["/ar/online-gedrag/er-is-iets-gebeurd/"][2]
    assert 'class="grip-links grip-elsewhere"' in page
    assert '<p class="grip-opening" dir="ltr" lang="nl">' not in page


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_text_asks_for_an_image_or_names_a_number_of_help(path: Path) -> None:
    for key, text in texts_of(path):
        assert image_instructions(text) == [], key
        if path.stem in KIND_OF:
            assert set(re.findall(r"\d{3,}", text)) <= {"112", "113"}, key


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.stem in KIND_OF], ids=lambda path: path.parent.name + path.stem
)
def test_a_text_fits_where_it_goes(path: Path) -> None:
    streams = {stream.name: stream.block().child_blocks for stream in STREAMS[KIND_OF[path.stem]]}
    for key, text in texts_of(path):
        stream, _dot, rest = key.partition(".")
        if stream in streams:
            block: blocks.Block = streams[stream][rest.partition(".")[2]]
            assert isinstance(block, Words), key
            if isinstance(block, LinesBlock):
                assert block.clean(text) == text, key
            else:
                limit = block.field.max_length
                assert limit is None or len(text) <= limit, key


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.stem in KIND_OF], ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_no_file_says_in_its_own_words_what_is_shipped_in_that_language(planted: dict[str, Any], path: Path) -> None:
    """It would stay as it is when the shipped text is corrected, also where that is about safety."""
    shipped = shipped_words(f"po/{KIND_OF[path.stem]}", path.parent.name)
    assert len(shipped) > 20
    # What the school says in other words than ours has a translation of its own.
    assert {key for key, _text in texts_of(path)} & set(shipped) <= set(planted["changed"][path.stem])


def test_every_situation_has_an_arabic_title() -> None:
    """Of all that is planted: the library is Dutch and English."""
    keys = [raw["value"]["key"] for raw in planting("incident_help", load("ar", "po")).streams["situations"]]
    assert len(keys) > 10
    said = shipped_words("po/incident_help", "ar")
    assert [key for key in keys if f"situations.{key}.title" not in said] == []


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "nl"])
def test_its_templates_are_translated(language: str) -> None:
    path = catalogs.catalog_path(language, example_catalogs.EXAMPLE / "locale")
    assert list(catalogs.faults(path, language, catalogs.texts(example_catalogs.EXAMPLE))) == []
