"""The smallest blocks, from which all others are made.

Two families. *Words* are read by people and translated. *Facts* (names, numbers,
addresses, keys, dates) are never offered for translation: a translated page takes them
from its source.

In migrations each is frozen as the Wagtail block it is made of, without its label and
help text: rewording a label never makes a migration, and no path of ours is frozen.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter

from ..assets import asset_url, media_of
from ..phone import parse_phone
from ..sanitize import safe_url
from ..text.day import MAX_LENGTH
from ..text.length import LINE, TEXT, line_too_long
from ..text.values import day, is_empty, is_number, tick, whole
from ..vocabulary import Labels, choices
from ..widgets.day import DayFormField
from ..widgets.phone import PhoneWidget
from .rich_text import SafeRichTextBlock as SafeRichTextBlock


class Frozen:
    """Freezes a block in migrations as the Wagtail block named in ``frozen_as``."""

    frozen_as: ClassVar[str] = "wagtail.blocks.CharBlock"
    frozen_kwargs: ClassVar[tuple[str, ...]] = ("required",)
    _constructor_args: tuple[tuple[Any, ...], dict[str, Any]]

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        given = self._constructor_args[1]
        return self.frozen_as, [], {key: given[key] for key in self.frozen_kwargs if key in given}


class Words(Frozen):
    """Marks what people read: these children come from the translation."""

    # An item that is older than its child has nothing there, and wagtail-localize takes only text.

    def get_default(self) -> str:
        return self.to_python(super().get_default())  # type: ignore[misc]

    def to_python(self, value: Any) -> str:
        return "" if value is None else whole(str(value))


class Fact(Frozen):
    """Marks what is the same in every language: never offered to a translator."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)  # type: ignore[misc]
        return whole(value) if isinstance(value, str) else value

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []

    def restore_translated_segments(self, value: Any, segments: Iterable[Any]) -> Any:
        return value


class LineBlock(Words, blocks.CharBlock):
    """One line of plain text."""

    frozen_kwargs = ("required", "max_length")


class ParagraphBlock(Words, blocks.TextBlock):
    """Plain text of one or more lines."""

    frozen_as = "wagtail.blocks.TextBlock"
    frozen_kwargs = ("required", "max_length")


def split_lines(text: str) -> list[str]:
    """The lines of a text, trimmed, without the empty ones."""
    return [line for line in (raw.strip() for raw in text.splitlines()) if line]


class LinesBlock(Words, blocks.TextBlock):
    """A short list, one item per line. Names the line at which a limit is exceeded."""

    frozen_as = "wagtail.blocks.TextBlock"

    def __init__(self, max_lines: int = 5, max_line_length: int = 140, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(rows=rows, **kwargs)
        self.max_lines = max_lines
        self.max_line_length = max_line_length

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        lines = split_lines(value or "")
        if self.is_deferred_validation:  # a draft may be too long for now, within reason
            self._refuse_far_too_long(lines)
            return "\n".join(lines)
        if len(lines) > self.max_lines:
            raise ValidationError(
                ngettext(
                    "At most %(limit)d line here; this text has %(count)d. Merge lines or leave one out.",
                    "At most %(limit)d lines here; this text has %(count)d. Merge lines or leave some out.",
                    self.max_lines,
                )
                % {"limit": self.max_lines, "count": len(lines)},
                code="too_many_lines",
            )
        for number, line in enumerate(lines, start=1):
            if len(line) > self.max_line_length:
                raise ValidationError(
                    _("Line %(number)d has %(count)d characters; at most %(limit)d. Make it shorter.")
                    % {"number": number, "count": len(line), "limit": self.max_line_length},
                    code="line_too_long",
                )
        return "\n".join(lines)

    def _refuse_far_too_long(self, lines: list[str]) -> None:
        """Even in a draft: what is longer is not read by anything that keeps readers safe."""
        for number, line in enumerate(lines, start=1):
            if line_too_long(line):
                raise ValidationError(
                    _(
                        "Line %(number)d has %(count)d characters. A draft accepts at most %(limit)d per line: "
                        "split it over more lines, or keep the rest in a document of your own for now. Nothing is "
                        "lost until you leave this page."
                    )
                    % {"number": number, "count": len(line), "limit": LINE},
                    code="far_too_long",
                )
        if (count := sum(map(len, lines))) > TEXT:
            raise ValidationError(
                _(
                    "This text has %(count)d characters. A draft accepts at most %(limit)d here: keep the rest in "
                    "a document of your own for now. Nothing is lost until you leave this page."
                )
                % {"count": count, "limit": TEXT},
                code="far_too_long",
            )


def fits(block: blocks.Block, text: str) -> bool:
    """Whether this field of one or more lines contains a text that may be published; of other fields always."""
    if isinstance(block, LinesBlock):
        lines = split_lines(text)
        return len(lines) <= block.max_lines and all(len(line) <= block.max_line_length for line in lines)
    limit = getattr(getattr(block, "field", None), "max_length", None)
    return limit is None or len(text) <= limit


class NameBlock(Fact, blocks.CharBlock):
    """The name of a person, organisation or place. Never translated."""

    frozen_kwargs = ("required", "max_length")


class KeyBlock(Fact, blocks.CharBlock):
    """A key that other parts refer to: lowercase letters, digits and hyphens."""

    frozen_kwargs = ("required", "max_length")

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value and not all(part and part.isascii() and part.isalnum() for part in value.split("-")):
            raise ValidationError(_("Use only lowercase letters, digits and hyphens."), code="key")
        return value.lower() if value else value


class HiddenBlock(Fact, blocks.CharBlock):
    """A value that travels with its item and that no editor needs to see."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, form_classname="w-hidden", label=" ", **kwargs)
        self.field.widget = forms.HiddenInput()
        self.search_index = False


class PhoneBlock(Fact, blocks.CharBlock):
    """A phone number as the school writes it, if it can be dialled."""

    frozen_kwargs = ("required",)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=80, **kwargs)
        self.field.widget = PhoneWidget(attrs=self.field.widget.attrs)
        self.search_index = False

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value:
            parse_phone(value)
        return value


class MailBlock(Fact, blocks.EmailBlock):
    """An e-mail address."""

    frozen_as = "wagtail.blocks.EmailBlock"

    def get_searchable_content(self, value: Any) -> list[str]:
        return []


class AddressBlock(Fact, blocks.CharBlock):
    """A web address, or a path on this site, that passes ``safe_url``."""

    frozen_kwargs = ("required",)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, **kwargs)
        self.search_index = False

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value and not safe_url(value):
            raise ValidationError(_("This address cannot be used. Type one that begins with https://."), code="address")
        return value


class DayBlock(Fact, blocks.DateBlock):
    """A date. A draft keeps what cannot be read as it was typed; it cannot be published."""

    frozen_as = "wagtail.blocks.DateBlock"

    @cached_property
    def field(self) -> DayFormField:
        return DayFormField(**self.field_options)

    def to_python(self, value: Any) -> datetime.date | str | None:
        found = day(value)
        return found if found is not None or is_empty(value) else shown_as_text(value)

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except ValidationError:
            # One typing error in one of forty cards does not stop the whole page from being saved as a draft.
            if self.is_deferred_validation and len(str(value)) <= MAX_LENGTH:
                return value
            raise


class NumberBlock(Fact, blocks.IntegerBlock):
    """A whole number. A stored value that is not one appears in the form as it is."""

    frozen_as = "wagtail.blocks.IntegerBlock"

    def to_python(self, value: Any) -> Any:
        return value if is_number(value) else shown_as_text(value)


class YesBlock(Fact, blocks.BooleanBlock):
    """A tick. A stored value that is neither yes nor no is not ticked."""

    frozen_as = "wagtail.blocks.BooleanBlock"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> bool | None:
        # A box that nobody ever touched stays untouched: a form that is saved without a change changes nothing.
        return None if value is None else tick(value)


class SomeBlock(blocks.ListBlock):
    """Several of the same. A stored value that is not a list becomes a list of one, so that the form can be opened."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(listed(value))

    def bulk_to_python(self, values: Any) -> Any:
        return super().bulk_to_python([listed(value) for value in values])

    def deconstruct(self) -> tuple[str, Any, Any]:
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.ListBlock", args, kwargs


def listed(value: Any) -> list[Any]:
    """What is stored as a list."""
    if isinstance(value, list):
        return value
    return [] if is_empty(value) else [shown_as_text(value)]


def shown_as_text(value: Any) -> str:
    """What cannot be read, as it is shown to an editor."""
    return whole(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str))


