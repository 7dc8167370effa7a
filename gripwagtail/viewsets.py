"""The helplines in Wagtail's own list of snippets."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import GripHelpline


class HelplineViewSet(SnippetViewSet):
    """Facts that hold for every school: saved at once, without drafts. No menu item of its own."""

    model = GripHelpline
    icon = "mobile-alt"
    menu_label = _("Helplines")
    list_display: ClassVar[list[Any]] = [
        "name",
        Column("phones", label=_("Phone numbers")),
        Column("audiences", label=_("For whom")),
        Column("checked_on", label=_("Checked on"), sort_key="checked_on"),
        BooleanColumn("active", label=_("Shown"), sort_key="active"),
    ]
    list_filter: ClassVar[list[str]] = ["active", "urgency", "day_and_night", "cost"]
    search_fields: ClassVar[list[str]] = ["name", "key", "former_names", "does"]
    ordering = ("position", "name")
    list_per_page = 50
    # A copy would need a key of its own, and a key is what other texts refer to.
    copy_view_enabled = False
