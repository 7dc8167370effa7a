"""A page that nobody edited counts as such, also after an upgrade that gave it fields it did not have."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from gripwagtail.lookup.sources import KINDS
from gripwagtail.planting import digest as module
from gripwagtail.planting.digest import digest
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

# What an editor would give a younger field.
OTHER = {"show_checked": True, "always_confirmed": False, "grip_team_closed": True, "grip_pupils": 12}


def at_first() -> set[str]:
    """The fields of the five pages as the first release made them."""
    migration = import_module("gripwagtail.pages.migrations.0001_initial").Migration
    made = [operation for operation in migration.operations if type(operation).__name__ == "CreateModel"]
    return {name for operation in made for name, _field in operation.fields}


def of_then(page: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """The digest of this page by a release that knew none of the younger fields."""
    known, younger = [*module._names(page)], module._younger(page)
    with monkeypatch.context() as then:
        then.setattr(module, "_names", lambda page: [name for name in known if name not in younger])
        return digest(page)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_the_first_release_is_untouched_whatever_fields_came_later(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make.make_page(kind, **{name: value for name, value in make.content_of(kind).items() if name != "agreed"})
    assert module._younger(page)
    assert digest(page) == of_then(page, monkeypatch)


@pytest.mark.parametrize("kind", KINDS)
def test_what_an_editor_gives_a_younger_field_counts(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = make.make_page(kind)
    before = digest(page)
    tried = [name for name in module._younger(page) if name in OTHER]
    assert tried
    for name in tried:
        begun = getattr(page, name)
        setattr(page, name, OTHER[name])
        assert digest(page) != before, name
        setattr(page, name, begun)
    assert digest(page) == before


def test_the_list_of_the_first_fields_is_that_of_the_first_migration() -> None:
    assert at_first() >= module._AT_FIRST
    ours = {name for kind in KINDS for name in module._names(make.make_page(kind))}
    younger = {name for kind in KINDS for name in module._younger(make.make_page(kind))}
    assert (ours & at_first()) - {"title", "slug"} <= module._AT_FIRST
    assert {"agreed", "grip_team_closed", "grip_team_behind_id"} <= younger
