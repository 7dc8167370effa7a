"""Which texts were shipped in which version, so that a text can be distinguished from one that a school wrote.

A page keeps of each item the version that was planted, not its words. So this file travels with the texts: a short
digest of every text in every version. The words themselves would make the package larger with each correction, and
nobody needs them: a text either still reads as it was shipped, or a school changed it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from .files import read

HISTORY: Final = "history.toml"

_SAFETY: Final = "safety"


class Entry(NamedTuple):
    """A text as it was from this version on."""

    version: str
    digest: str
    safety: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """The entries of each text, oldest first. A key begins with the language: ``nl/po/norm/agreements/aardig``."""

    entries: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    # The versions of each set of texts (``nl/po``), oldest first: what has no version of its own has that of its set.
    versions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def at(self, key: str, version: str) -> Entry | None:
        """The text of this key in this version; nothing when we do not know that version."""
        entries = self.entries.get(key, ())
        for entry in entries:
            if entry.version == version:
                return entry
        order = self.versions.get("/".join(key.split("/")[:2]), ())
        if version not in order:
            return None
        before = order[: order.index(version)]
        return next((entry for entry in reversed(entries) if entry.version in before), None)

    def safety_since(self, key: str, version: str) -> bool:
        """Whether a version after this one was a safety correction. Of an unknown version: whether any was."""
        entries = self.entries.get(key, ())
        known = self.at(key, version)
        later = entries[entries.index(known) + 1 :] if known else entries
        return any(entry.safety for entry in later)


def digest_of(values: Mapping[str, Any], names: Iterable[str]) -> str:
    """A short digest of these fields. What is empty or not ticked counts as not there, and so do line ends."""
    plain = {name: text for name in sorted(names) if (text := _plain(values.get(name)))}
    given = json.dumps(plain, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(given.encode()).hexdigest()[:16]


def _plain(value: object) -> Any:
    if isinstance(value, str):
        return "\n".join(line.strip() for line in value.strip().splitlines())
    if isinstance(value, (list, tuple)):
        # An old list contains bare values, a new one items with an id.
        return [_plain(part.get("value") if isinstance(part, Mapping) else part) for part in value]
    return value


@cache
def load_history(root: Path) -> History:
    """What is in the file. A folder of texts without one has no history: then nothing counts as untouched."""
    if not (root / HISTORY).exists():
        return History()
    document = read(root / HISTORY)
    return History(
        {
            key: tuple(Entry(version, digest, _SAFETY in marks) for version, digest, *marks in entries)
            for key, entries in document.get("texts", {}).items()
        },
        {key: tuple(order) for key, order in document.get("versions", {}).items()},
    )


def write_history(history: History, path: Path) -> None:
    lines = [
        "# Digests of every text in every version that was shipped: see docs/content-format.md.",
        "# Written by tests/tools/history.py, not by hand.",
        "",
        "[versions]",
    ]
    lines += [f"{json.dumps(key)} = {json.dumps(list(order))}" for key, order in sorted(history.versions.items())]
    lines += ["", "[texts]"]
    for key, entries in sorted(history.entries.items()):
        rows = [[entry.version, entry.digest, *([_SAFETY] if entry.safety else [])] for entry in entries]
        lines.append(f"{json.dumps(key)} = {json.dumps(rows)}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
