"""A form of a helpline saves what was changed in it, and leaves alone what somebody else changed meanwhile."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final

from ...late import late
from ...records.forms import SEEN
from ...records.helpline import GripHelpline

# Wagtail makes the views of a snippet when a worker starts; what they compare with is read when an editor comes.
flat_row = late("starter.helpline_rows.flat_row")
digest_of = late("starter.history.digest_of")

# A word in a language that is not there.
_ABSENT: Final = None


def seen(flat: dict[str, Any]) -> dict[str, str]:
    """A short digest of each field, as a form sends it along."""
    return {name: _digest(value) for name, value in flat.items()}


def read_seen(text: object) -> dict[str, str] | None:
    """What a form sent along; nothing where it came from elsewhere."""
    try:
        found = json.loads(str(text or ""))
    except ValueError:
        return None
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else None


def _digest(value: object) -> str:
    digest: str = digest_of({"value": str("" if value is None else value)}, ("value",))
    return digest


@dataclass(slots=True)
class Merged:
    """What is to be saved, and what was changed here and by somebody else, to different things."""

    flat: dict[str, Any]
    clashes: dict[str, Any] = field(default_factory=dict)


def merged(typed: GripHelpline, current: GripHelpline, shown: dict[str, str]) -> Merged:
    """Joins what was typed with what is there now. ``shown`` is what the form began with."""
    mine, theirs = flat_row(typed), flat_row(current)
    result = Merged({})
    for name in {**theirs, **mine}:
        typed_value, there = mine.get(name, _ABSENT), theirs.get(name, _ABSENT)
        was, is_there = shown.get(name, _digest(_ABSENT)), _digest(there)
        value = there if _digest(typed_value) == was else typed_value
        if _digest(typed_value) not in (was, is_there) and is_there != was:
            result.clashes[name] = there
        if value is not _ABSENT or (name in theirs and "." not in name):
            result.flat[name] = value
    return result


__all__ = ["SEEN", "Merged", "merged", "read_seen", "seen"]
