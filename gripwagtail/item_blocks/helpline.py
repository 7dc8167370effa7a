"""What can be said about a helpline: its words in one more language, and what a school adds."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .. import vocabulary
from ..text.language_names import translated_names
from .fields import KeyBlock, LineBlock, OneOfBlock
from .keys import KeysWidget


class LanguageWidget(KeysWidget):
    """One code. The browser suggests the languages, and a closed item is headed by the name of its language."""

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        # Not a list in order, so it stays the plain input that it is without a script.
        for attribute in ("data-controller", "data-grip-keys-strings-value"):
            del context["widget"]["attrs"][attribute]
        return context


class LanguageBlock(KeyBlock):
    """The code of any language, also of one without a name here."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field.widget = LanguageWidget(translated_names, attrs=self.field.widget.attrs)


class SpokenBlock(LineBlock):
    """A line that may run from right to left in an admin that does not."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field.widget.attrs["dir"] = "auto"


class HelplineWordsBlock(blocks.StructBlock):
    """What the helpline does, said in one language."""

    language = LanguageBlock(max_length=20, label=_("Language code"))
    does = SpokenBlock(required=False, max_length=200, label=_("What it does"))
    not_for = SpokenBlock(required=False, max_length=200, label=_("What it is not for"))
    hours = SpokenBlock(required=False, max_length=120, label=_("Hours"))

    class Meta:
        icon = "globe"
        label = _("Language")
        label_format = "{language}"


class HelplineNoteBlock(blocks.StructBlock):
    """One line that a school adds to a helpline, on its own pages only."""

    helpline = OneOfBlock(vocabulary.helplines, label=_("Helpline"))
    text = LineBlock(max_length=200, label=_("What you add"))

    class Meta:
        icon = "mobile-alt"
        label = _("Note")
        label_format = "{helpline}: {text}"
