"""The smallest blocks, from which all others are made.

What is a fact of one kind is here. Words and keys have modules of their own, and can be had from here.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail import blocks

from ..phone import parse_phone
from ..sanitize import mail_link, usable_url
from ..text.day import MAX_LENGTH, UNKNOWN, is_unknown
from ..text.language_names import spoken_at_school
from ..text.leading import instagram_handle
from ..text.values import day, is_empty, is_number, tick, whole
from ..vocabulary import Labels, choices
from ..widgets.address import AddressWidget
from ..widgets.day import DayFormField
from ..widgets.limit import uncut
from ..widgets.phone import PhoneWidget
from ..widgets.shown_day import ShownDayWidget
from ..widgets.tick import TickWidget
from ..widgets.told import ToldFormField
from .families import Counted, Fact, Frozen, KeepsInDraft, OneLine, Words
from .keys import KeysBlock, KeysWidget
from .lines import LineBlock, LinesBlock, ParagraphBlock, fits, split_lines
from .rich_text import SafeRichTextBlock


class NameBlock(OneLine, Fact, Counted, blocks.CharBlock):
    """The name of a person, organisation or place. Never translated."""

    frozen_kwargs = ("required", "max_length")


class KeyBlock(KeepsInDraft, Fact, Counted, blocks.CharBlock):
    """A key that other parts refer to: lowercase letters, digits and hyphens."""

    frozen_kwargs = ("required", "max_length")

    def usable(self, value: Any) -> Any:
        if value and not all(part and part.isascii() and part.isalnum() for part in value.split("-")):
            raise ValidationError(_("Use only lowercase letters, digits and hyphens."), code="key")
        return value.lower() if value else value


class MadeKeyBlock(KeyBlock):
    """A key that we make where there is none: see ``editing.made_keys``. In migrations it is required, as it was."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field.required = False


class HiddenBlock(Fact, blocks.CharBlock):
    """A value that travels with its item and that no editor needs to see."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, form_classname="w-hidden", label=" ", **kwargs)
        self.field.widget = forms.HiddenInput()
        self.search_index = False


class FormerBlock(HiddenBlock):
    """Lines of text that an older release stored here and that are items of a stream of their own since.

    Kept as they are, and read by ``content.proposals`` alone. In migrations they are still the text that they were.
    """

    def to_python(self, value: object) -> Any:
        return super().to_python("\n".join(map(str, value)) if isinstance(value, list) else value)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return "wagtail.blocks.TextBlock", [], {"required": False}


class PhoneBlock(KeepsInDraft, Fact, blocks.CharBlock):
    """A phone number as the school writes it, if it can be dialled."""

    frozen_kwargs = ("required",)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=80, **kwargs)
        uncut(self.field)
        self.field.widget = PhoneWidget(attrs=self.field.widget.attrs)
        self.search_index = False

    def usable(self, value: Any) -> Any:
        if value:
            parse_phone(value)
        return value


def linkable(address: Any) -> Any:
    """A mail address, or nothing. Raises ``ValidationError`` for one that no page could link to."""
    if address and not mail_link(address):
        raise ValidationError(
            _("This e-mail address cannot be used. Type one address, such as info@school.nl."), code="mail"
        )
    return address


class MailBlock(KeepsInDraft, Fact, blocks.EmailBlock):
    """An e-mail address that a page can link to."""

    frozen_as = "wagtail.blocks.EmailBlock"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        uncut(self.field)

    def usable(self, value: Any) -> Any:
        return linkable(value)

    def get_searchable_content(self, value: object) -> list[str]:
        return []


class AddressBlock(KeepsInDraft, Fact, blocks.CharBlock):
    """A web address, or a path on this site: see ``sanitize.usable_url``. Stored as it is used."""

    frozen_kwargs = ("required",)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, **kwargs)
        uncut(self.field)
        self.field.widget = AddressWidget(attrs=self.field.widget.attrs)
        self.search_index = False

    def usable(self, value: Any) -> Any:
        if value and not usable_url(value):
            raise ValidationError(_("This address cannot be used. Type one that begins with https://."), code="address")
        return usable_url(value) if value else value


class LanguagesSpokenBlock(NameBlock):
    """Codes of languages, between commas, picked from those that are spoken at schools."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field.widget = KeysWidget(spoken_at_school, attrs=self.field.widget.attrs)


class AccountBlock(KeepsInDraft, NameBlock):
    """The name of an account on Instagram. Who types its address gets the name out of it."""

    def usable(self, value: Any) -> Any:
        if value and not instagram_handle(value):
            raise ValidationError(_("This is not the name of an account. Type it without spaces."), code="account")
        return instagram_handle(value or "") or value


class DayBlock(Fact, blocks.DateBlock):
    """A date. A draft keeps what cannot be read as it was typed; it cannot be published."""

    frozen_as = "wagtail.blocks.DateBlock"

    def __init__(self, said: Any = None, **kwargs: Any) -> None:
        """``said`` is what the heading of a closed item says of it, with ``{day}`` in it: see ``ShownDayWidget``."""
        super().__init__(**kwargs)
        self._said = said

    @cached_property
    def field(self) -> DayFormField:
        options: dict[str, Any] = {} if self._said is None else {"widget": ShownDayWidget(self._said)}
        return DayFormField(**self.field_options, **options)

    def to_python(self, value: object) -> datetime.date | str | None:
        found = day(value)
        return found if found is not None or is_empty(value) else shown_as_text(value)

    def clean(self, value: object) -> Any:
        try:
            return super().clean(value)
        except ValidationError:
            # One typing error in one of forty cards does not stop the whole page from being saved as a draft.
            if self.is_deferred_validation and len(str(value)) <= MAX_LENGTH:
                return value
            raise


