"""The shipped situations or agreements that a page does not have, and how one gets back on it.

Not every situation is planted: a page of forty helps nobody in a hurry. The rest, and
what an editor removed, is available here.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..lookup.context import PageContext
from ..lookup.school_texts import texts_for
from ..page_class import GripPage
from ..starter.additions import place, remember
from ..starter.files import languages
from ..starter.plans import Raw, shipped_items
from ..starter.texts import load
from ..stored.streams import put_items
from ..vocabulary import SITUATION_GROUPS, URGENCIES, Label


@dataclass(frozen=True, slots=True)
class ShippedItem:
    """An item as we ship it; ``raw`` is what a page stores of it."""

    key: str
    title: str
    group: Label
    urgency: Label
    raw: Mapping[str, Any]

    @property
    def seen(self) -> str:
        """Which of our texts it is: another release may ship another one under this key."""
        return f"{self.raw['value'].get('starter_version', '')} {self.title}"


def missing(page: GripPage) -> list[ShippedItem]:
    """The shipped items that this version of a page does not have, in our order.

    Raises ``StarterError`` when there are no texts in the language of the page.
    """
    have = {_key(item) for item in _raw(page)}
    return [shipped for shipped in _shipped_for(page) if shipped.key not in have]


def add(page: GripPage, key: str) -> ShippedItem | None:
    """Puts a missing item in its place on this version of the page, without saving it.

    Returns nothing when the page has it already or when we ship no such item.
    """
    found = next((shipped for shipped in missing(page) if shipped.key == key), None)
    if found is None:
        return None
    order = [shipped.key for shipped in _shipped_for(page)]
    items = _raw(page)
    # The id is ours in every language, unless an item of the page has it under another key.
    taken = any(item.get("id") == found.raw["id"] for item in items)
    new = {**found.raw, "id": str(uuid.uuid4()) if taken else found.raw["id"]}
    items.insert(place(key, order, [_key(item) for item in items]), new)
    put_items(page, page.grip_library, items)
    # Anyone who removes it again has been offered it.
    remember(page, new["value"]["starter_key"])
    return found


def _raw(page: GripPage) -> list[Raw]:
    return [dict(item) for item in getattr(page, page.grip_library).raw_data]


def _key(item: Mapping[str, Any]) -> str:
    value = item.get("value")
    return str(value.get("key") or "").lower() if isinstance(value, Mapping) else ""


def _language(page: GripPage) -> str:
    """The language of the page, or the one it is a variety of when we ship that."""
    code = str(page.grip_language)
    return code if code in languages() else code.split("-")[0]


def _shipped_for(page: GripPage) -> tuple[ShippedItem, ...]:
    return _shipped(page.grip_kind, page.grip_library, _language(page), texts_for(PageContext.of_page(page), page))


@cache
def _shipped(kind: str, stream: str, language: str, texts: str) -> tuple[ShippedItem, ...]:
    found = []
    for raw in shipped_items(kind, stream, load(language, texts)):
        value = raw["value"]
        title = value.get("title") or value.get("we_do") or ""
        labels = SITUATION_GROUPS.get(value.get("group"), ""), URGENCIES.get(value.get("urgency"), "")
        found.append(ShippedItem(value["key"], title, *labels, raw))
    return tuple(found)
