"""Loads the shipped helplines, and keeps what a school corrected.

An update is a three-way merge: what was shipped before, what is shipped now, and what
is here. What was shipped last is kept in the row itself (``GripHelpline.shipped``). A
field that both sides changed is a conflict: it stays as it is here, and under ``before``
the row remembers what was shipped before, until someone decides.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from wagtail.log_actions import log

from ..records.helpline import TAKEN, GripHelpline
from .files import DATA, HELPLINES, Document, StarterError, read
from .helpline_rows import Flat, empty, flat_of, flat_row, write
from .history import digest_of
from .schema import check_helplines

# The action under which Wagtail's history shows that a row took over what is shipped.

_BEFORE: Final = "before"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that was edited here and changed in what is shipped as well."""

    field: str
    here: Any
    shipped: Any

    @property
    def seen(self) -> str:
        """Identifies both, so that nobody decides about another text than was read."""
        return f"{self.field} {digest_of({'here': str(self.here), 'shipped': str(self.shipped)}, ('here', 'shipped'))}"


def shipped(path: Path = DATA / HELPLINES) -> dict[str, Flat]:
    """What is shipped, by key. Raises ``StarterError`` with every fault in the file."""
    rows = _document(path)["helplines"]
    return {row["key"]: flat_of(row, 10 * number) for number, row in enumerate(rows, start=1)}


def retired(path: Path = DATA / HELPLINES) -> dict[str, str]:
    """The helplines that we shipped once and that no longer exist: key to reason."""
    return {row["key"]: row["reason"] for row in _document(path).get("retired", [])}


def read_on(path: Path = DATA / HELPLINES) -> datetime.date:
    """The day on which the sources of all that is shipped were read last. Nobody opened or called anything then."""
    day: datetime.date = _document(path)["read_on"]
    return day


def is_as_shipped(row: GripHelpline, flat: Mapping[str, Any]) -> bool:
    """Whether what a row says of its source is what is shipped now: no school can know a later date of it."""
    here = flat_row(row)
    return all(here[name] == flat.get(name) for name in ("source", "source_body", "source_date"))


def last_known(row: GripHelpline, today: datetime.date) -> datetime.date | None:
    """The day on which somebody here checked a row, else that of its source; nothing where neither is known.

    A day that is still to come is not a check, and not a source either.
    """
    checked: datetime.date | None = row.checked_on
    source: datetime.date | None = row.source_date if row.source_body else None
    return next((day for day in (checked, source) if day and day <= today), None)


def _document(path: Path) -> Document:
    document = read(path)
    faults = check_helplines(path.name, document)
    if faults:
        raise StarterError(str(fault) for fault in faults)
    return document


@transaction.atomic
def update(path: Path = DATA / HELPLINES) -> list[tuple[str, str]]:
    """Adds the missing rows and brings the others up to date; all or nothing.

    A field that still is what was shipped takes the new value; a field that was edited is
    kept, and reported when what is shipped changed too. Returns ``(what, status)`` pairs.
    """
    new, gone = shipped(path), retired(path)
    rows = {row.key: row for row in GripHelpline.objects.select_for_update()}
    report: list[tuple[str, str]] = []
    for key, flat in new.items():
        if key in rows:
            report += _bring_up_to_date(rows[key], flat)
        else:
            row = GripHelpline(key=key, shipped=flat)
            write(row, flat)
            row.save()
            report.append((key, "added"))
    for key, row in rows.items():
        # Without a trace of ours it is a row of the school's own, whatever its key.
        if row.shipped and key in gone:
            report += _retire(row, gone[key])
        elif row.shipped and key not in new:
            report.append((key, "gone"))
    return report


def _bring_up_to_date(row: GripHelpline, flat: Flat) -> Iterator[tuple[str, str]]:
    mine, before = flat_row(row), _base(row)
    merged, fields = merge(mine, before, flat)
    taken = [name for name, value in merged.items() if mine.get(name, "") != value]
    record = _record(flat, {name: before.get(name, empty(name)) for name in fields})
    if taken or record != row.shipped:
        write(row, merged)
        row.shipped = record
        row.save()
    if taken:
        log(row, TAKEN, data=changes(mine, merged), content_changed=True)
        yield row.key, "updated"
    for name in fields:
        yield f"{row.key}.{name}", "conflict"


