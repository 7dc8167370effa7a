"""Items that are newer than a page: which of them it has not been offered, and where one belongs on it.

A page knows which new items it was planted with or decided about (``starter_offered``), in its draft and revisions as
well. So what an editor removed, or did not want, is not offered again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..content.incident_help import LAST_SITUATION
from ..page_class import GripPage
from . import shipped
from .plans import Raw
from .shipped import ShippedText


def offered(page: GripPage) -> list[str]:
    """The starter keys that the page remembers."""
    return str(getattr(page, "starter_offered", "") or "").split()


def remember(page: GripPage, key: str) -> None:
    """Notes that this item was offered, on this version of the page, without saving it."""
    page.starter_offered = "\n".join(dict.fromkeys([*offered(page), key]))


def all_new(language: str, planted: str) -> list[str]:
    """The starter keys of everything new in a kind of page (``po/norm``): nothing of it is news to a page of today."""
    texts = planted.partition("/")[0]
    return [one.key for one in shipped.shipped(language, texts).values() if one.is_new and _is_of(one, planted)]


def additions(page: GripPage, language: str) -> Iterator[tuple[str, ShippedText]]:
    """What this version of a planted page does not have and was never offered, each after the name of its stream."""
    if not page.starter_key:
        return
    known = {*offered(page)}
    for one in shipped.shipped(language, page.starter_key.partition("/")[0]).values():
        stream = one.key.split("/")[-2] if one.raw else ""
        if not (one.is_new and _is_of(one, page.starter_key)) or one.key in known or stream not in page.grip_streams:
            continue
        if not any(is_it(item, one) for item in getattr(page, stream).raw_data):
            yield stream, one


def _is_of(one: ShippedText, planted: str) -> bool:
    return one.key.startswith(f"{planted}/")


def is_it(item: Raw, one: ShippedText) -> bool:
    """Whether a stored item is this shipped one, or is in its place under the same key."""
    value = item.get("value")
    if not isinstance(value, Mapping) or one.raw is None:
        return False
    own = str(value.get("key") or "").lower()
    return value.get("starter_key") == one.key or bool(own and own == one.raw["value"].get("key"))


def place(key: str, order: Sequence[str], have: Sequence[str]) -> int:
    """Behind the nearest one that we ship before it, wherever an editor put that; never behind the last."""
    at = {other: number for number, other in enumerate(have)}
    if key == LAST_SITUATION:
        return len(have)
    end, own = at.get(LAST_SITUATION, len(have)), order.index(key)
    for other in reversed(order[:own]):
        if other in at:
            return min(at[other] + 1, end)
    return next((min(at[other], end) for other in order[own + 1 :] if other in at), end)


def put(items: Sequence[Raw], one: ShippedText, order: Sequence[str]) -> list[Raw]:
    """The items with this one in its place."""
    own, have = _name(one.key), [_key_of(item) for item in items]
    return [*items[: (at := place(own, order, have))], dict(one.raw or {}), *items[at:]]


def order_of(one: ShippedText, language: str) -> list[str]:
    """The keys of the stream of an item, as we ship them."""
    planted, stream = one.key.rsplit("/", 2)[:2]
    everything = shipped.shipped(language, one.key.partition("/")[0])
    return [_name(key) for key in everything if key.startswith(f"{planted}/{stream}/")]


def _key_of(item: Raw) -> str:
    value = item.get("value")
    if not isinstance(value, Mapping):
        return ""
    return str(value.get("key") or "").lower() or _name(str(value.get("starter_key") or ""))


def _name(starter_key: str) -> str:
    return starter_key.rpartition("/")[2]


__all__ = ["additions", "all_new", "is_it", "offered", "order_of", "place", "put", "remember"]
