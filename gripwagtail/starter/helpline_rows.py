"""A helpline as one flat dict: the form in which what is shipped and what is here are compared.

A column is there by its name, a word in another language as ``words.en.does``.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from typing import Any, Final

from ..content.items import keys, raw_items
from ..records.helpline import GripHelpline
from .streams import NAMESPACE

Flat = dict[str, Any]

COMMAS: Final = ("audiences", "topics", "languages")
LINES: Final = ("phones", "former_names")
SPOKEN: Final = ("does", "not_for", "hours")
COLUMNS: Final = (
    *("name", "former_names", "does", "not_for", "audiences", "age_from", "age_to", "topics", "phones", "has_chat"),
    *("chat_url", "report_url", "url", "hours", "day_and_night", "cost", "anonymous", "languages", "urgency"),
    *("checked_on", "source", "source_body", "source_date", "active", "retired", "position"),
)
# For the file alone: how sure a fact is decides what is shipped of it.
_OF_FILE: Final = ("key", "certainty")
_DAYS: Final = ("checked_on", "source_date")


def flat_of(row: Mapping[str, Any], position: int) -> Flat:
    """A row of the file, at its place in it."""
    # What somebody checked, nobody has done for everyone.
    flat: Flat = {"age_from": None, "age_to": None, "position": position, "retired": "", "checked_on": None}
    flat["source_date"] = None
    for name, value in row.items():
        if name == "nl":
            flat |= value
        elif isinstance(value, Mapping):
            flat |= {f"words.{name}.{part}": text for part, text in value.items()}
        elif name in COMMAS:
            flat[name] = ", ".join(value)
        elif name in LINES:
            flat[name] = "\n".join(value)
        elif name in _DAYS:
            flat[name] = value.isoformat()
        elif name not in _OF_FILE:
            flat[name] = value
    return flat


def flat_row(row: GripHelpline) -> Flat:
    """A row of the database. A browser's line ends and spaces make no difference."""
    flat: Flat = {name: getattr(row, name) for name in COLUMNS}
    flat |= {name: ", ".join(keys(flat[name])) for name in COMMAS}
    flat |= {name: "\n".join(flat[name].splitlines()) for name in LINES}
    flat |= {name: flat[name].isoformat() if flat[name] else None for name in _DAYS}
    for _id, _kind, value in raw_items(row.words):
        for name in SPOKEN:
            flat[f"words.{value.get('language')}.{name}"] = value.get(name) or ""
    return flat


def empty(name: str) -> Any:
    """What a field contains that nobody ever filled in."""
    return getattr(GripHelpline(), name) if name in COLUMNS else ""


def write(row: GripHelpline, flat: Flat) -> None:
    """Puts a flat row into a row of the database, without saving it."""
    spoken: dict[str, Flat] = {}
    for name, value in flat.items():
        if name in _DAYS:
            setattr(row, name, datetime.date.fromisoformat(value) if value else None)
        elif name in COLUMNS:
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
