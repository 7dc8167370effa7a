"""The report as rows of plain values, one for each school and page: for the admin and for the doctor."""

from __future__ import annotations

import csv
import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import TextIOBase
from typing import Any, Final

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ..content.items import title_of
from ..text.csv_safe import safe_cell
from ..text.values import day
from .dates import today
from .finding import KINDS, Finding
from .findings import kinds_found, of_desk
from .rows import Row
from .schools import Desk, School

# The columns of a spreadsheet; the name is that of the attribute of a row.
COLUMNS: Final = (
    *("site", "school", "title", "page_type", "language", "status", "worst", "found", "review_due", "last_check"),
    *("placeholders", "unconfirmed", "url"),
)
_NOTHING: Final = len(KINDS)
_ORDER: Final = {kind: number for number, kind in enumerate(KINDS)}


def headings() -> dict[str, str]:
    """What the columns are called."""
    labels = (
        *(_("Site"), _("School"), _("Page"), _("Type of page"), _("Language"), _("Status")),
        *(_("Most urgent"), _("To do"), _("Next check due on"), _("Last check")),
        *(_("Placeholders"), _("Not confirmed"), _("Address to edit")),
    )
    return dict(zip(COLUMNS, labels, strict=True))


@dataclass(slots=True)
class ReportRow:
    """A page of a school, with what was found on it. The attributes in ``COLUMNS`` go into the spreadsheet."""

    pk: int
    site: str
    school: str
    title: str
    kind: str
    page_type: str
    language: str
    status: str
    review_due: datetime.date | None
    last_check: datetime.date | None
    placeholders: int
    unconfirmed: int
    url: str
    findings: list[Finding] = field(default_factory=list)
    is_live: bool = True

    @property
    def worst(self) -> str:
        return self.findings[0].label if self.findings else ""

    @property
    def found(self) -> str:
        return " · ".join(finding.text for finding in self.findings)

    def cells(self) -> dict[str, Any]:
        """The values for a spreadsheet: dates stay dates, and no text is a formula."""
        return {name: safe_cell(getattr(self, name)) for name in COLUMNS}

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        plain = {name: getattr(self, name) for name in COLUMNS if name not in ("found", "worst")}
        dates = {
            name: value.isoformat() if isinstance(value, datetime.date) else value for name, value in plain.items()
        }
        return {**dates, "page_id": self.pk, "findings": [finding.as_dict() for finding in self.findings]}


@dataclass(slots=True)
class ReportLine:
    """What a row of the report is about, before anything of it is read or worded."""

    school: School
    row: Row
    # What is found on it, the worst first.
    kinds: list[str]

    @property
    def is_overdue(self) -> bool:
        due = self.row.columns["review_due"]
        return due is not None and due <= today()


def lines(desk: Desk) -> list[ReportLine]:
    """A line for every page that the user may edit, the worst first, and then in the order of the schools."""
    found = kinds_found(desk)
    listed = [
        ReportLine(school, row, found.get(row.pk, []))
        for school in desk.schools
        for original in school.pages
        for row in (original, *original.translations)
        if row.mine and row.alias_of is None
    ]
    return sorted(listed, key=lambda line: _ORDER[line.kinds[0]] if line.kinds else _NOTHING)


def worded(desk: Desk, shown: Iterable[ReportLine]) -> list[ReportRow]:
    """These lines with all there is to say of them: what is written on other pages is not read."""
    shown = list(shown)
    found: dict[int, list[Finding]] = defaultdict(list)
    for finding in of_desk(desk, only=[line.row.pk for line in shown]):
        if finding.page_id is not None:
            found[finding.page_id].append(finding)
    return [_row(line.row, line.school, found[line.row.pk]) for line in shown]


def report(desk: Desk) -> list[ReportRow]:
    """All of it."""
    return worded(desk, lines(desk))


def _row(row: Row, school: School, found: list[Finding]) -> ReportRow:
    days = [moment for value in row.columns["checked"].values() if (moment := day(value)) and moment <= today()]
    return ReportRow(
        row.pk,
        school.site.name,
        school.name,
        title_of(row.title) or str(row.pk),
        row.kind,
        capfirst(str(row.model._meta.verbose_name)),
        row.language,
        _("published") if row.live else _("draft"),
        row.columns["review_due"],
        max(days, default=None),
        row.columns["placeholders"],
        row.columns["unconfirmed"],
        reverse("wagtailadmin_pages:edit", args=[row.pk]),
        found,
        is_live=bool(row.live),
    )


def write_csv(rows: Iterable[ReportRow], to: TextIOBase) -> None:
    """All rows with their headings, as comma-separated values."""
    writer = csv.DictWriter(to, fieldnames=COLUMNS)
    writer.writerow(headings())
    for row in rows:
        writer.writerow(row.cells())


__all__ = ["COLUMNS", "ReportLine", "ReportRow", "headings", "lines", "report", "worded", "write_csv"]
