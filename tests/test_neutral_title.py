"""A school may keep the browser's tab and history from revealing that something happened."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from gripwagtail.signals import changed
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache() -> Any:
    caches["default"].clear()
    yield
    caches["default"].clear()


def incident(**fields: Any) -> Any:
    given = {"title": "Er is iets gebeurd", "seo_title": "Hulp bij een incident", "neutral_title": True}
    return make.make_page("incident_help", situations=[make.situation()], **{**given, **fields})


def title_of(page: Any) -> str:
    return make.see(page).title.get_text().strip()


def name_site(name: str) -> None:
    Site.objects.filter(is_default_site=True).update(site_name=name)
    Site.clear_site_root_paths_cache()


def test_the_title_is_the_name_of_the_school_and_the_heading_stays() -> None:
    page = incident()
    make.settings_of(school_name="De Kwikstaart & co")
    assert title_of(page) == "De Kwikstaart & co"
    assert make.see(page).h1.get_text() == "Er is iets gebeurd"


def test_without_settings_it_is_the_name_of_the_site_and_else_just_school() -> None:
    page = incident()
    assert title_of(page) == "School"
    name_site("De Kwikstaart")
    changed()
    assert title_of(page) == "De Kwikstaart"


def test_another_page_and_one_that_is_not_neutral_say_what_they_are() -> None:
    assert title_of(incident(neutral_title=False)) == "Hulp bij een incident"
    assert title_of(make.make_page("norm", title="Onze norm")) == "Onze norm"


def test_a_new_name_is_there_at_once() -> None:
    page = incident()
    make.settings_of(school_name="De Kwikstaart")
    assert title_of(page) == "De Kwikstaart"
    make.settings_of(school_name="De Merel")
    assert title_of(page) == "De Merel"


def test_a_translation_is_as_discreet_as_its_source() -> None:
    make.language("en")
    page = incident()
    make.settings_of(school_name="De Kwikstaart")
    english = make.translate(page, "en", title="Something happened", seo_title="", neutral_title=False)
    assert title_of(english) == "De Kwikstaart"
    page.neutral_title = False
    page.save()
    assert title_of(english) == "Something happened"


def test_the_preview_shows_it_too() -> None:
    page = incident()
    make.settings_of(school_name="De Kwikstaart")
    assert make.preview(page).title.get_text().strip() == "De Kwikstaart"


@pytest.mark.parametrize("warm", [True, False])
def test_a_neutral_title_asks_nothing_more(warm: bool) -> None:
    make.helpline()
    pages = incident(neutral_title=False), incident()
    counts = []
    for page in pages:
        make.visit(page)
        if not warm:
            changed()
        with CaptureQueriesContext(connection) as captured:
            make.visit(page)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_translation_asks_nothing_more_when_it_is_warm() -> None:
    make.language("en")
    counts = []
    for neutral in (False, True):
        english = make.translate(incident(neutral_title=neutral), "en")
        make.visit(english)
        with CaptureQueriesContext(connection) as captured:
            make.visit(english)
        counts.append(len(captured))
    assert counts[0] == counts[1]
