"""What is written beside a page waits until its table is there: in the database in which its rows are written."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from gripwagtail.changes import words
from gripwagtail.records.text_record import GripTextRecord

TABLE = GripTextRecord._meta.db_table


class Databases:
    """Two databases, and in which of them rows are written."""

    def __init__(self, **tables: list[str]) -> None:
        self.tables, self.writes_to, self.asked = tables, "default", list[str]()

    def __getitem__(self, alias: str) -> SimpleNamespace:
        return SimpleNamespace(introspection=SimpleNamespace(table_names=lambda: self._names(alias)))

    def _names(self, alias: str) -> list[str]:
        self.asked.append(alias)
        return self.tables[alias]

    def db_for_write(self, model: object) -> str:
        return self.writes_to


@pytest.fixture
def databases(monkeypatch: pytest.MonkeyPatch) -> Iterator[Databases]:
    found = Databases(default=[], primary=[TABLE])
    monkeypatch.setattr(words, "connections", found)
    monkeypatch.setattr(words, "router", found)
    words.forget_tables()
    yield found
    words.forget_tables()


def is_done() -> bool:
    done: list[bool] = []
    words.when_migrated(lambda: done.append(True))
    return bool(done)


def test_it_is_looked_for_where_it_is_written_and_found_there_once(databases: Databases) -> None:
    databases.writes_to = "primary"
    assert [is_done(), is_done()] == [True, True]
    assert databases.asked == ["primary"]


def test_what_one_database_has_another_may_not(databases: Databases) -> None:
    databases.writes_to = "primary"
    assert is_done()
    databases.writes_to = "default"
    assert not is_done()
    databases.tables["default"] = [TABLE]
    assert is_done()
    assert databases.asked == ["primary", "default", "default"]
