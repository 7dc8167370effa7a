"""What is shipped now, by the key that a planted page and its items remember."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from ..page_class import GripPage
from ..vocabulary import AUDIENCES
from .files import DATA, StarterError, languages
from .history import History, digest_of, load_history
from .narrowing import MANY
from .plans import planting, shipped_items
from .streams import PAGE_CLAIMS, RENAMED, STREAMS, Stream, items_of
from .texts import Texts, load

# The folder that is compared with.
ROOT: Path = DATA

_OURS: Final = ("starter_key", "starter_version")
# What the key of an item says as well, so that no page waits for it.
_BY_KEY: Final = ("position", "agreement")


@dataclass(frozen=True, slots=True)
class ShippedText:
    """An item as it is shipped now, or the sentences of a page itself.

    ``names`` are all fields that a content file can fill; the others belong to the school.
    """

    key: str
    version: str
    language: str
    values: Mapping[str, Any]
    names: tuple[str, ...]
    safety: bool = False
    changed: str = ""
    # A tick of the school, and the fields that it is about.
    claims: Mapping[str, tuple[str, ...]] | None = None
    # Whether pages that were planted before it was there are offered it.
    is_new: bool = False
    # As a page stores it.
    raw: Mapping[str, Any] | None = None

    @property
    def in_history(self) -> str:
        return f"{self.language}/{self.key}"

    @property
    def is_page(self) -> bool:
        """Whether these are the sentences of a page itself. Each of them is in the history by itself."""
        return self.key.count("/") == 1

    @property
    def digested(self) -> list[tuple[str, tuple[str, ...]]]:
        """Its keys in the history, with the fields that each is about."""
        if not self.is_page:
            return [(self.in_history, self.names)]
        return [(f"{self.in_history}#{name}", (name,)) for name in self.names]


def shipped(language: str, texts: str) -> Mapping[str, ShippedText]:
    """Everything in a set of texts by its starter key; nothing where we ship no such set."""
    try:
        return everything(ROOT, language, texts)
    except StarterError:
        return {}


def history() -> History:
    return load_history(ROOT)


def is_as_shipped(value: Mapping[str, Any], language: str, names: Iterable[str]) -> bool:
    """Whether an item still reads as it was planted. ``names`` are all parts of it that a content file can fill."""
    key, version = str(value.get("starter_key") or ""), str(value.get("starter_version") or "")
    then = history().at(f"{language}/{key}", version) if key else None
    return then is not None and then.digest == digest_of(value, names)


def language_of(page: GripPage) -> str:
    """The language of the page, or the one it is a variety of when we ship that; else nothing."""
    code = str(page.grip_language)
    have = _languages(ROOT)
    return next((known for known in (code, code.split("-")[0]) if known in have), "")


@cache
def _languages(root: Path) -> tuple[str, ...]:
    return tuple(languages(root))


@cache
def everything(root: Path, language: str, texts: str) -> Mapping[str, ShippedText]:
    """The same for the texts in a folder. Raises ``StarterError`` where these are not there or not right."""
    loaded = load(language, texts, root)
    return {one.key: one for kind in loaded.pages for one in _of_page(kind, loaded)}


def _of_page(kind: str, texts: Texts) -> Iterator[ShippedText]:
    plan, head = planting(kind, texts), texts.pages[kind]["page"]
    values = {"title": plan.title, "search_description": plan.search_description, **plan.fields}
    yield ShippedText(
        plan.key,
        plan.version,
        texts.language,
        values,
        tuple(values),
        head.get("safety", False),
        head.get("changed", ""),
        PAGE_CLAIMS.get(kind),
    )
    for stream in STREAMS[kind]:
        if stream.name not in MANY[kind]:  # what only a pack has
            continue
        names = _names(kind, stream)
        claims = {claim: _about(claim, names) for claim in stream.claims}
        items = items_of(texts.pages[kind], stream)
        for item, raw in zip(items, shipped_items(kind, stream.name, texts), strict=True):
            value = raw["value"]
            yield ShippedText(
                value["starter_key"],
                value["starter_version"],
                texts.language,
                {name: value[name] for name in names if name in value},
                names,
                item.get("safety", False),
                item.get("changed", ""),
                claims,
                bool(item.get("since")) and item.get("core", True),
                raw,
            )


def _names(kind: str, stream: Stream) -> tuple[str, ...]:
    """The children of the block that a file can fill, also those that this version leaves empty."""
    named = {RENAMED.get(name, name) for name in MANY[kind][stream.name]} - {stream.lines}
    children = [name for name in stream.block.base_blocks if name not in (*_OURS, *_BY_KEY, *stream.claims)]
    return tuple(name for name in children if name in named or name.partition("_")[0] in AUDIENCES)


def _about(claim: str, names: tuple[str, ...]) -> tuple[str, ...]:
    text = claim.removesuffix("_confirmed")
    return (text,) if text in names else names
