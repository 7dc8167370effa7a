"""The list of helplines: its columns, its filters, and the links from a row."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib.admin.utils import quote
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views import snippets

from ...late import late
from ...records.helpline import GripHelpline
from .fields import audiences_in_words

# Wagtail makes the views of a snippet when a worker starts; what they compare with is read when an editor comes.
conflicts = late("starter.helplines.conflicts")
edited = late("starter.helplines.edited")


def is_edited(row: GripHelpline) -> bool:
    return any(True for _field in edited(row))


def phones_in_words(row: GripHelpline) -> str:
    return " · ".join(row.phones.splitlines())


def audiences_of(row: GripHelpline) -> str:
    return audiences_in_words(row.audiences)


def checked_on(row: GripHelpline) -> str:
    """The day of a check, else from which day what is known of it is."""
    if row.checked_on or not row.source_date:
        return date_format(row.checked_on) if row.checked_on else _("never")
    return _("never; source of %(day)s") % {"day": date_format(row.source_date)}


class YesColumn(Column):
    """A word instead of a tick: being changed here is neither right nor wrong."""

    def get_value(self, instance: Model) -> str:
        return _("yes") if super().get_value(instance) else _("no")


class ConflictColumn(Column):
    """How many fields wait for a decision, with the link to decide."""

    cell_template_name = "gripwagtail/admin/helpline_conflict_cell.html"

    def __init__(self, url_name: str, **kwargs: Any) -> None:
        super().__init__("conflict", label=gettext_lazy("Conflict"), accessor=lambda row: len(conflicts(row)), **kwargs)
        self.url_name = url_name

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "count": len(conflicts(instance)), "url": reverse(self.url_name, args=[quote(instance.pk)])}


class HelplineFilterSet(WagtailFilterSet):
    changed = django_filters.BooleanFilter(
        label=gettext_lazy("Changed here"), method="filter_changed", widget=BooleanRadioSelect
    )
    conflict = django_filters.BooleanFilter(
        label=gettext_lazy("Conflict"), method="filter_conflict", widget=BooleanRadioSelect
    )

    class Meta:
        model = GripHelpline
        fields = ["active", "urgency", "day_and_night", "cost"]

    def filter_changed(self, queryset: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        return queryset.filter(pk__in=[row.pk for row in GripHelpline.objects.all() if is_edited(row) is value])

    def filter_conflict(self, queryset: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        return queryset.filter(pk__in=[row.pk for row in GripHelpline.objects.all() if bool(conflicts(row)) is value])


class HelplineIndexView(snippets.IndexView):
    """From each row to where it is used and to its history."""

    usage_url_name = ""
    history_url_name = ""

    def get_list_more_buttons(self, instance: Model) -> list[Any]:
        buttons: list[Any] = super().get_list_more_buttons(instance)
        if self.user_has_permission("change"):
            place = [quote(instance.pk)]
            buttons += [
                Button(_("Usage"), url=reverse(self.usage_url_name, args=place), icon_name="link", priority=22),
                Button(_("History"), url=reverse(self.history_url_name, args=place), icon_name="history", priority=24),
            ]
        return buttons
