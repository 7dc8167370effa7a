"""The request, for a host's own template of something that is kept: who asks for it gets it, and is kept nowhere."""

from __future__ import annotations

from typing import Any

from django.utils.functional import SimpleLazyObject

from ..lookup.context import PageContext


def request_of(page_context: PageContext) -> Any:
    """The request of the visit, which notes that it was asked for. Our own templates never do."""

    def ask() -> Any:
        page_context.rests_on.note_visitor()
        return page_context.request

    return SimpleLazyObject(ask)


__all__ = ["request_of"]
