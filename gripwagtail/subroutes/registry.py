"""What a page offers beside itself: a sheet to print, a card for a phone, a poster.

Each is a sub-route of its page, so that the site, view restrictions and the source rule apply
to it as they do to the page. A page of the host at the same address takes precedence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from ..directory.addresses import SHARE, below
from ..lookup.context import PageContext
from ..rendering.emergency import answer, tell
from ..stored.failures import PASSED_ON
from .class_sheet import class_sheet
from .contact_sheet import contact_sheet
from .poster import poster
from .share import share
from .vcard import keys_of, vcard

# Makes the response for a page; gets what follows its own name in the address. ``Http404`` when there is nothing.
Subroute = Callable[[Any, HttpRequest, Sequence[str]], HttpResponse]

# By kind of page and by the first word after the page's own address. The words are never translated.
SUBROUTES: Final[Mapping[str, Mapping[str, Subroute]]] = {
    "contact": {"print": contact_sheet, "vcard": vcard},
    "incident_help": {"poster": poster},
    "norm": {"class-sheet": class_sheet, SHARE: share},
    "parent_tips": {SHARE: share},
}


# What follows the name of a sub-route in an address, where it has more than one.
BELOW: Final[Mapping[str, Callable[[Any], Iterable[str]]]] = {"vcard": keys_of, "poster": lambda page: ("qr",)}


def subroute_at(page: Any, path_components: Sequence[str]) -> Subroute | None:
    """The sub-route of this page at these path components, if there is one."""
    return SUBROUTES.get(page.grip_kind, {}).get(path_components[0]) if path_components else None


def serve_subroute(page: Any, request: HttpRequest, path_components: Sequence[str]) -> HttpResponse:
    """The response of a sub-route. Raises ``Http404`` where the page has none."""
    subroute = subroute_at(page, path_components)
    if subroute is None:
        raise Http404
    try:
        return subroute(page, request, path_components[1:])
    except PASSED_ON:
        raise
    except Exception as problem:
        if settings.DEBUG:
            raise
        page_context = PageContext.of_request(request, page)
        tell(page_context, f"The sheet “{path_components[0]}” of page {page.pk}", problem)
        return answer(page_context)


def subroute_paths(page: Any) -> Iterator[str]:
    """The addresses of all sub-routes that this page may have, from its own address on."""
    for name in SUBROUTES.get(page.grip_kind, {}):
        yield below("/", name)
        for rest in BELOW.get(name, lambda page: ())(page):
            yield below("/", name, rest)


__all__ = ["BELOW", "SUBROUTES", "Subroute", "serve_subroute", "subroute_at", "subroute_paths"]
