"""Loads the shipped helplines, and keeps what a school corrected."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from ..content.items import raw_items
from ..models import GripHelpline
from .files import DATA, HELPLINES, StarterError, read
from .schema import check_helplines
from .streams import NAMESPACE

# A row as one flat dict: a column by its name, a word in another language as ``words.en.does``.
Flat = dict[str, Any]

_COMMAS: Final = ("audiences", "topics", "languages")
_LINES: Final = ("phones", "former_names")
_SPOKEN: Final = ("does", "not_for", "hours")
_COLUMNS: Final = (
    *("name", "former_names", "does", "not_for", "audiences", "age_from", "age_to", "topics", "phones", "has_chat"),
    *("chat_url", "report_url", "url", "hours", "day_and_night", "cost", "anonymous", "languages", "urgency"),
    *("checked_on", "source", "active", "position"),
)


def shipped(path: Path = DATA / HELPLINES) -> dict[str, Flat]:
    """What is shipped, by key. Raises ``StarterError`` with every fault in the file."""
    document = read(path)
    faults = check_helplines(path.name, document)
    if faults:
        raise StarterError(str(fault) for fault in faults)
    return {row["key"]: _flat_of(row, 10 * number) for number, row in enumerate(document["helplines"], start=1)}


def _flat_of(row: Mapping[str, Any], position: int) -> Flat:
    flat: Flat = {"age_from": None, "age_to": None, "position": position}
    for name, value in row.items():
        if name == "nl":
            flat |= value
        elif isinstance(value, Mapping):
            flat |= {f"words.{name}.{part}": text for part, text in value.items()}
        elif name in _COMMAS:
            flat[name] = ", ".join(value)
        elif name in _LINES:
            flat[name] = "\n".join(value)
        elif name == "checked_on":
            flat[name] = value.isoformat()
        elif name != "key":
            flat[name] = value
    return flat


@transaction.atomic
def update(path: Path = DATA / HELPLINES) -> list[tuple[str, str]]:
    """Adds the missing rows and brings the others up to date.

    A field that still is what was shipped takes the new value; a field that was edited is
    kept, and reported when what is shipped changed too. Gives ``(what, status)`` pairs.
    """
    new = shipped(path)
    rows = {row.key: row for row in GripHelpline.objects.all()}
    report: list[tuple[str, str]] = []
    for key, flat in new.items():
        row = rows.get(key)
        if row is None:
            _write(GripHelpline(key=key), flat, flat)
            report.append((key, "added"))
            continue
        merged, conflicts = merge(flat_row(row), row.shipped, flat)
        if merged != flat_row(row):
            report.append((key, "updated"))
        if merged != flat_row(row) or row.shipped != flat:
            _write(row, merged, flat)
        report += [(f"{key}.{name}", "conflict") for name in conflicts]
    return report + [(key, "gone") for key, row in rows.items() if row.shipped and key not in new]


def merge(mine: Flat, before: Mapping[str, Any], new: Flat) -> tuple[Flat, list[str]]:
    """The three-way merge of one row: the result, and the fields that changed on both sides."""
    result, conflicts = dict(mine), []
    for name, value in new.items():
        own = mine.get(name, "")
        if own == value:
            continue
        # Never shipped before: only an empty field may be filled.
        if own == before.get(name, _empty(name)):
            result[name] = value
        elif before.get(name, _empty(name)) != value:
            conflicts.append(name)
    return result, conflicts


def edited(row: GripHelpline) -> Iterator[str]:
    """The fields in which a row says something else than what was shipped."""
    mine = flat_row(row)
    return (name for name, value in row.shipped.items() if mine.get(name, "") != value)


def flat_row(row: GripHelpline) -> Flat:
    """A row of the database in the form of what is shipped."""
    flat: Flat = {name: getattr(row, name) for name in _COLUMNS}
    flat["checked_on"] = row.checked_on.isoformat() if row.checked_on else None
    for _id, _kind, value in raw_items(row.words):
        for name in _SPOKEN:
            flat[f"words.{value.get('language')}.{name}"] = value.get(name) or ""
    return flat


def _empty(name: str) -> Any:
    return getattr(GripHelpline(), name) if name in _COLUMNS else ""


def _write(row: GripHelpline, flat: Flat, new: Flat) -> None:
    spoken: dict[str, Flat] = {}
    for name, value in flat.items():
        if name in _COLUMNS:
            setattr(row, name, value)
        else:
            _words, language, part = name.split(".", 2)
            spoken.setdefault(language, {})[part] = value
    ids = {value.get("language"): item_id for item_id, _kind, value in raw_items(row.words)}
    words = [
        {
            "type": "words",
            "value": {"language": language, **parts},
            "id": ids.get(language) or str(uuid.uuid5(NAMESPACE, f"helplines/{row.key}/{language}")),
        }
        for language, parts in spoken.items()
    ]
    row.words = row.words.stream_block.to_python(words)
    row.shipped = new
    row.save()
