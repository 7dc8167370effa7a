"""The words of a helpline in one more language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .leaf import KeyBlock, LineBlock


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
