"""On the home page of the admin, of each school: its pages, the poster and the messages for a crisis, in one click."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ..desk.dates import today
from ..desk.first_steps import outcome_form, short_form
from ..desk.rows import Row
from ..desk.schools import Desk, School
from ..directory.addresses import below
from ..lookup.page_kinds import kinds
from ..starter.year import MONTHS
from ..subroutes.share import month_name
from .library import IncidentAdminView

# Of more schools they are folded: a board does not look for one among sixty lines.
_OPEN: Final = 5


class Link(NamedTuple):
    """A link of a school, and what it is in: a draft, or nothing to say."""

    text: str
    url: str
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class SchoolLinks:
    """A school with what its editor may open."""

    name: str
    links: list[Link]


def links_of(desk: Desk) -> tuple[list[SchoolLinks], bool]:
    """The schools with a link to show, and whether all of them are to be open. Asks the database nothing."""
    found = [SchoolLinks(school.name, list(_links(school))) for school in desk.schools]
    shown = [each for each in found if each.links]
    return shown, len(shown) <= _OPEN


def _links(school: School) -> Iterator[Link]:
    mine = [row for row in school.pages if row.mine]
    for kind in kinds():
        for row in mine:
            if row.kind == kind:
                yield Link(_name(row, mine), reverse("wagtailadmin_pages:edit", args=[row.pk]), not row.live)
                if row.model.grip_is_made_together:
                    yield Link(_("Made together? Fill in what came of it"), outcome_form(row))
    for row in [row for row in mine if row.model.grip_has_year][:1]:
        yield Link(_year(today().month), reverse("gripwagtail_year", args=[row.pk]))
    help_pages = [row for row in mine if row.model.grip_needs_experts]
    for row in help_pages[:1]:
        if row.live:
            yield Link(_("Poster"), reverse("gripwagtail_poster", args=[row.pk]))
        yield Link(_("Messages to parents after an incident"), reverse("gripwagtail_aftercare", args=[row.pk]))
    if form := short_form(school):
        yield Link(_("The first hour"), form)


def _name(row: Row, mine: list[Row]) -> str:
    """The name of its kind; of several of one kind also its title."""
    name = str(row.model.grip_short_name or row.model._meta.verbose_name)
    return f"{name}: {row.title}" if sum(other.kind == row.kind for other in mine) > 1 else name


def _year(month: int) -> str:
    """In the summer there is no text, and the year can be looked at."""
    if month in MONTHS:
        return _("Text for parents: %(month)s") % {"month": month_name(month)}
    return _("A year for parents")


class PosterView(IncidentAdminView):
    """Leads on to the poster of a page that visitors see, wherever that has its address."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        address = self.draft.get_url(request) if self.draft.live else None
        if not address:
            raise Http404
        return redirect(below(address, "poster"))


__all__ = ["Link", "PosterView", "SchoolLinks", "links_of"]
