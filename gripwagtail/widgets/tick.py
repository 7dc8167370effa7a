"""A tick box that says in the heading of a closed item when it is not ticked."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter

from ..assets import asset_url

_SCRIPT: Final = "gripwagtail/admin/tick.js"


class TickWidget(forms.CheckboxInput):
    """Beside a heading, ``unticked`` when it is not ticked, and nothing when it is.

    ``hides`` is the field that visitors do not see without it: while that is empty, nothing is said either.
    """

    def __init__(self, unticked: Any, hides: str = "", attrs: dict[str, Any] | None = None) -> None:
        about = {"data-grip-hides": hides} if hides else {}
        super().__init__({**(attrs or {}), "data-grip-unticked": unticked, **about})


class TickAdapter(WidgetAdapter):
    js_constructor = "gripwagtail.widgets.Tick"

    @property
    def media(self) -> forms.Media:
        # After Wagtail's own widgets, one of which it extends. In one list: only within a list is the order kept.
        return forms.Media(js=[*super().media._js, asset_url(_SCRIPT)])


register(TickAdapter(), TickWidget)


__all__ = ["TickWidget"]
