"""Texts that no native speaker has read are planted as drafts, and say so to who reads them."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation

from gripwagtail.content.native_readings import NativeReading
from gripwagtail.desk.native_readings import note
from gripwagtail.editing.native_readings import unread_of
from gripwagtail.lookup.sources import KINDS
from gripwagtail.starter.language_file import language_file
from tests import factories as make
from tests.planted import path_of
from tests.starter_texts import FOR_PARENTS, WHOLE

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

LINE = "No native speaker has read this translation yet. Is something not clear? Ask the school."


@pytest.fixture
def home(settings: Any) -> Any:
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [(code, code) for code in ("nl", "en", "ar", "uk")]
    home = make.home_page()
    for code in ("en", "ar", "uk"):
        make.translate(home, code)
    return home


def start(home: Any, *languages: str, **more: Any) -> str:
    out = io.StringIO()
    call_command("gripwagtail_start", parent=home.pk, languages=languages, publish=True, stdout=out, **more)
    return out.getvalue()


def pages(code: str) -> list[Any]:
    return [make.page_class(kind).objects.get(locale__language_code=code) for kind in KINDS]


def test_the_languages_for_parents_say_that_nobody_read_them() -> None:
    assert [language_file(code).unread for code in WHOLE] == [False] * len(WHOLE)
    assert [language_file(code).unread for code in FOR_PARENTS] == [True] * len(FOR_PARENTS)


def test_they_are_planted_as_drafts_and_the_command_says_why(home: Any) -> None:
    with translation.override("en"):
        said = start(home, "nl", "en", "ar", "uk", publish_incident=True)
    assert "No native speaker has read the texts in" in said
    assert "so these pages are drafts." in said
    assert "Arabic, Ukrainian" in said
    assert [page.live for code in ("nl", "en") for page in pages(code)] == [True] * 10
    assert [page.live for code in ("ar", "uk") for page in pages(code)] == [False] * 10


def test_who_publishes_them_all_the_same_says_so_to_readers_in_their_language(home: Any) -> None:
    with translation.override("en"):
        said = start(home, "nl", "en", "ar", publish_incident=True, publish_unread=True)
    assert "Each of these pages that is online says so to its readers." in said
    with translation.override("ar"):
        line = translation.gettext(LINE)
    assert line != LINE
    for page in pages("ar"):
        root = make.see(page).select_one(".grip")
        assert root is not None and root["lang"] == "ar"
        assert str(root).count(line) == 1
    for page in (*pages("nl"), *pages("en")):
        text = make.text_of(page)
        with translation.override(page.locale.language_code):
            assert translation.gettext(LINE) not in text


def test_the_incident_page_stays_a_draft_without_the_word_for_it(home: Any) -> None:
    start(home, "nl", "ar", publish_unread=True)
    assert [page.live for page in pages("ar")] == [kind != "incident_help" for kind in KINDS]


def test_a_translation_of_the_school_itself_says_nothing(home: Any) -> None:
    norm = make.make_page("norm", home, statement="Wij zijn aardig.")
    arabic = make.translate(norm, "ar", statement="نحن لطفاء")
    with translation.override("ar"):
        assert translation.gettext(LINE) not in make.text_of(arabic)


def test_a_copy_of_a_planted_page_that_the_school_translates_says_nothing_either(home: Any) -> None:
    start(home, "nl", publish_incident=True)
    with translation.override("ar"):
        line = translation.gettext(LINE)
    for page in pages("nl"):
        copy = make.translate(page, "ar")
        assert copy.starter_key == page.starter_key
        assert line not in make.text_of(copy)


def test_where_somebody_needs_help_the_line_is_below_the_list(home: Any) -> None:
    start(home, "nl", "ar", publish_incident=True, publish_unread=True)
    with translation.override("ar"):
        line = translation.gettext(LINE)
    for page in pages("ar"):
        text = make.text_of(page)
        is_last = text.index(line) > 0.5 * len(text)
        assert is_last is page.grip_needs_experts


def test_a_page_of_which_everything_was_read_says_nothing_until_a_part_of_it_changes(home: Any) -> None:
    start(home, "nl", "ar", publish_unread=True)
    with translation.override("ar"):
        line = translation.gettext(LINE)
    norm = make.page_class("norm").objects.get(locale__language_code="ar")
    texts = unread_of(norm)
    reading = NativeReading("an agency of interpreters", datetime.date(2026, 11, 20))
    sheet = "class-sheet/"
    note(norm, texts[:-1], reading)
    assert line in make.text_of(norm)
    assert line in make.soup(make.visit(norm, leaf=sheet)).get_text()
    note(norm, unread_of(norm), reading)
    assert line not in make.text_of(norm)
    assert line not in make.soup(make.visit(norm, leaf=sheet)).get_text()
    norm = make.page_class("norm").objects.get(pk=norm.pk)
    norm.statement = f"{norm.statement} نعم."
    norm.save_revision().publish()
    assert line in make.text_of(norm)


def test_every_title_is_as_good_as_what_a_parent_and_a_pupil_find_below_it(home: Any) -> None:
    """What is for staff is in Dutch, and no title says that of all of it."""
    start(home, "nl", "ar", "uk", publish_incident=True, publish_unread=True)
    for code in ("ar", "uk"):
        (page,) = [one for one in pages(code) if one.grip_needs_experts]
        titles = make.see(page).select("[data-grip-situation] > summary")
        assert len(titles) > 15
        assert [title.get_text() for title in titles if title.select_one("small")] == []


def test_who_prints_a_sheet_of_them_reads_so_above_it(home: Any) -> None:
    start(home, "nl", "ar", publish_incident=True, publish_unread=True)
    with translation.override("ar"):
        said = translation.gettext(LINE)
    for code, times in (("nl", 0), ("ar", 1)):
        for kind, name in (("contact", "print"), ("norm", "class-sheet"), ("incident_help", "poster")):
            page = make.page_class(kind).objects.get(locale__language_code=code)
            response = Client().get(f"{path_of(page)}{name}/")
            assert response.status_code == 200, (code, name)
            assert response.content.decode().count(said) == times, (code, name)


def test_such_a_language_alone_leads_to_the_one_that_has_the_rest(home: Any) -> None:
    arabic = home.get_translation(make.language("ar"))
    with translation.override("en"), pytest.raises(CommandError) as refused:
        start(arabic, "ar")
    assert "Use --language nl as well." in str(refused.value)


def test_unread_texts_are_not_published_by_half_a_word(home: Any) -> None:
    with translation.override("en"), pytest.raises(CommandError) as refused:
        call_command("gripwagtail_start", parent=home.pk, publish_unread=True, stdout=io.StringIO())
    assert "--publish-unread needs --publish." in str(refused.value)
