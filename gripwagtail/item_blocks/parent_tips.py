"""Tips for parents, and where they can read on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import vocabulary
from .fields import AddressBlock, DayBlock, LineBlock, NumberBlock, OneOfBlock, ParagraphBlock
from .item import ItemBlock


class TipBlock(ItemBlock):
    """One tip: what to do, and a sentence to start the conversation with."""

    title = LineBlock(max_length=80, label=_("Title"))
    text = ParagraphBlock(max_length=400, label=_("Tip"))
    opener = LineBlock(
        required=False,
        max_length=200,
        label=_("A sentence to start the conversation"),
        help_text=_("As a parent would really say it."),
    )
    age_from = NumberBlock(required=False, min_value=0, max_value=25, label=_("From age"))
    age_to = NumberBlock(required=False, min_value=0, max_value=25, label=_("To age"))
    theme = OneOfBlock(vocabulary.TIP_THEMES, required=False, label=_("Theme"))
    source = AddressBlock(required=False, label=_("Source"))
    checked_on = DayBlock(
        required=False, label=_("Checked on"), help_text=_("The day on which somebody opened the page of the source.")
    )

    source_date = DayBlock(required=False, label=_("Date of the source"))

    def faults(self, value: Mapping[str, Any]) -> dict[str, ValidationError]:
        start, end = value.get("age_from"), value.get("age_to")
        if isinstance(start, int) and isinstance(end, int) and end < start:
            return {"age_to": ValidationError(gettext("This age is lower than “from age”."), code="order")}
        return {}

    class Meta:
        icon = "help"
        label = _("Tip")
        label_format = "{title}"


class LinkBlock(ItemBlock):
    """A page elsewhere that is worth a parent's time."""

    title = LineBlock(max_length=120, label=_("Title"))
    url = AddressBlock(label=_("Address"))
    text = LineBlock(required=False, max_length=200, label=_("What you find there"))

    class Meta:
        icon = "link"
        label = _("Link")
        label_format = "{title}"
