"""Bodies that somebody asked for before a change, made again when nobody waits for them.

The cache itself says what was asked for: an entry is made again only where one was kept, and of it only what no longer
holds. It is made as in a visit, by the same functions and under the same stamps, so it is as right as what a visitor
would have had made. The request is an empty one of that site: what asks it for more was never kept.
"""

from __future__ import annotations

import ast
import logging
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import takewhile
from operator import eq
from typing import Any, Final

from django.http import HttpRequest
from django.urls import get_script_prefix, get_urlconf, set_script_prefix, set_urlconf
from wagtail.models import Site

from ..lookup.context import PageContext
from ..lookup.sources import page_model
from ..records.settings import GripSettings
from ..rendering.block import make_block
from ..rendering.body_cache import PageEntry, delete, places_of, rests_on_any
from ..rendering.kept_place import KeptPlace
from ..rendering.page import make_page
from ..text.speaking import speaking
from .headers import is_left_out
from .pages_with_blocks import pages_of, sites_of

logger = logging.getLogger(__name__)

# Of more pages nobody waits long for the one that comes last.
MOST_PAGES: Final = 5_000
# In seconds: what is not made again by then is made at its next visit.
DEADLINE: Final = 30.0
_BLOCK: Final = "block."


@dataclass(slots=True)
class Changed:
    """What was changed, and where that may be seen."""

    # The stamps that moved; with ``everything`` all of them.
    names: set[str] = field(default_factory=set)
    everything: bool = False
    # Paths of addresses of pages, and keys of sites; with ``everywhere`` all pages there are.
    paths: set[str] = field(default_factory=set)
    sites: set[int] = field(default_factory=set)
    everywhere: bool = False

    def __bool__(self) -> bool:
        return bool(self.names or self.everything)

    def add(self, other: Changed) -> None:
        self.names |= other.names
        self.paths |= other.paths
        self.sites |= other.sites
        self.everything |= other.everything
        self.everywhere |= other.everywhere

    def plain(self) -> dict[str, Any]:
        """As what JSON knows, for a task."""
        return {
            "names": sorted(self.names),
            "everything": self.everything,
            "paths": sorted(self.paths),
            "sites": sorted(self.sites),
            "everywhere": self.everywhere,
        }

    @classmethod
    def of_plain(cls, given: dict[str, Any]) -> Changed:
        return cls(
            set(given["names"]), given["everything"], set(given["paths"]), set(given["sites"]), given["everywhere"]
        )


def make_again(changed: Changed, rests: bool = False) -> int:
    """Makes again what was kept and holds no more; how many pages.

    With ``rests`` it lets visitors go first: it pauses as long as it works.
    """
    until = time.monotonic() + DEADLINE
    names = None if changed.everything else frozenset(changed.names)
    made, failures = 0, 0
    for place in places_of([*_pages(changed), None]):
        if place.beside:
            # A sheet is asked for by few, and made at its next visit. Until then nothing of it is left.
            if rests_on_any(place, names):
                delete(place)
            continue
        started = time.monotonic()
        if started > until:
            logger.info("Not everything could be made again in time: the rest is made at its next visit.")
            break
        try:
            made += rests_on_any(place, names) and _make_place(place)
        except Exception:
            # Visitors get what replaces it, and the log says so for each visit.
            if not failures:
                logger.exception("Page %s could not be made again.", place.page)
            failures += 1
        if rests:
            time.sleep(min(time.monotonic() - started, 1))
    return made


def _pages(changed: Changed) -> list[int]:
    """The published pages on which the change may be seen, the nearest first."""
    rows = page_model()._default_manager.filter(live=True, depth__gt=1)
    if not changed.everywhere:
        sites = {*changed.sites, *(site for path in changed.paths for site in sites_of(path))}
        schools = GripSettings.objects.filter(board_id__in=sites).values_list("site_id", flat=True)
        rows = rows.filter(pages_of({*sites, *schools}))
    found = rows.order_by("path").values_list("pk", "url_path")[:MOST_PAGES]
    return [pk for pk, path in sorted(found, key=lambda row: -_nearness(row[1], changed.paths))]


def _nearness(path: str, to: Iterable[str]) -> int:
    """How far down two addresses are the same."""
    parts = path.split("/")
    return max((sum(1 for _same in takewhile(bool, map(eq, parts, one.split("/")))) for one in to), default=0)


def _make_place(place: KeptPlace) -> bool:
    site = Site.objects.select_related("root_page").filter(pk=place.site).first()
    page = page_model()._default_manager.filter(pk=place.page, live=True).first() if place.page else None
    if site is None or (place.page and page is None):
        return False
    with _there(place):
        page_context = PageContext.of_request(_request(site, place), page.specific if page else None)
        if KeptPlace.of(page_context) != place or page_context.is_private:
            return False
        entry = PageEntry.of(page_context)
        gone = entry.gone if entry is not None else []
        _make(page_context, gone)
        return bool(gone)


@contextmanager
def _there(place: KeptPlace) -> Iterator[None]:
    """In the language of the visit, under its prefix of addresses and with its addresses."""
    prefix, urlconf = get_script_prefix(), get_urlconf()
    set_script_prefix(place.prefix)
    set_urlconf(place.urlconf)
    try:
        with speaking(place.language):
            yield
    finally:
        set_script_prefix(prefix)
        set_urlconf(urlconf)


def _request(site: Site, place: KeptPlace) -> HttpRequest:
    """One of nobody: it has an address and a site."""
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = place.prefix
    request.META = {"SERVER_NAME": site.hostname, "SERVER_PORT": str(site.port), "REQUEST_METHOD": "GET"}
    request.urlconf = place.urlconf
    return request


def _make(page_context: PageContext, names: Collection[str]) -> None:
    """These bodies; a block whose options cannot be read back from its name is made at its next visit."""
    blocks = [name for name in names if name.startswith(_BLOCK)]
    for name in blocks:
        kind, _space, options = name.removeprefix(_BLOCK).partition(" ")
        if (given := _options(options)) is not None:
            make_block(page_context, kind, given)
    if len(blocks) < len(names) and hasattr(page_context.page, "grip_kind"):
        make_page(page_context)
        is_left_out(page_context)


def _options(written: str) -> dict[str, Any] | None:
    try:
        return dict(ast.literal_eval(written)) if written else {}
    except (ValueError, SyntaxError, TypeError):
        return None


__all__ = ["DEADLINE", "Changed", "make_again"]
