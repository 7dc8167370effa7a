"""What was planted once in this process is put back as rows the next time, instead of being planted again.

Planting a school takes a second, and writing its rows a fiftieth of that. It is only done where the database is, to the
last row, what it was the first time; with another language, other settings or on another day it is planted again.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone, translation
from wagtail.models import Site

from gripwagtail.models import GripPartStamp, GripStamp
from gripwagtail.signals import changed

Rows = dict[str, list[tuple[Any, ...]]]
_known: dict[str, tuple[Rows, bytes]] = {}


def remembered(name: str, make: Callable[[], Any]) -> Any:
    """What ``make`` returns, with all it writes. SQLite only: a database with a server of its own plants each time."""
    if connection.vendor != "sqlite":
        return make()
    before = _rows()
    key = _key(name, before)
    if key in _known:
        written, result = _known[key]
        _write(written)
        # As after planting, nothing that was cached of other pages and sites is valid.
        Site.clear_site_root_paths_cache()
        changed()
        return pickle.loads(result)  # noqa: S301 (our own)
    found = make()
    after = _rows()
    written = {table: rows for table, rows in after.items() if rows != before.get(table)}
    _known[key] = (written, pickle.dumps(found))
    return found


def _key(name: str, before: Rows) -> str:
    around = (name, translation.get_language(), repr(getattr(settings, "GRIPWAGTAIL", None)), timezone.localdate())
    return hashlib.sha256(pickle.dumps((around, sorted(before.items())))).hexdigest()


def _tables() -> list[str]:
    """All but those of the search in full text, which triggers keep in step, and the stamp, which is never the same."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name")
        found = cursor.fetchall()
    virtual = tuple(name for name, sql in found if str(sql).upper().startswith("CREATE VIRTUAL"))
    return [
        name
        for name, _sql in found
        if not name.startswith((GripStamp._meta.db_table, GripPartStamp._meta.db_table, *virtual))
    ]


def _rows() -> Rows:
    with connection.cursor() as cursor:
        return {
            table: cursor.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 (names of tables)
            for table in _tables()
        }


def _write(written: Rows) -> None:
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        # Numbering last: rows that are written would move it.
        for table in sorted(written, key=lambda table: table == "sqlite_sequence"):
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608
            if rows := written[table]:
                marks = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)  # noqa: S608
