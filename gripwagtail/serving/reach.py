"""How far what one page of ours says can be seen: not beyond the next page of its kind.

A visitor's page shows the source that is nearest. Where the nearest page that could be it instead stands in the tree is
known from the one right before and the one right after, as in ``lookup.nearest``. From a place that has both below it
nobody gets either, so only what is below that place, on the side of this page, shows it: in a site of a thousand
schools one school. Too much rather than too little: where anything is in doubt it is the whole site.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, Final, NamedTuple

from django.db.models import Q
from django.db.models.functions import Length, Substr
from wagtail.models import PageViewRestriction, Site

from ..lookup.sources import ancestor_paths, content_types, models_of, page_model, path_range
from ..records.settings import GripSettings
from .pages_with_blocks import sites_of

_STEP: Final = 4
# In more places of the tree it is not worth telling them apart.
_PLACES: Final = 40


class Reach(NamedTuple):
    """The pages of a site that may show what a page says, and that page in every language, which a block may name."""

    within: Q
    sites: set[int]
    family: set[int]


def reach_of(page: Any) -> Reach | None:
    """The pages that may show the words of this page; nothing where these may be anywhere on its sites.

    That is where nobody else has a page of the kind, where the settings choose this one, and where other sites show it.
    The number of queries is the same for any number of schools.
    """
    sites = sites_of(page.url_path)
    roots = Site.objects.filter(pk__in=sites).values_list("root_page__path", "root_page__locale_id").distinct()
    if len(roots) != 1 or GripSettings.objects.filter(board__in=sites).exists():
        return None
    ((root, locale),) = roots
    family = list(
        page_model().objects.filter(translation_key=page.translation_key).values_list("pk", "path", "locale_id")
    )
    originals = [path for _pk, path, its in family if its == locale and path.startswith(root)]
    keys = {pk for pk, _path, _locale in family}
    if len(originals) != 1 or not keys.isdisjoint(_chosen(sites)):
        return None
    part = _part(originals[0], root, locale, page.specific_class.grip_kind, sites)
    below = _below(part) if part else None
    return None if below is None else Reach(below | Q(pk__in=keys), sites, keys)


def _chosen(sites: set[int]) -> set[int]:
    streams = GripSettings.objects.filter(site__in=sites).values_list("sources", flat=True)
    raw = [one for stream in streams for one in stream.raw_data if isinstance(one, dict)]
    return {value for one in raw if isinstance(value := one.get("value"), int)}


def _part(path: str, root: str, locale: int, kind: str, sites: set[int]) -> str:
    """The path of the highest place with no other page below it that could be a source of this kind; else empty."""
    types = [pk for pk, model in content_types().items() if model in models_of(kind)]
    others = page_model().objects.filter(
        content_type_id__in=types, locale_id=locale, live=True, alias_of=None, path__range=path_range(root)
    )
    closed = PageViewRestriction.objects.filter(page__path__range=path_range(root)).values_list("page__path", flat=True)
    for each in closed[:_PLACES]:
        others = others.exclude(path__range=path_range(each))
    before = others.filter(path__lt=path).order_by("-path").values_list("path", "url_path").first()
    after = others.filter(path__gt=path).order_by("path").values_list("path", "url_path").first()
    beside = [one for one in (before, after) if one is not None]
    # A site within this one has sources of its own; and whom more restrictions let in was not looked at.
    if not beside or len(closed) > _PLACES or any(sites_of(url_path) != sites for _path, url_path in beside):
        return ""
    shared = max(_shared(path, one) for one, _url_path in beside)
    if not _is_only_for_its_school(path, root, locale, sites):
        return ""
    return path[: shared + _STEP]


def _shared(path: str, other: str) -> int:
    """How long the path is of the deepest place that has both."""
    steps = range(0, len(path), _STEP)
    return next((step for step in steps if path[step : step + _STEP] != other[step : step + _STEP]), len(path))


def _is_only_for_its_school(path: str, root: str, locale: int, sites: set[int]) -> bool:
    """Whether a page of another school, with an overview of its own, never shows it: see ``lookup.sources``.

    On a site with several schools one that belongs to none of them is for those that have no such page.
    """
    types = [pk for pk, model in content_types().items() if model.grip_is_start]
    starts = page_model().objects.filter(content_type_id__in=types, locale_id=locale, path__range=path_range(root))
    parts = starts.order_by().annotate(grip_part=Substr("path", 1, Length("path") - _STEP)).values("grip_part")
    if len(parts.distinct()[:2]) < 2:
        return True
    inside = [above for above in ancestor_paths(path) if len(above) > len(root)]
    own = parts.filter(alias_of=None, grip_part__in=inside).values_list("url_path", flat=True) if inside else ()
    # An overview of a site within this one begins no school of this one.
    return any(sites_of(url_path) == sites for url_path in own[:_PLACES])


def _below(part: str) -> Q | None:
    """What stands below this place, and below what is a translation of any of it. Two queries."""
    inside = page_model().objects.filter(path__range=path_range(part)).order_by()
    paths = page_model().objects.filter(translation_key__in=inside.values("translation_key")).order_by("path")
    places: list[str] = []
    for path in paths.values_list("path", flat=True):
        if not places or not path.startswith(places[-1]):
            places.append(path)
    if len(places) > _PLACES:
        return None
    return reduce(or_, (Q(path__range=path_range(place)) for place in places))


__all__ = ["Reach", "reach_of"]
