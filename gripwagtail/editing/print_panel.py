"""In the edit view of a page: what it offers to print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from ..content.items import text_of
from ..directory.addresses import below
from ..vocabulary import Label

# The sub-routes that are sheets of paper, by kind of page and by their word in the address.
SHEETS: Final[Mapping[str, Mapping[str, Label]]] = {
    "incident_help": {"poster": _("Poster to hang up")},
    "norm": {"class-sheet": _("Class sheet to print")},
    "contact": {"print": _("Sheet with all contacts")},
}


class PrintPanel(Panel):
    """Links to the sheets of a page that visitors can see; nothing while it is a draft."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "gripwagtail/admin/print_panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and self.instance.live and self._sheets)

        @cached_property
        def _sheets(self) -> list[tuple[str, Label]]:
            """The address and name of each sheet."""
            page = self.instance
            own = page.get_url(self.request)
            # Without its first words there is no class sheet.
            if not own or (page.grip_kind == "norm" and not text_of(page.class_sheet)):
                return []
            return [(below(own, name), label) for name, label in SHEETS[page.grip_kind].items()]

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "sheets": self._sheets}
