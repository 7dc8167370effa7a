"""How the school works on it: three tasks at three levels, and what helps with them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .. import vocabulary
from .fields import (
    AddressBlock,
    KeyBlock,
    LineBlock,
    LinesBlock,
    ManyOfBlock,
    NameBlock,
    OneOfBlock,
    ParagraphBlock,
    YesBlock,
)
from .item import ItemBlock


class CellBlock(ItemBlock):
    """What the school does for one task at one level, in its own words."""

    task = OneOfBlock(vocabulary.TASKS, label=_("Task"))
    level = OneOfBlock(vocabulary.LEVELS, label=_("Level"))
    text = ParagraphBlock(required=False, max_length=200, label=_("In one sentence"))
    proposals = LinesBlock(required=False, label=_("What we do"), help_text=_("One a line."))
    openers = LinesBlock(required=False, label=_("Openers for a teacher"), help_text=_("One a line."))
    confirmed = YesBlock(
        default=True,
        label=_("This is true for our school"),
        help_text=_("Without this tick, visitors do not see it."),
    )

    class Meta:
        icon = "table"
        label = _("Task and level")
        label_format = "{task} · {level}"


class MaterialBlock(ItemBlock):
    """Something to use: a game, cards, a plan."""

    key = KeyBlock(required=False, max_length=60, label=_("Key"))
    title = LineBlock(max_length=120, label=_("Title"))
    url = AddressBlock(label=_("Address"))
    text = LineBlock(required=False, max_length=160, label=_("What it is"))
    audiences = ManyOfBlock(vocabulary.MATERIAL_AUDIENCES, required=False, label=_("For whom"))
    task = OneOfBlock(vocabulary.TASKS, required=False, label=_("Task"))

    class Meta:
        icon = "folder-open-inverse"
        label = _("Material")
        label_format = "{title}"


class TermBlock(ItemBlock):
    """A word and what it means."""

    key = KeyBlock(required=False, max_length=60, label=_("Key"))
    term = LineBlock(max_length=80, label=_("Word"))
    meaning = ParagraphBlock(max_length=400, label=_("Meaning"))

    class Meta:
        icon = "openquote"
        label = _("Word")
        label_format = "{term}"


class PartnerBlock(ItemBlock):
    """Who the school works with."""

    key = KeyBlock(required=False, max_length=60, label=_("Key"))
    name = NameBlock(max_length=120, label=_("Name"))
    text = LineBlock(required=False, max_length=200, label=_("What they do"))
    url = AddressBlock(required=False, label=_("Address"))
    audiences = ManyOfBlock(vocabulary.MATERIAL_AUDIENCES, required=False, label=_("For whom"))

    class Meta:
        icon = "group"
        label = _("Partner")
        label_format = "{name}"
