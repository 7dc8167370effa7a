"""The shipped situations that a page does not have, and how one gets back on it.

Not every situation is planted: a page of forty helps nobody in a hurry. The rest, and
what an editor removed, is available here.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from ..content.incident_help import LAST_SITUATION
from ..lookup.context import PageContext
from ..page_class import IncidentPage
from ..starter.files import languages
from ..starter.plans import Raw, shipped_items
from ..starter.texts import load
from ..vocabulary import SITUATION_GROUPS, TEXTS_FOR_SCHOOL_TYPE, URGENCIES, Label

_STREAM: Final = "situations"


@dataclass(frozen=True, slots=True)
class ShippedSituation:
    """A situation as we ship it; ``raw`` is what a page stores of it."""

    key: str
    title: str
    group: Label
    urgency: Label
    raw: Mapping[str, Any]


def missing(page: IncidentPage) -> list[ShippedSituation]:
    """The shipped situations that this version of an incident page does not have, in our order.

    Raises ``StarterError`` when there are no texts in the language of the page.
    """
    have = {_key(item) for item in _raw(page)}
    return [shipped for shipped in _shipped(_language(page), _texts(page)) if shipped.key not in have]


def add(page: IncidentPage, key: str) -> ShippedSituation | None:
    """Puts a missing situation in its place on this version of the page, without saving it.

    Returns nothing when the page has it already or when we ship no such situation.
    """
    found = next((shipped for shipped in missing(page) if shipped.key == key), None)
    if found is None:
        return None
    order = [shipped.key for shipped in _shipped(_language(page), _texts(page))]
    items = _raw(page)
    # The id is ours in every language, unless an item of the page has it under another key.
    taken = any(item.get("id") == found.raw["id"] for item in items)
    new = {**found.raw, "id": str(uuid.uuid4()) if taken else found.raw["id"]}
    items.insert(_place(key, order, items), new)
    page.situations = page._meta.get_field(_STREAM).stream_block.to_python(items)
    return found


def _place(key: str, order: Sequence[str], items: Sequence[Raw]) -> int:
    """Behind the nearest one that we ship before it, wherever an editor put that; never behind the last."""
    at = {_key(item): number for number, item in enumerate(items)}
    if key == LAST_SITUATION:
        return len(items)
    end, own = at.get(LAST_SITUATION, len(items)), order.index(key)
    for other in reversed(order[:own]):
        if other in at:
            return min(at[other] + 1, end)
    return next((min(at[other], end) for other in order[own + 1 :] if other in at), end)


def _raw(page: IncidentPage) -> list[Raw]:
    return [dict(item) for item in page.situations.raw_data]


def _key(item: Mapping[str, Any]) -> str:
    value = item.get("value")
    return str(value.get("key") or "").lower() if isinstance(value, Mapping) else ""


def _language(page: IncidentPage) -> str:
    """The language of the page, or the one it is a variety of when we ship that."""
    code = str(page.grip_language)
    return code if code in languages() else code.split("-")[0]


def _texts(page: IncidentPage) -> str:
    """Which texts the school of this page reads: as its contact page says, its settings, or how it was planted."""
    page_context = PageContext.of_page(page)
    contact = page_context.source("contact")
    school_type = (contact.school if contact else page_context.school).type or page.starter_key.partition("/")[0]
    return TEXTS_FOR_SCHOOL_TYPE.get(school_type, "po")


@cache
def _shipped(language: str, texts: str) -> tuple[ShippedSituation, ...]:
    found = []
    for raw in shipped_items("incident_help", _STREAM, load(language, texts)):
        value = raw["value"]
        labels = SITUATION_GROUPS[value["group"]], URGENCIES[value["urgency"]]
        found.append(ShippedSituation(value["key"], value["title"], *labels, raw))
    return tuple(found)
