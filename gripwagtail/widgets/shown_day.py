"""The field for a date between which something is shown: the heading of a closed item says it in words."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter

from ..assets import asset_url
from .day import DayWidget

_SCRIPT: Final = "gripwagtail/admin/shown-day.js"
# In the words around a day.
DAY: Final = "{day}"


class ShownDayWidget(DayWidget):
    """Beside a heading ``said`` with the day in it, as it stands in the field, and nothing while that is empty."""

    def __init__(self, said: Any, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({**(attrs or {}), "data-grip-shown-day": said})


class ShownDayAdapter(WidgetAdapter):
    js_constructor = "gripwagtail.widgets.ShownDay"

    @property
    def media(self) -> forms.Media:
        # After Wagtail's own widgets, one of which it extends. In one list: only within a list is the order kept.
        return forms.Media(js=[*super().media._js, asset_url(_SCRIPT)])


register(ShownDayAdapter(), ShownDayWidget)


__all__ = ["DAY", "ShownDayWidget"]
