"""What belongs to one school: a whole site, or one of several parts of it that have an overview of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from ..lookup.context import PageContext
from ..lookup.sources import Candidate, listing, page_model, sections
from ..page_class import SitePage
from .answer import Answer, visit

# So many schools are named where the one that was asked for is not there.
_NAMED: Final = 10


class UnknownSite(Exception):
    """There is no site with that host, or no school below that page; the message says which there are."""


@dataclass(frozen=True)
class SchoolScope:
    """One school: its site, and the page at which a visitor comes in. ``is_first`` of the schools of its site."""

    site: Site
    home: SitePage
    is_first: bool = True
    is_whole_site: bool = True
    _answers: dict[str, Answer] = field(default_factory=dict, compare=False, repr=False)

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
        """All pages of ours of this school, drafts and translations too. Those of other schools are not listed."""
        listed = listing(self.page_context, below=self.home.path)
        originals = {each.key for each in listed if each.page.path.startswith(self.home.path) and self._is_ours(each)}
        return [each for each in listed if each.key in originals]

    def visit(self, url: str) -> Answer:
        """The answer at a full address: once for each school, whoever asks."""
        if url not in self._answers:
            self._answers[url] = visit(url)
        return self._answers[url]

    def is_restricted(self, page: SitePage) -> bool:
        """Whether not everyone may see a page. No query where everyone may see everything."""
        return self.page_context.state.restricted and bool(page.get_view_restrictions().exists())

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


def grounds_of(site: Site, below: int | None = None) -> Iterator[SchoolScope]:
    """The schools of a site, in the order of the tree; with ``below`` the one that begins at this page."""
    paths = sections(PageContext(page=site.root_page))
    if len(paths) < 2:
        if below in (None, site.root_page_id):
            yield SchoolScope(site, site.root_page)
        return
    # One at a time: of a thousand schools none is held on to.
    for number, path in enumerate(sorted(paths)):
        home = page_model().objects.select_related("locale").get(path=path)
        if below in (None, home.pk):
            yield SchoolScope(site, home, is_first=number == 0, is_whole_site=False)


def check_there_is_one(sites: Sequence[Site], below: int) -> None:
    """Raises ``UnknownSite`` where none of these sites has a school that begins at this page."""
    page, around, named, count = page_model().objects.filter(pk=below).first(), None, [], 0
    for home in (scope.home for site in sites for scope in grounds_of(site)):
        if home.pk == below:
            return
        count += 1
        if count <= _NAMED:
            named.append(_called(home))
        # The nearest, where one school is inside the part of another.
        if page is not None and page.path.startswith(home.path) and (around is None or home.path > around.path):
            around = home
    if page is not None and around is not None:
        raise UnknownSite(
            _("No school begins at page %(page)s. It belongs to the school that begins at %(school)s.")
            % {"page": _called(page), "school": _called(around)}
        )
    pages = ", ".join(named)
    if count > _NAMED:
        more = count - _NAMED
        pages = ngettext("%(names)s and %(count)d more", "%(names)s and %(count)d more", more) % {
            "names": pages,
            "count": more,
        }
    if page is None:
        raise UnknownSite(
            _("There is no page %(page)d. Schools begin at: %(pages)s.") % {"page": below, "pages": pages}
        )
    raise UnknownSite(
        _("No school begins at page %(page)s. Schools begin at: %(pages)s.") % {"page": _called(page), "pages": pages}
    )


def _called(page: SitePage) -> str:
    return f"{page.pk} (“{page.title}”)"


__all__ = ["SchoolScope", "UnknownSite", "check_there_is_one", "grounds_of", "host_of_site", "sites"]
