"""What there is to say about a page, in one line above its fields that opens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.text import capfirst
from wagtail.admin.panels import PanelGroup

_BETWEEN: Final = " · "
# In the address of who comes to see it.
OPENED: Final = "remarks"


class StatusPanel(PanelGroup):
    """Its panels, closed, behind what the ``status`` of each says in a few words; nothing where none is shown.

    It begins open for who is led to it, and when the work of an editor is at stake: one of its panels then has
    ``is_urgent``.
    """

    class BoundPanel(PanelGroup.BoundPanel):
        template_name = "gripwagtail/admin/status_panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.visible_children)

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            shown = self.visible_children
            said = [str(status) for status in (getattr(child, "status", "") for child in shown) if status]
            return {
                **super().get_context_data(parent_context),
                "children": shown,
                "line": capfirst(_BETWEEN.join(said)),
                "is_open": OPENED in self.request.GET or any(getattr(child, "is_urgent", False) for child in shown),
            }


__all__ = ["OPENED", "StatusPanel"]
