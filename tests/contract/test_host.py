"""The package sits quietly in every host: no warnings, no migrations, nothing planted twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from gripwagtail.lookup.sources import KINDS, models_of, page_model
from tests import factories as make


@pytest.mark.django_db  # Django's own check of a JSON field asks SQLite whether it knows JSON
def test_the_checks_have_nothing_to_say() -> None:
    call_command("check", fail_level="WARNING")


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_every_kind_has_a_page_class() -> None:
    for kind in KINDS:
        assert models_of(kind), kind


def test_the_admin_lists_our_settings_and_helplines(home: Any, client: Any) -> None:
    client.force_login(make.editor())
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    assert "De Kindertelefoon" in client.get(reverse("wagtailsnippets_gripwagtail_griphelpline:list")).content.decode()
    edit = reverse("wagtailsettings:edit", args=["gripwagtail", "gripsettings"])
    assert client.get(edit, follow=True).status_code == 200


def test_an_editor_finds_a_page_by_its_words(pages: dict[str, Any], client: Any) -> None:
    client.force_login(make.editor())
    found = client.get(reverse("wagtailadmin_pages:search"), {"q": pages["norm"].title})
    assert found.status_code == 200


def test_a_page_can_be_copied_and_moved_and_deleted(pages: dict[str, Any], home: Any) -> None:
    copied = pages["contact"].copy(update_attrs={"slug": "kopie", "title": "Kopie"})
    below = make.home_page(home, slug="afdeling")
    copied.move(below, pos="last-child")
    copied = type(copied).objects.get(pk=copied.pk)
    assert make.SIGNS["contact"] in make.text_of(copied)
    copied.delete()
    assert not type(copied).objects.filter(pk=copied.pk).exists()


def test_the_start_command_plants_five_pages_that_answer(home: Any) -> None:
    _start(home)
    for kind in KINDS:
        page = models_of_ours(kind).get()
        assert page.live
        assert len(make.see(page).select(".grip")) >= 1


def test_the_start_command_can_be_repeated(home: Any) -> None:
    _start(home)
    before = _everything()
    _start(home)
    assert _everything() == before


def test_a_rehearsal_of_the_start_command_changes_nothing(home: Any) -> None:
    before = _everything()
    call_command("gripwagtail_start", dry_run=True, verbosity=0)
    assert _everything() == before


def models_of_ours(kind: str) -> Any:
    return make.page_class(kind).objects.all()


def _start(home: Any) -> None:
    # The texts are Dutch; a site in another language takes them as they are.
    call_command(
        "gripwagtail_start",
        publish=True,
        publish_incident=True,
        school_name="De Kwikstaart",
        phone="070 012 34 56",
        email="info@kwikstaart.example",
        verbosity=0,
    )


def _everything() -> list[Any]:
    return list(page_model().objects.order_by("path").values_list("path", "title", "live", "latest_revision_id"))
