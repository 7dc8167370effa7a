"""A document: one of this site, by Wagtail's own chooser, or an address elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .fields import AddressBlock, Fact, LineBlock, ParagraphBlock
from .installed import document_model, has_documents
from .item import ItemBlock
from .layout import layout

# Of the key of a document, as a number and as any other text.
_LONGEST_NUMBER: Final = 18
_LONGEST: Final = 64


def is_key(value: object) -> bool:
    """Whether this may be the key of a document, a number or a short text: no database fails on it."""
    if isinstance(value, str):
        return 0 < len(value) <= (_LONGEST_NUMBER if value.isdecimal() else _LONGEST)
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**_LONGEST_NUMBER


class FileBlock(Fact, blocks.FieldBlock):
    """The key of a document of this site. A site without documents keeps what is stored, and shows no input.

    Its value is the key and not the document: reading a page asks the database for nothing.
    """

    frozen_as = "wagtail.blocks.IntegerBlock"

    def __init__(self, required: bool = False, help_text: Any = None, **kwargs: Any) -> None:
        self._required, self._help_text = required, help_text
        if not has_documents():
            kwargs |= {"form_classname": "w-hidden", "label": " "}
        super().__init__(**kwargs)
        self.search_index = False

    @cached_property
    def field(self) -> Any:
        if not has_documents():
            return forms.CharField(required=False, widget=forms.HiddenInput())
        from wagtail.documents.widgets import AdminDocumentChooser

        return forms.ModelChoiceField(
            queryset=document_model().objects.all(),
            widget=AdminDocumentChooser(),
            required=self._required,
            help_text=self._help_text,
        )

    def to_python(self, value: object) -> Any:
        return value if is_key(value) else None

    def value_from_form(self, value: Any) -> Any:
        """The key, of a document or as a form sends it."""
        key = self.to_python(getattr(value, "pk", value))
        return int(key) if isinstance(key, str) and key.isdecimal() else key

    def get_prep_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, int) else str(value)

    def get_form_state(self, value: object) -> Any:
        # What is gone, or no key at all, is nothing to choose from: the form opens all the same.
        if not has_documents():
            return value
        try:
            return self.field.widget.get_value_data(value)
        except (TypeError, ValueError, ValidationError):
            return None

    def render_basic(self, value: object, context: object = None) -> str:
        """What it is called, for who compares two versions."""
        return str(getattr(self._found(value), "title", ""))

    def extract_references(self, value: object) -> Iterator[tuple[Any, str, str, str]]:
        """So that Wagtail says where a document is used, before somebody deletes it."""
        if value is not None and has_documents():
            yield document_model(), str(value), "", ""

    def _found(self, value: object) -> Any:
        try:
            return document_model().objects.filter(pk=value).first() if value and has_documents() else None
        except (TypeError, ValueError, ValidationError):
            return None


class DocumentBlock(ItemBlock):
    """A document of the school. A summary is required: a bare PDF helps few readers."""

    title = LineBlock(max_length=120, label=_("Title"))
    url = AddressBlock(
        required=False, label=_("Address"), help_text=_("Only for a document or page that is somewhere else.")
    )
    summary = ParagraphBlock(max_length=400, label=_("What it says, in two sentences"))
    file = FileBlock(
        required=False,
        label=_("Document of this site"),
        help_text=_("Choose one, or upload it here. Without names of pupils."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Document")
        label_format = "{title}"
        form_layout = layout(["title", "file", "url", "summary"], ["starter_key", "starter_version"])


__all__ = ["DocumentBlock", "FileBlock", "is_key"]
