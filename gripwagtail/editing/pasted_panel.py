"""In the edit view of a page: the way to paste an old page, and what is left of one that was pasted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms import Media
from django.utils.functional import cached_property
from django.utils.translation import gettext
from wagtail.admin.panels import Panel

from ..assets import media_of
from ..lookup.context import PageContext
from ..records.pasted import GripPasted, notes_of


class PastedPanel(Panel):
    """The notes beside the form, each with the day on which it goes; the link alone where there are none."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "gripwagtail/admin/pasted_panel.html"

        def is_shown(self) -> bool:
            page = self.instance
            if not (super().is_shown() and page.pk) or page.alias_of_id:
                return False
            return PageContext.of_page(page).in_source_language

        @property
        def media(self) -> Media:
            return media_of(css=["gripwagtail/admin/first-hour.css"])

        @property
        def status(self) -> str:
            """What the line above the fields says of it."""
            return gettext("notes from your old page") if self.notes else gettext("paste your old page")

        @property
        def is_urgent(self) -> bool:
            """What is left of a paste stands beside the form until it is used."""
            return bool(self.notes)

        @cached_property
        def notes(self) -> list[GripPasted]:
            return notes_of(self.instance)

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "notes": self.notes}


__all__ = ["PastedPanel"]
