"""From texts to what a page stores: its fields, and its items as raw JSON.

An item keeps its id in every language, so that a translation finds its facts: the id is
made from the starter key, which names no language.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from wagtail import blocks

from ..content.items import PLACEHOLDER
from ..item_blocks.fields import LinesBlock
from ..item_blocks.item import ItemBlock
from .schema import item_key
from .streams import NAMESPACE, PAGE_CLAIMS, STREAMS, Stream, flat, items_of
from .tables import OURS
from .texts import Texts

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Planting:
    """Everything that one page stores."""

    kind: str
    key: str
    version: str
    title: str
    slug: str
    search_description: str
    fields: Mapping[str, Any]
    streams: Mapping[str, list[Raw]] = field(default_factory=dict)
    # What the school has to tick on the page itself.
    ticks: Mapping[str, bool] = field(default_factory=dict)

    @property
    def prefix(self) -> str:
        """The name of the texts that this comes from."""
        return self.key.partition("/")[0]

    @property
    def placeholders(self) -> list[str]:
        """The texts in which something still has to be filled in."""
        return [text for text in _texts([self.title, self.fields, self.streams]) if PLACEHOLDER in text]


def planting(kind: str, texts: Texts) -> Planting:
    """What the page of a kind stores for these texts."""
    document = texts.pages[kind]
    page = document["page"]
    # The rest is there for schools that look for more; a page of forty helps nobody in a hurry.
    streams = {stream.name: [raw for core, raw in _items(stream, kind, texts) if core] for stream in STREAMS[kind]}
    if "body" in document:
        streams["body"] = list(_body(document["body"], f"{texts.prefix}/{kind}/body"))
    return Planting(
        kind=kind,
        key=f"{texts.prefix}/{kind}",
        version=texts.version,
        title=page["title"],
        slug=page["slug"],
        search_description=page.get("search_description", ""),
        fields={
            "intro": page.get("intro", ""),
            **{name: text for name, text in page.items() if name.startswith(OURS)},
            **document.get("norm", {}),
        },
        ticks=dict.fromkeys(PAGE_CLAIMS.get(kind, ()), False),
        streams=streams,
    )


def shipped_items(kind: str, name: str, texts: Texts) -> list[Raw]:
    """All items that are shipped for a stream, also those that are not planted, in their order."""
    stream = next(stream for stream in STREAMS[kind] if stream.name == name)
    return [raw for _core, raw in _items(stream, kind, texts)]


def _items(stream: Stream, kind: str, texts: Texts) -> Iterator[tuple[bool, Raw]]:
    """Each item, after whether it is planted."""
    for item in items_of(texts.pages[kind], stream):
        key = f"{texts.prefix}/{kind}/{stream.name}/{item_key(item)}"
        value = {
            **{name: given for name, given in _value(stream.block, item, key).items() if name != stream.lines},
            **dict.fromkeys(stream.claims, False),
            "starter_key": key,
            "starter_version": str(item.get("version", texts.version)),
        }
        item_id = item.get("id") or str(uuid.uuid5(NAMESPACE, key))
        yield item.get("core", True), {"type": stream.item, "value": value, "id": item_id}


def _body(parts: Iterable[Mapping[str, Any]], key: str) -> Iterator[Raw]:
    """More text: headings and paragraphs, of which the place is the key."""
    for number, part in enumerate(parts, start=1):
        kind = "heading" if "heading" in part else "paragraph"
        text = part.get("heading") or part.get("text", "")
        yield {"type": kind, "value": text, "id": str(uuid.uuid5(NAMESPACE, f"{key}/{number}"))}


def _value(block: type[ItemBlock], item: Mapping[str, Any], key: str) -> Raw:
    """The children of the block that the item names; what is only for the file is left out."""
    children = block.base_blocks
    value: Raw = {}
    for name, given in flat(item):
        child = children.get(name)
        if child is None:
            continue
        if isinstance(child, LinesBlock):
            given = "\n".join(given)
        elif isinstance(child, blocks.ListBlock):
            given = [
                {"type": "item", "value": text, "id": str(uuid.uuid5(NAMESPACE, f"{key}/{name}/{number}"))}
                for number, text in enumerate(given, start=1)
            ]
        elif isinstance(given, datetime.date):
            given = given.isoformat()
        value[name] = given
    return value


def _texts(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            yield from _texts(value.values())
        elif isinstance(value, list):
            yield from _texts(value)
