"""Every change can be found in the history of its page, and undone there: planted and imported ones too."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry, Revision

from tests import factories as make
from tests.packs import a_pack, change, page_of, run
from tests.releases import (  # noqa: F401  (fixtures)
    Release,
    corrected_release,
    home_in_dutch,
    in_english,
    next_release,
    start,
)

pytestmark = [pytest.mark.django_db, pytest.mark.broad]


def without_entry() -> list[str]:
    """The versions of pages that nobody can find in the history: no entry of a change names them."""
    noted = set(PageLogEntry.objects.filter(content_changed=True).values_list("revision_id", flat=True))
    return [str(one) for one in Revision.page_revisions.all() if one.pk not in noted]


def test_what_was_planted_is_in_the_history_and_can_be_brought_back(client: Client) -> None:
    make.home_page()
    call_command("gripwagtail_start", publish=True, language=["nl"], stdout=io.StringIO())
    assert without_entry() == []
    page = make.page_class("norm").objects.get()
    first = page.latest_revision
    page.statement = "Wij doen iets anders"
    page.save_revision(log_action=True).publish()
    client.force_login(make.editor())
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk]) in history


def test_so_is_what_was_imported_and_what_an_import_wrote_over(tmp_path: Path) -> None:
    make.home_page()
    pack = a_pack(tmp_path)
    run("import", pack)
    assert without_entry() == []
    page = page_of("norm")
    page.statement = "Wij helpen elkaar, altijd"
    page.save()
    Revision.objects.for_instance(page).delete()
    page.latest_revision = None
    page.save()
    change(pack, "norm", lambda document: document["agreements"][0].update(we_do="Wij wachten even.", version=9))
    run("import", pack, "--force")
    assert without_entry() == []
    versions = [one.as_object().statement for one in Revision.page_revisions.filter(object_id=str(page.pk))]
    assert "Wij helpen elkaar, altijd" in versions


def test_so_is_a_newer_version_of_our_texts(corrected: Release) -> None:
    earlier = set(PageLogEntry.objects.values_list("revision_id", flat=True))
    start(update=True, publish=True)
    made = Revision.page_revisions.exclude(pk__in=earlier)
    assert made.exists()
    assert not {str(one) for one in made} & set(without_entry())


def test_of_a_page_that_an_earlier_release_planted_the_first_change_can_be_undone(client: Client) -> None:
    make.home_page()
    call_command("gripwagtail_start", language=["nl"], stdout=io.StringIO())
    PageLogEntry.objects.all().delete()  # as it was then
    page = make.page_class("norm").objects.get()
    planted, words = page.latest_revision, page.statement
    page.statement = "Wij doen iets anders"
    page.save_revision(log_action=True)
    page.save_revision(log_action=True)
    entries = PageLogEntry.objects.filter(revision=planted)
    assert [(one.timestamp, one.content_changed) for one in entries] == [(planted.created_at, True)]
    client.force_login(make.editor())
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, planted.pk]) in history
    assert planted.as_object().statement == words


def test_a_page_with_a_history_gets_no_entry_that_nobody_made() -> None:
    page = make.make_page("norm", statement="Wij zijn aardig")
    page.save_revision(log_action=True)
    page.save_revision()
    page.save_revision(log_action=True)
    assert PageLogEntry.objects.filter(page=page.pk, revision__isnull=False).count() == 2
