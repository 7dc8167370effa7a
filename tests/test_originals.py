"""One way to the page that a translation translates: with drafts for an editor, published for what visitors read."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gripwagtail.desk.confirmations import with_facts
from gripwagtail.editing.translated_pages import translations_of
from gripwagtail.lookup.context import PageContext
from gripwagtail.lookup.sources import listed_original_of, original_of
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def dutch() -> Any:
    return make.make_page("contact", contacts=[make.contact(label="het zorgteam")])


@pytest.fixture
def english(dutch: Any) -> Any:
    return make.translate(dutch, "en")


def found(page: Any, drafts: bool) -> Any:
    return original_of(page, PageContext(page=page), drafts=drafts)


@pytest.mark.parametrize("drafts", [True, False])
def test_a_translation_has_the_page_in_the_main_language(dutch: Any, english: Any, drafts: bool) -> None:
    original = found(english, drafts)
    assert original == dutch
    assert type(original) is type(dutch)


def test_an_original_that_nobody_published_is_there_for_editors_alone(dutch: Any, english: Any) -> None:
    dutch.unpublish()
    assert found(english, drafts=True) == dutch
    assert found(english, drafts=False) is None
    assert with_facts(english) == dutch


@pytest.mark.parametrize("drafts", [True, False])
def test_a_page_in_the_main_language_translates_nothing(dutch: Any, english: Any, drafts: bool) -> None:
    assert found(dutch, drafts) is None
    assert listed_original_of(dutch, PageContext(page=dutch)) is None
    assert with_facts(dutch) == dutch


def test_only_the_original_has_translations(dutch: Any, english: Any) -> None:
    arabic = make.translate(dutch, "ar")
    assert set(translations_of(dutch)) == {english, arabic}
    assert translations_of(english) == []
    assert translations_of(arabic) == []


@pytest.mark.parametrize("drafts", [True, False])
def test_a_page_that_is_not_in_the_tree_yet_translates_nothing(dutch: Any, english: Any, drafts: bool) -> None:
    assert found(type(dutch)(locale=english.locale, translation_key=dutch.translation_key), drafts) is None


@pytest.mark.parametrize("drafts", [True, False])
def test_a_page_of_another_kind_is_no_original(english: Any, drafts: bool) -> None:
    other = make.make_page("norm")
    type(english).objects.filter(pk=english.pk).update(translation_key=other.translation_key)
    english.refresh_from_db()
    assert found(english, drafts) is None
    assert listed_original_of(english, PageContext(page=english)) is None
    assert with_facts(english) == english


@pytest.mark.parametrize("published", [True, False])
@pytest.mark.parametrize("is_shown", [True, False])
def test_what_a_visit_has_read_tells_it_without_a_query(
    dutch: Any, english: Any, published: bool, is_shown: bool
) -> None:
    if not published:
        dutch.unpublish()
    page_context = PageContext(page=english if is_shown else make.translate(make.make_page("norm"), "en"))
    assert page_context.nearby.known if is_shown else page_context.index
    with CaptureQueriesContext(connection) as asked:
        original = listed_original_of(english, page_context)
    assert len(asked) == 0
    assert original is not None
    assert (original.page.pk, original.live) == (dutch.pk, published)


def test_each_of_several_pages_of_one_kind_has_its_own_translation() -> None:
    home = make.home_page()
    pages = [make.make_page("contact", make.home_page(home, title=f"School {number}")) for number in (1, 2, 3)]
    for page in pages:
        english = make.translate(page, "en")
        for context in (PageContext(page=english), PageContext(page=english.get_parent().specific)):
            original = listed_original_of(english, context)
            assert original is not None
            assert original.page.pk == page.pk
