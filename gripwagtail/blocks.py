"""Blocks for a host's own StreamFields. They have no content of their own: they show that of our pages.

In migrations each is a plain StructBlock of Wagtail's own blocks, so that a host can
remove us without keeping a path of ours importable.
"""

from __future__ import annotations

import copy
from typing import Any, ClassVar

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from . import vocabulary
from .item_blocks.body import BODY_BLOCKS
from .item_blocks.fields import Fact, KeysBlock, LineBlock, NameBlock, NumberBlock, OneOfBlock, YesBlock
from .lookup.sources import models_of, page_model
from .rendering import render_block
from .rendering.reasons import OTHER_SCHOOL, page_kind
from .roles import role_labels

LEVELS: vocabulary.Labels = {"2": _("2, below the title of the page"), "3": "3", "4": "4"}
SIZES: vocabulary.Labels = {"block": _("block in the text"), "line": _("one line, for a header or footer")}
COMMON = ("heading", "level", "page", OTHER_SCHOOL)


class SourceBlock(Fact, blocks.PageChooserBlock):
    """A page of ours picked by hand. A translated page finds its translation."""

    frozen_as = "wagtail.blocks.PageChooserBlock"
    frozen_kwargs = ("required",)
    # What may be chosen; empty: any page. What was chosen before stays, whatever it is.
    of_kind: str = ""

    @cached_property
    def target_model(self) -> Any:
        return page_model()

    @cached_property
    def target_models(self) -> list[Any]:
        return list(models_of(self.of_kind)) if self.of_kind else []


class NotFrozenYes(YesBlock):
    """A tick that the migrations of a host do not know, so that it needs none when we add one."""


class ShownValue(blocks.StructValue):
    """The options of a block, which ``{{ block.value }}`` shows as the block; Wagtail would print their names."""

    def __str__(self) -> str:
        return str(self.render_as_block())


