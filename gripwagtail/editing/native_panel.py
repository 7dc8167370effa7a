"""In the edit view of a translation: how many of its texts no native speaker has read, and the way to a reading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel

from ..late import late
from .translated_pages import original_of

# The page classes name this panel, so every worker has it; what it says only editors ask for.
is_judged = late("starter.unread.is_judged")
unread_of = late("editing.native_readings.unread_of")


class NativeReadingPanel(Panel):
    """Only on a translation into a language of which each text counts as unread until somebody read it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "gripwagtail/admin/native_panel.html"

        def is_shown(self) -> bool:
            page = self.instance
            if not (super().is_shown() and page.pk) or page.alias_of_id or not is_judged(page):
                return False
            return original_of(page) is not None

        @cached_property
        def unread(self) -> list[Any]:
            found: list[Any] = unread_of(self.instance)
            return found

        @property
        def status(self) -> str:
            """What the line above the fields says of it."""
            count = len(self.unread)
            if not count:
                return _("read by a native speaker")
            return _("%(count)d not read by a native speaker") % {"count": count}

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "count": len(self.unread)}


__all__ = ["NativeReadingPanel"]
