"""Blocks on pages of the host for which a page of another school was chosen, and nobody says that this is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex

from ..content.items import title_of
from ..lookup.sources import page_model
from ..page_class import SitePage
from ..rendering.reasons import OTHER_SCHOOL
from ..serving.pages_with_blocks import blocks_on, holding_models
from .finding import Finding
from .places import Findings
from .rows import editable
from .schools import Desk

_KIND = "other-school"


def chosen_elsewhere(desk: Desk) -> Findings:
    """Wagtail's index of references knows which pages were chosen where: one query, whatever number of schools."""
    parts = {row.path[:-4] for row in desk.rows if row.model.grip_is_start and row.alias_of is None}
    if not desk.rows or not holding_models():
        return
    ours = {row.pk: row for row in desk.rows}
    wanted = {
        page: (path, chosen)
        for page, path, chosen in _references(desk, ours.keys())
        if _other(path, ours[chosen].path, parts)
    }
    pages = editable(desk.user).filter(pk__in=wanted).order_by("path").specific() if wanted else ()
    for page in pages:
        titles = [
            title_of(ours[pk].title)
            for pk in _unconfirmed(page)
            if pk in ours and _other(page.path, ours[pk].path, parts)
        ]
        if titles:
            part = _part_of(page.path, parts)
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


def _references(desk: Desk, ours: object) -> Iterator[tuple[int, str, int]]:
    """Page, its path, and the page of ours that is chosen in a block on it."""
    types = ContentType.objects.get_for_models(*(model for model, _streams in holding_models())).values()
    names = "|".join(sorted({re.escape(name) for _model, streams in holding_models() for name in streams}))
    found = ReferenceIndex.objects.filter(
        content_type__in=[each.pk for each in types],
        to_content_type=ContentType.objects.get_for_model(page_model(), for_concrete_model=False),
        to_object_id__in=[str(pk) for pk in ours],  # type: ignore[attr-defined]
        model_path__regex=rf"^({names})\..*\bpage$",
    ).values_list("object_id", "to_object_id")
    pairs = [(int(page), int(chosen)) for page, chosen in found]
    paths = dict(page_model().objects.filter(pk__in={page for page, _chosen in pairs}).values_list("pk", "path"))
    return ((page, paths[page], chosen) for page, chosen in pairs if page in paths)


def _unconfirmed(page: SitePage) -> Iterator[int]:
    for _block, value in blocks_on(page):
        chosen = getattr((value or {}).get("page"), "pk", None)
        if chosen is not None and not value.get(OTHER_SCHOOL):
            yield chosen


def _part_of(path: str, parts: set[str]) -> str:
    return max((part for part in parts if path.startswith(part)), key=len, default="")


def _other(path: str, chosen: str, parts: set[str]) -> bool:
    here, there = _part_of(path, parts), _part_of(chosen, parts)
    return bool(here and there) and here != there


__all__ = ["chosen_elsewhere"]
