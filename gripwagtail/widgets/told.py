"""The field for the day on which a person was told: a date, with a button for today, or an honest “I do not know”."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ..text.day import UNKNOWN, is_unknown
from .day import DayFormField, DayWidget, says_unknown


class ToldWidget(DayWidget):
    """The same line of text, with two buttons more."""

    def format_value(self, value: object) -> str:
        return _("I do not know") if is_unknown(value) else super().format_value(value)

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        own = context["widget"]["attrs"]
        own |= {"data-grip-day-today-value": _("Today"), "data-grip-day-unknown-value": _("I do not know")}
        if "data-grip-day-url-value" in own:
            own["data-grip-day-url-value"] += "?unknown"
        return context


class ToldFormField(DayFormField):
    """A date as people write it, or ``unknown`` however somebody says that."""

    widget = ToldWidget

    def to_python(self, value: object) -> Any:
        return UNKNOWN if says_unknown(value) else super().to_python(value)


__all__ = ["ToldFormField", "ToldWidget"]
