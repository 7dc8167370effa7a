"""A page is translated with what the host has: Wagtail's own copies, simple_translation, or nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse

from gripwagtail.lookup.sources import KINDS
from tests import factories as make

pytestmark = pytest.mark.django_db

WITH_LANGUAGES = bool(settings.USE_I18N and settings.WAGTAIL_I18N_ENABLED)
several = pytest.mark.skipif(not WITH_LANGUAGES, reason="this host has one language")
simple = pytest.mark.skipif(
    not apps.is_installed("wagtail.contrib.simple_translation"), reason="this host has no simple_translation"
)


@several
@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_for_translation_says_whose_words_it_shows(pages: dict[str, Any], kind: str) -> None:
    shown = make.see(make.translate(pages[kind], "en"))
    root = shown.select_one(".grip")
    assert root["lang"] == "en"
    [*places] = root.find_all(string=lambda text: make.SIGNS[kind] in text)
    if kind == "overview":
        # What is for staff alone is not shown under a heading in another language: a line leads to it.
        assert places == []
        places = [root.select_one(".grip-elsewhere a[hreflang=nl]").find(string=True)]
    assert places
    for place in places:
        assert place.find_parent(attrs={"lang": True})["lang"] == "nl"


@several
def test_a_number_is_corrected_in_every_language_at_once(pages: dict[str, Any]) -> None:
    english = make.translate(pages["contact"], "en")
    [card] = pages["contact"].contacts.raw_data
    changed = {**dict(card), "value": {**card["value"], "phones": make.items_of("070 012 39 99")}}
    make.set_items(pages["contact"], "contacts", [changed])
    assert make.see(english).select('[data-grip-contact] [href="tel:+31700123999"]')


@several
def test_a_source_that_is_unpublished_takes_its_facts_away_in_every_language(pages: dict[str, Any]) -> None:
    english = make.translate(pages["contact"], "en")
    type(pages["contact"]).objects.get(pk=pages["contact"].pk).unpublish()
    assert not make.see(english).select("[data-grip-contact]")


@simple
@pytest.mark.parametrize("kind", KINDS)
def test_an_editor_sends_a_page_to_another_language(pages: dict[str, Any], client: Any, kind: str) -> None:
    english = make.language("en")
    make.translate(pages[kind].get_parent().specific, "en")
    client.force_login(make.editor())
    view = reverse("simple_translation:submit_page_translation", args=[pages[kind].pk])
    assert client.post(view, {"locales": [english.pk]}, follow=True).status_code == 200
    copy = pages[kind].get_translation(english)
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[copy.pk]))
    assert edit.status_code == 200
    copy.save_revision().publish()
    shown = make.see(type(copy).objects.get(pk=copy.pk))
    if kind == "overview":
        # All of it is for staff, whom a line leads to the page in their language.
        assert shown.select_one(".grip-elsewhere a")["href"] == pages[kind].url
    else:
        assert make.SIGNS[kind] in shown.get_text(" ")


@pytest.mark.skipif(WITH_LANGUAGES, reason="this host has several languages")
@pytest.mark.parametrize("kind", KINDS)
def test_in_one_language_nothing_is_marked_as_untranslated(pages: dict[str, Any], kind: str) -> None:
    shown = make.see(pages[kind])
    [*places] = shown.find_all(string=lambda text: make.SIGNS[kind] in text)
    assert places
    language = shown.select_one(".grip")["lang"]
    for place in places:
        assert place.find_parent(attrs={"lang": True})["lang"] == language
    assert not shown.select(".grip-languages")
