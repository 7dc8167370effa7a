"""Three tasks at three levels, and what helps with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from ..item_blocks.overview import CellBlock, MaterialBlock, PartnerBlock, ProposalBlock, TermBlock
from ..sanitize import usable_url
from ..text.marked import Text
from ..vocabulary import LEVELS, MATERIAL_AUDIENCES, TASKS, Label
from .items import LanguagePair, read_items

# A word that others are parts of, and how the keys of those begin: the competences belong with mediawijsheid.
PARTS: Final = {"mediawijsheid": "mediawijs-"}


@dataclass(slots=True)
class Cell:
    level: Label
    text: Text
    proposals: list[Text]
    openers: list[Text]


@dataclass(slots=True)
class Proposal:
    """One thing that the school does; of the plan behind it visitors see nothing."""

    id: str
    task: str
    level: str
    text: Text


@dataclass(slots=True)
class Task:
    key: str
    label: Label
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class Material:
    title: Text
    url: str
    text: Text
    audiences: list[Label]
    task: str = ""
    audience_keys: tuple[str, ...] = ()


@dataclass(slots=True)
class Partner:
    name: str
    text: Text
    url: str


@dataclass(slots=True)
class Term:
    term: Text
    meaning: Text
    key: str = ""


def read_proposals(source: object, translated: object, languages: LanguagePair) -> list[Proposal]:
    """What the school has confirmed that it does, each by itself."""
    return [
        Proposal(item["id"], item["task"], item["level"], item["text"])
        for item in read_items(ProposalBlock, source, translated, languages)
        if item["confirmed"] and item["text"] and item["task"] in TASKS and item["level"] in LEVELS
    ]


def read_tasks(
    source: object, translated: object, languages: LanguagePair, proposals: Iterable[Proposal] = ()
) -> list[Task]:
    """The tasks with what the school has confirmed; a task without any is left out.

    A proposal belongs to the first cell of its task and level, and has one where the school confirmed no more.
    """
    tasks = {key: Task(key, label) for key, label in TASKS.items()}
    cells: dict[str, list[tuple[str, Cell]]] = {key: [] for key in tasks}
    for item in read_items(CellBlock, source, translated, languages):
        known = item["task"] in tasks and item["level"] in LEVELS
        if known and item["confirmed"] and (item["text"] or item["openers"]):
            cell = Cell(LEVELS[item["level"]], item["text"], [], item["openers"])
            cells[item["task"]].append((item["level"], cell))
    for proposal in proposals:
        here = cells[proposal.task]
        found = next((cell for level, cell in here if level == proposal.level), None)
        if found is None:
            found = Cell(LEVELS[proposal.level], Text(""), [], [])
            here.append((proposal.level, found))
        found.proposals.append(proposal.text)
    order = list(LEVELS)
    for key, task in tasks.items():
        task.cells = [cell for _level, cell in sorted(cells[key], key=lambda pair: order.index(pair[0]))]
    return [task for task in tasks.values() if task.cells]


def read_materials(source: object, translated: object, languages: LanguagePair) -> list[Material]:
    return [
        Material(
            item["title"],
            usable_url(item["url"]),
            item["text"],
            [MATERIAL_AUDIENCES[key] for key in item["audiences"] if key in MATERIAL_AUDIENCES],
            item["task"],
            tuple(item["audiences"]),
        )
        for item in read_items(MaterialBlock, source, translated, languages)
        if item["title"] and usable_url(item["url"])
    ]


def read_partners(source: object, translated: object, languages: LanguagePair) -> list[Partner]:
    return [
        Partner(item["name"], item["text"], usable_url(item["url"]))
        for item in read_items(PartnerBlock, source, translated, languages)
        if item["confirmed"] and item["name"]
    ]


def read_glossary(source: object, translated: object, languages: LanguagePair) -> list[Term]:
    """The words by the alphabet, each with its parts right behind it, in the order of the school."""
    terms = [
        Term(item["term"], item["meaning"], item["key"])
        for item in read_items(TermBlock, source, translated, languages)
        if item["term"] and item["meaning"]
    ]
    known = {term.key for term in terms}
    parts = [term for term in terms if whole_of(term) and whole_of(term) in known]
    whole = [term for term in terms if term not in parts]
    found: list[Term] = []
    for term in sorted(whole, key=lambda term: term.term.casefold()):
        found += [term, *(part for part in parts if whole_of(part) == term.key)]
    return found


def whole_of(term: Term) -> str:
    """The key of the word that this one is a part of; empty for most."""
    return next((whole for whole, begin in PARTS.items() if term.key.startswith(begin)), "")
