"""Blocks for a host's own StreamFields: each shows a source, none holds content of its own."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .. import vocabulary
from .leaf import KeysBlock, LineBlock, NameBlock, NumberBlock, OneOfBlock, YesBlock

LEVELS = {"2": "h2", "3": "h3", "4": "h4"}


class SourceBlock(blocks.StructBlock):
    """What the blocks below share: a heading, its level, and a source picked by hand."""

    # The word under which ``gripwagtail.rendering`` knows the block.
    grip_kind: ClassVar[str] = ""

    heading = LineBlock(required=False, max_length=120, label=_("Heading"), help_text=_("Empty: our own heading."))
    level = OneOfBlock(LEVELS, required=False, label=_("Level of the heading"))
    page = blocks.PageChooserBlock(
        required=False, label=_("Page"), help_text=_("Only when the site has several pages of this kind.")
    )

    def render(self, value: Any, context: Any = None) -> str:
        from ..rendering import render_block

        return render_block(self.grip_kind, context or {}, dict(value or {}))

    class Meta:
        group = _("Online behaviour")
        icon = "group"
        preview_template = "gripwagtail/admin/block_preview.html"
        preview_value: ClassVar[dict[str, Any]] = {}


class NormBlock(SourceBlock):
    """The norm in brief."""

    grip_kind = "norm"
    show_agreements = YesBlock(label=_("Show agreements too"))
    agreements = NumberBlock(required=False, min_value=1, max_value=10, label=_("How many"))

    class Meta:
        icon = "check"
        label = _("Norm")
        description = _("What we expect of each other online, from the page with the norm.")


class ContactsBlock(SourceBlock):
    """People and functions to go to."""

    grip_kind = "contacts"
    roles = KeysBlock(vocabulary.roles, label=_("Roles"), help_text=_("Empty: everyone on the contact page."))
    audience = OneOfBlock(vocabulary.AUDIENCES, required=False, label=_("For whom"))
    topic = OneOfBlock(vocabulary.TOPICS, required=False, label=_("Topic"))
    location = NameBlock(required=False, max_length=80, label=_("Location"))
    compact = YesBlock(default=True, label=_("Short cards"))

    class Meta:
        icon = "user"
        label = _("Who can you go to?")
        description = _("Contacts from the contact page. Who leaves there, leaves here.")


class ParentTipsBlock(SourceBlock):
    """The tip of the week, or some tips."""

    grip_kind = "parent_tips"
    count = NumberBlock(required=False, min_value=1, max_value=10, label=_("How many"), help_text=_("1: tip of the week."))
    theme = OneOfBlock(vocabulary.TIP_THEMES, required=False, label=_("Theme"))
    age = NumberBlock(required=False, min_value=0, max_value=25, label=_("Age"))

    class Meta:
        icon = "help"
        label = _("Tip for parents")
        description = _("A tip from the page with tips for parents; another one every week.")


class IncidentHelpBlock(SourceBlock):
    """The way to help: 112, 113 and the page for incidents."""

    grip_kind = "incident_help"
    titles = YesBlock(label=_("Show the situations"))
    size = OneOfBlock({"block": _("block"), "line": _("one line")}, required=False, label=_("Size"))

    class Meta:
        icon = "warning"
        label = _("Something happened")
        description = _("112, 113 and the way to the help page.")


class HelplinesBlock(SourceBlock):
    """National services."""

    grip_kind = "helplines"
    keys = KeysBlock(vocabulary.helplines, label=_("Helplines"), help_text=_("Empty: all that fit."))
    audience = OneOfBlock(vocabulary.AUDIENCES, required=False, label=_("For whom"))
    topic = OneOfBlock(vocabulary.TOPICS, required=False, label=_("Topic"))

    class Meta:
        icon = "mobile-alt"
        label = _("Helplines")
        description = _("National services, with number, chat and hours.")


class ExitBlock(SourceBlock):
    """A link that leaves this page for a neutral one."""

    grip_kind = "exit"

    class Meta:
        icon = "logout"
        label = _("Leave this page")
        description = _("A button that opens another site at once.")


class LanguagesBlock(SourceBlock):
    """The published translations of the page."""

    grip_kind = "languages"

    class Meta:
        icon = "globe"
        label = _("Languages")
        description = _("The languages in which this page can be read.")


def grip_blocks() -> list[tuple[str, blocks.Block]]:
    """The ``(name, block)`` pairs to put into a StreamField: ``[*grip_blocks()]``."""
    return [
        ("grip_norm", NormBlock()),
        ("grip_contacts", ContactsBlock()),
        ("grip_parent_tips", ParentTipsBlock()),
        ("grip_incident_help", IncidentHelpBlock()),
        ("grip_helplines", HelplinesBlock()),
        ("grip_exit", ExitBlock()),
        ("grip_languages", LanguagesBlock()),
    ]
