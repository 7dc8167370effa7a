"""Ten questions to every shape that a site may have: is everything right by the settings of the README alone?"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from gripwagtail.checks import CHECKS
from gripwagtail.conf import DEFAULTS
from gripwagtail.doctor.examination import examine
from gripwagtail.doctor.scope import sites
from gripwagtail.lookup.sources import KINDS, page_model
from gripwagtail.models import GripHelpline
from gripwagtail.removal.host_content import LABELS
from tests import factories as make
from tests import planted
from tests.doctored import healthy_pages  # noqa: F401  (a fixture)
from tests.readme import first_command, settings_snippet
from tests.shapes import FOR_THE_WHOLE_PROCESS, SHAPES, Shape, of_the_readme, shaped
from tests.tools.shapes_table import companions, settings_of, table

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DOCS = Path(__file__).resolve().parent.parent / "docs" / "kinds-of-sites.md"


@pytest.fixture(params=SHAPES, ids=lambda shape: shape.name)
def shape(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shape]:
    with shaped(request.param, tmp_path, monkeypatch):
        yield request.param


def html_of(page: Any) -> str:
    answer = Client().get(page.url)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_the_first_command_plants_and_publishes(shape: Shape) -> None:
    home = make.home_page()
    call_command(*first_command(), stdout=io.StringIO())
    found = [make.page_class(kind).objects.descendant_of(home).get() for kind in KINDS]
    assert [page.live for page in found] == [kind != "incident_help" for kind in KINDS]


def test_each_page_opens_with_our_content_once_and_in_its_place(shape: Shape, pages: Any) -> None:
    for kind, page in pages.items():
        shown = make.soup(html_of(page))
        assert len(shown.select("h1")) == len(shown.select("main")) == 1
        (root,) = shown.select(f".grip-{kind.replace('_', '-')}-page")
        assert root.find_parent("main")
        assert make.SIGNS[kind] in root.get_text()


def test_the_tab_has_one_title_and_the_page_none_in_its_text(shape: Shape, pages: Any) -> None:
    for page in pages.values():
        head, body = html_of(page).split("<body", 1)
        assert [text.strip() for text in re.findall(r"<title[^>]*>(.*?)</title>", head, re.DOTALL)] == [page.title]
        assert "<title" not in re.sub(r"<svg.*?</svg>", "", body, flags=re.DOTALL)
        assert not make.soup(head + "</head><body></body>").body.get_text(strip=True)


def test_a_neutral_title_is_in_the_tab(shape: Shape, pages: Any) -> None:
    page = pages["incident_help"]
    page.title, page.neutral_title = "Er is iets gebeurd", True
    page.save_revision().publish()
    title = make.soup(html_of(page)).title.get_text()
    assert title.strip()
    assert "gebeurd" not in title


def test_it_speaks_the_language_of_the_page(shape: Shape, pages: Any) -> None:
    shown = make.soup(html_of(pages["incident_help"]))
    words = shown.get_text(" ")
    assert shown.html["lang"] == "nl"
    assert "Verlaat deze pagina" in words
    assert not re.search(r"\b(Leave this page|Who are you|How urgent)\b", words)


def test_each_stylesheet_of_ours_is_linked_once(shape: Shape, pages: Any) -> None:
    for page in pages.values():
        linked = re.findall(r'<link rel="stylesheet"[^>]*href="([^"]*/gripwagtail/[^"]*)"', html_of(page))
        assert linked
        assert len(set(linked)) == len(linked)


def test_every_block_shows_what_it_has_however_the_page_prints_its_stream(shape: Shape, pages: Any) -> None:
    home = make.home_page(body=planted.all_blocks())
    shown = make.soup(html_of(home))
    for kind, sign in (("norm", make.SIGNS["norm"]), ("contacts", make.SIGNS["contact"]), ("incident-help", "112")):
        (root,) = shown.select(f".grip-{kind}-block")
        assert sign in root.get_text()
    assert pages["incident_help"].url in [link.get("href") for link in shown.select(".grip-incident-help-block a")]


def test_nothing_is_wrong_with_the_settings_that_it_takes(shape: Shape, pages: Any) -> None:
    assert set(shape.conf) <= set(DEFAULTS)
    assert [message for check in CHECKS.values() for message, _hint in check()] == []


def test_the_doctor_finds_what_is_true_of_it_and_nothing_else(shape: Shape, pages: Any) -> None:
    with translation.override("en"):
        found = {each.code: each for each in examine(sites()).findings}
    assert set(found) == shape.doctor, [f"{each.message} {each.hint}" for each in found.values()]


def test_it_is_taken_out_without_a_row_left(shape: Shape, pages: Any) -> None:
    make.home_page(body=[])
    out = io.StringIO()
    call_command("gripwagtail_uninstall", stdout=out, no_color=True)
    words = re.search(r'--confirm "([^"]+)"', out.getvalue())
    assert words
    call_command("gripwagtail_uninstall", "--remove", "--confirm", words[1], stdout=io.StringIO())

    assert not page_model().objects.filter(content_type__app_label__in=LABELS).exists()
    assert not GripHelpline.objects.exists()
    assert not ContentType.objects.filter(app_label__in=LABELS).exists()
    assert "De Kwikstaart" in html_of(make.home_page())


def test_the_settings_are_those_of_the_readme(shape: Shape) -> None:
    """Word for word: what it sets is what this process has, but for the database, and nothing besides is ours."""
    site = of_the_readme()
    assert sorted(site["INSTALLED_APPS"]) == sorted(settings.INSTALLED_APPS)
    # It says nothing but the defaults, unless a kind of site needs another.
    assert shape.conf == settings.GRIPWAGTAIL
    assert site["DATA_UPLOAD_MAX_NUMBER_FIELDS"] == settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    assert set(site) == {*FOR_THE_WHOLE_PROCESS, "DATA_UPLOAD_MAX_NUMBER_FIELDS"}


def test_another_line_in_the_readme_is_another_setting_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = f'{settings_snippet()}GRIPWAGTAIL = {{"SHOW_H1": False}}\n'.replace("10_000", "9_999")
    monkeypatch.setattr("tests.shapes.settings_snippet", lambda: other)
    with shaped(SHAPES[0], tmp_path, monkeypatch):
        assert settings.GRIPWAGTAIL["SHOW_H1"] is False
        assert settings.DATA_UPLOAD_MAX_NUMBER_FIELDS == 9_999


def test_the_table_says_what_is_tested() -> None:
    assert table() in DOCS.read_text(encoding="utf-8")
    assert settings_of(SHAPES[0]) == "none"


def test_the_other_table_says_what_was_seen() -> None:
    assert companions() in DOCS.read_text(encoding="utf-8")
