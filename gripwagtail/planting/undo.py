"""Removes what was planted and nobody edited."""

from __future__ import annotations

from django.db import transaction

from ..lookup.sources import models_of
from ..page_class import GripPage, SitePage
from .digest import untouched
from .plant import ORDER, Outcome, named


@transaction.atomic
def undo(parent: SitePage) -> list[Outcome]:
    """Removes the planted pages below ``parent`` and below its translations.

    A page that was edited, live or in its latest draft, stays; so does one with other
    pages below it. Settings and helplines stay.
    """
    report: list[Outcome] = []
    for place in [parent, *parent.get_translations()]:
        overviews = [page for page in _planted("overview") if page.is_child_of(place)]
        # The four below first, so that the overview has no children left.
        for kind in reversed(ORDER[1:]):
            for page in _planted(kind):
                if page.is_child_of(place) or any(page.is_descendant_of(overview) for overview in overviews):
                    report.append(_remove(page))
        report += [_remove(page) for page in overviews]
    return report


def _planted(kind: str) -> list[GripPage]:
    return [page for model in models_of(kind) for page in model.objects.exclude(starter_key="")]


def _remove(page: GripPage) -> Outcome:
    name = named(page)
    # Read again: the tree has changed since.
    page = type(page).objects.get(pk=page.pk)
    if not untouched(page):
        return Outcome(name, "edited")
    if page.get_children().exists():
        return Outcome(name, "children")
    page.delete()
    return Outcome(name, "removed")