def _retire(row: GripHelpline, reason: str) -> Iterator[tuple[str, str]]:
    """Switches a row off with the reason; never deletes it, and never undoes the school's own choice."""
    before = _base(row)
    if row.active and before.get("active", True) is False:
        yield row.key, "kept"
        return
    was = row.active, row.retired
    row.active = False
    if row.retired == before.get("retired", ""):
        row.retired = reason
    if (row.active, row.retired) != was or row.shipped.get("retired") != reason:
        row.shipped = {**row.shipped, "active": False, "retired": reason}
        row.save()
    if (row.active, row.retired) != was:
        then, now = ({"active": one[0], "retired": one[1]} for one in (was, (row.active, row.retired)))
        log(row, TAKEN, data={**changes(then, now), "fields": ["active", "retired"]}, content_changed=True)
        yield row.key, "retired"


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """What an entry in the history keeps: the fields that differ, each as it was and as it is."""
    names = [name for name in {**before, **after} if before.get(name, "") != after.get(name, "")]
    return {"fields": names, "changes": {name: [before.get(name, ""), after.get(name, "")] for name in names}}


def merge(mine: Flat, before: Mapping[str, Any], new: Flat) -> tuple[Flat, list[str]]:
    """The three-way merge of one row: the result, and the fields that changed on both sides."""
    result, fields = dict(mine), []
    for name, value in new.items():
        own = mine.get(name, "")
        if own == value:
            continue
        # Never shipped before: only an empty field may be filled.
        if own == before.get(name, empty(name)):
            result[name] = value
        elif before.get(name, empty(name)) != value:
            fields.append(name)
    return result, fields


def edited(row: GripHelpline) -> Iterator[str]:
    """The fields in which a row differs from what is shipped. A check of one's own corrects nothing."""
    mine = flat_row(row)
    own = {_BEFORE} if row.shipped.get("checked_on") else {_BEFORE, "checked_on"}
    return (name for name, value in row.shipped.items() if name not in own and mine.get(name, "") != value)


def conflicts(row: GripHelpline) -> list[Conflict]:
    """The fields that wait for a decision. One that was edited into what is shipped no longer waits."""
    mine = flat_row(row)
    return [
        Conflict(name, mine.get(name, ""), row.shipped.get(name))
        for name in row.shipped.get(_BEFORE, {})
        if mine.get(name, "") != row.shipped.get(name)
    ]


@transaction.atomic
def take(row: GripHelpline, names: Collection[str], user: Any = None) -> list[str]:
    """Takes over what is shipped in those fields that are in conflict; returns the fields taken."""
    taken = [conflict for conflict in conflicts(row) if conflict.field in names]
    if taken:
        write(row, {**flat_row(row), **{conflict.field: conflict.shipped for conflict in taken}})
        _decided(row, names)
        then = {conflict.field: conflict.here for conflict in taken}
        now = {conflict.field: conflict.shipped for conflict in taken}
        log(row, TAKEN, user=user, data=changes(then, now), content_changed=True)
    return [conflict.field for conflict in taken]


@transaction.atomic
def keep(row: GripHelpline, user: Any = None) -> None:
    """Leaves every field in conflict as it is here. They count as edited, and no longer as a conflict."""
    if conflicts(row):
        _decided(row, row.shipped[_BEFORE])
        log(row, "wagtail.edit", user=user, content_changed=False)


def _decided(row: GripHelpline, names: Collection[str]) -> None:
    waiting = {name: value for name, value in row.shipped.get(_BEFORE, {}).items() if name not in names}
    row.shipped = _record({name: value for name, value in row.shipped.items() if name != _BEFORE}, waiting)
    row.save()


def _base(row: GripHelpline) -> Flat:
    """What an edit is measured against: what was shipped when nothing waited for a decision."""
    before: Flat = row.shipped.get(_BEFORE, {})
    return {name: value for name, value in row.shipped.items() if name != _BEFORE} | before


def _record(flat: Flat, before: Flat) -> Flat:
    return {**flat, _BEFORE: before} if before else flat


__all__ = ["Conflict", "Flat", "changes", "conflicts", "edited", "flat_row", "keep", "merge", "retired"]
__all__ += ["is_as_shipped", "last_known", "read_on", "shipped", "take", "update"]
