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

from gripwagtail.desk.confirmations import check
from gripwagtail.desk.grace import without_days
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
