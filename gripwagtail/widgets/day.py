"""The field for a date: one line of text, which shows, while one types, which day that is.

Wagtail's own calendar writes its own format over what was typed, and turns what it cannot read into today. Here what is
typed stays as it is: either it is that day, or it is refused. A plain text and no ``type=date``, because a date is
often pasted, which browsers do not allow there; the calendar of the browser opens with the button beside it.
"""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.forms.models import register_form_field_override

from ..assets import media_of
from ..stored.days import DayColumn
from ..text.day import FIRST_YEAR, checked_day, in_words, is_unknown, parse_day


def _is_dutch() -> bool:
    return (get_language() or "").split("-")[0] == "nl"


def says_unknown(value: object) -> bool:
    """Whether somebody said not to know the day, in any of our words or in those of the button in their language."""
    return is_unknown(value) or (isinstance(value, str) and value.strip() == _("I do not know"))


class DayWidget(forms.TextInput):
    """One line of text, with a calendar beside it and a line below it about the day."""

    def format_value(self, value: object) -> str:
        """As people write it where we know how, else as ISO 8601. What was typed and refused stays as it was typed."""
        if isinstance(value, datetime.date):
            return f"{value.day}-{value.month}-{value.year}" if _is_dutch() else value.isoformat()[:10]
        return str(value or "")

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        own = context["widget"]["attrs"]
        own["autocomplete"] = "off"
        try:
            address = reverse("gripwagtail_day")
        except NoReverseMatch:  # a form outside the admin
            return context
        own |= {
            "data-controller": "grip-day",
            "data-grip-day-url-value": address,
            "data-grip-day-calendar-value": _("Choose from a calendar"),
            "data-grip-day-first-value": f"{FIRST_YEAR}-01-01",
        }
        return context

    @property
    def media(self) -> forms.Media:
        return media_of(css=["gripwagtail/admin/day.css"], js=["gripwagtail/admin/said.js", "gripwagtail/admin/day.js"])


class DayFormField(forms.DateField):
    """A date as people write it: see ``day``."""

    widget = DayWidget

    def to_python(self, value: object) -> datetime.date | None:
        if isinstance(value, datetime.datetime):
            value = value.date()
        if isinstance(value, datetime.date):
            return checked_day(value)
        text = str(value or "").strip()
        return parse_day(text) if text else None


class DayField(DayColumn):
    """A date on a model, with this field in its form. In migrations it is the plain one of Django."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": DayFormField, **kwargs})


# Otherwise Wagtail gives every date its own calendar.
register_form_field_override(DayField, override={"form_class": DayFormField, "widget": DayWidget})


@require_POST
def what_day(request: HttpRequest) -> JsonResponse:
    """Which day a text means, in words and in the language of the editor, or why it is refused.

    With ``?unknown`` for a field in which one may say not to know it.
    """
    typed = request.POST.get("day", "")
    if "unknown" in request.GET and says_unknown(typed):
        return JsonResponse({"said": _("That is possible. You will be asked again later.")})
    try:
        day = parse_day(typed)
    except ValidationError as refusal:
        return JsonResponse({"refused": " ".join(refusal.messages)})
    return JsonResponse({"said": in_words(day), "day": day.isoformat(), "typed": DayWidget().format_value(day)})


__all__ = ["DayField", "DayFormField", "DayWidget", "says_unknown", "what_day"]
