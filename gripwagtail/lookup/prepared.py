"""Rows by their keys, by a statement that Django writes once: writing it takes ten times as long as the answer.

Only for what Django and Wagtail ask by themselves. Where a host has a manager of its own, which may ask for something
else at each visit, the query is written each time, as it is wherever anything is not as we know it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Final, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import Model, QuerySet

# No page, site or row has such a key.
_HOLES: Final = tuple(range(-2_000_000_009, -2_000_000_000))
_KNOWN: Final = frozenset({"django", "wagtail", "treebeard", "modelcluster", "modelsearch", "builtins", "typing"})


class Statement(NamedTuple):
    """What Django wrote, and how a row of the answer becomes an object."""

    sql: str
    # Values, and in the place of each key its number in the call.
    parameters: tuple[tuple[bool, Any], ...]
    names: list[str]
    first: int
    annotations: dict[str, int]
    converters: list[tuple[int, Sequence[Callable[..., Any]], Any]]


class Prepared:
    """The rows that a query finds for some keys. ``write`` makes it, and is the same at each call but for the keys."""

    def __init__(self, write: Callable[..., QuerySet[Any]]) -> None:
        self._write = write
        # By database and number of keys; ``None`` for what is written each time.
        self._written: dict[tuple[str, int], Statement | None] = {}

    def __call__(self, *keys: int) -> list[Any]:
        alias = router.db_for_read(self._model)
        asked = (alias, len(keys))
        if asked not in self._written:
            self._written[asked] = self._prepare(alias, len(keys))
        statement = self._written[asked]
        if statement is None:
            return list(self._write(*keys))
        connection = connections[alias]
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, [keys[value] if is_key else value for is_key, value in statement.parameters])
            rows = cursor.fetchall()
        return [self._made(statement, connection, list(row)) for row in rows]

    @cached_property
    def _model(self) -> type[Model]:
        return self._write().model

    def _prepare(self, alias: str, count: int) -> Statement | None:
        if count > len(_HOLES):
            return None
        rows = self._write(*_HOLES[:count])
        if not is_plain(rows) or rows.query.select_related:
            return None
        compiler = rows.query.get_compiler(alias)
        try:
            sql, given = compiler.as_sql()
        except EmptyResultSet:
            return None
        if sorted(value for value in given if value in _HOLES) != list(_HOLES[:count]):
            return None
        fields = compiler.klass_info["select_fields"]
        first, end = fields[0], fields[-1] + 1
        converters = compiler.get_converters([expression for expression, _sql, _alias in compiler.select])
        return Statement(
            sql,
            tuple((True, _HOLES.index(value)) if value in _HOLES else (False, value) for value in given),
            [expression.target.attname for expression, _sql, _alias in compiler.select[first:end]],
            first,
            dict(compiler.annotation_col_map),
            [(place, convert, expression) for place, (convert, expression) in converters.items()],
        )

    def _made(self, statement: Statement, connection: Any, row: list[Any]) -> Any:
        for place, converters, expression in statement.converters:
            for convert in converters:
                row[place] = convert(row[place], expression, connection)
        first = statement.first
        made = self._model.from_db(connection.alias, statement.names, row[first : first + len(statement.names)])
        for name, place in statement.annotations.items():
            setattr(made, name, row[place])
        return made


def is_plain(rows: QuerySet[Any]) -> bool:
    """Whether nobody but Django and Wagtail says what this query asks for."""
    managers = (manager for manager in rows.model._meta.managers)
    classes = {*type(rows).__mro__, *(one for manager in managers for one in type(manager).__mro__)}
    return all(one.__module__.partition(".")[0] in _KNOWN for one in classes)


__all__ = ["Prepared", "is_plain"]
