"""Hostile texts in a content pack, and the harmless ones back where the pack is refused."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from typing import Any

from gripwagtail.starter.schema import item_key
from gripwagtail.starter.tables import BODY
from tests.hostile.places import Deal

# What says which file this is, and what names an item: those places are read from it.
_NAMES = ("format", "name", "version", "language", "school_type", "kind", "key", "task", "level")
_RICH = 8
# A place in a pack is no block of ours; the deal only asks what it may be.
_TEXT = object()


def hostile(documents: dict[str, Any], deal: Deal) -> dict[str, Any]:
    """The same files with a hostile text in place of each text, and rich text below them."""
    made = copy.deepcopy(documents)
    for file, document in made.items():
        kind = file.removesuffix(".toml")
        for place, holder, name in list(_texts(document, "")):
            if name not in _NAMES:
                holder[name] = _text(f"pack.{kind}.{place}", deal)
        parts = [{"text": _text(f"pack.{kind}.text", deal)} for _number in range(_RICH)]
        document[BODY] = [*parts, {"heading": _text(f"pack.{kind}.heading", deal)}]
    return made


def with_hostile_keys(documents: dict[str, Any], deal: Deal) -> tuple[dict[str, Any], list[str]]:
    """The same files with a hostile text for each key, and those texts."""
    made, put = copy.deepcopy(documents), []
    for document in made.values():
        for _place, holder, name in list(_texts(document, "")):
            if name == "key":
                holder[name] = _text("pack.key", deal)
                put.append(holder[name])
    return made, put


def _text(path: str, deal: Deal) -> str:
    """The next text. A file contains no half characters: such a text never gets in this way."""
    while "\ud800" in (text := deal.text(path, _TEXT)):
        deal.refuse([text])
    return text


def mended(documents: dict[str, Any], harmless: dict[str, Any], faults: Iterable[Any], deal: Deal) -> dict[str, Any]:
    """The harmless text at each place of a fault, and in all that is below it."""
    made = copy.deepcopy(documents)
    before = {(file, place): holder[name] for file, one in harmless.items() for place, holder, name in _texts(one, "")}
    wrong = {(fault.file, fault.place) for fault in faults}
    for file, document in made.items():
        bad = [place for where, place in wrong if where == file]
        for place, holder, name in list(_texts(document, "")):
            if any(place == one or place.startswith((f"{one}.", f"{one}[")) for one in bad):
                deal.refuse([holder[name]])
                holder[name] = before.get((file, place), "Netjes")
    return made


def _texts(value: Any, place: str) -> Iterator[tuple[str, Any, Any]]:
    """Every text of a file: its place, as the faults of a pack name it, and what contains it under which name."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for name, part in pairs:
        if isinstance(value, dict):
            where = f"{place}.{name}" if place else str(name)
        else:
            where = f"{place}[{(item_key(part) if isinstance(part, dict) else '') or name + 1}]"
        if isinstance(part, str):
            yield where, value, name
        elif isinstance(part, (dict, list)):
            yield from _texts(part, where)
