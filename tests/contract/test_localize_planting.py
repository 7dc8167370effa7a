"""Planted pages and wagtail-localize: languages that follow the tree of another one."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command

from gripwagtail.lookup.sources import KINDS
from tests import factories as make

if not apps.is_installed("wagtail_localize"):
    pytest.skip("this host has no wagtail-localize", allow_module_level=True)

from tests import localize
from tests.remembered import remembered

pytestmark = pytest.mark.django_db


def plant(*languages: str) -> None:
    call_command(
        "gripwagtail_start",
        language=list(languages),
        publish=True,
        school_name="De Kwikstaart",
        phone="070 012 34 56",
        email="info@kwikstaart.example",
        verbosity=0,
    )


def planted(kind: str, code: str) -> Any:
    return make.page_class(kind).objects.filter(locale__language_code=code).get()


def _followed(source: str) -> None:
    localize.follow_trees("ar", source)
    plant(source)


@pytest.mark.parametrize("kind", KINDS)
def test_a_language_that_follows_the_tree_gets_aliases(home: Any, kind: str) -> None:
    remembered("planted with aliases", lambda: _followed("nl"))
    alias, source = planted(kind, "ar"), planted(kind, "nl")
    assert alias.alias_of_id == source.pk
    assert alias.live == source.live
    assert alias.get_parent().translation_key == source.get_parent().translation_key


def test_a_language_that_has_texts_of_its_own_gets_those(home: Any) -> None:
    make.translate(home, "en")
    localize.follow_trees("en", "nl")
    localize.follow_trees("ar", "en")
    plant("nl", "en")
    english = planted("norm", "en")
    assert english.alias_of_id is None
    assert english.title != planted("norm", "nl").title
    assert planted("norm", "ar").alias_of_id == english.pk


def test_planting_again_makes_nothing_twice(home: Any) -> None:
    localize.follow_trees("ar", "nl")
    plant("nl")
    plant("nl")
    assert make.page_class("norm").objects.count() == 2


def test_without_a_language_that_follows_there_are_no_aliases(home: Any) -> None:
    make.language("ar")
    plant("nl")
    assert make.page_class("norm").objects.count() == 1
