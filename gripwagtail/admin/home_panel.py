"""The panel on the home page of the admin: what comes first, with a link to it; a line when all is well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final
from urllib.parse import urlencode

from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.admin.ui.components import Component

from ..assets import media_of
from ..desk.dates import school_year, today
from ..desk.finding import Finding
from ..desk.findings import of_desk
from ..desk.first_steps import FirstStep, first_steps, is_ready, short_form
from ..desk.schools import Desk, School
from ..starter.new_this_year import notes
from ..stored.failures import attempt
from .report_permission import may_see_report
from .school_links import links_of

# How many of one kind are shown, and how many kinds; the report has them all.
_OF_A_KIND: Final = 3
_KINDS: Final = 6
# A board that plants many schools at once is shown the first ones.
_SCHOOLS: Final = 2
# With more pages than this the panel is fetched when the home page is there: nobody waits for a thousand schools.
_AT_ONCE: Final = 500
# What the list of first steps covers in its own way.
_IN_STEPS: Final = {"norm-missing", "norm-not-made-together", "no-confidant", "unconfirmed", "placeholder"}


@dataclass(frozen=True, slots=True)
class FindingsOfKind:
    """The findings of one kind: the first ones, and how many there are besides."""

    kind: str
    label: str
    shown: list[Finding]
    more: int


@dataclass(frozen=True, slots=True)
class Beginning:
    """A school on its way to its visitors."""

    school: School
    steps: list[FirstStep]

    @property
    def form(self) -> str:
        """Where the first of them are one short form."""
        return short_form(self.school)


class DeskPanel(Component):
    """Shown only to those who may edit a page of ours."""

    name = "gripwagtail_desk"
    template_name = "gripwagtail/admin/desk_panel.html"
    # What waits for this editor comes first, then this, then what they did last.
    order = 230

    def __init__(self, is_whole: bool = False) -> None:
        """``is_whole`` makes all of it, for any number of pages."""
        self.is_whole = is_whole

    @property
    def media(self) -> Media:
        return media_of(css=["gripwagtail/admin/desk.css"])

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> str:
        # If this cannot be shown, the home page of the admin still works, whatever is stored.
        made = attempt("The desk", lambda: self._made(parent_context or {}), None, [])
        return render_to_string("gripwagtail/admin/desk_failed.html", {}) if made is None else made

    def _made(self, parent_context: Mapping[str, Any]) -> str:
        self._desk = desk = Desk(parent_context["request"].user)
        if not desk.paths:
            return SafeString("")
        if len(desk.paths) > _AT_ONCE and not self.is_whole:
            later = {"count": len(desk.paths), "later_url": reverse("gripwagtail_desk"), "report_url": _report(desk)}
            return render_to_string("gripwagtail/admin/desk_later.html", later)
        return str(super().render_html(parent_context))

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = dict(super().get_context_data(parent_context) or {})
        desk = self._desk
        beginnings = list(_beginnings(desk))
        busy = {(each.school.site.name, each.school.name) for each in beginnings}
        found = [
            finding
            for finding in of_desk(desk)
            if finding.kind not in _IN_STEPS or (finding.site, finding.school) not in busy
        ]
        groups = _grouped(found)
        shown = sum(len(group.shown) + group.more for group in groups[:_KINDS])
        schools, are_open = links_of(desk)
        report = _report(desk)
        return {
            **context,
            "beginnings": beginnings,
            "more_waiting": sum(school.is_waiting for school in desk.schools)
            - sum(each.school.is_waiting for each in beginnings),
            "groups": [(group, _of_kind(report, group.kind)) for group in groups[:_KINDS]],
            "more": len(found) - shown,
            "count": len(found),
            "school_links": schools,
            "school_links_open": are_open,
            "report_url": report,
            "has_schools": len(desk.schools) > 1,
            "page_count": len(desk.paths),
            "news": notes(school_year(today()), get_language() or ""),
        }


@require_safe
def whole(request: HttpRequest) -> HttpResponse:
    """The panel alone, for a home page that did not wait for it."""
    return HttpResponse(DeskPanel(is_whole=True).render_html({"request": request}))


def _report(desk: Desk) -> str:
    return reverse("gripwagtail_desk_report") if may_see_report(desk.user) else ""


def _beginnings(desk: Desk) -> list[Beginning]:
    # One that visitors see whole may be ready, which takes long to find out: it keeps no other from being shown.
    beginning = sorted((school for school in desk.schools if school.is_beginning), key=lambda each: not each.is_waiting)
    found = [
        Beginning(school, attempt("The first steps", lambda school=school: first_steps(desk, school), [], []))  # type: ignore[misc]
        for school in beginning[:_SCHOOLS]
    ]
    return [each for each in found if not is_ready(each.steps)]


def _grouped(found: list[Finding]) -> list[FindingsOfKind]:
    groups = []
    for kind, same in groupby(found, key=lambda finding: finding.kind):
        all_of_them = list(same)
        groups.append(
            FindingsOfKind(kind, all_of_them[0].label, all_of_them[:_OF_A_KIND], max(len(all_of_them) - _OF_A_KIND, 0))
        )
    return groups


def _of_kind(report: str, kind: str) -> str:
    return f"{report}?{urlencode({'kind': kind})}" if report else ""


def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    """For Wagtail's hook ``construct_homepage_panels``."""
    panels.append(DeskPanel())


__all__ = ["DeskPanel", "add_panel", "whole"]
