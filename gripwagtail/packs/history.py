"""How Wagtail's history says that a pack was imported."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext, gettext_lazy
from wagtail.log_actions import LogFormatter

LOG_ACTION: Final = "gripwagtail.import_pack"


class ImportedFormatter(LogFormatter):
    label = gettext_lazy("Import a content pack")

    def format_message(self, log_entry: Any) -> str:
        names = {"name": log_entry.data.get("pack", ""), "version": log_entry.data.get("version", "")}
        return gettext("The texts of the pack “%(name)s”, version %(version)s, were put into a draft") % names


def register(actions: Any) -> None:
    actions.register_action(LOG_ACTION)(ImportedFormatter)
