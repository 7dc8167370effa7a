"""The forms in which helplines are edited, and chosen in the settings of a school.

What is stored stays a text with commas; only the form is more comfortable.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.blocks import StreamValue

from .. import vocabulary
from ..content.damage import LetsGo
from ..content.identities import digest
from ..content.items import keys
from ..item_blocks.fields import linkable
from ..item_blocks.keys import KeysField
from ..sanitize import usable_url
from ..text.language_names import translated_names
from ..vocabulary import Labels
from ..widgets.address import AddressWidget
from ..widgets.limit import count_media, uncut

# The hidden field with what a form showed.
SEEN = "grip_seen"


class TicksWidget(forms.CheckboxSelectMultiple):
    """Tick boxes for a text with commas."""

    def format_value(self, value: object) -> list[str]:
        return list(keys(value))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        return ", ".join(super().value_from_datadict(data, files, name) or ())


def known_keys(text: str, labels: Callable[[], Labels]) -> str:
    """The text as it is stored. Raises ``ValidationError`` with the unknown keys."""
    return ", ".join(KeysField(labels, required=False).clean(text))


class UncutForm(LetsGo, WagtailAdminModelForm):
    """Counts in its inputs, and cuts nothing off: what is too long is refused in words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            uncut(field)

    @property
    def media(self) -> Any:
        return super().media + count_media()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for name, field in self.fields.items():
            if isinstance(field.widget, AddressWidget) and cleaned.get(name):
                # Stored as it is used: “www.…” leads to another site, not below the page.
                cleaned[name] = usable_url(cleaned[name]) or cleaned[name]
        return cleaned


class HelplineForm(UncutForm):
    """Refuses a helpline that nobody could reach."""

    # By field: the keys that may be in it.
    known: ClassVar[dict[str, Callable[[], Labels]]] = {
        "audiences": lambda: vocabulary.AUDIENCES,
        "topics": lambda: vocabulary.TOPICS,
        "languages": translated_names,
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "key" in self.fields:
            # Pages and settings refer to it.
            self.fields["key"].disabled = True

    def clean_audiences(self) -> str:
        return self._known("audiences")

    def clean_topics(self) -> str:
        return self._known("topics")

    def clean_languages(self) -> str:
        return self._known("languages")

    def _known(self, name: str) -> str:
        return known_keys(self.cleaned_data.get(name) or "", self.known[name])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        start, end = cleaned.get("age_from"), cleaned.get("age_to")
        if start is not None and end is not None and end < start:
            self.add_error("age_to", ValidationError(_("This age is lower than “from age”."), code="order"))
        ways = ("phones", "chat_url", "report_url", "url")
        if cleaned.get("active") and not any(cleaned.get(way) or way in self.errors for way in ways):
            message = _("Fill in a phone number or an address. Without one nobody can reach this helpline.")
            self.add_error("phones", ValidationError(message, code="unreachable"))
        return cleaned


def _names(row: Any) -> set[str]:
    return {field.name for field in row._meta.concrete_fields}


def _shown_as(value: object) -> str:
    """What is in a field as an editor would recognise it."""
    return str(value.get_prep_value()) if isinstance(value, StreamValue) else "" if value is None else str(value)


def _said(value: object) -> str:
    """Stands for what is in a field."""
    if isinstance(value, StreamValue):
        return digest(json.dumps([[one["type"], one["value"]] for one in value.get_prep_value()], default=str))
    return digest("" if value is None else str(getattr(value, "pk", value)))


def _read_seen(text: object) -> dict[str, str]:
    try:
        found = json.loads(str(text or "{}"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


class SettingsForm(UncutForm):
    """Refuses to hide a helpline that is not there, and saves only what was changed in it."""

    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._columns = [name for name in self.fields if name in _names(self.instance)]
        shown = {name: _said(getattr(self.instance, name)) for name in self._columns}
        self.fields[SEEN] = forms.CharField(required=False, widget=forms.HiddenInput, initial=json.dumps(shown))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        shown = _read_seen(cleaned.get(SEEN))
        for name in self._columns:
            there, typed = getattr(self.instance, name), cleaned.get(name)
            if name not in shown or name in self.errors or shown[name] == _said(there):
                continue
            if _said(typed) == shown[name]:
                # Somebody else changed it, and this form did not.
                cleaned[name] = there
            elif _said(typed) != _said(there):
                error = _(
                    "Somebody changed this in the meantime. It now says: “%(value)s”. Save again to replace that."
                )
                self.add_error(name, ValidationError(error % {"value": _shown_as(there)}, code="changed"))
                shown[name] = _said(there)
        if self.errors and cleaned.get(SEEN):
            self.data = self.data.copy()
            self.data[self.add_prefix(SEEN)] = json.dumps(shown)
        return cleaned

    def clean_email(self) -> str:
        return str(linkable(self.cleaned_data.get("email") or ""))

    def clean_hidden_helplines(self) -> str:
        return known_keys(self.cleaned_data.get("hidden_helplines") or "", vocabulary.helplines)
