"""A thousand schools in a second: rows copied from those of one school, as sites of their own or as parts of one."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.db.models.signals import post_init
from wagtail.models import Site

from gripwagtail.lookup.sources import page_model


def copies(school: Any, number: int, as_sites: bool) -> None:
    """So many copies of a school and all below it beside it. Rows alone: nothing is saved, and no signal is sent."""
    model = page_model()
    pages = list(model.objects.filter(path__startswith=school.path).order_by("path"))
    parent = model.objects.get(path=school.path[:-4])
    first = parent.numchild + 1
    next_pk = model.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
    made, origin_of, roots = [], {}, []
    for step in range(number):
        place = model._get_path(parent.path, parent.depth + 1, first + step)
        for page in pages:
            copy = model.objects.model(**{f.attname: getattr(page, f.attname) for f in model._meta.concrete_fields})
            copy.pk, copy.path = next_pk, place + page.path[len(school.path) :]
            copy.translation_key, copy.latest_revision_id, copy.live_revision_id = uuid.uuid4(), None, None
            copy.slug = f"{page.slug}-{step}" if page.pk == school.pk else page.slug
            copy.url_path = page.url_path.replace(school.url_path, f"{parent.url_path}{school.slug}-{step}/", 1)
            origin_of[next_pk] = page
            if page.pk == school.pk:
                roots.append(next_pk)
            made.append(copy)
            next_pk += 1
    model.objects.bulk_create(made, batch_size=500)
    model.objects.filter(pk=parent.pk).update(numchild=parent.numchild + number)
    for table in {page.specific_class._meta.db_table for page in pages} - {model._meta.db_table}:
        _copy_rows(
            table, {pk: page.pk for pk, page in origin_of.items() if page.specific_class._meta.db_table == table}
        )
    if as_sites:
        Site.objects.bulk_create(Site(hostname=f"many-{pk}.example", root_page_id=pk) for pk in roots)
        Site.clear_site_root_paths_cache()


def _copy_rows(table: str, origins: dict[int, int]) -> None:
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
        names = [connection.ops.quote_name(column.name) for column in found]
        key = next(name for name in names if name.strip('"').endswith("_ptr_id"))
        chosen = ", ".join("%s" if name == key else name for name in names)
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {chosen} FROM {table} WHERE {key} = %s",  # noqa: S608
            list(origins.items()),
        )


@dataclass
class Counted:
    """What was asked of the database, how many rows it gave, and how many objects were made of them."""

    queries: int = 0
    rows: int = 0
    objects: int = 0

    def __iter__(self) -> Iterator[int]:
        return iter((self.queries, self.rows, self.objects))


class _CountingCursor:
    def __init__(self, cursor: Any, counted: Counted) -> None:
        self.__dict__.update(_cursor=cursor, _counted=counted)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def execute(self, *args: Any, **kwargs: Any) -> Any:
        self._counted.queries += 1
        return self._cursor.execute(*args, **kwargs)

    def __iter__(self) -> Iterator[Any]:
        for row in self._cursor:
            self._counted.rows += 1
            yield row

    def fetchone(self) -> Any:
        row = self._cursor.fetchone()
        self._counted.rows += row is not None
        return row

    def fetchmany(self, *args: Any) -> Any:
        return self._noted(self._cursor.fetchmany(*args))

    def fetchall(self) -> Any:
        return self._noted(self._cursor.fetchall())

    def _noted(self, rows: Any) -> Any:
        self._counted.rows += len(rows)
        return rows


@contextmanager
def counting() -> Iterator[Counted]:
    """Counts queries, rows and model objects."""
    counted = Counted()

    def note(**kwargs: Any) -> None:
        counted.objects += 1

    make_cursor = connection.create_cursor
    post_init.connect(note)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(connection, "create_cursor", lambda name=None: _CountingCursor(make_cursor(name), counted))
        try:
            yield counted
        finally:
            post_init.disconnect(note)
