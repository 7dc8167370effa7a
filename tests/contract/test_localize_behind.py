"""Who changes a page is led to where wagtail-localize brings its new words to the translations."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.auth.models import Permission

from gripwagtail.admin.localized import sync_address
from tests import factories as make
from tests import localize
from tests.test_new_remarks import editor_of, published

if not apps.is_installed("wagtail_localize"):
    pytest.skip("this host has no wagtail-localize", allow_module_level=True)

pytestmark = pytest.mark.django_db


@pytest.fixture
def dutch(home: Any) -> Any:
    return make.make_page("contact", home, contacts=[make.contact(label="Het team van de zorg", where="Lokaal vier")])


def links_in(said: list[str]) -> list[str]:
    return [str(link["href"]) for one in said for link in BeautifulSoup(one, "html.parser").select("a")]


@pytest.mark.parametrize("may_sync", [True, False])
def test_the_first_button_brings_the_new_words_there_for_who_may_do_that(dutch: Any, may_sync: bool) -> None:
    english = localize.translate(dutch, "en")
    user = editor_of(dutch, english)
    if may_sync:
        user.groups.first().permissions.add(Permission.objects.get(codename="submit_translation"))
    [item] = dutch.contacts.raw_data
    said = published(dutch, user, [{**item, "value": {**item["value"], "where": "Lokaal vijf"}}])
    source = apps.get_model("wagtail_localize", "TranslationSource").objects.get(object_id=dutch.translation_key)
    sync = [f"/admin/localize/update/{source.pk}/"] if may_sync else []
    assert links_in(said) == [*sync, f"/admin/pages/{english.pk}/edit/"]


def test_there_is_none_for_a_page_that_is_not_translated_there(dutch: Any) -> None:
    assert sync_address(dutch, make.editor()) == ""
    make.translate(dutch, "en")
    assert sync_address(dutch, make.editor()) == ""
