"""Whether a page that an editor chose for a block belongs to another school than the place where the block is.

Wagtail copies a choice as it is: the block in the copy of a school would go on showing the people of the first one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .sources import Candidate, kinds, models_of, nearest_of

if TYPE_CHECKING:
    from .context import PageContext


def is_of_another_school(page_context: PageContext, pk: int) -> bool:
    """Only where both are in a part of the site with an overview of its own, and these are not the same.

    Drafts count: a school that was copied a minute ago has nothing else.
    """
    chosen = next((one for one in page_context.family_of([pk]) if one.page.pk == pk), None)
    if chosen is None or page_context.root is None:
        return False
    # A translation is where its original is, also when it was moved.
    here = _part(page_context)
    return bool(here) and _part(_place_of(chosen, page_context)) not in {"", here}


def _place_of(one: Candidate, page_context: PageContext) -> PageContext:
    there = type(page_context)(page=one.page)
    there.site = page_context.site
    there.rests_on = page_context.rests_on
    return there


def _part(page_context: PageContext) -> str:
    """The path of the part of the site in which this place is; empty where there are several as near, or none."""
    found: set[str] = set()
    for kind in kinds():
        if any(model.grip_is_start for model in models_of(kind)):
            found |= {one.page.path[:-4] for one in nearest_of(kind, page_context)[0] if one.model.grip_is_start}
    return found.pop() if len(found) == 1 else ""


__all__ = ["is_of_another_school"]
