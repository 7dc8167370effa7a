"""The schools of an install with their pages: a whole site, or the parts of it that have an overview of their own."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Site

from ..lookup.sources import ancestor_paths, content_types, kinds, models_of, page_model, path_range
from ..page_class import GripPage
from ..records.helpline import GripHelpline
from ..records.settings import GripSettings
from ..stored.failures import one_by_one
from . import columns, rows
from .rows import Row

# How long the first steps stay visible after the last page was published.
_SETTLED: Final = datetime.timedelta(days=14)
_SITE: Final = ("pk", "hostname", "port", "site_name", "root_page__path", "root_page__url_path", "root_page__locale_id")


@dataclass(slots=True)
class DeskSite:
    """A site, as far as the desk needs it."""

    pk: int
    hostname: str
    port: int
    site_name: str
    path: str
    url_path: str
    locale_id: int
    school_name: str = ""
    has_board: bool = False

    @property
    def name(self) -> str:
        host = self.hostname if self.port in (80, 443) else f"{self.hostname}:{self.port}"
        return self.site_name or host


@dataclass(slots=True)
class School:
    """The pages of one school in its main language, each with its translations."""

    site: DeskSite
    path: str
    name: str
    pk: int | None = None
    pages: list[Row] = field(default_factory=list)

    @property
    def is_published(self) -> bool:
        return any(row.live for row in self.pages)

    @property
    def is_waiting(self) -> bool:
        """Whether a page of the school waits for its first publication."""
        return not all(row.was_published for row in self.pages)

    @property
    def is_beginning(self) -> bool:
        """Whether a page waits for its first publication, or the last of these is not long ago."""
        if self.is_waiting:
            return True
        moments = [row.first_published_at for row in self.pages if row.first_published_at]
        return bool(moments) and max(moments) > timezone.now() - _SETTLED

    @property
    def is_mine(self) -> bool:
        """Whether the user may edit something of this school."""
        return any(row.mine or any(words.mine for words in row.translations) for row in self.pages)

    def of_kind(self, kind: str) -> list[Row]:
        models = models_of(kind)
        return [row for row in self.pages if row.model in models]

    def first_of_kind(self, kind: str) -> Row | None:
        return next(iter(self.of_kind(kind)), None)

    @property
    def front(self) -> Row | None:
        """The page that stands for the school: its overview, else its first."""
        order = {kind: number for number, kind in enumerate(kinds())}
        return min(self.pages, key=lambda row: (not row.mine, order[row.kind], row.path), default=None)


def is_settled(path: str) -> bool:
    """Whether every page of ours below this place was published, long ago. One query."""
    ours = page_model().objects.filter(path__range=path_range(path), content_type_id__in=list(content_types()))
    lately = Q(first_published_at=None) | Q(first_published_at__gt=timezone.now() - _SETTLED)
    return not ours.filter(lately).exists()


class Desk:
    """What one user looks after. Everything is read when first asked for, for any number of schools at once."""

    def __init__(self, user: Any = None, only: set[int] | None = None, part: str = "") -> None:
        """``user`` is ``None`` for a command, which sees all; ``only`` names the sites to look at.

        ``part`` is where one of several schools of a site begins in the tree: then only that one is read.
        """
        self.user = user
        self._only = only
        self._part = part
        self._content: dict[int, GripPage] = {}
        # What ``places.Look`` found, by how it looks.
        self.looked_for: dict[Any, list[Any]] = {}

    @cached_property
    def paths(self) -> dict[int, str]:
        """The pages of ours that the user may edit."""
        return rows.paths_of(self.user, self._part)

    @cached_property
    def sites(self) -> dict[str, DeskSite]:
        """Every site by the path of its root. Of two with one root the first."""
        found: dict[str, DeskSite] = {}
        wanted = Q() if self._only is None else Q(pk__in=self._only)
        for values in Site.objects.filter(wanted).order_by("-is_default_site", "pk").values_list(*_SITE):
            place = DeskSite(*values)
            found.setdefault(place.path, place)
        by_id = {place.pk: place for place in found.values()}
        settings = GripSettings.objects.filter(Q() if self._only is None else Q(site_id__in=self._only))
        for site, name, board in settings.values_list("site_id", "school_name", "board_id"):
            if site in by_id:
                by_id[site].school_name, by_id[site].has_board = name, board is not None
        return found

    def site_of(self, path: str) -> DeskSite | None:
        """The site to which a page belongs: the one with the deepest root above it."""
        return next((self.sites[above] for above in ancestor_paths(path) if above in self.sites), None)

    @cached_property
    def rows(self) -> list[Row]:
        if not self.paths:
            return []
        found = rows.read({self._part} if self._part else self._roots())
        for row in found:
            row.mine = row.pk in self.paths
        return found

    def _roots(self) -> set[str]:
        """The sites on which the user may edit something; the page itself where that is a translation, below none."""
        places = {path: self.site_of(path) for path in self.paths.values()}
        return {place.path if place else path for path, place in places.items() if place or self._only is None}

    @cached_property
    def schools(self) -> list[School]:
        """The schools of which the user may edit a page, in the order of their sites."""
        by_key = defaultdict(list)
        originals: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            place = self.site_of(row.path)
            if place is not None and row.locale_id == place.locale_id and row.alias_of is None:
                originals[place.path].append(row)
            else:
                by_key[row.key].append(row)
        found = []
        for path, pages in originals.items():
            for row in pages:
                row.translations = by_key.get(row.key, [])
            found += self._divided(self.sites[path], pages)
        self._name_parts(found)
        return sorted(
            (school for school in found if school.is_mine), key=lambda school: (school.site.name, school.path)
        )

    @cached_property
    def published(self) -> list[School]:
        """Those of which visitors see anything."""
        return [school for school in self.schools if school.is_published]

    def _divided(self, site: DeskSite, pages: list[Row]) -> list[School]:
        parts = sorted({row.path[:-4] for row in pages if row.model.grip_is_start}, key=len, reverse=True)
        if len(parts) < 2 and not self._part:
            return [School(site, site.path, site.school_name or site.name, pages=pages)]
        schools = {part: School(site, part, "") for part in parts}
        for row in pages:
            part = next((part for part in parts if row.path.startswith(part)), None)
            if part is not None:
                schools[part].pages.append(row)
        return list(schools.values())

    def _name_parts(self, schools: list[School]) -> None:
        wanted = {school.path: school for school in schools if not school.name}
        if wanted:
            for pk, path, title in page_model().objects.filter(path__in=wanted).values_list("pk", "path", "title"):
                wanted[path].pk, wanted[path].name = pk, title

    @cached_property
    def helplines(self) -> list[GripHelpline]:
        """Those of the whole install that can be read, in their order."""
        return one_by_one(GripHelpline.objects.order_by("position", "name"), "Helpline", [])

    def content(self, chosen: list[Row]) -> dict[int, GripPage]:
        """These pages with what is written on them; of one that was never published the latest draft."""
        missing: dict[type[GripPage], list[int]] = defaultdict(list)
        for row in chosen:
            if row.pk not in self._content:
                missing[row.model].append(row.pk)
        for model, pks in missing.items():
            for page in columns.read_pages(
                model._base_manager.select_related("locale", "latest_revision").filter(pk__in=pks)
            ):
                self._content[page.pk] = page if page.live else page.get_latest_revision_as_object()
        return self._content

    def values(self, chosen: list[Row], *names: str) -> dict[int, tuple[Any, ...]]:
        """These fields of these pages, without the pages. One query for each class."""
        by_model: dict[type[GripPage], list[int]] = defaultdict(list)
        for row in chosen:
            by_model[row.model].append(row.pk)
        found: dict[int, tuple[Any, ...]] = {}
        for model, pks in by_model.items():
            found |= rows.fields_of(model, pks, names)
        return found


__all__ = ["Desk", "DeskSite", "School", "is_settled"]
