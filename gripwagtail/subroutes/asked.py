"""Which sub-route a request asks for. It is noted on the request, and not passed on: what is between Wagtail and us,
the ``serve`` of a host or of another package, has arguments of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.http import HttpRequest

from ..page_class import GripPage

_ASKED: Final = "_gripwagtail_subroute"


def ask_for(request: HttpRequest, page: GripPage, path_components: Sequence[str]) -> None:
    """Notes that this request is for what is below the address of a page of ours."""
    setattr(request, _ASKED, (page.pk, list(path_components)))


def take_asked(request: HttpRequest, page: GripPage) -> list[str]:
    """What was asked for below this page, once; empty when it is the page itself."""
    pk, components = getattr(request, _ASKED, (None, []))
    if pk != page.pk or not components:
        return []
    delattr(request, _ASKED)
    return list(components)


__all__ = ["ask_for", "take_asked"]
