"""What a language of the starter texts says of itself, in ``data/<code>/language.toml``.

A language is complete, or it leaves to another one what newcomer parents and their children do not read: what is for
people who work at a school, and the library. Of a page in it that part is read in the other language, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from ..vocabulary import AUDIENCES
from .files import DATA, Document, read
from .schema import Fault, item_key

FILE: Final = "language.toml"
# Written by ``python -m tests.tools.native_reading``.
NATIVE_FILE: Final = "native_read.toml"
# In a text: what a pupil calls the person in front of the class.
TEACHER_WORD: Final = "{leerkracht}"
# The reader whose part may be left to the other language.
_STAFF: Final = "staff"
_TITLE: Final = f"title_{_STAFF}"
_READERS: Final = tuple(reader for reader in AUDIENCES if reader != _STAFF)
# Tables of which every item is for people who work at a school.
_FOR_STAFF: Final = frozenset({"cells", "proposals", "materials", "glossary", "partners", "staff_steps"})


@dataclass(frozen=True, slots=True)
class LanguageFile:
    """``rest`` is the language of what this one has no words for; empty when it has words for everything.

    ``unread`` is whether no native speaker has read all of these texts, and ``is_judged`` whether one has to: a text
    counts as unread until somebody notes a reading of it. ``native_texts`` are those that were read before they were
    shipped, each beside the Dutch (``content.native_readings.pair_of``), as ``native_read.toml`` has them with who read
    them, as a role or an organisation, and on which day.
    """

    rest: str = ""
    # How a pupil calls the person in front of the class, by the name of a set of texts.
    teacher: Mapping[str, str] = field(default_factory=dict)
    unread: bool = False
    is_judged: bool = False
    native_texts: frozenset[str] = frozenset()


@cache
def language_file(language: str, root: Path = DATA) -> LanguageFile:
    """What this language says of itself; of one without such a file nothing is known, and it has to be complete."""
    path = root / language / FILE
    # A code from outside is no path.
    if not language.replace("-", "").isalnum() or not path.is_file():
        return LanguageFile()
    given = read(path)
    return LanguageFile(
        str(given.get("rest", "")),
        {**given.get("teacher", {})},
        unread=not given.get("native_read", True),
        is_judged="native_read" in given,
        native_texts=_read_by_natives(root / language / NATIVE_FILE),
    )


def _read_by_natives(path: Path) -> frozenset[str]:
    """The digests of what was read; of a reading without a day or a reader nothing counts."""
    readings = read(path).get("readings", ()) if path.is_file() else ()
    return frozenset(text for one in readings if one.get("by") and one.get("on") for text in one.get("texts", ()))


def completed(documents: Mapping[str, Document], originals: Mapping[str, Document]) -> dict[str, Document]:
    """These files with what they may leave to the originals, so that they are held to all that is asked of a file.

    What they may not leave stays missing, and is a fault of its own there.
    """
    return {
        name: _completed(document, originals[name]) if name in originals else document
        for name, document in documents.items()
    }


def missing(documents: Mapping[str, Document], originals: Mapping[str, Document]) -> list[Fault]:
    """What is planted of the originals, is for pupils or parents, and is not there."""
    faults: list[Fault] = []
    for name, document in documents.items():
        for table, items in originals.get(name, {}).items():
            if not _has_items(items):
                continue
            have = {item_key(item): item for item in document.get(table, ()) if isinstance(item, Mapping)}
            for item in items:
                key = item_key(item)
                if key in have:
                    left = [reader for reader in _READERS if reader in item and reader not in have[key]]
                    faults += [Fault(name, f"{table}[{key}].{reader}", _("is missing.")) for reader in left]
                elif not _may_be_left(table, item):
                    faults.append(Fault(name, f"{table}[{key}]", _("is missing.")))
    return faults


def _completed(document: Document, original: Document) -> Document:
    found: Document = {**document}
    for table, items in original.items():
        if not _has_items(items):
            continue
        own = {item_key(item): item for item in document.get(table, ()) if isinstance(item, Mapping)}
        known = {item_key(item) for item in items}
        rows = [_with_staff(own[key], item) if (key := item_key(item)) in own else item for item in items]
        # In the order of the originals; what these do not have comes last, for the schema to see.
        found[table] = [
            *(row for row, item in zip(rows, items, strict=True) if item_key(item) in own or _may_be_left(table, item)),
            *(item for key, item in own.items() if key not in known),
        ]
    return found


def _with_staff(own: Mapping[str, Any], original: Mapping[str, Any]) -> dict[str, Any]:
    left = {name: original[name] for name in (_STAFF, _TITLE) if name in original and name not in own}
    return {**own, **left}


def _has_items(given: object) -> bool:
    return isinstance(given, list) and any(isinstance(item, Mapping) for item in given)


def _may_be_left(table: str, item: Mapping[str, Any]) -> bool:
    audiences: Iterable[str] = item.get("for") or item.get("serves") or ()
    return table in _FOR_STAFF or item.get("core") is False or [*audiences] == [_STAFF]


__all__ = ["FILE", "NATIVE_FILE", "TEACHER_WORD", "LanguageFile", "completed", "language_file", "missing"]
