"""What can be said about a helpline: its words in one more language, and what a school adds."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .. import vocabulary
from .leaf import KeyBlock, LineBlock, OneOfBlock


class HelplineWordsBlock(blocks.StructBlock):
    """What the helpline does, said in one language."""

    language = KeyBlock(max_length=20, label=_("Language code"))
    does = LineBlock(required=False, max_length=200, label=_("What it does"))
    not_for = LineBlock(required=False, max_length=200, label=_("What it is not for"))
    hours = LineBlock(required=False, max_length=120, label=_("Hours"))

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
