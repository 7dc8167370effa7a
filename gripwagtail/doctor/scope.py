"""What belongs to one school: a whole site, or one of several parts of it that have an overview of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from wagtail.models import Site

from ..lookup.context import PageContext
from ..lookup.sources import Candidate, page_model, sections
from ..page_class import SitePage


class UnknownSite(Exception):
    """There is no site with that host; the message says which there are."""


@dataclass(frozen=True)
class SchoolScope:
    """One school: its site, and the page at which a visitor comes in. ``is_first`` of the schools of its site."""

    site: Site
    home: SitePage
    is_first: bool = True
    is_whole_site: bool = True

    @property
    def name(self) -> str:
        """The host of the site; with the page of the school where it has several."""
        host = host_of_site(self.site)
        return host if self.is_whole_site else f"{host}, “{self.home.title}”"

    @cached_property
    def page_context(self) -> PageContext:
        page_context = PageContext(page=self.home)
        page_context.site = self.site  # two sites may share their root page
        return page_context

    @cached_property
    def own(self) -> list[Candidate]:
        """All pages of ours of this school, drafts and translations too."""
        originals = {
            each.key
            for each in self.page_context.index
            if each.page.path.startswith(self.home.path) and self._is_ours(each)
        }
        return [each for each in self.page_context.index if each.key in originals]

    def _is_ours(self, each: Candidate) -> bool:
        return each.page.locale_id == self.page_context.root.locale_id and self.page_context.owns(each.page)


def host_of_site(site: Site) -> str:
    return site.hostname if site.port in (80, 443) else f"{site.hostname}:{site.port}"


def sites(host: str = "") -> list[Site]:
    """The sites with this host (``host:port`` when there are several), else all. Raises ``UnknownSite``."""
    every = list(Site.objects.select_related("root_page__locale").order_by("hostname", "port"))
    if not host:
        return every
    chosen = [site for site in every if host.lower() in (site.hostname.lower(), host_of_site(site).lower())]
    if not chosen:
        have = ", ".join(host_of_site(site) for site in every)
        raise UnknownSite(_("There is no site “%(host)s”. The sites are: %(sites)s.") % {"host": host, "sites": have})
    return chosen


def grounds_of(site: Site) -> Iterator[SchoolScope]:
    """The schools of a site, in the order of the tree."""
    paths = sections(PageContext(page=site.root_page))
    if len(paths) < 2:
        yield SchoolScope(site, site.root_page)
        return
    homes = page_model().objects.filter(path__in=paths).select_related("locale").order_by("path")
    for number, home in enumerate(homes):
        yield SchoolScope(site, home, is_first=number == 0, is_whole_site=False)


__all__ = ["SchoolScope", "UnknownSite", "grounds_of", "host_of_site", "sites"]
