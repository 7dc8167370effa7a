"""Which page a page of ours translates, and which pages translate it: published or not."""

from __future__ import annotations

from ..lookup import sources
from ..lookup.context import PageContext
from ..lookup.sources import are_of_one_kind
from ..page_class import GripPage


def original_of(page: GripPage) -> GripPage | None:
    """The page in the main language of the site that this one translates, published or not."""
    return sources.original_of(page, PageContext.of_page(page), drafts=True)


def translations_of(page: GripPage) -> list[GripPage]:
    """The pages that translate this one; none where this is itself a translation."""
    if page.pk is None or not PageContext.of_page(page).in_source_language:
        return []
    found = page.get_translations().select_related("locale").specific()
    return [one for one in found if are_of_one_kind(one, page)]


__all__ = ["original_of", "translations_of"]
