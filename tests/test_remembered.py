"""What is put back as rows is what was planted, and only where the database was the same."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.transaction import atomic
from django.utils import translation

from gripwagtail.models import GripHelpline
from tests import factories as make
from tests import remembered

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite puts back"),
]


class Planter:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Any:
        self.times += 1
        make.helpline()
        return make.five_pages(make.home_page())


def undone(name: str, planter: Planter) -> tuple[Any, dict[str, Any]]:
    """What came of it, and every row there is then. Afterwards the database is as it was."""
    with atomic():
        found = remembered.remembered(name, planter)
        rows = remembered._rows()
        assert make.see(found["norm"]).h1
        make.home_page(make.home_page())  # a row can be added after it
        point = rows
        connection.set_rollback(True)
    return found, point


def test_the_second_time_every_row_is_there_without_planting() -> None:
    planter = Planter()
    first, rows = undone("a", planter)
    second, again = undone("a", planter)
    assert planter.times == 1
    assert rows == again
    assert {kind: page.pk for kind, page in first.items()} == {kind: page.pk for kind, page in second.items()}


def test_where_anything_differs_it_is_planted_anew(settings: Any) -> None:
    planter = Planter()
    undone("b", planter)
    with translation.override("ar"):
        undone("b", planter)
    settings.GRIPWAGTAIL = {"SHOW_H1": True}
    undone("b", planter)
    GripHelpline.objects.create(key="x", name="X")
    undone("b", planter)
    assert planter.times == 4
