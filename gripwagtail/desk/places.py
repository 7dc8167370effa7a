"""On which pages the desk looks, and what a finding on one of them says of its place."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import ngettext

from ..content.items import title_of
from .dates import today
from .finding import Finding
from .rows import Row
from .schools import Desk, School

Findings = Iterator[Finding]
# Pages of ours, each with its school.
Chosen = Sequence[tuple[School, Row]]


class Look(NamedTuple):
    """One kind of finding. ``which`` knows from the columns alone on which pages there is something to say.

    So of a thousand schools it is known where something is found, while ``say`` reads and words what is shown and no
    more. ``beside`` is what is found elsewhere than on pages of ours.
    """

    say: Callable[[Desk, Chosen], Findings] | None = None
    which: Callable[[Desk], Iterable[tuple[School, Row]]] | None = None
    beside: Callable[[Desk], Findings] | None = None

    def found(self, desk: Desk, only: frozenset[int] | None = None) -> list[Finding]:
        """All there is to say, or what there is to say of these pages."""
        chosen = [each for each in self._chosen(desk) if only is None or each[1].pk in only]
        said = list(self.say(desk, chosen)) if self.say and chosen else []
        return said + [one for one in self._beside(desk) if only is None or one.page_id in only]

    def pages(self, desk: Desk) -> list[int]:
        """The pages on which it is found."""
        found = [row.pk for _school, row in self._chosen(desk)]
        return found + [one.page_id for one in self._beside(desk) if one.page_id is not None]

    def _chosen(self, desk: Desk) -> Chosen:
        return _once(self.which, desk)

    def _beside(self, desk: Desk) -> Sequence[Finding]:
        return _once(self.beside, desk)


def _once(look: Callable[[Desk], Iterable[Any]] | None, desk: Desk) -> list[Any]:
    """Looked for once: who counts what is found first words some of it afterwards."""
    if look is None:
        return []
    if look not in desk.looked_for:
        desk.looked_for[look] = list(look(desk))
    return desk.looked_for[look]


def where(
    holds: Callable[[Row, datetime.date], object], with_translations: bool = False
) -> Callable[[Desk], Iterator[tuple[School, Row]]]:
    """The pages that the user may edit, of schools that visitors see, whose columns say so today."""

    def which(desk: Desk) -> Iterator[tuple[School, Row]]:
        day = today()
        return (each for each in rows(desk, with_translations) if holds(each[1], day))

    return which


# So many names are in one sentence.
AT_MOST: Final = 5


def published(desk: Desk) -> list[School]:
    """The schools that visitors see already; of the others the list of first steps says what is to be done."""
    return desk.published


def rows(desk: Desk, with_translations: bool = False, all_of_them: bool = False) -> Iterator[tuple[School, Row]]:
    """The pages of these schools that the user may edit."""
    for school in published(desk):
        for row in school.pages:
            if row.mine or all_of_them:
                yield school, row
            if with_translations:
                yield from ((school, words) for words in row.translations if words.mine and words.alias_of is None)


def place_of_missing(school: School, page_kind: str) -> Row | None:
    """Of a school that lacks a page: its draft, else the page below which it can be made."""
    front = school.front
    if front is None or not front.mine:
        return None
    return next((row for row in school.of_kind(page_kind) if row.mine), front)


def missing_page(row: Row, school: School, page_kind: str, kind: str, text: str) -> Finding:
    """The way to the draft, else to where the page can be made."""
    is_draft = row.kind == page_kind
    return on_page(row, school, kind, text, url="" if is_draft else reverse("wagtailadmin_explore", args=[row.pk]))


def on_page(
    row: Row,
    school: School,
    kind: str,
    text: str,
    url: str = "",
    date: datetime.date | None = None,
    item: str = "",
    again: str = "",
) -> Finding:
    """A finding on a page; ``again`` tells the next time from this one."""
    return Finding(
        kind,
        "/".join(filter(None, [kind, str(row.pk), item, again])),
        capfirst(text),
        url or on_item(row, item),
        site=school.site.name,
        school=school.name,
        page_id=row.pk,
        page_title=title_of(row.title) or str(row.pk),
        date=date,
        item=item,
    )


def on_item(row: Row, item: str) -> str:
    """Where an item of a page is edited; without one the page."""
    place = reverse("wagtailadmin_pages:edit", args=[row.pk])
    return f"{place}#block-{item}-section" if item else place


def url_of(name: str, row: Row) -> str:
    return reverse(name, args=[row.pk])


def named(names: list[str]) -> str:
    """The first of these names, and how many more there are."""
    more = len(names) - AT_MOST
    listed = ", ".join(names[:AT_MOST])
    if more <= 0:
        return listed
    return ngettext("%(names)s and %(count)d more", "%(names)s and %(count)d more", more) % {
        "names": listed,
        "count": more,
    }


def overdue(finding: str) -> Callable[[Desk], Iterator[tuple[School, Row]]]:
    """The published pages that had to be looked at again, of the classes that name this finding for it."""

    def is_overdue(row: Row, day: datetime.date) -> bool:
        due = row.columns["review_due"]
        return bool(row.model.grip_overdue == finding and row.live and due and due <= day)

    return where(is_overdue)


__all__ = [
    "Chosen",
    "Findings",
    "Look",
    "missing_page",
    "named",
    "on_item",
    "on_page",
    "overdue",
    "place_of_missing",
    "published",
    "rows",
    "url_of",
    "where",
]
