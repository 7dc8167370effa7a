"""What a rule is, what it looks at, and what comes of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Any, Final, TypeVar, cast

from ..content.items import raw_items
from ..content.problems import Problem, place
from ..lookup.context import PageContext
from ..lookup.sources import original_of
from ..page_class import GripPage

Result = TypeVar("Result")


class Severity(StrEnum):
    """What happens to what breaks a rule."""

    # The page is not published. The problem is at its field, and in the list above the form. A draft is not refused.
    REFUSE = "refuse"
    # The page is published. The problem is in the status of the page; after publishing it is said when it is new.
    ADVISE = "advise"
    # The page is published. Who wants to write more plainly opens the panel that shows it.
    HINT = "hint"


@dataclasses.dataclass(frozen=True, slots=True)
class Spot:
    """A place where a rule is broken, and what its message says about it. See ``Problem``."""

    field: str
    where: str
    index: int | None = None
    child: str = ""
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    # The key of the translation that it is about, where that is not the page that is looked at.
    translation: int | None = None


class Subject:
    """What rules look at: a page as it is, a form as it was filled in (``given``), or bare items (``given``, no page).

    ``source`` is the page in the main language that this one translates, where that is known.
    """

    def __init__(
        self,
        page: GripPage | None = None,
        given: Mapping[str, Any] | None = None,
        *,
        form: Any = None,
        source: GripPage | None = None,
        context: PageContext | None = None,
    ) -> None:
        self.page, self.form, self._given, self._source, self._context = page, form, given, source, context
        self._read: dict[Any, Any] = {}

    @property
    def our_page(self) -> GripPage:
        """The page, for a rule that is never asked without one."""
        return cast(GripPage, self.page)

    @property
    def streams(self) -> Iterable[str]:
        """The streams that there are to look at: those that the class of the page names."""
        return getattr(self.page, "grip_streams", ()) if self.page is not None else self._given or ()

    @property
    def fields(self) -> Mapping[str, Any]:
        """What a form cleaned, as far as it could."""
        return self._given or {}

    def get(self, name: str) -> Any:
        """The field as it is in the form, else as it is on the page; ``None`` where neither has it."""
        return getattr(self.page, name, None) if self._given is None else self._given.get(name)

    def has(self, name: str) -> bool:
        return self.get(name) is not None

    def items(self, stream: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """Each item of a stream, with its number, as it is stored."""
        for index, (item_id, kind, value) in enumerate(raw_items(self.get(stream))):
            yield index, {"id": item_id, "type": kind, "value": value}

    def once(self, read: Callable[[Subject], Result]) -> Result:
        """What a function makes of this, made when first asked for: several rules read the same."""
        if read not in self._read:
            self._read[read] = read(self)
        found: Result = self._read[read]
        return found

    def where(self, stream: str, index: int, raw: Mapping[str, Any], child: str = "") -> str:
        """How an editor finds an item of a stream."""
        found = self.our_page._meta.get_field(stream) if self.form is None else None
        block = self.form.fields[stream].block if found is None else found.stream_block
        return place(block, self.label(stream), index, raw, child)

    def label(self, name: str) -> str:
        if self.form is not None:
            return str(self.form.fields[name].label or name)
        return str(self.our_page._meta.get_field(name).verbose_name)

    @cached_property
    def context(self) -> PageContext:
        """Where the page is, or is to be: a new one has no place in the tree yet, and its parent has."""
        if self._context is not None:
            return self._context
        parent = getattr(self.form, "parent_page", None)
        return PageContext.of_page(self.our_page if self.our_page.url_path or parent is None else parent)

    @cached_property
    def translations(self) -> list[GripPage]:
        """The published pages that say the same in another language, aliases among them; none of a new page."""
        page = self.page
        if page is None or not page.pk:
            return []
        found: list[GripPage] = [*page.get_translations().filter(live=True).select_related("locale").specific()]
        return found

    @cached_property
    def source(self) -> GripPage | None:
        """The page in the main language that this one translates, published or not; ``None`` for an original."""
        if self._source is not None or self.page is None:
            return self._source
        return original_of(self.page, self.context, drafts=True)


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """A rule about what an editor writes. ``message`` is completed with the values of a spot."""

    key: str
    severity: Severity
    find: Callable[[Subject], Iterable[Spot]]
    message: Any
    # The stream that it is about, without which there is nothing to look at; empty for a rule about every page.
    looks_at: str = ""
    # Judges what is stored by itself, so also what came in by another door than our form.
    is_of_what_is_stored: bool = False

    def problems(self, subject: Subject) -> Iterator[Problem]:
        for spot in self.find(subject):
            said = self.message % spot.values if spot.values else self.message
            where = (spot.field, spot.where)
            yield Problem(*where, str(said), spot.index, spot.child, self.key, spot.values, spot.translation)


_LAST: Final = float("inf")


def problems_of(rules: Iterable[Rule], subject: Subject) -> list[Problem]:
    """What breaks these rules, item by item where it is about items of a stream."""
    found = [
        problem
        for rule in rules
        if not rule.looks_at or rule.looks_at in subject.streams
        for problem in rule.problems(subject)
    ]
    order = list(dict.fromkeys(problem.field for problem in found))
    return sorted(found, key=lambda one: (order.index(one.field), _LAST if one.index is None else one.index))


__all__ = ["Rule", "Severity", "Spot", "Subject", "problems_of"]
