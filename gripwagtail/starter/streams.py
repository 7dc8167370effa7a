"""The tables of a content file that become the streams of a page, each with the block of its items."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..content.proposals import FORMER, proposal_id, proposal_key
from ..item_blocks.contact import ContactBlock, RouteStepBlock
from ..item_blocks.document import DocumentBlock
from ..item_blocks.incident_help import SituationBlock
from ..item_blocks.item import ItemBlock
from ..item_blocks.norm import AgreedBlock, AgreementBlock, ChangeBlock, SurveyBlock
from ..item_blocks.overview import CellBlock, MaterialBlock, PartnerBlock, ProposalBlock, TermBlock
from ..item_blocks.parent_tips import LinkBlock, TipBlock
from ..vocabulary import AUDIENCES

# Fixed for ever: other ids would cut the link between a page and its translations.
NAMESPACE: Final = uuid.UUID("6b1d9f0e-4c57-5a86-9a3e-2f1a6f0c8d41")


@dataclass(frozen=True, slots=True)
class Stream:
    """A table of a content file, and the stream of a page that it becomes."""

    name: str
    item: str
    block: type[ItemBlock]
    # What no text can know and the school has to tick.
    claims: tuple[str, ...] = ()
    # What a school keeps beside a text of its own; in no file.
    of_school: tuple[str, ...] = ()
    # The key of an item in a file that has lines, each of which becomes an item of the stream of that name.
    lines: str = ""


STREAMS: Final[Mapping[str, tuple[Stream, ...]]] = {
    "overview": (
        Stream("cells", "cell", CellBlock, ("confirmed",), lines=FORMER),
        Stream(FORMER, "proposal", ProposalBlock, ("confirmed",), ("term", "done")),
        Stream("materials", "material", MaterialBlock),
        Stream("glossary", "term", TermBlock),
        Stream("partners", "partner", PartnerBlock, ("confirmed",)),
    ),
    "norm": (
        # A vote was held at one school.
        Stream("agreements", "agreement", AgreementBlock, ("if_broken_confirmed",), ("votes", "voted_on")),
        # What only the school itself can know: packs have these four, the shipped texts do not.
        Stream("agreed", "agreed", AgreedBlock),
        # The key of a document of one site is that of another document on another.
        Stream("documents", "document", DocumentBlock, (), ("file",)),
        Stream("changes", "change", ChangeBlock),
        Stream("grip_surveys", "survey", SurveyBlock),
    ),
    "contact": (
        Stream("contacts", "contact", ContactBlock),
        Stream("steps", "step", RouteStepBlock),
        Stream("staff_steps", "step", RouteStepBlock),
        Stream("grip_documents", "document", DocumentBlock, (), ("file",)),
    ),
    "parent_tips": (Stream("tips", "tip", TipBlock), Stream("links", "link", LinkBlock)),
    "incident_help": (Stream("situations", "situation", SituationBlock, ("school_does_confirmed",)),),
}

# The same of the fields of a page: its tick, and the texts that are true with it.
PAGE_CLAIMS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {"norm": {"always_confirmed": ("always",)}}

# Ticks that are younger than texts that were planted: since which version of the texts these are planted unticked. What
# is older reads as ticked, because it was shown, and its school is asked.
TICKED_SINCE: Final[Mapping[tuple[str, str], str]] = {
    ("partners", "confirmed"): "2026.12",
    ("norm", "always_confirmed"): "2026.12",
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


def items_of(document: Mapping[str, Any], stream: Stream) -> list[dict[str, Any]]:
    """The items of a file for a stream, after those that are written as lines of other items: these are older."""
    found: list[dict[str, Any]] = []
    for other in STREAMS[document["kind"]]:
        if other.lines == stream.name:
            found += [line for item in document.get(other.name, ()) for line in _lines(item, document, other)]
    return [*found, *(dict(item) for item in document.get(stream.name, ()))]


def _lines(item: Mapping[str, Any], document: Mapping[str, Any], stream: Stream) -> Iterator[dict[str, Any]]:
    """Each with the id that it has on pages of before: see ``content.proposals``."""
    lines, place = item.get(stream.lines) or (), f"{item.get('task')}-{item.get('level')}"
    cell_id = str(uuid.uuid5(NAMESPACE, f"{_prefix(document)}/{document['kind']}/{stream.name}/{place}"))
    for number, line in enumerate(lines, start=1):
        yield {
            **{name: item[name] for name in ("task", "level", "safety", "changed") if name in item},
            "key": proposal_key(place, number),
            "text": line,
            "id": proposal_id(cell_id, len(lines), number),
        }


def _prefix(document: Mapping[str, Any]) -> str:
    return str(document.get("name") or document["school_type"])
