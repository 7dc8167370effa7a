"""A statement that Django writes once gives what the query gives; where a host asks more it is written each time."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from gripwagtail.lookup import school_helplines, school_settings
from gripwagtail.lookup.prepared import Prepared, is_plain
from gripwagtail.lookup.source import content_of
from gripwagtail.lookup.sources import KINDS, page_models
from gripwagtail.models import GripHelpline, GripSettings
from tests import factories as make

pytestmark = pytest.mark.django_db


def columns(row: models.Model) -> dict[str, Any]:
    """All that was read of it, and nothing that Python or Wagtail keep beside that."""
    given = {field.attname: row.__dict__.get(field.attname, "deferred") for field in row._meta.concrete_fields}
    return {**{name: str(value) for name, value in given.items()}, "record": row.__dict__.get("grip_record")}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_read_as_the_query_reads_it(kind: str) -> None:
    home = make.home_page()
    page, other = (make.make_page(kind, home, **make.content_of(kind)) for _page in range(2))
    make.translate(page, "en")
    of_class = content_of(type(page))
    found = of_class(page.pk, other.pk)
    asked = list(of_class._write(page.pk, other.pk))
    assert [type(one) for one in found] == [type(one) for one in asked]
    assert [columns(one) for one in found] == [columns(one) for one in asked]
    assert all(one._state.db == "default" and not one._state.adding for one in found)


def test_settings_and_helplines_are_read_as_the_query_reads_them() -> None:
    row = make.settings_of(phone="070 012 34 56", school_name="De Kwikstaart")
    make.helpline()
    assert columns(school_settings._OF_SITES(row.site_id)[0]) == columns(GripSettings.objects.get())
    (helpline,) = school_helplines._ACTIVE()
    assert columns(helpline) == columns(GripHelpline.objects.defer("shipped").get())
    assert "shipped" not in helpline.__dict__


def test_a_board_comes_with_its_settings() -> None:
    site = make.site_with("board.example")
    row = make.settings_of(board=site)
    read = school_settings.row_of(row.site)
    assert read is not None
    with CaptureQueriesContext(connection) as captured:
        assert read.board == site
        assert read.board.root_page.url_path
    assert len(captured) == 0


def test_the_statement_is_written_once_for_each_number_of_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [make.settings_of(make.site_with(f"{name}.example")) for name in "ab"]
    written: list[int] = []

    def write(*sites: int) -> Any:
        written.append(len(sites))
        return GripSettings.objects.filter(site_id__in=sites)

    ask = Prepared(write)
    for _time in range(3):
        assert [row.pk for row in ask(rows[0].site_id)] == [rows[0].pk]
        assert {row.pk for row in ask(*(row.site_id for row in rows))} == {row.pk for row in rows}
        assert ask(999_999) == []
    # Without keys once, to know the model.
    assert sorted(written) == [0, 1, 2]


def test_what_a_host_asks_for_itself_is_written_each_time() -> None:
    class OfTheHost(models.QuerySet[GripSettings]):
        """As a host with tenants has it."""

    make.settings_of(phone="070 012 34 56")
    written: list[tuple[int, ...]] = []

    def write(*sites: int) -> Any:
        written.append(sites)
        return OfTheHost(GripSettings).filter(site_id__in=sites)

    ask = Prepared(write)
    assert not is_plain(write())
    written.clear()
    site = GripSettings.objects.get().site_id
    for _time in range(2):
        assert len(ask(site)) == 1
    assert written.count((site,)) == 2


def test_a_key_that_django_does_not_hand_on_as_it_is_is_written_each_time() -> None:
    row = make.settings_of(phone="070 012 34 56")
    ask = Prepared(lambda *sites: GripSettings.objects.filter(site_id__in=[abs(site) for site in sites]))
    assert [one.pk for one in ask(row.site_id)] == [row.pk]


def test_so_is_what_brings_related_rows_along() -> None:
    row = make.settings_of(phone="070 012 34 56")
    ask = Prepared(lambda *sites: GripSettings.objects.select_related("site").filter(site_id__in=sites))
    (read,) = ask(row.site_id)
    with CaptureQueriesContext(connection) as captured:
        assert read.site.pk == row.site_id
    assert len(captured) == 0


def test_of_our_own_pages_the_statement_is_written_once() -> None:
    """Fails when a new Wagtail has classes elsewhere: then they are slower, and named in the module."""
    ours = [model for model in page_models() if model.__module__.startswith("gripwagtail.")]
    assert len(ours) == len(KINDS)
    assert [model for model in ours if not is_plain(model.objects.all())] == []
    assert is_plain(GripSettings.objects.all())
    assert is_plain(GripHelpline.objects.all())
