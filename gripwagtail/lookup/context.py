"""Who is looking, and from where: the page, the site and the language in which something is shown.

One ``PageContext`` serves a whole request, so that five blocks on a page ask the database for
the settings, the helplines and the list of sources once.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import cached_property
from typing import Any, cast

from django.http import HttpRequest
from django.utils import timezone, translation
from wagtail.models import Site

from ..content.contact import SchoolOffice
from ..content.helplines import Helpline
from ..page_class import GripPage, SitePage
from ..records.settings import GripSettings
from ..records.stamp import NATIONAL, TREE, State, of_settings, of_source
from ..stored.failures import Failure, attempt
from ..text.values import language_code, number
from .link import TitledAddress, titled_address
from .nearby import Nearby
from .restrictions import ancestor_paths, are_restricted
from .rests_on import Making, RestsOn
from .school_helplines import helplines_of
from .school_settings import row_of
from .sharing import shared
from .site_roots import SiteRoots
from .source import Source
from .sources import Candidate, SourceResult, family_of, find, kinds, listing, locale_in_use
from .today import Today
from .visit import completed
from .visit_language import visit_language


class PageContext:
    """The place from which sources are looked up. Every part is read when first asked for."""

    def __init__(self, page: SitePage | None = None, request: HttpRequest | None = None) -> None:
        self.page: SitePage | None = page if page is not None and hasattr(page, "url_path") else None
        self.request = request
        self._sources: dict[tuple[str, int | None], Source | None] = {}
        self._families: dict[tuple[int, ...], list[Candidate]] = {}
        self.starts_below: dict[str, list[str]] = {}  # of other schools: see ``other_school``
        # What could not be read or made. What was made without it is not cached.
        self.failures: list[Failure] = []
        # Whether the page itself could not be made.
        self.has_failed = False

    @classmethod
    def of_request(cls, request: HttpRequest | None, page: SitePage | None = None) -> PageContext:
        """The one ``PageContext`` of a request and page; a new one without a request."""
        if request is None:
            return cls(page)
        kept: dict[Any, PageContext] = request.__dict__.setdefault("_gripwagtail", {})
        key = getattr(page, "pk", None)
        if key not in kept or kept[key].page is not page:
            kept[key] = cls(page, request)
        return kept[key]

    @classmethod
    def of_page(cls, page: SitePage | None) -> PageContext:
        """The place of a page that is edited or saved, for no visitor: one for all who take part in that."""
        if page is None or not getattr(page, "url_path", ""):
            return cls(page)
        names = ("pk", "path", "url_path", "locale_id", "text_language", "alias_of_id")
        return shared((type(page), *(getattr(page, name, None) for name in names)), lambda: cls(page))

    @classmethod
    def of_context(cls, context: object) -> PageContext:
        """From a template's context, of which any part may be missing: then it is that of the current visit."""
        get = context.get if hasattr(context, "get") else {}.get
        given = get("request")
        page = next((one for one in (get("page"), get("self")) if hasattr(one, "url_path")), None)
        page, request = completed(page, given if isinstance(given, HttpRequest) else None)
        return cls.of_request(request, page)

    @property
    def our_page(self) -> GripPage:
        """The page shown, for code that runs only where that is one of ours."""
        return cast(GripPage, self.page)

    def elsewhere(self, site: Site) -> PageContext:
        """The same visit, in the same language, looking at another site of this install."""
        there = PageContext(None, self.request)
        there.failures = self.failures
        there.site = site
        there.locale_id = self.locale_id
        there.language = self.language
        there.is_preview = False
        there.rests_on = self.rests_on
        return there

    @cached_property
    def is_preview(self) -> bool:
        return self.request is not None and bool(getattr(self.request, "is_preview", False))

    @property
    def today(self) -> datetime.date:
        """The day of the visit. What is made with it is right until something of it begins or ends."""
        return Today.of(self.day, self.rests_on) if self.rests_on.keeps else self.day

    @cached_property
    def day(self) -> datetime.date:
        """The day of the visit, for what is shown to nobody."""
        return timezone.localdate() if timezone.is_aware(timezone.now()) else datetime.date.today()

    @cached_property
    def _site_roots(self) -> SiteRoots:
        return SiteRoots(self.page, self.request)

    @cached_property
    def _root_path(self) -> Any:
        matches = self._site_roots.above(getattr(self.page, "url_path", "") or "")
        site = self.request_site
        return next((root for root in matches if site and root.site_id == site.pk), matches[0] if matches else None)

    @cached_property
    def has_sites_within(self) -> bool:
        """Whether other sites are nested in this one."""
        return self.root is not None and self._site_roots.has_some_within(self.root.url_path)

    @cached_property
    def request_site(self) -> Site | None:
        try:
            return Site.find_for_request(self.request) if self.request is not None else None
        except KeyError:  # a request made by hand, without a host
            return None

    @cached_property
    def site(self) -> Site | None:
        root = self._root_path
        if root is None:
            # A page outside every site has no site; a view without a page has the request's.
            return None if self.page is not None and self.page.url_path else self.request_site
        if self.request_site is not None and self.request_site.pk == root.site_id:
            return self.request_site
        return shared((Site, root.site_id), Site.objects.select_related("root_page").filter(pk=root.site_id).first)

    @cached_property
    def root(self) -> Any:
        """The root page of the site, in its main language: a page of the host's class, ``None`` without a site."""
        return self.site.root_page if self.site else None

    @cached_property
    def locale_id(self) -> int | None:
        if self.page is not None and getattr(self.page, "locale_id", None):
            return int(self.page.locale_id)
        if self.root is None:
            return None
        code = visit_language()
        main = int(self.root.locale_id)
        if any(root.language_code == code for root in self._site_roots.at(self.root.url_path)):
            return main
        return locale_in_use(self, code) or main

    @property
    def in_source_language(self) -> bool:
        return self.root is None or self.page is None or self.page.locale_id == self.root.locale_id

    @cached_property
    def language(self) -> str:
        """The language of the page shown, as a code."""
        own = language_code(getattr(self.page, "text_language", ""))
        # A translation has it from its source, and is itself written in the language of its locale.
        if own and self.in_source_language:
            return own
        if self._root_path is not None and (
            self.in_source_language or self._root_path.root_path != getattr(self.root, "url_path", None)
        ):
            return str(self._root_path.language_code)
        if self.page is not None and getattr(self.page, "locale_id", None):
            return str(self.page.locale.language_code)
        return str(translation.get_language() or "nl")

    @cached_property
    def site_language(self) -> str:
        """The language in which the settings of the site are written: that of its root page."""
        if self.root is None:
            return "nl"
        found = next((found.language_code for found in self._site_roots.at(self.root.url_path)), "")
        return str(found or self.root.locale.language_code)

    @cached_property
    def active_language(self) -> str:
        """The language of the visit: with the page it decides in which words we speak."""
        return str(translation.get_language() or "")

    @cached_property
    def rests_on(self) -> RestsOn:
        """The stamps that this request has read, and what is being made of it."""
        if self.request is None:
            return RestsOn(keeps=False)
        kept: RestsOn = self.request.__dict__.setdefault("_gripwagtail_rests_on", RestsOn())
        return kept

    @property
    def state(self) -> State:
        """The state of all content."""
        return self.rests_on.state

    @cached_property
    def is_private(self) -> bool:
        """Whether the page shown is behind a view restriction. No query where none is in use."""
        if self.page is None or not self.page.path or not self.state.restricted:
            return False
        return are_restricted(ancestor_paths(self.page.path))

    @property
    def nearby(self) -> Nearby:
        """What is nearest to this place, and the page shown in all its languages."""
        self.rests_on.note(TREE)
        return self._nearby

    @cached_property
    def _nearby(self) -> Nearby:
        return Nearby(self)

    @property
    def index(self) -> list[Candidate]:
        """All pages of our kinds on this site, in every language, however many schools it has."""
        self.rests_on.note(TREE)
        return self._index

    @cached_property
    def _index(self) -> list[Candidate]:
        return listing(self)

    def family_of(self, pks: Iterable[int]) -> list[Candidate]:
        """These pages in all their languages, and for an alias what it repeats. One query, the first time."""
        self.rests_on.note(TREE)
        key = tuple(pks)
        if key not in self._families:
            self._families[key] = family_of(self, key)
        return self._families[key]

    def owns(self, page: SitePage) -> bool:
        """Whether a page belongs to this site and not to one nested inside it."""
        roots = self._site_roots.above(page.url_path)
        return not roots or self.site is None or any(root.site_id == self.site.pk for root in roots)

    def has_address(self, page: SitePage) -> bool:
        """Whether a page is on any site of this install."""
        return bool(self._site_roots.above(page.url_path))

    @property
    def settings(self) -> GripSettings:
        """The school's settings. A visit never writes a row: without one, an empty object."""
        self._note_settings()
        return self._settings

    def _note_settings(self) -> None:
        if self.site is not None:
            self.rests_on.note(of_settings(self.site.pk))

    @cached_property
    def _settings(self) -> GripSettings:
        site = self.site
        return attempt("The settings", lambda: row_of(site), None, self.failures) or GripSettings()

    @property
    def board(self) -> PageContext | None:
        """The site of the school's board, if that is another one."""
        return self._board if self.settings.board is not None else None

    @cached_property
    def _board(self) -> PageContext | None:
        site = self.settings.board
        return self.elsewhere(site) if site is not None and self.site and site.pk != self.site.pk else None

    @property
    def chosen_sources(self) -> list[int]:
        raw = getattr(self.settings.sources, "raw_data", None) or ()
        return [item["value"] for item in raw if isinstance(item, dict) and isinstance(item.get("value"), int)]

    @property
    def school(self) -> SchoolOffice:
        """The school as its settings say; a contact page may say it differently."""
        row = self.settings
        return SchoolOffice.of(row.school_name, row.school_type, row.phone, row.email)

    @property
    def ages(self) -> tuple[int | None, int | None]:
        return number(self.settings.age_from), number(self.settings.age_to)

    @property
    def helplines(self) -> list[Helpline]:
        """The national services that this school shows, with what it adds to them. One query."""
        self.rests_on.note(NATIONAL)
        self._note_settings()
        lines, made = self._helplines
        self.rests_on.note_until(made.day, made.until)
        return lines

    @cached_property
    def _helplines(self) -> tuple[list[Helpline], Making]:
        with self.rests_on.making() as made:
            return helplines_of(self), made

    @property
    def main_language(self) -> str:
        """The main language of the site, in which a school writes, where the page is in another; else nothing."""
        return "" if self.in_source_language else self.site_language

    def found(self, kind: str, chosen: int | None = None) -> SourceResult:
        return find(kind, self, chosen)

    def source(self, kind: str, chosen: int | None = None) -> Source | None:
        """The source of a kind with its content, read once."""
        key = (kind, chosen)
        found = self.found(kind, chosen)
        self._note(found)
        if key not in self._sources:
            read = attempt(f"The source “{kind}”", lambda: Source.read(found, self), None, self.failures)
            self._sources[key] = read
        return self._sources[key]

    def _note(self, found: SourceResult) -> None:
        """Notes that a source is read; the first time the stamps of the others are read along, in one query."""
        if found.source is None:
            return
        name = of_source(found.source.key)
        if self.rests_on.keeps and name not in self.rests_on.values:
            near = (self.found(kind).source for kind in kinds())
            self.rests_on.read([name, *(of_source(one.key) for one in near if one is not None)])
        self.rests_on.note(name)

    @property
    def own(self) -> Source:
        """The page shown with its facts and words, read once."""
        if self.page is not None:
            self.rests_on.note(of_source(self.page.translation_key))
        return self._own

    @cached_property
    def _own(self) -> Source:
        return Source.own(self)

    def link(self, kind: str, chosen: int | None = None) -> TitledAddress | None:
        """The address of a source in the language shown, without reading its content."""
        if (found := self.found(kind, chosen)).source is None:
            return None
        return titled_address(self, (found.words or found.source).page, found.source.page)


__all__ = ["PageContext", "TitledAddress"]
