"""How Wagtail's history says that a helpline took over what is shipped."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from ...starter.helplines import LOG_ACTION
from .fields import label_of


class TakenFormatter(LogFormatter):
    """Names the fields. An entry of another version may name one that no longer exists."""

    label = gettext_lazy("Adopt what is shipped")

    def format_message(self, log_entry: Any) -> str:
        fields = ", ".join(_label(name) for name in log_entry.data.get("fields", ()))
        return _("Adopted what is shipped: %(fields)s") % {"fields": fields}


def _label(name: str) -> str:
    try:
        return label_of(name)
    except FieldDoesNotExist:
        return name


def register(actions: Any) -> None:
    actions.register_action(LOG_ACTION)(TakenFormatter)
