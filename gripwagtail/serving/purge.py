"""What has changed, and which addresses a cache in front of the site has to forget for it.

Too much is purged rather than too little, and whatever goes wrong is logged and stops nobody from saving.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, Final

from django.db.models import Model, Q

from ..conf import conf
from ..lookup.sources import content_types, is_ours, page_model
from ..page_class import SitePage
from ..records.settings import GripSettings
from .pages_with_blocks import host_pages, host_pages_that_chose, own_pages, pages_of, sites_of
from .reach import Reach, reach_of

logger = logging.getLogger(__name__)

# The addresses of more pages of ours are looked for and purged when the editor has an answer.
AT_ONCE: Final = 100
# Wagtail compares each address with every other of the same batch: of forty thousand that takes a quarter of a minute.
BATCH: Final = 1_000


@dataclass(slots=True)
class Purge:
    """What has changed, until it is purged."""

    everywhere: bool = False
    # Sites by key; of the second kind also the schools that have this site as their board.
    sites: set[int] = field(default_factory=set)
    boards: set[int] = field(default_factory=set)
    # Pages of ours, by key, of which nothing changed but what they say.
    sources: set[int] = field(default_factory=set)
    # Addresses that can no longer be found once the change is made.
    urls: set[str] = field(default_factory=set)
    # Paths in the page tree, before and after.
    moves: set[tuple[str, str]] = field(default_factory=set)
    _found: list[Reach] | None = field(default=None, init=False, compare=False, repr=False)

    def __bool__(self) -> bool:
        return bool(self.everywhere or self.sites or self.boards or self.sources or self.urls or self.moves)

    def plain(self) -> dict[str, Any]:
        """As what JSON knows, for a task."""
        return {
            "everywhere": self.everywhere,
            "sites": sorted(self.sites),
            "boards": sorted(self.boards),
            "sources": sorted(self.sources),
            "urls": sorted(self.urls),
            "moves": sorted(map(list, self.moves)),
        }

    @classmethod
    def of_plain(cls, given: dict[str, Any]) -> Purge:
        # A worker may be handed what the release before this one noted.
        sets = {name: set(given.get(name, ())) for name in ("sites", "boards", "sources", "urls")}
        return cls(given["everywhere"], moves={(before, after) for before, after in given["moves"]}, **sets)

    def is_large(self) -> bool:
        """Whether so many pages may show it that an editor should not wait. One query."""
        shown_on = page_model().objects.filter(self._within(), live=True, depth__gt=1)
        if not conf.purge_whole_site:
            # Those of the host with a block of ours are not counted: that would be as much work as finding them.
            shown_on = shown_on.filter(content_type_id__in=list(content_types()))
        return bool(shown_on.count() > AT_ONCE)

    def send(self) -> None:
        """Tells each cache in front of the site: once, or of very many addresses in batches."""
        from wagtail.contrib.frontend_cache.utils import PurgeBatch

        urls: list[str] = []
        with logged():
            # Of one host together, which is how Wagtail tells a cache.
            urls = sorted(self.all_urls())
        for batch in batched(urls, BATCH):
            with logged():
                PurgeBatch(batch).purge()

    def add(self, instance: Model, words_alone: bool = False) -> None:
        """Everything that may show this page, helpline, settings, site, restriction or locale.

        With ``words_alone`` the page says something else, and is where it was, under the same title and as public.
        """
        from wagtail.models import PageViewRestriction

        if isinstance(instance, GripSettings):
            self.boards.add(instance.site_id)
        elif isinstance(instance, PageViewRestriction):
            self._add_sites(instance.page.url_path, with_schools=True)
        elif not isinstance(instance, page_model()):
            self.everywhere = True
        # Expiry and the explorer's bulk actions save a page of ours as the base page that it is as well.
        elif is_ours(instance.specific_class or type(instance)):
            page = instance.specific_deferred
            if words_alone:
                self.sources.add(page.pk)
                self._found = None
            else:
                self._add_sites(page.url_path, with_schools=page.grip_serves_schools)
            self.urls.update(urls_of(page))

    def add_everything(self) -> None:
        self.everywhere = True

    def add_move(self, before: str, after: str) -> None:
        """Everything on the sites to which a part of the tree belonged and belongs."""
        # Among what moved may be the contact page of a board.
        self._add_sites(before, with_schools=True)
        self._add_sites(after, with_schools=True)
        self.moves.add((before, after))

    def _add_sites(self, url_path: str, with_schools: bool) -> None:
        (self.boards if with_schools else self.sites).update(sites_of(url_path))

    def all_urls(self) -> set[str]:
        """The addresses of all pages that may show what has changed, those of before included."""
        found = set(self.urls)
        known = SimpleNamespace()  # Wagtail keeps the roots of all sites on it
        for page in self._pages():
            # One page of the host whose address fails does not stop the others.
            with logged():
                for one in (page, *self._as_before(page)):
                    found.update(urls_of(one, known))
        return found

    def _as_before(self, page: SitePage) -> Iterator[SitePage]:
        """The page where it was before it moved."""
        for before, after in self.moves:
            if page.url_path.startswith(after):
                there = copy(page)
                there.url_path = before + page.url_path[len(after) :]
                yield there

    def _within(self) -> Q:
        if self.everywhere:
            return Q()
        reaches = self._reaches()
        schools = GripSettings.objects.filter(board_id__in=self.boards).values_list("site_id", flat=True)
        within = pages_of({*self.sites, *self.boards, *schools})
        for reach in reaches:
            within |= reach.within
        return within

    def _reaches(self) -> list[Reach]:
        """How far what these pages say can be seen; one that may be seen all over its sites is purged there.

        Looked for once: how many pages it is, which they are, and which of the host chose one of them all ask it.
        """
        if self._found is None:
            self._found = list(self._looked_for())
        return self._found

    def _looked_for(self) -> Iterator[Reach]:
        for page in page_model().objects.filter(pk__in=self.sources).specific(defer=True) if self.sources else ():
            sites = sites_of(page.url_path)
            if sites <= {*self.sites, *self.boards}:
                continue
            reach = None if conf.purge_whole_site else reach_of(page)
            if reach is None:
                self._add_sites(page.url_path, with_schools=page.grip_serves_schools)
            else:
                yield reach

    def _pages(self) -> Iterator[SitePage]:
        within = self._within()
        if conf.purge_whole_site:
            yield from page_model().objects.filter(within, live=True, depth__gt=1)
            return
        yield from own_pages(within)
        yield from host_pages(within)
        for reach in self._reaches():
            yield from host_pages_that_chose(reach.family, pages_of(reach.sites))


def batched(urls: list[str], size: int) -> Iterator[list[str]]:
    """These in lists of at most this many."""
    return (urls[start : start + size] for start in range(0, len(urls), size))


def urls_of(page: SitePage, known: object = None) -> Iterator[str]:
    """The full addresses under which a page may be kept; none for a page outside every site."""
    address = page.get_full_url(known)
    if address:
        for path in page.specific_deferred.get_cached_paths():
            yield address if path in ("", "/") else f"{address.rstrip('/')}/{path.lstrip('/')}"


@contextmanager
def logged() -> Iterator[None]:
    """Whatever goes wrong in it is in the log, and nowhere else."""
    try:
        yield
    except Exception:
        logger.exception("Not everything could be purged: a cache may keep a page of before until it expires.")


__all__ = ["AT_ONCE", "Purge", "logged", "urls_of"]
