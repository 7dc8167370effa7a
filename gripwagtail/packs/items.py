"""The key of an item that is on a page: an item of a pack is recognised by it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..content.items import raw_items
from ..starter.plans import Raw
from ..starter.streams import Stream

_KEY: Final = re.compile(r"(?=.{1,60}\Z)[a-z0-9]+(?:-[a-z0-9]+)*")


def keyed(stream: Stream, items: object) -> Iterator[tuple[str, str, Raw]]:
    """Each item as ``(key, id, value)``; no key occurs twice, unless an editor typed it twice."""
    seen: set[str] = set()
    for number, (item_id, _kind, value) in enumerate(raw_items(items), start=1):
        key = _key(stream, value)
        if not key or (key in seen and not value.get("key")):
            # Nothing names it, or it is a copy of another item, made in the editor.
            key = item_id.lower() if _KEY.fullmatch(item_id.lower()) else f"item-{number}"
        seen.add(key)
        yield key, item_id, dict(value)


def _key(stream: Stream, value: Mapping[str, Any]) -> str:
    if stream.name == "cells":
        return f"{value.get('task')}-{value.get('level')}"
    if value.get("key"):
        return str(value["key"])
    planted = str(value.get("starter_key") or "").rpartition("/")[2]
    return planted if _KEY.fullmatch(planted) else ""
