"""The page that something is taken from, as everyone may read it."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from ..lookup.context import PageContext
from ..lookup.source import Source
from ..page_class import GripPage


def published(page: GripPage, request: HttpRequest) -> Source:
    """The page with its facts and words. ``Http404`` for a draft or a preview: paper and phones are never corrected."""
    page_context = PageContext.of_request(request, page)
    if not page.live or page_context.is_preview:
        raise Http404
    return page_context.own


__all__ = ["published"]
