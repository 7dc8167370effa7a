"""After publishing a page of a school that is on its way: the next step, without a detour via the home page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import messages

from ..desk.first_steps import FirstStep, first_steps
from ..desk.schools import Desk
from ..lookup.context import PageContext
from ..page_class import SitePage


def next_step(user: Any, page: SitePage) -> tuple[int, list[FirstStep]] | None:
    """The number of the first step that is not done and all steps; ``None`` when the school is not on its way."""
    site = PageContext.of_page(page).site
    if site is None:
        return None
    desk = Desk(user, only={site.pk})
    for school in desk.schools:
        if school.is_beginning and any(row.pk == page.pk for row in school.pages):
            steps = first_steps(desk, school)
            # First what keeps the school from being online; what takes a reader or a team comes after that.
            left = [number for number, step in enumerate(steps) if not step.is_done]
            first = [number for number in left if not steps[number].is_enough]
            return next(((number, steps) for number in (*first, *left)), None)
    return None


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


__all__ = ["next_step", "say_next_step"]
