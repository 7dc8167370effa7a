"""Where something is shown, as `PageContext` knows it: also without a page, a request or a site, and on another one."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import PageViewRestriction, Site

from gripwagtail.lookup.context import PageContext
from gripwagtail.lookup.sources import page_model
from tests import factories as make

pytestmark = pytest.mark.django_db


def asked(host: str = "localhost") -> Any:
    return RequestFactory().get("/", headers={"host": host})


@pytest.fixture
def nowhere() -> Any:
    """A page of ours that belongs to no site."""
    top = page_model().get_first_root_node().add_child(instance=make.home_class()(title="Nergens", slug="nergens"))
    return make.make_page("norm", top, statement="Wij zijn aardig.")


def test_of_two_sites_with_one_root_a_page_is_on_the_one_that_is_visited() -> None:
    home = make.home_page()
    first = Site.objects.get(is_default_site=True)
    second = Site.objects.create(hostname="b.example", root_page=home)
    page = make.make_page("norm", home)
    assert PageContext(page, asked()).site == first
    assert PageContext(page, asked("b.example")).site == second


def test_a_page_is_on_its_own_site_whatever_host_it_is_asked_of() -> None:
    other = make.site_with("b.example")
    page, theirs = make.make_page("norm"), make.make_page("norm", other.root_page.specific)
    own = Site.objects.get(is_default_site=True)
    for request in (None, asked(), asked("b.example")):
        assert PageContext(page, request).site == own
        assert PageContext(theirs, request).site == other
    assert PageContext(None, asked("b.example")).site == other


def test_outside_every_site_there_is_no_root_and_everything_else_is_as_if_nothing_was_said(nowhere: Any) -> None:
    make.settings_of(school_name="De Kwikstaart")
    for request in (None, asked()):
        there = PageContext(nowhere, request)
        assert (there.site, there.root, there.board) == (None, None, None)
        assert there.settings.school_name == ""
        assert there.failures == []
        assert (there.language, there.in_source_language, there.main_language) == ("nl", True, "")
        assert there.locale_id == nowhere.locale_id
        assert there.owns(nowhere)
        assert not there.has_address(nowhere)
        assert not there.has_sites_within


def test_without_a_page_nothing_is_private_and_the_language_is_that_of_the_visit() -> None:
    home = make.home_page()
    PageViewRestriction.objects.create(page=make.home_page(home).page_ptr, restriction_type="login")
    for request in (None, asked()):
        there = PageContext(None, request)
        assert not there.is_private
        assert there.in_source_language
    make.translate(make.make_page("norm", home), "en")
    english = make.language("en")
    for code, locale in (("nl", home.locale), ("en", english), ("uk", home.locale)):
        with translation.override(code):
            assert PageContext(None, asked()).locale_id == locale.pk
            assert PageContext(None, asked()).language == ("nl" if locale == home.locale and code == "nl" else code)


def test_a_page_is_private_where_anything_above_it_is() -> None:
    home = make.home_page()
    section = make.home_page(home, title="Team")
    page, opened = make.make_page("norm", section), make.make_page("norm", home)
    assert not PageContext(page, asked()).is_private
    restriction = PageViewRestriction.objects.create(page=section.page_ptr, restriction_type="login")
    assert PageContext(page, asked()).is_private
    assert not PageContext(opened, asked()).is_private
    restriction.delete()
    assert not PageContext(page, asked()).is_private


def test_a_site_does_not_own_what_is_below_the_root_of_another_one() -> None:
    home = make.home_page()
    section = make.home_page(home, title="School B")
    page = make.make_page("norm", home)
    below = make.make_page("norm", section)
    assert not PageContext(page).has_sites_within
    assert PageContext(page).owns(below)
    Site.objects.create(hostname="b.example", root_page=section)
    assert PageContext(page).has_sites_within
    assert not PageContext(page).owns(below)
    assert PageContext(below).owns(below)
    assert not PageContext(below).owns(page)
    assert not PageContext(below).has_sites_within


def test_the_language_of_a_text_is_said_by_the_source_and_that_of_a_translation_by_its_place() -> None:
    page = make.make_page("norm", text_language="fr")
    assert PageContext(page).language == "fr"
    english = make.translate(page, "en")
    assert english.text_language == "fr"
    assert PageContext(english).language == "en"
    assert not PageContext(english).in_source_language
    assert PageContext(english).main_language == "nl"
    assert PageContext(page).main_language == ""


def test_a_school_has_the_board_that_its_settings_name_and_none_is_its_own() -> None:
    page = make.make_page("contact")
    own, board = Site.objects.get(is_default_site=True), make.site_with("bestuur.example")
    assert PageContext(page).board is None
    make.settings_of(board=own)
    assert PageContext(page).board is None
    make.settings_of(board=board)
    there = PageContext(page).board
    assert there is not None
    assert there.site == board


def test_what_the_settings_say_is_what_a_page_rests_on() -> None:
    page = make.make_page("contact")
    make.settings_of(school_name="De Kwikstaart")
    there = PageContext.of_request(asked(), page)
    with there.rests_on.making() as made:
        assert there.settings.school_name == "De Kwikstaart"
    assert any("settings" in name for name in made.names)
