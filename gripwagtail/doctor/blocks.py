"""Pages of the host that contain a block of ours: whether what the block shows is on the page that a visitor gets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from django.conf import settings
from django.db.models import Q
from django.http.request import validate_host
from django.utils.translation import gettext as _

from ..lookup.context import PageContext
from ..lookup.sources import path_range
from ..page_class import SitePage
from ..rendering.reasons import unknown_location
from ..serving.pages_with_blocks import blocks_on, host_pages
from .browser import Browser
from .errors import raised
from .findings import DoctorFinding, found
from .outline import host_of
from .pages import loads_css
from .scope import SchoolScope
from .shown import ShownPage

# At most this many pages of a school are opened. A block is printed by a template, so one page of each sort will do.
PAGES: Final = 10
# Of a school with many such pages this many are read to see of which sort they are.
_READ: Final = 200


def examine(scope: SchoolScope, browser: Browser | None = None) -> Iterator[DoctorFinding]:
    """One page of each sort: of one type, with blocks of the same kinds. What a block asks for is read on all."""
    held = list(islice(_held(scope), _READ))
    yield from _locations(held)
    for page, wanted in _different(scope, held):
        url = page.full_url
        if not url or not validate_host(host_of(url), settings.ALLOWED_HOSTS or ["localhost"]):
            continue  # reported for our own pages
        shown = ShownPage(page, scope.visit(url))
        if shown.answer.failure:
            yield raised(shown.answer.failure, shown.place)
        elif shown.answer.is_good:
            yield from _missing(shown, wanted)
            yield from loads_css(shown)
            if browser is not None:
                yield from browser.look(shown)


def _different(scope: SchoolScope, held: list[SitePage]) -> Iterator[tuple[SitePage, Counter[str]]]:
    """Pages that anyone may see, with how often each kind of block has something to show there."""
    seen: set[tuple[Any, ...]] = set()
    for page in held:
        if len(seen) == PAGES:
            return
        ours = list(blocks_on(page))
        sort = (type(page), frozenset(block.kind for block, _value in ours))
        if sort in seen or scope.is_restricted(page):
            continue
        # Other findings report what has nothing to show here.
        shows = Counter(block.kind for block, value in ours if str(block.render(value, {"page": page})).strip())
        if shows:
            seen.add(sort)
            yield page, shows


def _locations(held: list[SitePage]) -> Iterator[DoctorFinding]:
    """Blocks that ask for a location which no card has, because it has another name now: its people are left out."""
    for page in held:
        page_context = PageContext.of_page(page)
        asked = [unknown_location(block.kind, page_context, value or {}) for block, value in blocks_on(page)]
        if unknown := ", ".join(f"“{location}”" for location in dict.fromkeys(filter(None, asked))):
            yield found(
                "content.location-unknown",
                _("A block on this page asks for a location that no card has, so its people are not shown: %(names)s.")
                % {"names": unknown},
                _("Choose the location again in the block, or correct it on the cards of the contact page."),
                page.full_url or str(page.pk),
            )


def _held(scope: SchoolScope) -> Iterator[SitePage]:
    within = Q(path__range=path_range(scope.home.path))
    if scope.is_first:
        within |= Q(path=scope.site.root_page.path)
    return (page for page in host_pages(within) if scope.page_context.owns(page))


def _missing(shown: ShownPage, wanted: Counter[str]) -> Iterator[DoctorFinding]:
    there = shown.answer.outline.roots
    names = [f"grip_{kind}" for kind, count in wanted.items() if there[f"grip-{kind.replace('_', '-')}-block"] < count]
    if names:
        yield found(
            "page.block-missing",
            _("This page contains our blocks, but visitors do not see them: %(names)s.") % {"names": ", ".join(names)},
            _(
                "Check the template of this page: it has to render the stream, for example with {% include_block "
                "page.body %}."
            ),
            shown.place,
        )


__all__ = ["PAGES", "examine"]
