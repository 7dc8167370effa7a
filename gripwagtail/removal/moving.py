"""Pages of the host below ours: where they are, and how they get to another place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django.utils.translation import gettext as _

from ..lookup.sources import page_model
from ..page_class import SitePage


def foreign_below(pages: Sequence[SitePage]) -> list[SitePage]:
    """The pages below ours that are not of our types, the topmost of each branch."""
    ours = {page.path for page in pages}
    found: list[SitePage] = []
    for page in pages:
        for child in page_model().objects.child_of(page).order_by("path"):
            if child.path not in ours:
                found.append(child)
    return found


def problems_of_move(children: Sequence[SitePage], pages: Sequence[SitePage], target: SitePage) -> list[str]:
    """Why these pages cannot be below ``target``; empty when they can."""
    if any(target.path.startswith(page.path) for page in pages):
        return [_("“%(title)s” is itself being removed, or is below a page that is.") % {"title": target.title}]
    found, taken = [], set()
    for child in children:
        place = place_for(child, target)
        words = {"title": child.title, "place": place.title}
        if not child.specific.can_move_to(place.specific):
            found.append(_("“%(title)s” may not be placed below “%(place)s”.") % words)
        elif (place.pk, child.slug) in taken or not _is_free(child, place):
            found.append(_("Below “%(place)s” the address of “%(title)s” is already in use.") % words)
        taken.add((place.pk, child.slug))
    return found


def place_for(child: SitePage, target: SitePage) -> SitePage:
    """The target in the language of the page, where there is one."""
    if child.locale_id == target.locale_id:
        return target
    return cast(SitePage, target.get_translation_or_none(child.locale) or target)


def move(children: Sequence[SitePage], target: SitePage) -> None:
    for child in children:
        # Read again: each move changes the tree.
        place = place_for(child, target)
        page_model().objects.get(pk=child.pk).move(page_model().objects.get(pk=place.pk), pos="last-child")


def _is_free(child: SitePage, place: SitePage) -> bool:
    return not page_model().objects.child_of(place).filter(slug=child.slug).exclude(pk=child.pk).exists()