class HostBlock(blocks.StructBlock):
    """What all blocks for hosts share: a heading of their own and the choice of a source."""

    # The word that ``rendering.render_block`` takes.
    kind: ClassVar[str] = ""

    heading = LineBlock(
        required=False, max_length=120, label=_("Heading"), help_text=_("Empty: the standard heading is shown.")
    )
    level = OneOfBlock(LEVELS, required=False, label=_("Level of the heading"))
    page = SourceBlock(
        required=False, label=_("Page to show"), help_text=_("Only when the site has several pages of this kind.")
    )
    other_school = NotFrozenYes(
        label=_("Also when that page is of another school"),
        help_text=_("Without this tick the block shows the page of the school that it is in, also after copying."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # One of its own: what a class declares is shared by all blocks.
        self.child_blocks["page"] = copy.copy(self.base_blocks["page"])
        self.child_blocks["page"].of_kind = page_kind(self.kind)

    def deconstruct(self) -> tuple[str, Any, Any]:
        path, _args, kwargs = super().deconstruct()
        return path, [self._frozen()], kwargs

    def deconstruct_with_lookup(self, lookup: Any) -> tuple[str, Any, Any]:
        path, _args, kwargs = super().deconstruct()
        return path, [[(name, lookup.add_block(block)) for name, block in self._frozen()]], kwargs

    def _frozen(self) -> list[tuple[str, Any]]:
        return [(name, block) for name, block in self.child_blocks.items() if not isinstance(block, NotFrozenYes)]

    def render(self, value: Any, context: object = None) -> Any:
        options = dict(value or {})
        page = options.get("page")
        # A page's key, and not its title, distinguishes one source from another.
        options["page"] = getattr(page, "pk", page)
        options[OTHER_SCHOOL] = bool(options.get(OTHER_SCHOOL))
        return render_block(self.kind, context or {}, options)

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = dict(parent_context or {})
        request = context.get("request")
        if request is not None:
            # An editor reads why a block is empty; a visitor would see nothing.
            request.is_preview = True
        return context

    def get_api_representation(self, value: Any, context: object = None) -> dict[str, Any]:
        """The options that were filled in; the content has an address of its own."""
        shown = super().get_api_representation(value, context)
        return {
            name: option
            for name, option in shown.items()
            if option not in (None, "", []) and (option or name != OTHER_SCHOOL)
        }

    class Meta:
        group = _("Online behaviour")
        value_class = ShownValue
        preview_template = "gripwagtail/admin/block_preview.html"
        preview_value: ClassVar[dict[str, Any]] = {}


def _layout(*own: str) -> BlockGroup:
    """The block's own options in sight, the rarely used ones behind the settings button."""
    return BlockGroup(children=list(own), settings=list(COMMON))


class NormBlock(HostBlock):
    """The school's norm, with some of its agreements."""

    kind = "norm"
    show_agreements = YesBlock(label=_("Show agreements too"))
    agreements = NumberBlock(required=False, default=3, min_value=1, max_value=20, label=_("How many agreements"))

    class Meta:
        icon = "check"
        label = _("Our norm online")
        description = _("What we expect of each other online, from the page with the norm.")
        form_layout = _layout("show_agreements", "agreements")


class ContactsBlock(HostBlock):
    """Who to go to, from the contact page."""

    kind = "contacts"
    roles = KeysBlock(role_labels, label=_("Whom to show"), help_text=_("Empty: everyone on the contact page."))
    audience = OneOfBlock(vocabulary.AUDIENCES, required=False, label=_("For whom"))
    topic = OneOfBlock(vocabulary.TOPICS, required=False, label=_("About"))
    location = NameBlock(
        required=False, max_length=80, label=_("Location"), help_text=_("As written on the contact page.")
    )
    compact = YesBlock(default=True, label=_("Short: name and contact details"))

    class Meta:
        icon = "group"
        label = _("Who helps")
        description = _("People and services to turn to. Change them on the contact page: every block follows.")
        form_layout = _layout("roles", "audience", "topic", "location", "compact")


class ParentTipsBlock(HostBlock):
    """A tip for parents, or some of them."""

    kind = "parent_tips"
    theme = OneOfBlock(vocabulary.TIP_THEMES, required=False, label=_("Theme"))
    age = NumberBlock(required=False, min_value=0, max_value=25, label=_("Age of the child"))
    count = NumberBlock(
        required=False,
        default=1,
        min_value=1,
        max_value=20,
        label=_("How many tips"),
        help_text=_("1: the tip of the week."),
    )

    class Meta:
        icon = "help"
        label = _("Tips for parents")
        description = _("The tip of the week, or more tips by theme and age.")
        form_layout = _layout("theme", "age", "count")


class IncidentHelpBlock(HostBlock):
    """The link to the page for when something happened, with 112 and 113."""

    kind = "incident_help"
    titles = YesBlock(label=_("List what may have happened"))
    deep_links = YesBlock(
        label=_("Each title links to its own place on the page"),
        help_text=_("The address then shows which one, in the history of a phone too. When in doubt, leave it off."),
    )
    size = OneOfBlock(SIZES, default="block", required=False, label=_("Size"))

    class Meta:
        icon = "warning"
        label = _("Something happened?")
        description = _("112 and 113, and a link to the page with steps.")
        form_layout = _layout("titles", "deep_links", "size")


class HelplinesBlock(HostBlock):
    """National services that fit the reader."""

    kind = "helplines"
    keys = KeysBlock(
        vocabulary.helplines, label=_("Helplines"), help_text=_("Empty: all that fit the school and the choices below.")
    )
    audience = OneOfBlock(vocabulary.AUDIENCES, required=False, label=_("For whom"))
    topic = OneOfBlock(vocabulary.TOPICS, required=False, label=_("About"))

    class Meta:
        icon = "mobile-alt"
        label = _("Helplines")
        description = _("National services to call, chat with or report to.")
        form_layout = _layout("keys", "audience", "topic")


class ExitBlock(HostBlock):
    """A link that leaves this page for a neutral one."""

    kind = "exit"

    class Meta:
        icon = "logout"
        label = _("Leave this page")
        description = _("A link to a neutral page, for a reader who does not want to be seen here.")


class LanguagesBlock(HostBlock):
    """The same page in the other languages of the site."""

    kind = "languages"

    class Meta:
        icon = "globe"
        label = _("Other languages")
        description = _("Links to this page in the other languages of the site.")


def grip_blocks() -> list[tuple[str, HostBlock]]:
    """Name and block of all seven, for a list or a class: ``[*grip_blocks()]``, ``MyStreamBlock(grip_blocks())``."""
    kinds = (
        NormBlock,
        ContactsBlock,
        ParentTipsBlock,
        IncidentHelpBlock,
        HelplinesBlock,
        ExitBlock,
        LanguagesBlock,
    )
    return [(f"grip_{block.kind}", block()) for block in kinds]


__all__ = [
    "BODY_BLOCKS",
    "ContactsBlock",
    "ExitBlock",
    "HelplinesBlock",
    "HostBlock",
    "IncidentHelpBlock",
    "LanguagesBlock",
    "NormBlock",
    "ParentTipsBlock",
    "grip_blocks",
]
