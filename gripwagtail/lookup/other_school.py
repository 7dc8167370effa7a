"""Whether a page that an editor chose for a block belongs to another school than the place where the block is.

Wagtail copies a choice as it is: the block in the copy of a school would go on showing the people of the first one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from .restrictions import ancestor_paths
from .sources import Candidate, family_of_chosen, kinds, models_of, nearest_of, starts_below

if TYPE_CHECKING:
    from .context import PageContext

# How many signs of a path stand for one page.
STEP: Final = 4


class SchoolParts:
    """Which part of a site, with an overview of its own, each place of it is in: the rule of ``sources``.

    ``starts`` are the paths of the overviews in the main language, drafts too, and ``inside`` that of the site.
    """

    def __init__(self, starts: Iterable[str], inside: str) -> None:
        self._inside = inside
        self._all: set[str] = set()
        self._below: dict[str, set[str]] = defaultdict(set)
        for start in starts:
            part = start[:-STEP]
            self._all.add(part)
            for path in ancestor_paths(start):
                if len(path) > len(inside):
                    self._below[path].add(part)

    def of(self, path: str) -> str:
        """The path of the part that a place in the main language is in; empty for one in several, or in none."""
        near = next((self._below[above] for above in ancestor_paths(path) if above in self._below), None)
        if near is None:
            near = self._all if len(self._all) < 2 else self._all & {self._inside}
        return next(iter(near)) if len(near) == 1 else ""


def are_apart(here: str, there: str) -> bool:
    """Only where both are in a part of the site with an overview of its own, and these are not the same."""
    return bool(here and there) and here != there


def is_of_another_school(page_context: PageContext, pk: int) -> bool:
    """Whether a page is of another school than this place. Drafts count: a school just copied has nothing else.

    No query of its own for a page of the same school; else one, for all pages of that other school together.
    """
    family = family_of_chosen(page_context, pk)
    chosen = next((one for one in family if one.page.pk == pk), None)
    here = _part(page_context) if chosen is not None and page_context.root is not None else ""
    if chosen is None or not here:
        return False
    path = _path_in_main_language(chosen, family, page_context)
    if not path:
        return are_apart(here, _part(_place_of(chosen, page_context)))
    inside = str(page_context.root.path)
    # A part that is found for a place is the only one below it.
    if path.startswith(here) and here != inside:
        return False
    shared = next(len(above) for above in ancestor_paths(path) if here.startswith(above))
    branch, known = path[: shared + STEP], page_context.starts_below
    if branch not in known:
        known[branch] = starts_below(page_context, branch, with_root=shared == len(inside))
    return are_apart(here, SchoolParts(known[branch], inside).of(path))


def _path_in_main_language(chosen: Candidate, family: Iterable[Candidate], page_context: PageContext) -> str:
    """A translation is where its original is, also when it was moved."""
    root = page_context.root
    own = (one.page for one in family if one.key == chosen.key and one.page.locale_id == root.locale_id)
    found = next((page for page in own if page.path.startswith(root.path) and page_context.owns(page)), None)
    return str(found.path) if found is not None else ""


def _place_of(one: Candidate, page_context: PageContext) -> PageContext:
    there = type(page_context)(page=one.page)
    there.site = page_context.site
    there.rests_on = page_context.rests_on
    return there


def _part(page_context: PageContext) -> str:
    """The path of the part of the site in which this place is, of what was read to find its sources."""
    found: set[str] = set()
    for kind in kinds():
        if any(model.grip_is_start for model in models_of(kind)):
            found |= {one.page.path[:-STEP] for one in nearest_of(kind, page_context)[0] if one.model.grip_is_start}
    return found.pop() if len(found) == 1 else ""


__all__ = ["STEP", "SchoolParts", "are_apart", "is_of_another_school"]
