"""The source of a kind for any page or request: what ``gripwagtail.sources.resolve`` gives."""

from __future__ import annotations

from django.http import HttpRequest

from ..page_class import GripPage, SitePage
from .context import PageContext
from .sources import find, kinds


def resolve(kind: str, where: SitePage | HttpRequest) -> GripPage | None:
    """The page that is the source of ``kind`` for a page or a request, or ``None``.

    The page is the one in the site's main language, of its own class, read from the
    database. Raises ``ValueError`` for an unknown kind.
    """
    if kind not in kinds():
        raise ValueError(f"Unknown kind {kind!r}: one of {', '.join(kinds())}.")
    page_context = PageContext.of_request(where) if isinstance(where, HttpRequest) else PageContext(page=where)
    found = find(kind, page_context)
    return found.source.model.objects.filter(pk=found.source.page.pk).first() if found.source else None


__all__ = ["resolve"]
