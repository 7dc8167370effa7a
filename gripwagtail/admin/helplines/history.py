"""How Wagtail's history says that a helpline took over what is shipped."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from ...records.helpline import TAKEN
from .fields import label_of, value_in_words

# The action under which the history keeps what the form changed.
CHANGED: Final = "gripwagtail.change_helpline"


class TakenFormatter(LogFormatter):
    """Names the fields. An entry of another version may name one that no longer exists."""

    label = gettext_lazy("Adopt what is shipped")

    def format_message(self, log_entry: Any) -> str:
        return _("Adopted what is shipped: %(fields)s") % {"fields": _with_values(log_entry)}


class ChangedFormatter(LogFormatter):
    """What somebody changed in the form, as it was and as it is, so that it can be put back."""

    label = gettext_lazy("Change fields")

    def format_message(self, log_entry: Any) -> str:
        return _("Changed: %(fields)s") % {"fields": _with_values(log_entry)}


def _with_values(log_entry: Any) -> str:
    """Each field with its old and its new value; an entry of an earlier release knows the names alone."""
    data = log_entry.data
    values = data.get("changes") or {}
    return "; ".join(
        f"{_label(name)} (“{_value(name, values[name][0])}” → “{_value(name, values[name][1])}”)"
        if name in values
        else _label(name)
        for name in data.get("fields", ())
    )


def _value(name: str, value: object) -> str:
    try:
        return value_in_words(name, value)
    except FieldDoesNotExist:
        return str(value)


def _label(name: str) -> str:
    try:
        return label_of(name)
    except FieldDoesNotExist:
        return name


def register(actions: Any) -> None:
    actions.register_action(TAKEN)(TakenFormatter)
    actions.register_action(CHANGED)(ChangedFormatter)
