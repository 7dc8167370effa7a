"""The columns of the desk moved to a table of their own: what was noted on the pages of any host came along."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from gripwagtail.desk.findings import findings
from gripwagtail.lookup.sources import KINDS, models_of
from gripwagtail.migration_steps import KeepDeskColumns
from gripwagtail.models import GripDeskColumns
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_page_that_is_saved_has_its_row() -> None:
    page = make.make_page("contact", contacts=[make.contact()])
    assert make.desk_columns(page).counted_until is not None
    assert findings(None)


class _Executed:
    """A schema editor that writes what it is asked to, on the columns as an earlier release had them."""

    connection = connection

    def execute(self, sql: str, params: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)


def state_before(model: Any) -> Any:
    """The models right before the columns are removed, when all migrations of ours have run."""
    label = model._meta.app_label
    folder = importlib.import_module(f"{apps.get_app_config(label).name}.migrations").__path__[0]
    (name,) = [path.stem for path in Path(folder).glob("0*_desk_columns.py")]
    loader = MigrationLoader(connection)
    state: ProjectState = loader.project_state((label, name), at_end=False)
    before = loader.graph.forwards_plan((label, name))
    (leaf,) = loader.graph.leaf_nodes("gripwagtail")
    for node in loader.graph.forwards_plan(leaf):
        if node[0] == "gripwagtail" and node not in before:
            state = loader.get_migration(*node).mutate_state(state, preserve=False)
    return state


CLASSES = [model for kind in KINDS for model in models_of(kind)]


@pytest.mark.parametrize("model", CLASSES, ids=lambda model: model.__name__)
def test_what_was_noted_on_a_page_moves_as_it_is(model: Any) -> None:
    page = make.make_page(model.grip_kind, model=model)
    GripDeskColumns.objects.all().delete()
    state = state_before(model)
    before = state.apps.get_model(model._meta.app_label, model._meta.model_name)
    names = [field.name for field in before._meta.local_fields]
    noted = {"unread": 3, "placeholders": 4, "words_changed_at": "2026-03-01 10:00:00"}
    with connection.cursor() as cursor:
        table, key = model._meta.db_table, model._meta.pk.column
        columns = [GripDeskColumns._meta.get_field(name) for name in GripDeskColumns.names() if name in names]
        # PostgreSQL changes no table of which it has still something to look at.
        connection.check_constraints()
        for column in columns:
            # Only in this transaction, which the test takes back.
            cursor.execute(f'ALTER TABLE "{table}" ADD COLUMN "{column.name}" {column.db_type(connection)}')
        for column in columns:
            value = noted.get(column.name) or column.get_db_prep_save(column.get_default(), connection)
            cursor.execute(f'UPDATE "{table}" SET "{column.name}" = %s WHERE "{key}" = %s', [value, page.pk])  # noqa: S608
    step = KeepDeskColumns(model._meta.model_name)
    step.database_forwards(model._meta.app_label, _Executed(), state, state)
    step.database_forwards(model._meta.app_label, _Executed(), state, state)  # twice does no harm
    kept = make.desk_columns(page)
    assert (kept.placeholders, kept.words_changed_at.month) == (4, 3)
    assert kept.unread == (3 if model.grip_kind == "incident_help" else 0)
    assert kept.without_route is False
