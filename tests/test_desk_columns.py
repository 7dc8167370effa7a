"""The table of what the desk works out: lighter pages, filled without waiting for somebody to look."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gripwagtail.desk import columns
from gripwagtail.desk.confirmations import check
from gripwagtail.desk.grace import published_on, without_days
from gripwagtail.lookup.sources import page_model
from gripwagtail.models import GripCheck, GripDeskColumns
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact() -> Any:
    return make.make_page("contact", show_checked=True, contacts=[make.contact(label="Juf Annemiek")])


def fixture_of(folder: Path, *labels: str) -> Path:
    path = folder / "school.json"
    call_command("dumpdata", *labels, output=str(path))
    return path


# --- lighter rows -------------------------------------------------------------------


def test_a_page_holds_no_column_that_only_the_desk_reads() -> None:
    for kind in ("overview", "norm", "contact", "parent_tips", "incident_help"):
        names = {field.name for field in make.page_class(kind)._meta.get_fields()}
        assert not names & {*GripDeskColumns.names()}
        assert {"show_checked", "checked"} <= names


def test_a_visitor_never_reads_the_table_of_the_desk(contact: Any) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert make.visit(contact).status_code == 200
    assert not [query for query in captured if GripDeskColumns._meta.db_table in query["sql"]]


def test_the_row_goes_with_its_page(contact: Any) -> None:
    assert make.desk_columns(contact).counted_until is not None
    contact.delete()
    assert not GripDeskColumns.objects.filter(pk=contact.pk).exists()


def test_a_copy_has_a_row_of_its_own(contact: Any) -> None:
    check(contact, [contact.contacts.raw_data[0]["id"]])
    copy = contact.copy(update_attrs={"slug": "kopie"})
    assert make.desk_columns(copy).pk != make.desk_columns(contact).pk
    assert without_days(type(copy).objects.get(pk=copy.pk).checked) == {}


# --- fixtures -----------------------------------------------------------------------


def test_what_is_loaded_from_a_fixture_is_counted_at_once(
    contact: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    item = contact.contacts.raw_data[0]["id"]
    check(contact, [item])
    checked = without_days(type(contact).objects.get(pk=contact.pk).checked)
    assert item in checked
    path = fixture_of(tmp_path, page_model()._meta.label, contact._meta.label, "gripwagtail.gripcheck")
    type(contact).objects.filter(pk=contact.pk).update(checked={})
    GripDeskColumns.objects.all().delete()
    GripCheck.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("loaddata", str(path), verbosity=0)
    assert type(contact).objects.get(pk=contact.pk).checked == checked
    assert make.desk_columns(contact).counted_until is not None
    assert str(timezone.localdate().year) in make.text_of(contact)


def test_a_fixture_of_checks_alone_is_counted_as_well(
    contact: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    check(contact, [contact.contacts.raw_data[0]["id"]])
    path = fixture_of(tmp_path, "gripwagtail.gripcheck")
    type(contact).objects.filter(pk=contact.pk).update(checked={})
    with django_capture_on_commit_callbacks(execute=True):
        call_command("loaddata", str(path), verbosity=0)
    assert type(contact).objects.get(pk=contact.pk).checked


def test_a_fixture_holds_no_summary(contact: Any, tmp_path: Path) -> None:
    (row,) = json.loads(fixture_of(tmp_path, "gripwagtail.gripdeskcolumns").read_text(encoding="utf-8"))
    assert row["pk"] == contact.pk and row["fields"] == {}


# --- when they are worked out -------------------------------------------------------


def test_a_published_page_is_worked_out_when_it_is_saved_and_a_draft_when_somebody_asks(contact: Any) -> None:
    assert make.desk_columns(contact).counted_until is not None
    draft = make.make_page("norm", live=False)
    assert make.desk_columns(draft).counted_until is None


def test_when_the_words_changed_is_noted_at_another_text_and_not_at_another_save(contact: Any) -> None:
    first = make.desk_columns(contact).words_changed_at
    assert first is not None
    contact.save()
    assert make.desk_columns(contact).words_changed_at == first
    contact.intro = "Kom maar binnen."
    contact.save()
    assert make.desk_columns(contact).words_changed_at > first


def test_a_check_that_came_in_while_a_page_was_saved_counts(contact: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    known = iter([{}, {"": "2026-01-01"}])
    monkeypatch.setattr(columns, "_checks", lambda page: next(known))
    contact.save()
    assert type(contact).objects.get(pk=contact.pk).checked[""] == "2026-01-01"


def test_facts_are_counted_on_the_page_that_says_them_and_on_no_translation_or_alias() -> None:
    page = make.make_page("contact", contacts=[make.contact(confirmed=False)], intro="Welkom bij [[naam]].")
    english = make.translate(page, "en")
    alias = make.translate(page, "ar", alias=True)
    columns.recount_pages([page.pk, english.pk, alias.pk])
    counted = {one.pk: make.desk_columns(one) for one in (page, english, alias)}
    assert [counted[one.pk].unconfirmed for one in (page, english, alias)] == [1, 0, 0]
    assert [counted[one.pk].placeholders for one in (page, english, alias)] == [1, 1, 0]


def test_a_page_that_nobody_ever_published_counts_as_published_today() -> None:
    page = make.make_page("norm")
    assert page.first_published_at is None
    assert published_on(page) == timezone.localdate()
    page.first_published_at = timezone.now() - timezone.timedelta(days=400)
    assert published_on(page) == timezone.localdate() - timezone.timedelta(days=400)


def test_only_a_published_page_is_due_for_a_check(contact: Any) -> None:
    assert make.desk_columns(contact).review_due is not None
    contact.unpublish()
    columns.recount_pages([contact.pk])
    assert make.desk_columns(contact).review_due is None


def test_what_a_board_changes_is_worked_out_anew_for_its_schools(contact: Any) -> None:
    board = make.site_with("bestuur.example")
    page = make.make_page("contact", board.root_page.specific, contacts=[make.contact()])
    make.settings_of(board=board)
    columns.recount_pages([contact.pk])
    assert make.desk_columns(contact).counted_until is not None
    make.set_items(page, "contacts", [make.contact(label="De stafdienst")])
    assert make.desk_columns(contact).counted_until is None


def test_a_draft_of_a_published_page_is_not_counted(contact: Any) -> None:
    contact.intro = "Welkom bij [[naam]]."
    contact.save_revision()
    columns.recount_pages([contact.pk])
    assert make.desk_columns(contact).placeholders == 0
    draft = make.make_page("norm", live=False)
    draft.intro = "Welkom bij [[naam]]."
    draft.save_revision()
    columns.recount_pages([draft.pk])
    assert make.desk_columns(draft).placeholders == 1


def test_only_a_published_page_of_any_kind_is_due() -> None:
    for live in (True, False):
        page = make.make_page("parent_tips", live=live)
        columns.recount_pages([page.pk])
        assert (make.desk_columns(page).review_due is not None) is live
