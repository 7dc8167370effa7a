"""A situation that can occur online, and what each reader can do.

The parts for the three readers are flat in the item: a list inside a struct inside a
struct is not translated by wagtail-localize, and lists of their own would take so many
form fields that Django refuses the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .. import vocabulary
from ..roles import role_labels
from .fields import (
    DayBlock,
    KeyBlock,
    KeysBlock,
    LineBlock,
    LinesBlock,
    MadeKeyBlock,
    NameBlock,
    OneOfBlock,
    YesBlock,
)
from .item import ItemBlock
from .layout import Follows, When, folded, form_attributes, layout


def _parts(reader: str) -> list[str]:
    return [f"{reader}_{part}" for part in ("opening", "steps", "donts", "roles", "helplines")]


class SituationBlock(ItemBlock):
    """A situation, from its title in a pupil's words to who can help."""

    title = LineBlock(max_length=90, label=_("What happened"), help_text=_("As a pupil would say it."))
    key = MadeKeyBlock(
        max_length=60,
        label=_("Key"),
        help_text=_(
            "Empty: made from the title. It can be seen in the address bar and the history, so use neutral words, and "
            "never change it later. Readings by experts name the situation by it."
        ),
    )
    group = OneOfBlock(vocabulary.SITUATION_GROUPS, default="other", label=_("Group"))
    also = LinesBlock(
        max_lines=12, required=False, label=_("Other words"), help_text=_("One per line. Only used for searching.")
    )
    recognise = LinesBlock(max_lines=3, required=False, label=_("How to recognise it"))
    urgency = OneOfBlock(vocabulary.URGENCIES, default="today", label=_("How urgent"))
    sexual = OneOfBlock(
        vocabulary.SEXUAL,
        label=_("Could there be anything nude or sexual in it?"),
        help_text=_("Yes or maybe: the page never tells anyone to make or keep an image."),
    )
    evidence = OneOfBlock(vocabulary.EVIDENCE_RULES, default="none", label=_("What to keep"))
    topic = OneOfBlock(vocabulary.TOPICS, required=False, label=_("Topic"))
    danger_line = LineBlock(required=False, max_length=140, label=_("When to call 112"))
    life_line = YesBlock(label=_("Show the 113 sentence in this situation"))

    pupil_opening = LineBlock(required=False, max_length=200, label=_("Opening"))
    pupil_steps = LinesBlock(
        required=False, label=_("Steps for the pupil"), help_text=_("At most five, one per line, verb first.")
    )
    pupil_donts = LinesBlock(required=False, label=_("Do not"))
    pupil_roles = KeysBlock(role_labels, label=_("Who helps at school"))
    pupil_helplines = KeysBlock(vocabulary.helplines, label=_("Which helplines help"))

    parent_opening = LineBlock(required=False, max_length=200, label=_("Opening"))
    parent_steps = LinesBlock(required=False, label=_("Steps"), help_text=_("At most five, one per line, verb first."))
    parent_donts = LinesBlock(required=False, label=_("Do not"))
    parent_roles = KeysBlock(role_labels, label=_("Who at school"))
    parent_helplines = KeysBlock(vocabulary.helplines, label=_("Helplines"))

    staff_opening = LineBlock(required=False, max_length=200, label=_("Opening"))
    staff_steps = LinesBlock(required=False, label=_("Steps"), help_text=_("At most five, one per line, verb first."))
    staff_donts = LinesBlock(required=False, label=_("Do not"))
    staff_roles = KeysBlock(role_labels, label=_("Who at school"))
    staff_helplines = KeysBlock(vocabulary.helplines, label=_("Helplines"))

    school_does = LinesBlock(max_lines=6, required=False, search_index=False, label=_("What the school does"))
    school_does_confirmed = YesBlock(
        default=True,
        unticked=_("Not visible:"),
        hides="school_does",
        label=_("This is true for our school"),
        help_text=_("Without this tick, visitors do not see what the school does."),
    )
    checked_on = DayBlock(required=False, label=_("Checked on"))
    expert_read = DayBlock(
        required=False,
        label=_("Read by an expert on"),
        help_text=_("Empty: no expert has read this text yet. It counts for the text as it was read."),
    )
    position = OneOfBlock(
        vocabulary.POSITIONS,
        required=False,
        label=_("Whom it speaks to"),
        help_text=_("One situation, one position. What helps the one who is hurt, hurts the one who did it."),
    )
    agreement = KeyBlock(
        required=False,
        max_length=60,
        label=_("Key of the agreement"),
        help_text=_("Of the norm page. Empty: the first agreement with the same topic."),
    )
    # What “I” and “me” in the title would get wrong for the other two readers.
    title_parent = LineBlock(
        required=False,
        max_length=90,
        label=_("What happened, in a parent's words"),
        help_text=_("Shown to whoever chose “parent”. Empty: the title itself."),
    )
    title_staff = LineBlock(
        required=False,
        max_length=90,
        label=_("What happened, in the words of staff"),
        help_text=_("Shown to whoever chose “staff”. Empty: the title itself."),
    )

    # As the children were first grouped.
    frozen_order = (
        *("title", "key", "group", "urgency", "topic", "position", "agreement"),
        *("sexual", "evidence", "danger_line", "life_line", "also", "recognise"),
        *_parts("pupil"),
        *_parts("parent"),
        *_parts("staff"),
        *("school_does", "school_does_confirmed", "checked_on", "expert_read", "starter_key", "starter_version"),
    )

    def faults(self, value: Mapping[str, Any]) -> dict[str, ValidationError]:
        sexual, evidence = value.get("sexual"), value.get("evidence")
        allowed = vocabulary.ALLOWED_EVIDENCE.get(sexual or "")
        if not allowed or not evidence or evidence in allowed:
            return {}
        labels = ", ".join(str(vocabulary.EVIDENCE_RULES[key]) for key in allowed)
        return {
            "evidence": ValidationError(
                gettext("There may be something sexual in it. Choose: %(allowed)s.") % {"allowed": labels},
                code="evidence",
            )
        }

    class Meta:
        icon = "warning"
        label = _("Situation")
        label_format = "{title}"
        form_attrs = form_attributes(follows={"evidence": [Follows(When("sexual", "^yes$"), "note-only")]})
        form_layout = layout(
            ["title", "position", "sexual", "urgency", "pupil_steps", "pupil_roles", "pupil_helplines"],
            folded(_("More for the pupil"), ["pupil_opening", "pupil_donts"], summary="{pupil_opening} {pupil_donts}"),
            folded(_("For the parent"), ["title_parent", *_parts("parent")], summary="{parent_opening} {parent_steps}"),
            folded(_("For staff"), ["title_staff", *_parts("staff")], summary="{staff_opening} {staff_steps}"),
            folded(
                _("What to keep, and when to call 112"),
                ["evidence", "danger_line", "life_line"],
                summary="{evidence} {danger_line}",
            ),
            folded(
                _("Where it stands, and words to find it by"),
                ["group", "topic", "agreement", "also", "recognise"],
                summary="{group} {also}",
            ),
            folded(
                _("What the school does"),
                ["school_does", "school_does_confirmed"],
                summary="{school_does_confirmed} {school_does}",
            ),
            folded(_("Checked"), ["checked_on", "expert_read", "key"], summary="{checked_on} {expert_read}"),
            ["starter_key", "starter_version"],
        )


class ReadingBlock(blocks.StructBlock):
    """Who read which situations, and when. Only editors see this."""

    read_on = DayBlock(label=_("Read on"))
    reader = NameBlock(max_length=120, label=_("Read by"))
    organisation = NameBlock(required=False, max_length=120, label=_("Organisation or expertise"))
    situations = NameBlock(
        required=False,
        max_length=500,
        label=_("Which situations"),
        help_text=_("Their keys, separated by commas. Empty: all situations on this page at that moment."),
    )
    remarks = NameBlock(required=False, max_length=500, label=_("Remarks"))

    class Meta:
        icon = "doc-full"
        label = _("Reading")
        label_format = "{read_on} {reader} {organisation}"
