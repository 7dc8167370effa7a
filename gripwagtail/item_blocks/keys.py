"""Keys in an order that matters, in one field of the form."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter

from ..assets import asset_url, media_of
from ..vocabulary import Labels
from .families import Fact

KEYS_SCRIPT: Final = "gripwagtail/admin/keys.js"


class KeysWidget(forms.TextInput):
    """Keys in order, in one field of the form; a script turns it into an ordered list.

    One field, because a page of 22 situations with a field for every choice would pass
    Django's default limit on the number of fields.
    """

    template_name = "gripwagtail/admin/keys_widget.html"

    def __init__(self, labels: Callable[[], Labels], attrs: dict[str, Any] | None = None, beside: str = "") -> None:
        """``beside`` is another child of the item, which the heading of a closed item does not say twice."""
        super().__init__({**(attrs or {}), "data-grip-beside": beside} if beside else attrs)
        self.labels = labels

    def format_value(self, value: object) -> str:
        if isinstance(value, (list, tuple)):
            return ", ".join(str(key) for key in value)
        return str(value or "")

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        own = context["widget"]["attrs"]
        # Telepath fills in the real name and id later, so both are only ever repeated as they are.
        own["list"] = f"{own.get('id') or name}-options"
        own["data-controller"] = "grip-keys"
        own["data-grip-keys-strings-value"] = json.dumps(
            {
                "add": _("Add to the list"),
                "choose": _("Add from the list"),
                "up": _("Move up: %(label)s"),
                "down": _("Move down: %(label)s"),
                "remove": _("Remove: %(label)s"),
                "moved": _("%(label)s: now number %(position)s of %(count)s"),
                "added": _("Added: %(label)s"),
                "removed": _("Removed: %(label)s"),
                "unknown": _("not in the list"),
                "chosen": _("Chosen, in this order"),
            }
        )
        context["options"] = [(key, str(label)) for key, label in self.labels().items()]
        return context

    @property
    def media(self) -> forms.Media:
        return media_of(css=("gripwagtail/admin/keys.css",), js=(KEYS_SCRIPT,))


class KeysAdapter(WidgetAdapter):
    """Shows labels instead of keys in the heading of a closed item."""

    js_constructor = "gripwagtail.widgets.Keys"

    def js_args(self, widget: KeysWidget) -> list[Any]:
        # The list as data: an element for each of its lines, in each of ten fields, is slow to write and to read.
        without = KeysWidget(dict, widget.attrs)
        return [*super().js_args(without), [[key, str(label)] for key, label in widget.labels().items()]]

    @property
    def media(self) -> forms.Media:
        # After Wagtail's own widgets, one of which it extends. In one list: only within a list is the order kept.
        return forms.Media(js=[*super().media._js, asset_url(KEYS_SCRIPT)])


register(KeysAdapter(), KeysWidget)


class KeysField(forms.Field):
    """A list of known keys, typed or picked, separated by commas."""

    def __init__(self, labels: Callable[[], Labels], beside: str = "", **kwargs: Any) -> None:
        super().__init__(widget=KeysWidget(labels, beside=beside), **kwargs)
        self.labels = labels

    def to_python(self, value: object) -> list[str]:
        given = value if isinstance(value, (list, tuple)) else str(value or "").split(",")
        return list(dict.fromkeys(key for key in (str(item).strip() for item in given) if key))

    def validate(self, value: Any) -> None:
        super().validate(value)
        allowed = self.labels()
        unknown = [key for key in value if key not in allowed]
        if unknown:
            raise ValidationError(
                _("Not known here: %(unknown)s. Choose from the list.") % {"unknown": ", ".join(unknown)},
                code="unknown_key",
            )


class KeysBlock(Fact, blocks.FieldBlock):
    """Some keys out of a longer list, in an order that matters."""

    def __init__(
        self,
        labels: Labels | Callable[[], Labels],
        required: bool = False,
        help_text: Any = None,
        beside: str = "",
        **kwargs: Any,
    ) -> None:
        late = labels if callable(labels) else lambda: labels
        self.field = KeysField(late, beside, required=required, help_text=help_text)
        super().__init__(**kwargs)

    def get_default(self) -> list[str]:
        return []

    def clean(self, value: Any) -> Any:
        # A key that is known no more does not stop a draft from being saved.
        return self.field.to_python(value) if self.is_deferred_validation else super().clean(value)

    def value_for_form(self, value: object) -> str:
        return ", ".join(self.field.to_python(value))

    def value_from_form(self, value: object) -> list[str]:
        return self.field.to_python(value)

    def get_prep_value(self, value: object) -> list[str]:
        return self.field.to_python(value)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return "wagtail.blocks.CharBlock", [], {"required": False}


__all__ = ["KEYS_SCRIPT", "KeysBlock", "KeysField", "KeysWidget"]
