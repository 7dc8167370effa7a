"""The messages to parents for after an incident, ready to copy. Nothing is sent or stored from here."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from ..content.helplines import Helpline, read_helpline
from ..content.items import LanguagePair
from ..lookup.context import PageContext
from ..lookup.public_address import public_address
from ..lookup.school_texts import school_of
from ..page_class import GripPage
from ..records.helpline import GripHelpline
from ..safety.parent_messages import aftercare
from ..text.marked import Text
from .library import IncidentAdminView


class AftercareView(IncidentAdminView):
    """The texts in the language of the page, with the name and the norm of its school."""

    template_name = "gripwagtail/admin/aftercare.html"
    page_title = gettext_lazy("After an incident: a message to parents")
    header_icon = "mail"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page_context = PageContext(page=self.draft)
        norm = page_context.source("norm")
        texts = aftercare(
            str(self.draft.grip_language),
            school=str(school_of(page_context).name),
            norm=str(norm.text("statement")) if norm else "",
            # An address that parents cannot open helps nobody.
            help_address=public_address(self.draft, self.request)
            if self.draft.live and not page_context.is_private
            else "",
        )
        context: dict[str, Any] = super().get_context_data(
            aftercare=texts,
            helplines=_helplines(texts.suicide["helplines"], texts.language),
            has_norm=norm is not None,
            outcome_url=self._outcome_url(norm.facts) if norm is not None else "",
            edit_url=self.edit_url,
            **kwargs,
        )
        return context

    def _outcome_url(self, norm: GripPage) -> str:
        """The short form of the norm, for who may edit that: there it says what changes, never what happened."""
        may_edit = norm.permissions_for_user(self.request.user).can_edit()
        return reverse("gripwagtail_outcome", args=[norm.pk]) if may_edit and not norm.alias_of_id else ""


def _helplines(wanted: list[str], language: str) -> list[Helpline]:
    """These services in this order, also where a school hides them from its visitors."""
    rows = {row.key: row for row in GripHelpline.objects.filter(key__in=wanted, active=True)}
    return [read_helpline(rows[key], LanguagePair("nl", language), Text("")) for key in wanted if key in rows]
