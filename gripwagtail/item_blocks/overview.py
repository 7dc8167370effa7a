"""How the school works on it: three tasks at three levels, and what helps with them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .. import vocabulary
from ..roles import role_labels
from .fields import (
    AddressBlock,
    DayBlock,
    FormerBlock,
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
from .layout import layout

_FROM = ["starter_key", "starter_version"]


class CellBlock(ItemBlock):
    """What the school does for one task at one level, in its own words."""

    task = OneOfBlock(vocabulary.TASKS, label=_("Task"))
    level = OneOfBlock(vocabulary.LEVELS, label=_("Level"))
    text = ParagraphBlock(required=False, max_length=200, label=_("In one sentence"))
    # What the school does is in ``ProposalBlock`` now, each with a tick of its own.
    proposals = FormerBlock()
    openers = LinesBlock(required=False, label=_("Openers for a teacher"), help_text=_("One a line."))
    confirmed = YesBlock(
        default=True,
        unticked=_("Not visible:"),
        label=_("This is true for our school"),
        help_text=_("Without this tick, visitors do not see this sentence and these openers."),
    )

    class Meta:
        icon = "table"
        label = _("Task and level")
        label_format = "{confirmed} {task} · {level}"


class ProposalBlock(ItemBlock):
    """One thing that the school does for a task at a level: who, by when, and whether it is done."""

    task = OneOfBlock(vocabulary.TASKS, label=_("Task"))
    level = OneOfBlock(vocabulary.LEVELS, label=_("Level"))
    text = LineBlock(max_length=140, label=_("What we do"), help_text=_("One sentence, begins with “we”."))
    confirmed = YesBlock(
        default=True,
        unticked=_("Not visible:"),
        label=_("This is true for our school"),
        help_text=_("Without this tick, visitors do not see it."),
    )
    role = OneOfBlock(
        role_labels, required=False, label=_("Who sees to it"), help_text=_("A role, not a person. Never shown.")
    )
    term = DayBlock(required=False, label=_("By when"), help_text=_("Never shown."))
    done = YesBlock(label=_("Done"), help_text=_("Never shown."))

    class Meta:
        icon = "check"
        label = _("What we do")
        label_format = "{confirmed} {task} · {level}: {text}"
        form_layout = layout(["text", "confirmed", "task", "level", "role", "term", "done"], _FROM)


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
    confirmed = YesBlock(
        default=True,
        unticked=_("Not visible:"),
        label=_("Our school works with them"),
        help_text=_("Without this tick, visitors do not see it."),
    )

    class Meta:
        icon = "group"
        label = _("Partner")
        label_format = "{confirmed} {name}"
