"""In the edit view of a page: what it offers to print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from ..content.items import text_of
from ..directory.addresses import below
from ..vocabulary import Label


class Sheet(NamedTuple):
    """A sub-route that is a sheet of paper: its word in the address, and what it is called."""

    name: str
    label: Label
    # The field without which there is no sheet.
    needs: str = ""


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
            return [
                (below(own, name), label)
                for name, label, needs in (page.grip_sheets if own else ())
                if not needs or text_of(getattr(page, needs))
            ]

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "sheets": self._sheets}
