"""The shipped situations or agreements that a page does not have, and how one gets back on it.

Not every situation is planted: a page of forty helps nobody in a hurry. The rest, and
what an editor took away, stays at hand here.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from ..lookup.context import PageContext
from ..starter.additions import place, remember
from ..starter.files import languages
from ..starter.streams import Raw, shipped_items
from ..starter.texts import load
from ..vocabulary import SITUATION_GROUPS, TEXTS_FOR_SCHOOL_TYPE, URGENCIES, Label

# By kind of page: the stream of which not everything is planted.
STREAM_OF: Final[Mapping[str, str]] = {"incident_help": "situations", "norm": "agreements"}


@dataclass(frozen=True, slots=True)
class Shipped:
    """An item as we ship it; ``raw`` is what a page stores of it."""

    key: str
    title: str
    group: Label
    urgency: Label
    raw: Mapping[str, Any]


def missing(page: Any) -> list[Shipped]:
    """The shipped items that this version of a page does not have, in our order.

    Raises ``StarterError`` when there are no texts in the language of the page.
    """
    have = {_key(item) for item in _raw(page)}
    return [shipped for shipped in _shipped(page.grip_kind, _language(page), _texts(page)) if shipped.key not in have]


def add(page: Any, key: str) -> Shipped | None:
    """Puts a missing item in its place on this version of the page, without saving it.

    Gives nothing when the page has it already or when we ship no such item.
    """
    found = next((shipped for shipped in missing(page) if shipped.key == key), None)
    if found is None:
        return None
    order = [shipped.key for shipped in _shipped(page.grip_kind, _language(page), _texts(page))]
    items = _raw(page)
    # The id is ours in every language, unless an item of the page has it under another key.
    taken = any(item.get("id") == found.raw["id"] for item in items)
    new = {**found.raw, "id": str(uuid.uuid4()) if taken else found.raw["id"]}
    items.insert(place(key, order, [_key(item) for item in items]), new)
    stream = STREAM_OF[page.grip_kind]
    setattr(page, stream, page._meta.get_field(stream).stream_block.to_python(items))
    # Who takes it away again has been offered it.
    remember(page, new["value"]["starter_key"])
    return found


def _raw(page: Any) -> list[Raw]:
    return [dict(item) for item in getattr(page, STREAM_OF[page.grip_kind]).raw_data]


def _key(item: Mapping[str, Any]) -> str:
    value = item.get("value")
    return str(value.get("key") or "").lower() if isinstance(value, Mapping) else ""


def _language(page: Any) -> str:
    """The language of the page, or the one it is a variety of when we ship that."""
    code = str(page.grip_language)
    return code if code in languages() else code.split("-")[0]


def _texts(page: Any) -> str:
    """Which texts the school of this page reads: as its contact page says, its settings, or how it was planted."""
    page_context = PageContext(page=page)
    contact = page_context.source("contact")
    school_type = (contact.school if contact else page_context.school).type or page.starter_key.partition("/")[0]
    return TEXTS_FOR_SCHOOL_TYPE.get(school_type, "po")


@cache
def _shipped(kind: str, language: str, texts: str) -> tuple[Shipped, ...]:
    found = []
    for raw in shipped_items(kind, STREAM_OF[kind], load(language, texts)):
        value = raw["value"]
        title = value.get("title") or value.get("we_do") or ""
        labels = SITUATION_GROUPS.get(value.get("group"), ""), URGENCIES.get(value.get("urgency"), "")
        found.append(Shipped(value["key"], title, *labels, raw))
    return tuple(found)
