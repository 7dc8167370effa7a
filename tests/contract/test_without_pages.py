"""A host with our blocks and tags alone: what needs no page of ours is there, the rest stays quiet."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.template import Context, Template
from django.urls import reverse
from wagtail.models import Site

from gripwagtail.blocks import grip_blocks
from tests import factories as make

pytestmark = pytest.mark.django_db
BLOCKS = [name.removeprefix("grip_") for name, _block in grip_blocks()]
ALONE = {"incident_help": 'href="tel:113"', "helplines": "De Kindertelefoon", "exit": "data-grip-exit"}


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_block_shows_what_needs_no_page_and_breaks_nothing(home: Any, kind: str) -> None:
    page = make.home_page(home, body=[make.block(kind)])
    response = make.visit(page)
    assert response.status_code == 200
    shown = make.soup(response).select(".grip")
    if kind in ALONE:
        assert ALONE[kind] in response.content.decode()
    else:
        assert not shown
    assert not make.soup(response).select('a[href=""], a[href="None"]')


@pytest.mark.parametrize("kind", BLOCKS)
def test_an_editor_reads_in_the_preview_why_a_block_is_empty(home: Any, kind: str) -> None:
    shown = make.preview(make.home_page(home, body=[make.block(kind)]))
    assert shown.select_one(".grip").get_text(strip=True)


def test_a_tag_works_in_a_template_of_the_host(home: Any, rf: Any) -> None:
    request = rf.get("/", headers={"host": Site.objects.get(is_default_site=True).hostname})
    html = Template("{% load gripwagtail %}{% grip_incident_help %}{% grip_helplines %}{% grip_contacts %}").render(
        Context({"request": request})
    )
    assert 'href="tel:112"' in html
    assert "De Kindertelefoon" in html


def test_the_admin_offers_helplines_and_settings_and_an_editor_saves_a_block(home: Any, client: Any) -> None:
    client.force_login(make.editor())
    page = make.home_page(home, body=[make.block("helplines")])
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    assert client.get(reverse("wagtailsnippets_gripwagtail_griphelpline:list")).status_code == 200
    settings_view = reverse("wagtailsettings:edit", args=["gripwagtail", "gripsettings"])
    assert client.get(settings_view, follow=True).status_code == 200


def test_the_checks_have_nothing_to_say_and_no_migration_is_missing() -> None:
    call_command("check", fail_level="WARNING")
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_starting_says_that_there_are_no_page_types(home: Any) -> None:
    with pytest.raises(CommandError, match=r"gripwagtail\.pages"):
        call_command("gripwagtail_start", verbosity=0)


def test_the_helplines_are_brought_up_to_date(home: Any) -> None:
    call_command("gripwagtail_helplines", "update", verbosity=0)
    page = make.home_page(home, body=[make.block("helplines")])
    assert "Veilig Thuis" in make.text_of(page)
