"""The whole examination, family by family. Nothing it does stays in the database."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Site

from . import blocks, configuration, content, frame, pages, quiet, taps, tree
from .browser import Browser
from .errors import run_safely
from .findings import DoctorFinding, once, order
from .scope import SchoolScope, grounds_of, host_of_site
from .shown import Shown, name_of, show, subjects


@dataclass(slots=True)
class Report:
    """What was found, the worst first, and how much was looked at."""

    findings: list[DoctorFinding] = field(default_factory=list)
    sites: int = 0
    schools: int = 0
    pages: int = 0
    # Of these in a browser.
    in_browser: int = 0
    seconds: float = 0.0

    def count(self, severity: str) -> int:
        return sum(finding.severity == severity for finding in self.findings)

    def is_serious(self, level: int) -> bool:
        """Whether anything is as bad as this level."""
        return any(finding.level >= level for finding in self.findings)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "findings": [finding.as_dict() for finding in self.findings],
            "sites": self.sites,
            "schools": self.schools,
            "pages": self.pages,
            "in_browser": self.in_browser,
            "seconds": round(self.seconds, 2),
        }


def examine(
    sites: Iterable[Site],
    only_content: bool = False,
    browser: Browser | None = None,
    below: int | None = None,
    told: Callable[[str], object] = lambda name: None,
) -> Report:
    """Examines these sites, with a browser that is open also what that shows. Never raises for what a host does.

    With ``below`` of the schools the one that begins at this page. ``told`` hears of each school, twice: when it was
    shown, and when what is written was looked at.
    """
    report, begin = Report(), time.perf_counter()
    sites = list(sites)
    report.sites = len(sites)
    with transaction.atomic():
        found: list[DoctorFinding] = []
        if not only_content:
            found += run_safely(_("the settings"), configuration.examine) + run_safely(_("the page types"), tree.types)
            for site in sites:
                found += [
                    each.on(host_of_site(site))
                    for each in run_safely(host_of_site(site), _site, site, report, browser, below, told)
                ]
        found += content.rows(sites, below, _counting(report, told) if only_content else told)
        transaction.set_rollback(True)
    report.findings = sorted(once(found), key=order)
    report.in_browser = browser.pages if browser else 0
    report.seconds = time.perf_counter() - begin
    return report


def _counting(report: Report, told: Callable[[str], object]) -> Callable[[str], object]:
    """The same, and the report knows of one school more."""

    def one_more(name: str) -> None:
        report.schools += 1
        told(name)

    return one_more


def _site(
    site: Site, report: Report, browser: Browser | None, below: int | None, told: Callable[[str], object]
) -> Iterator[DoctorFinding]:
    looks = (tree.examine, configuration.address_of, configuration.phone_of, taps.examine, frame.examine)
    for scope in grounds_of(site, below):
        report.schools += 1
        for look in looks:
            yield from run_safely(scope.name, look, scope)
        yield from run_safely(scope.name, blocks.examine, scope, browser)
        for subject in subjects(scope):
            report.pages += 1
            yield from run_safely(name_of(subject), _subject, subject, scope, browser)
        told(scope.name)


def _subject(subject: Shown, scope: SchoolScope, browser: Browser | None) -> Iterator[DoctorFinding]:
    for shown in show(subject, scope):
        if isinstance(shown, DoctorFinding):
            yield shown
        else:
            for look in (pages.examine, quiet.examine, *([browser.look] if browser else ())):
                yield from run_safely(shown.place, look, shown)


__all__ = ["Report", "examine"]
