"""After publishing a page of a school that is on its way: the next step, without a detour via the home page."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import messages

from ..desk.first_steps import FirstStep, first_steps
from ..desk.schools import Desk, is_settled
from ..lookup.context import PageContext
from ..lookup.sources import content_types, page_model, path_range
from ..page_class import SitePage


def next_step(user: Any, page: SitePage) -> tuple[int, list[FirstStep]] | None:
    """The number of the first step that is not done and all steps; ``None`` when the school is not on its way.

    Asked after every publication, so of a site with many schools only the part of this one is read.
    """
    site = PageContext.of_page(page).site
    if site is None:
        return None
    root = site.root_page.path
    # Of most sites no school is on its way any more.
    if is_settled(root) or ((part := part_of(page, root)) and is_settled(part)):
        return None
    desk = Desk(user, only={site.pk}, part=part)
    for school in desk.schools:
        if school.is_beginning and any(row.pk == page.pk for row in school.pages):
            steps = first_steps(desk, school)
            # First what keeps the school from being online; what takes a reader or a team comes after that.
            keeps = (number for number, step in enumerate(steps) if not step.is_done and not step.is_enough)
            left = (number for number, step in enumerate(steps) if not step.is_done)
            number = next(chain(keeps, left), None)
            return None if number is None else (number, steps)
    return None


def part_of(page: SitePage, root: str) -> str:
    """Where the school of this page begins, above its overview; empty where the site is of one school. Two queries."""
    types = [one for one, model in content_types().items() if model.grip_is_start]
    starts = page_model().objects.filter(content_type_id__in=types).order_by("path").values_list("path", flat=True)
    if len({path[:-4] for path in starts.filter(path__range=path_range(root))[:2]}) < 2:
        return ""
    above = [page.path[: 4 * depth] for depth in range(len(root) // 4 + 1, page.depth + 1)]
    path: str | None = starts.filter(path__in=above).last()
    return path[:-4] if path else ""


def say_next_step(request: HttpRequest, page: SitePage) -> None:
    found = next_step(request.user, page)
    if found is None:
        return
    number, steps = found
    said = _("Online in 20 minutes, step %(number)d of %(count)d: %(step)s") % {
        "number": number + 1,
        "count": len(steps),
        "step": steps[number].text,
    }
    messages.info(request, said, buttons=[messages.button(steps[number].url, _("Go to this step"))])


__all__ = ["next_step", "part_of", "say_next_step"]
