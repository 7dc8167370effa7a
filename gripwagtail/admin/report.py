"""The report in the admin, under Reports, for those who may see it; of pages only those that they may edit."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.mixins import Echo
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import BooleanRadioSelect

from ..assets import media_of
from ..desk.finding import KINDS
from ..desk.report import COLUMNS, ReportLine, ReportRow, headings, lines, worded
from ..desk.schools import Desk, School
from ..desk.surveys import surveys_of
from ..lookup.sources import kinds, models_of, page_model
from ..rendering.survey_chart import charts
from ..text.csv_safe import BYTE_ORDER_MARK, separator
from .report_permission import may_see_report


def _kinds() -> list[tuple[str, str]]:
    return [(kind, str(label)) for kind, label in KINDS.items()]


def _page_types() -> list[tuple[str, str]]:
    return [(kind, str(models[0]._meta.verbose_name)) for kind in kinds() if (models := models_of(kind))]


def _day(row: ReportRow) -> str:
    return date_format(row.review_due) if row.review_due else ""


class DeskFilterSet(WagtailFilterSet):
    """What the rows can be narrowed to. They are not a queryset, so ``chosen`` does the work of the filters."""

    kind = django_filters.ChoiceFilter(label=gettext_lazy("To do"), choices=_kinds)
    site = django_filters.ChoiceFilter(label=gettext_lazy("Site"), choices=[])
    school = django_filters.ChoiceFilter(label=gettext_lazy("School"), choices=[])
    type = django_filters.ChoiceFilter(label=gettext_lazy("Type of page"), choices=_page_types)
    overdue = django_filters.BooleanFilter(label=gettext_lazy("Due for a check"), widget=BooleanRadioSelect)

    class Meta:
        model = page_model()
        fields: list[str] = []

    def __init__(self, *args: Any, schools: list[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = list(dict.fromkeys(school.site.name for school in schools))
        self._choose("site", [(name, name) for name in sites])
        # A school with a site of its own is chosen by that.
        by_name = sorted(schools, key=lambda school: school.name.casefold())
        self._choose("school", [] if len(schools) == len(sites) else [(each.path, each.name) for each in by_name])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Of one there is nothing to choose, so that is not asked."""
        if len(choices) > 1:
            self.filters[name].extra["choices"] = choices
        else:
            del self.filters[name]

    def chosen(self, found: list[ReportLine]) -> list[ReportLine]:
        given = self.form.cleaned_data if self.is_valid() else {}
        kind, site, school, page_type, overdue = (
            given.get(name) for name in ("kind", "site", "school", "type", "overdue")
        )
        # Wagtail adds this one by itself where there are several languages.
        locale = given.get("locale")
        return [
            line
            for line in found
            if (not kind or kind in line.kinds)
            and (not site or line.school.site.name == site)
            and (not school or line.school.path == school)
            and (not page_type or line.row.kind == page_type)
            and (overdue is None or line.is_overdue is overdue)
            and (not locale or line.row.language == locale.language_code)
        ]


class FoundColumn(Column):
    """Everything that was found on a page, each with a link to where it can be fixed."""

    cell_template_name = "gripwagtail/admin/desk_found_cell.html"

    @property
    def media(self) -> Media:
        return media_of(css=["gripwagtail/admin/desk.css"])


class DeskReportView(ReportView):
    """Knows of all pages what is found on them, and so their order and how many; words and reads what is shown."""

    template_name = "gripwagtail/admin/desk_report.html"
    page_title = gettext_lazy("Online behaviour")
    header_icon = "glasses"
    index_url_name = "gripwagtail_desk_report"
    index_results_url_name = "gripwagtail_desk_report_results"
    filterset_class = DeskFilterSet
    list_export = list(COLUMNS)
    export_filename = "online-gedrag"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_see_report(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def desk(self) -> Desk:
        return Desk(self.request.user)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            # What there is to do is long: without a width of their own these would be as narrow as their longest word.
            TitleColumn("title", label=gettext("Page"), get_url=lambda row: row.url, width="20%"),
            Column("school", label=gettext("School"), width="15%"),
            # What this is about, so that a phone shows it first.
            FoundColumn("findings", label=gettext("To do")),
            Column("language", label=gettext("Language")),
            Column("status", label=gettext("Status")),
            Column("review_due", label=gettext("Next check due on"), accessor=_day),
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        # A list that is only narrowed does not ask for what is above it.
        if not self.results_only:
            surveys, schools = surveys_of(self.desk)
            context |= {"charts": charts(surveys), "schools_asked": schools}
        return context

    def get_filterset_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_filterset_kwargs()
        return {**kwargs, "queryset": page_model().objects.none(), "schools": self.desk.schools}

    def get_filtered_queryset(self) -> list[ReportLine]:
        filters: DeskFilterSet = self.filters
        return filters.chosen(lines(self.desk))

    def paginate_queryset(self, queryset: Any, page_size: int) -> tuple[Any, Any, Any, bool]:
        paginator, page, shown, is_paginated = super().paginate_queryset(queryset, page_size)
        page.object_list = worded(self.desk, shown)
        return paginator, page, page.object_list, is_paginated

    def to_row_dict(self, item: ReportRow) -> dict[str, Any]:
        return item.cells()

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> Any:
        # A file is written while it is sent, when the language of the editor is forgotten.
        self.export_headings: Mapping[str, str] = headings()
        self.csv_separator = separator()
        return super().as_spreadsheet(worded(self.desk, queryset), spreadsheet_format)

    def stream_csv(self, queryset: Any) -> Iterator[Any]:
        """As a spreadsheet opens it by itself: Wagtail writes commas, which a Dutch one leaves in one column."""
        writer = csv.DictWriter(Echo(), fieldnames=self.list_export, delimiter=self.csv_separator)
        yield BYTE_ORDER_MARK
        yield writer.writerow({name: self.get_heading(queryset, name) for name in self.list_export})
        for item in queryset:
            yield self.write_csv_row(writer, self.to_row_dict(item))


def results(request: HttpRequest) -> Any:
    """The list alone, for a filter that was changed."""
    return DeskReportView.as_view(results_only=True)(request)


__all__ = ["DeskReportView", "results"]
