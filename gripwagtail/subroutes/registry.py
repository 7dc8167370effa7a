"""What a page offers beside itself: a sheet to print, a card for a phone, a poster.

Each is a sub-route of its page, so that the site, view restrictions and the source rule apply
to it as they do to the page. A page of the host at the same address takes precedence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from ..directory import addresses
from ..directory.addresses import below
from ..late import late
from ..lookup.context import PageContext
from ..page_class import GripPage
from ..rendering.emergency import answer, tell
from ..stored.failures import PASSED_ON


def _nothing(page: GripPage) -> Iterable[str]:
    return ()


def _nothing_ahead(pages: Sequence[GripPage]) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Subroute:
    """One thing beside a page. ``name`` is the first word after the page's own address, and is never translated.

    ``respond`` makes the response for a page; it gets what follows the word in the address, and raises ``Http404`` when
    there is nothing. ``rest`` lists what may follow, where there is more than one address.
    """

    name: str
    respond: Callable[[GripPage, HttpRequest, Sequence[str]], HttpResponse]
    rest: Callable[[GripPage], Iterable[str]] = _nothing
    # Reads for many pages of one class at once what ``rest`` would read for each.
    ahead: Callable[[Sequence[GripPage]], None] = _nothing_ahead
    # How many entries of the cache it takes for each page: see ``kept``.
    entries: int = 0


# Those of our page types, which name them in ``grip_subroutes``.
# Most visitors ask for none of it.
PRINT: Final = Subroute("print", late("subroutes.contact_sheet.contact_sheet"), entries=1)
VCARD: Final = Subroute(
    "vcard",
    late("subroutes.vcard.vcard"),
    rest=late("subroutes.vcard.keys_of"),
    ahead=late("subroutes.vcard.read_keys"),
)
POSTER: Final = Subroute("poster", late("subroutes.poster.poster"), lambda page: ("qr",), entries=2)
CARDS: Final = Subroute("card", late("subroutes.pocket_cards.pocket_cards"), entries=1)
CLASS_SHEET: Final = Subroute("class-sheet", late("subroutes.class_sheet.class_sheet"), entries=1)
TO_SHARE: Final = Subroute(addresses.SHARE, late("subroutes.share.share"), entries=1)
# Its list and six sheets.
PRACTISE: Final = Subroute(
    addresses.PRACTISE, late("subroutes.practise.practise"), rest=late("subroutes.practise.keys_of"), entries=7
)
# Its list, six scripts and seven sheets.
TOGETHER: Final = Subroute(
    addresses.TOGETHER, late("subroutes.together.together"), rest=late("subroutes.together.keys_of"), entries=14
)
# Its list and six sheets.
TEAM: Final = Subroute(addresses.TEAM, late("subroutes.team.team"), rest=late("subroutes.team.keys_of"), entries=7)


def subroute_at(page: GripPage, path_components: Sequence[str]) -> Subroute | None:
    """The leaf of this page at these path components, if there is one."""
    return next((one for one in page.grip_subroutes if [one.name] == list(path_components[:1])), None)


def serve_subroute(page: GripPage, request: HttpRequest, path_components: Sequence[str]) -> HttpResponse:
    """The response of a sub-route. Raises ``Http404`` where the page has none."""
    subroute = subroute_at(page, path_components)
    if subroute is None:
        raise Http404
    try:
        return subroute.respond(page, request, path_components[1:])
    except PASSED_ON:
        raise
    except Exception as problem:
        if settings.DEBUG:
            raise
        page_context = PageContext.of_request(request, page)
        tell(page_context, f"The sheet “{path_components[0]}” of page {page.pk}", problem)
        return answer(page_context)


def subroute_paths(page: GripPage) -> Iterator[str]:
    """The addresses of all leaves that this page may have, from its own address on."""
    for subroute in page.grip_subroutes:
        yield below("/", subroute.name)
        for rest in subroute.rest(page):
            yield below("/", subroute.name, rest)


__all__ = [
    "CARDS",
    "CLASS_SHEET",
    "POSTER",
    "PRACTISE",
    "PRINT",
    "TEAM",
    "TOGETHER",
    "TO_SHARE",
    "VCARD",
    "Subroute",
    "serve_subroute",
    "subroute_at",
    "subroute_paths",
]
