"""On which pages the desk looks, and what a finding on one of them says of its place."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import ngettext

from ..content.items import title_of
from .dates import today
from .finding import Finding
from .rows import Row
from .schools import Desk, School

Findings = Iterator[Finding]

# So many names are in one sentence.
AT_MOST: Final = 5


def published(desk: Desk) -> Iterator[School]:
    """The schools that visitors see already; of the others the list of first steps says what is to be done."""
    return (school for school in desk.schools if school.is_published)


def rows(desk: Desk, with_translations: bool = False, all_of_them: bool = False) -> Iterator[tuple[School, Row]]:
    """The pages of these schools that the user may edit."""
    for school in published(desk):
        for row in school.pages:
            if row.mine or all_of_them:
                yield school, row
            if with_translations:
                yield from ((school, words) for words in row.translations if words.mine and words.alias_of is None)


def missing_page(school: School, page_kind: str, kind: str, text: str) -> Findings:
    """A school that lacks a page: the way to its draft, else to where it can be made."""
    front = school.front
    draft = next((row for row in school.of_kind(page_kind) if row.mine), None)
    if front is None or not front.mine:
        return
    if draft is not None:
        yield on_page(draft, school, kind, text)
    else:
        yield on_page(front, school, kind, text, url=reverse("wagtailadmin_explore", args=[front.pk]))


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


def overdue(desk: Desk, finding: str) -> Iterator[tuple[School, Row, datetime.date]]:
    """The published pages that had to be looked at again, of the classes that name this finding for it."""
    now = today()
    for school, row in rows(desk):
        due = row.columns["review_due"]
        if row.model.grip_overdue == finding and row.live and due and due <= now:
            yield school, row, due


__all__ = ["Findings", "missing_page", "named", "on_item", "on_page", "overdue", "published", "rows", "url_of"]
