"""A page of a host may have a field for nearly any word: what our mixins get from now on has our prefix."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.db.migrations import CreateModel

from gripwagtail.pages import models

FIRST = import_module("gripwagtail.pages.migrations.0001_initial").Migration
OURS = [models.GripOverviewPage, models.GripNormPage, models.GripContactPage, models.GripParentTipsPage]
OURS.append(models.GripIncidentHelpPage)
# Fields that are younger than 0.1.0 and have no prefix, with the reason. Nothing is ever added here.
WITHOUT = {
    "checked": "made before the rule; sites have the column",
    "show_checked": "made before the rule; sites have the column",
    "agreed": "made before the rule; a stream, and named in files of content and in the API",
    "always_confirmed": "made before the rule; the tick of “always”, and named in files of content",
    "starter_offered": "begins with “starter_”, as its three elder sisters do",
    "proposals": "made before the rule; a stream, and named in files of content and in the API",
}


def at_first(model: Any) -> set[str]:
    """The fields with which this page type was made."""
    [made] = [one for one in FIRST.operations if isinstance(one, CreateModel) and one.name == model.__name__]
    return {name for name, _field in made.fields}


def later(model: Any) -> set[str]:
    return {field.name for field in model._meta.local_fields} - at_first(model)


@pytest.mark.parametrize("model", OURS)
def test_a_field_that_came_later_has_our_prefix_or_is_on_the_list(model: Any) -> None:
    assert {"intro", "body", "starter_key"} <= at_first(model)
    assert {name for name in later(model) if not name.startswith("grip_")} <= set(WITHOUT)


def test_nothing_is_on_the_list_that_is_gone_or_was_there_at_first() -> None:
    assert set(WITHOUT) <= set().union(*map(later, OURS))
    assert any(name.startswith("grip_") for model in OURS for name in later(model))
