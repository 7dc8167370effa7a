"""The helplines in Wagtail's own snippets, with an item in the settings menu."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import SnippetViewSet

from ...records.helpline import GripHelpline
from . import listing, views

_CONFLICTS = "conflicts"


class HelplineViewSet(SnippetViewSet):
    """Facts that apply to every school: saved at once, without drafts.

    The rights are those on the model, so they apply to the whole install: anyone who edits one
    school does not change what all schools show.
    """

    model = GripHelpline
    icon = "mobile-alt"
    menu_label = _("Helplines")
    add_to_settings_menu = True
    index_view_class = listing.HelplineIndexView
    edit_view_class = views.HelplineEditView
    delete_view_class = views.HelplineDeleteView
    usage_view_class = views.HelplineUsageView
    filterset_class = listing.HelplineFilterSet
    search_fields: ClassVar[list[str]] = ["name", "key", "former_names", "does"]
    ordering = ("position", "name")
    list_per_page = 50
    # A copy would need a key of its own, and a key is what other texts refer to.
    copy_view_enabled = False

    @property
    def list_display(self) -> list[Any]:
        return [
            "name",
            Column("phones", label=_("Phone numbers"), accessor=listing.phones_in_words),
            Column("audiences", label=_("For whom"), accessor=listing.audiences_of),
            Column("checked_on", label=_("Checked on"), sort_key="checked_on", accessor=listing.checked_on),
            BooleanColumn("active", label=_("Shown"), sort_key="active"),
            listing.YesColumn("changed", label=_("Changed here"), accessor=listing.is_edited),
            listing.ConflictColumn(self.get_url_name(_CONFLICTS)),
        ]

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        given: dict[str, Any] = super().get_edit_view_kwargs(**kwargs)
        return {**given, "conflicts_url_name": self.get_url_name(_CONFLICTS)}

    @property
    def conflict_view(self) -> Any:
        return self.construct_view(views.ConflictView)

    def get_urlpatterns(self) -> list[Any]:
        patterns: list[Any] = super().get_urlpatterns()
        return [*patterns, path(f"conflicts/<{self.pk_path_converter}:pk>/", self.conflict_view, name=_CONFLICTS)]
