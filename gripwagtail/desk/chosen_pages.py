"""Blocks on pages of the host for which a page of another school was chosen, and nobody says that this is meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex

from ..content.items import title_of
from ..lookup.other_school import SchoolParts, are_apart
from ..lookup.sources import ancestor_paths, page_model
from ..page_class import SitePage
from ..rendering.reasons import OTHER_SCHOOL
from ..serving.pages_with_blocks import blocks_on, holding_models
from .finding import Finding
from .places import Findings
from .rows import editable
from .schools import Desk

_KIND = "other-school"


class _Whereabouts(NamedTuple):
    """Where a page is, in the main language: the site by the path of its root, and the path of the page."""

    site: str
    path: str


def chosen_elsewhere(desk: Desk) -> Findings:
    """Wagtail's index of references knows which pages were chosen where: one query, whatever number of schools."""
    if not desk.rows or not holding_models():
        return
    ours = {row.pk: row for row in desk.rows}
    references = list(_references(ours.keys()))
    places = _places(desk, {pk for pair in references for pk in pair})
    parts = _parts(desk)

    def part_of(pk: int) -> str:
        place = places.get(pk)
        return parts[place.site].of(place.path) if place is not None and place.site in parts else ""

    def is_elsewhere(page: int, chosen: int) -> bool:
        here, there = places.get(page), places.get(chosen)
        is_one_site = here is not None and there is not None and here.site == there.site
        return is_one_site and are_apart(part_of(page), part_of(chosen))

    wanted = {page for page, chosen in references if is_elsewhere(page, chosen)}
    pages = editable(desk.user).filter(pk__in=wanted).order_by("path").specific() if wanted else ()
    for page in pages:
        titles = [title_of(ours[pk].title) for pk in _unconfirmed(page) if pk in ours and is_elsewhere(page.pk, pk)]
        if titles:
            part = part_of(page.pk)
            school = next((each for each in desk.schools if each.path == part), None)
            yield Finding(
                _KIND,
                f"{_KIND}/{page.pk}",
                _("A block here asks for a page of another school, so it shows that of this school: %(titles)s.")
                % {"titles": ", ".join(dict.fromkeys(titles))},
                reverse("wagtailadmin_pages:edit", args=[page.pk]),
                site=school.site.name if school else "",
                school=school.name if school else "",
                page_id=page.pk,
                page_title=title_of(page.title) or str(page.pk),
            )


def _parts(desk: Desk) -> dict[str, SchoolParts]:
    """The schools of each site, by the path of its root."""
    starts = defaultdict(list)
    for row in desk.rows:
        site = desk.site_of(row.path) if row.model.grip_is_start else None
        if site is not None and row.locale_id == site.locale_id:
            starts[site.path].append(row)
    found = {}
    for path, overviews in starts.items():
        pks = {row.pk for row in overviews}
        found[path] = SchoolParts((row.path for row in overviews if row.alias_of not in pks), path)
    return found


def _references(ours: Collection[int]) -> Iterator[tuple[int, int]]:
    """A page, and the page of ours that is chosen in a block on it."""
    types = ContentType.objects.get_for_models(*(model for model, _streams in holding_models())).values()
    names = "|".join(sorted({re.escape(name) for _model, streams in holding_models() for name in streams}))
    found = ReferenceIndex.objects.filter(
        content_type__in=[each.pk for each in types],
        to_content_type=ContentType.objects.get_for_model(page_model(), for_concrete_model=False),
        to_object_id__in=[str(pk) for pk in ours],
        # In signs that mean the same to every database.
        model_path__regex=rf"^({names})[.](.*[.])?page$",
    ).values_list("object_id", "to_object_id")
    return ((int(page), int(chosen)) for page, chosen in found)


def _places(desk: Desk, pks: Collection[int]) -> Mapping[int, _Whereabouts]:
    """Where these pages are. One query, and two more where one of them is not in the main language of its site."""
    found: dict[int, _Whereabouts] = {}
    elsewhere: dict[int, str] = {}
    for pk, path, locale in page_model().objects.filter(pk__in=pks).values_list("pk", "path", "locale_id"):
        site = desk.site_of(path)
        if site is not None and site.locale_id == locale:
            found[pk] = _Whereabouts(site.path, path)
        else:
            elsewhere[pk] = path
    # A translation is where its original is, or that of the nearest page above it that has one.
    originals = _originals(desk, elsewhere.values()) if elsewhere else {}
    for pk, path in elsewhere.items():
        place = next((originals[above] for above in ancestor_paths(path) if above in originals), None)
        if place is not None:
            found[pk] = place
    return found


def _originals(desk: Desk, paths: Collection[str]) -> dict[str, _Whereabouts]:
    """Of these pages, and of all above them, where the originals are."""
    pages: Any = page_model().objects.order_by()
    above = {one for path in paths for one in ancestor_paths(path)}
    keys = dict(pages.filter(path__in=above).values_list("path", "translation_key"))
    main = {site.locale_id for site in desk.sites.values()}
    by_key: dict[Any, _Whereabouts] = {}
    found = pages.filter(translation_key__in=set(keys.values()), locale_id__in=main)
    for key, path, locale in found.values_list("translation_key", "path", "locale_id"):
        site = desk.site_of(path)
        if site is not None and site.locale_id == locale:
            by_key[key] = _Whereabouts(site.path, path)
    return {path: by_key[key] for path, key in keys.items() if key in by_key}


def _unconfirmed(page: SitePage) -> Iterator[int]:
    for _block, value in blocks_on(page):
        chosen = getattr((value or {}).get("page"), "pk", None)
        if chosen is not None and not value.get(OTHER_SCHOOL):
            yield chosen


__all__ = ["chosen_elsewhere"]
