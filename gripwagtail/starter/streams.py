"""The tables of a content file that become the streams of a page, each with the block of its items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..item_blocks.contact import ContactBlock, RouteStepBlock
from ..item_blocks.incident_help import SituationBlock
from ..item_blocks.item import ItemBlock
from ..item_blocks.norm import AgreedBlock, AgreementBlock, ChangeBlock, DocumentBlock
from ..item_blocks.overview import CellBlock, MaterialBlock, PartnerBlock, TermBlock
from ..item_blocks.parent_tips import LinkBlock, TipBlock
from ..vocabulary import AUDIENCES


@dataclass(frozen=True, slots=True)
class Stream:
    """A table of a content file, and the stream of a page that it becomes."""

    name: str
    item: str
    block: type[ItemBlock]
    # What no text can know and the school has to tick.
    claims: tuple[str, ...] = ()


STREAMS: Final[Mapping[str, tuple[Stream, ...]]] = {
    "overview": (
        Stream("cells", "cell", CellBlock, ("confirmed",)),
        Stream("materials", "material", MaterialBlock),
        Stream("glossary", "term", TermBlock),
        Stream("partners", "partner", PartnerBlock),
    ),
    "norm": (
        Stream("agreements", "agreement", AgreementBlock, ("if_broken_confirmed",)),
        # What only the school itself can know: packs have these three, the shipped texts do not.
        Stream("agreed", "agreed", AgreedBlock),
        Stream("documents", "document", DocumentBlock),
        Stream("changes", "change", ChangeBlock),
    ),
    "contact": (
        Stream("contacts", "contact", ContactBlock),
        Stream("steps", "step", RouteStepBlock),
        Stream("staff_steps", "step", RouteStepBlock),
    ),
    "parent_tips": (Stream("tips", "tip", TipBlock), Stream("links", "link", LinkBlock)),
    "incident_help": (Stream("situations", "situation", SituationBlock, ("school_does_confirmed",)),),
}

# Keys of the files that have another name in a block.
RENAMED: Final[Mapping[str, str]] = {"for": "audiences"}


def flat(item: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The item's own keys, and those of its readers as ``pupil_opening``."""
    for name, given in item.items():
        if name in AUDIENCES and isinstance(given, Mapping):
            yield from ((f"{name}_{part}", text) for part, text in given.items())
        else:
            yield RENAMED.get(name, name), given
