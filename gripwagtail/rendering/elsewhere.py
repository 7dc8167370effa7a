"""What is for people who work at a school and has no words in this language: one line that leads to where it has.

Whoever works there reads the language of the school. To a parent a list in that language, under a heading in their own,
is an empty frame around what they came for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, TypeVar

from ..content.incident_help import Situation
from ..content.norm import Agreement
from ..content.overview import Cell, Material, Partner, Task, Term
from ..lookup.link import address_of
from ..lookup.source import Source
from ..text.marked import Text

Listed = TypeVar("Listed")
_FAMILIES: Final = frozenset({"pupil", "parent"})


@dataclass(slots=True)
class OtherPage:
    """The page that has these words."""

    url: str
    title: Text
    language: str


class StaffParts:
    """Divides what a page has for staff into what has words in its language, and what is only on another page."""

    def __init__(self, source: Source) -> None:
        self.page = _original(source)
        self._mark = source.languages.mark

    def own(
        self, items: Iterable[Listed], said: Callable[[Listed], Iterable[Text]]
    ) -> tuple[list[Listed], OtherPage | None]:
        """The items with words in this language, and where the others are; nowhere when there are none."""
        everything = list(items)
        if self.page is None:
            return everything, None
        own = [item for item in everything if not self.is_foreign(said(item))]
        return own, self.page if len(own) < len(everything) else None

    def is_foreign(self, texts: Iterable[Text]) -> bool:
        """Whether there are words, and all of them are those of the original."""
        said = [text for text in texts if text]
        return bool(self._mark and said) and all(text.lang == self._mark for text in said)

    def tasks(self, tasks: Iterable[Task]) -> tuple[list[Task], OtherPage | None]:
        """The same of tasks by their cells; a task without any is left out."""
        found, other = [], None
        for task in tasks:
            task.cells, elsewhere = self.own(task.cells, _of_cell)
            other = other or elsewhere
            found += [task] if task.cells else []
        return found, other

    def mark(self, situations: Iterable[Situation]) -> None:
        """Notes at each part for staff where its words are. What the package says there and who helps stay."""
        for situation in situations:
            for part in situation.parts:
                if part.audience == "staff" and self.page and self.is_foreign((part.opening, *part.steps, *part.donts)):
                    url = f"{self.page.url}#{situation.anchor}"
                    part.elsewhere = OtherPage(url, self.page.title, self.page.language)


def of_material(material: Material) -> Iterable[Text]:
    """Nothing of one for pupils or parents: they can follow a link to a site in another language."""
    return (material.title, material.text) if _FAMILIES.isdisjoint(material.audience_keys) else ()


def of_term(term: Term) -> Iterable[Text]:
    return (term.meaning,)


def of_partner(partner: Partner) -> Iterable[Text]:
    return (partner.text,)


def of_agreement(agreement: Agreement) -> Iterable[Text]:
    """Nothing of one that is for anybody else as well: then it stays, whatever its language."""
    return (agreement.we_do, agreement.so_not) if agreement.audiences == ("staff",) else ()


def _of_cell(cell: Cell) -> Iterable[Text]:
    return cell.text, *cell.proposals, *cell.openers


def _original(source: Source) -> OtherPage | None:
    """The page that this one translates, for who may see it. An alias repeats a page, and leads nowhere."""
    if source.words is None or source.facts.pk == source.words.pk or source.words.alias_of_id is not None:
        return None
    url = address_of(source.facts, source.page_context)
    language = source.languages.source
    return OtherPage(url, Text(source.facts.title, language), language) if url else None


__all__ = ["OtherPage", "StaffParts", "of_agreement", "of_material", "of_partner", "of_term"]
