"""What is in the edit view of a page about its checks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from wagtail.admin.panels import Panel

from ..content.checked import last_check
from ..late import late
from ..lookup.context import PageContext
from ..page_class import GripPage
from .dates import today

_NAMED: Final = 5
# The page classes name this panel, so every worker has it; what it says only editors ask for.
cards_of = late("desk.due.cards_of")
columns_of = late("desk.columns.of")


class ChecksPanel(Panel):
    """Which cards are due, or when the page was last checked, with the button to confirm that all is correct."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "gripwagtail/admin/checks_panel.html"

        def is_shown(self) -> bool:
            page = self.instance
            return bool(super().is_shown() and page.pk and page.live and not page.alias_of_id and _is_original(page))

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            page = type(self.instance)._base_manager.select_related("locale").get(pk=self.instance.pk)
            due = [card.contact.title for card in cards_of(page) if card.is_due] if page.grip_cards else []
            review_due = columns_of(page).review_due
            return {
                **context,
                "is_contact": bool(page.grip_cards),
                "due": due[:_NAMED],
                "more": max(len(due) - _NAMED, 0),
                "checked_on": last_check(page.checked, "", today()),
                "is_overdue": bool(review_due and review_due <= today()),
            }


def _is_original(page: GripPage) -> bool:
    return PageContext.of_page(page).in_source_language


__all__ = ["ChecksPanel"]