class ToldBlock(DayBlock):
    """The day on which a person was told, or the honest answer that nobody knows it: the desk then asks again."""

    @cached_property
    def field(self) -> ToldFormField:
        return ToldFormField(**self.field_options)

    def to_python(self, value: object) -> datetime.date | str | None:
        return UNKNOWN if is_unknown(value) else super().to_python(value)


class NumberBlock(KeepsInDraft, Fact, blocks.IntegerBlock):
    """A whole number. A stored value that is not one appears in the form as it is."""

    frozen_as = "wagtail.blocks.IntegerBlock"

    def to_python(self, value: object) -> Any:
        return value if is_number(value) else shown_as_text(value)


class YesBlock(Fact, blocks.BooleanBlock):
    """A tick. A stored value that is neither yes nor no is not ticked."""

    frozen_as = "wagtail.blocks.BooleanBlock"

    def __init__(self, unticked: Any = None, hides: str = "", **kwargs: Any) -> None:
        """``unticked`` is what the heading of a closed item says of a box that is not ticked.

        ``hides`` is the child that visitors do not see without it, where that is one: see ``TickWidget``.
        """
        super().__init__(required=False, **kwargs)
        if unticked is not None:
            self.field.widget = TickWidget(unticked, hides)

    def to_python(self, value: object) -> bool | None:
        # A box that nobody ever touched stays untouched: a form that is saved without a change changes nothing.
        return None if value is None else tick(value)


class SomeBlock(blocks.ListBlock):
    """Several of the same. A stored value that is not a list becomes a list of one, so that the form can be opened."""

    def __init__(self, child_block: Any, begins_with_one: bool = False, **kwargs: Any) -> None:
        """``begins_with_one``: an empty list has an empty box in the form, so that one can type at once."""
        super().__init__(child_block, **kwargs)
        self.begins_with_one = begins_with_one

    __init__.has_child_block_arg = True  # type: ignore[attr-defined]

    def get_form_state(self, value: Any) -> Any:
        state = super().get_form_state(value)
        if state or not self.begins_with_one:
            return state
        return [{"value": self.child_block.get_form_state(self.child_block.get_default()), "id": None}]

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        value = super().value_from_datadict(data, files, prefix)
        if self.begins_with_one:
            # A box that was left empty is none: a form that is saved without a change changes nothing.
            value.bound_blocks[:] = [one for one in value.bound_blocks if not is_empty(one.value)]
        return value

    def to_python(self, value: object) -> Any:
        return super().to_python(listed(value))

    def bulk_to_python(self, values: Any) -> Any:
        return super().bulk_to_python([listed(value) for value in values])

    def deconstruct(self) -> tuple[str, Any, Any]:
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.ListBlock", args, {name: kwargs[name] for name in kwargs if name != "begins_with_one"}

    def deconstruct_with_lookup(self, lookup: Any) -> tuple[str, Any, Any]:
        _path, args, kwargs = super().deconstruct_with_lookup(lookup)
        return "wagtail.blocks.ListBlock", args, {name: kwargs[name] for name in kwargs if name != "begins_with_one"}


def listed(value: object) -> list[Any]:
    """What is stored as a list."""
    if isinstance(value, list):
        return value
    return [] if is_empty(value) else [shown_as_text(value)]


def shown_as_text(value: object) -> str:
    """What cannot be read, as it is shown to an editor."""
    return whole(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str))


class OneOfBlock(Fact, blocks.ChoiceBlock):
    """One key out of a list. The list is looked up late and is not frozen."""

    frozen_as = "wagtail.blocks.CharBlock"

    def __init__(self, labels: Labels | Callable[[], Labels], **kwargs: Any) -> None:
        super().__init__(choices=_late(labels), **kwargs)

    def get_searchable_content(self, value: object) -> list[str]:
        return []


class ManyOfBlock(Fact, blocks.MultipleChoiceBlock):
    """Some keys out of a short list, as tick boxes."""

    def __init__(self, labels: Labels | Callable[[], Labels], **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple())
        super().__init__(choices=_late(labels), **kwargs)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return "wagtail.blocks.MultipleChoiceBlock", [], {"choices": [], "required": False}

    def get_searchable_content(self, value: object) -> list[str]:
        return []


def _late(labels: Labels | Callable[[], Labels]) -> Callable[[], list[tuple[str, Any]]]:
    return lambda: choices(labels() if callable(labels) else labels)


__all__ = [
    "AccountBlock",
    "AddressBlock",
    "DayBlock",
    "Fact",
    "FormerBlock",
    "Frozen",
    "HiddenBlock",
    "KeepsInDraft",
    "KeyBlock",
    "KeysBlock",
    "LanguagesSpokenBlock",
    "LineBlock",
    "LinesBlock",
    "MadeKeyBlock",
    "MailBlock",
    "ManyOfBlock",
    "NameBlock",
    "NumberBlock",
    "OneOfBlock",
    "ParagraphBlock",
    "PhoneBlock",
    "SafeRichTextBlock",
    "SomeBlock",
    "ToldBlock",
    "Words",
    "YesBlock",
    "fits",
    "linkable",
    "listed",
    "shown_as_text",
    "split_lines",
]
