"""How Wagtail's history says that a person was erased: that it happened, not who it was."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import LogFormatter

LOG_ACTION: Final = "gripwagtail.erase"


class ErasedFormatter(LogFormatter):
    label = gettext_lazy("Erase a person")

    def format_message(self, log_entry: Any) -> str:
        count = log_entry.data.get("places", 1)
        return ngettext("A person was erased in %(count)d place", "A person was erased in %(count)d places", count) % {
            "count": count
        }


def register(actions: Any) -> None:
    actions.register_action(LOG_ACTION)(ErasedFormatter)
