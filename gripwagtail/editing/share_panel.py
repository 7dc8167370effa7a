"""In the edit view of a page: the link to its short texts for the app or the newsletter for parents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from ..content.items import text_of
from ..directory.addresses import SHARE, below


class SharePanel(Panel):
    """A link to the texts of a page that visitors can see; nothing while it is a draft or says nothing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "gripwagtail/admin/share_panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and self.instance.live and self._address)

        @cached_property
        def _address(self) -> str:
            page = self.instance
            own = page.get_url(self.request)
            if all(route.name != SHARE for route in page.grip_subroutes):
                return ""
            has_texts = getattr(page, page.grip_streams[0]) or text_of(getattr(page, "statement", ""))
            return below(own, SHARE) if own and has_texts else ""

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            year = reverse("gripwagtail_year", args=[self.instance.pk]) if self.instance.grip_has_year else ""
            return {**super().get_context_data(parent_context), "address": self._address, "year_url": year}


__all__ = ["SharePanel"]
