"""Columns with a date or a time that are always readable: an invalid stored value counts as empty.

SQLite keeps any text in such a column, and Django fails on the whole row when it meets one: the page, and every page
that reads from it. So there the database itself returns nothing for an invalid day. It is as if
nothing had been filled in, which makes nothing public. ``unreadable`` distinguishes the two.

In migrations these are the fields of Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from django.db import connections, models
from django.db.models import Model
from django.db.models.functions import Cast

# As Django writes them there. SQLite turns 30 February into 2 March as soon as it calculates, so it must add nothing.
_DAY: Final = "date({0}, '+0 days') = {0} AND {0} >= '0001-01-01'"
_MOMENT: Final = (
    "datetime(substr({0}, 1, 19), '+0 days') = substr({0}, 1, 19) AND {0} >= '0001-01-01' AND length({0}) <= 26"
    " AND (length({0}) = 19 OR (length({0}) > 20 AND substr({0}, 20, 1) = '.' AND substr({0}, 21) NOT GLOB '*[^0-9]*'))"
)


if TYPE_CHECKING:  # at run time these classes take no arguments
    _Field = models.Field[Any, Any]
    _DateField = models.DateField[Any, Any]
    _DateTimeField = models.DateTimeField[Any, Any]
else:
    from django.db.models import DateField as _DateField
    from django.db.models import DateTimeField as _DateTimeField
    from django.db.models import Field as _Field


class _ReadableColumn(_Field):
    """What the two kinds have in common: for everything that is selected, as columns, aggregates and annotations."""

    readable: ClassVar[str]

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.get_internal_type()}", args, kwargs

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, Any]:
        if compiler.connection.vendor != "sqlite":
            return super().select_format(compiler, sql, params)
        rule = self.readable.format(sql)
        return f"CASE WHEN {rule} THEN {sql} END", tuple(params) * (self.readable.count("{0}") + 1)


class DayColumn(_ReadableColumn, _DateField):
    """A day."""

    readable = _DAY


class MomentColumn(_ReadableColumn, _DateTimeField):
    """A moment."""

    readable = _MOMENT


class IsUnreadable(models.Func):
    """Whether one of these columns contains a day that cannot be read. Only SQLite can say yes."""

    output_field = models.BooleanField()

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> Any:  # type: ignore[override]
        return "FALSE", ()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        found = []
        for column in self.get_source_expressions():
            sql, _params = compiler.compile(column)
            found.append(f"CASE WHEN {column.output_field.readable.format(sql)} THEN 0 ELSE {sql} IS NOT NULL END")
        return f"({' OR '.join(found)})", ()


def worked_out_days(model: Any) -> list[str]:
    """The columns of a day that no form shows: code that finds one unreadable works it out again."""
    return [f.name for f in model._meta.concrete_fields if isinstance(f, _ReadableColumn) and not f.editable]


def unreadable(row: Model) -> dict[str, str]:
    """What is in a stored row where a day should be, by the name of the field. What we worked out is left aside.

    One query at most; none where the database accepts nothing but days, or nothing is empty.
    """
    if row.pk is None or connections[row._state.db or "default"].vendor != "sqlite":
        return {}
    names = [
        field.name
        for field in row._meta.concrete_fields
        if isinstance(field, _ReadableColumn) and field.editable and row.__dict__.get(field.attname, "") is None
    ]
    if not names:
        return {}
    stored = type(row)._base_manager.filter(pk=row.pk).values_list(*(Cast(n, models.TextField()) for n in names))
    return {name: text for name, text in zip(names, stored.first() or (), strict=False) if text is not None}


__all__ = ["DayColumn", "IsUnreadable", "MomentColumn", "unreadable", "worked_out_days"]
