"""A site that restricts which pages may be below its home page: one setting, or a page that would do."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from gripwagtail.lookup.sources import page_models
from gripwagtail.planting import allowed
from tests import factories as make
from tests.hosts.default.home.models import HomePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Any:
    found = make.home_page()
    restrict(monkeypatch, HomePage, ["home.HomePage"])
    return found


def restrict(monkeypatch: pytest.MonkeyPatch, model: Any, types: list[str]) -> None:
    monkeypatch.setattr(model, "subpage_types", types, raising=False)
    monkeypatch.setattr(model, "_clean_subpage_models", None, raising=False)


def refused(home: Any) -> str:
    with pytest.raises(CommandError) as error:
        call_command("gripwagtail_start", parent=home.pk)
    return str(error.value)


def test_no_page_is_named_where_none_would_do(home: Any) -> None:
    said = refused(home)

    assert 'GRIPWAGTAIL["ALLOW_BELOW"] = ["home.HomePage"]' in said
    assert "--parent" not in said


def test_pages_of_the_site_that_would_do_are_named(home: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    other = make.make_page("norm", home, slug="anders", title="Over ons")
    # As if that page were one of the host.
    monkeypatch.setattr(allowed, "is_ours", lambda model: False)

    assert f"--parent {other.pk} (“Over ons”)" in refused(home)


def test_a_class_that_our_own_type_refuses_is_not_one_for_the_setting(
    home: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = make.page_class("overview")
    monkeypatch.setattr(model, "parent_page_types", [], raising=False)
    monkeypatch.setattr(model, "_clean_parent_page_models", None, raising=False)
    said = refused(home)

    assert "parent_page_types" in said
    assert "gripwagtail_pages.GripOverviewPage" in said
    assert "ALLOW_BELOW" not in said


def test_a_class_named_in_the_settings_allows_ours_once_and_what_it_allowed_before(home: Any) -> None:
    with override_settings(GRIPWAGTAIL={"ALLOW_BELOW": ["home.HomePage", "nergens.Page"]}):
        allowed.open_up()
        allowed.open_up()

    assert len(HomePage.subpage_types) == len(set(HomePage.subpage_types))
    assert set(HomePage.allowed_subpage_models()) == {HomePage, *page_models()}
    call_command("gripwagtail_start", parent=home.pk)
    assert make.page_class("overview").objects.child_of(home).exists()


def test_a_class_that_restricts_nothing_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HomePage, "subpage_types", None, raising=False)
    with override_settings(GRIPWAGTAIL={"ALLOW_BELOW": ["home.HomePage"]}):
        allowed.open_up()

    assert HomePage.subpage_types is None