class OneOfBlock(Fact, blocks.ChoiceBlock):
    """One key out of a list. The list is looked up late and is not frozen."""

    frozen_as = "wagtail.blocks.CharBlock"

    def __init__(self, labels: Labels | Callable[[], Labels], **kwargs: Any) -> None:
        super().__init__(choices=_late(labels), **kwargs)

    def get_searchable_content(self, value: Any) -> list[str]:
        return []


class ManyOfBlock(Fact, blocks.MultipleChoiceBlock):
    """Some keys out of a short list, as tick boxes."""

    def __init__(self, labels: Labels | Callable[[], Labels], **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple())
        super().__init__(choices=_late(labels), **kwargs)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return "wagtail.blocks.MultipleChoiceBlock", [], {"choices": [], "required": False}

    def get_searchable_content(self, value: Any) -> list[str]:
        return []


KEYS_SCRIPT: Final = "gripwagtail/admin/keys.js"


class KeysWidget(forms.TextInput):
    """Keys in order, in one field of the form; a script turns it into an ordered list.

    One field, because a page of 22 situations with a field for every choice would exceed
    Django's default limit on the number of fields.
    """

    template_name = "gripwagtail/admin/keys_widget.html"

    def __init__(self, labels: Callable[[], Labels], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.labels = labels

    def format_value(self, value: Any) -> str:
        if isinstance(value, (list, tuple)):
            return ", ".join(str(key) for key in value)
        return str(value or "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
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

    @property
    def media(self) -> forms.Media:
        # After Wagtail's own widgets, one of which it extends. In one list: only within a list is the order kept.
        return forms.Media(js=[*super().media._js, asset_url(KEYS_SCRIPT)])


register(KeysAdapter(), KeysWidget)


class KeysField(forms.Field):
    """A list of known keys, typed or picked, separated by commas."""

    def __init__(self, labels: Callable[[], Labels], **kwargs: Any) -> None:
        super().__init__(widget=KeysWidget(labels), **kwargs)
        self.labels = labels

    def to_python(self, value: Any) -> list[str]:
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
        **kwargs: Any,
    ) -> None:
        late = labels if callable(labels) else lambda: labels
        self.field = KeysField(late, required=required, help_text=help_text)
        super().__init__(**kwargs)

    def get_default(self) -> list[str]:
        return []

    def value_for_form(self, value: Any) -> str:
        return ", ".join(self.field.to_python(value))

    def value_from_form(self, value: Any) -> list[str]:
        return self.field.to_python(value)

    def get_prep_value(self, value: Any) -> list[str]:
        return self.field.to_python(value)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return "wagtail.blocks.CharBlock", [], {"required": False}


def _late(labels: Labels | Callable[[], Labels]) -> Callable[[], list[tuple[str, Any]]]:
    return lambda: choices(labels() if callable(labels) else labels)
