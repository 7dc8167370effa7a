"""How to talk about online life at home."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from ..item_blocks.parent_tips import LinkBlock, TipBlock
from ..late import late
from ..rendering.page_contexts import parent_tips_page
from ..stored.streams import StreamField
from ..subroutes.registry import TO_SHARE
from .page import GripMixin


class ParentTipsMixin(GripMixin):
    """A page with tips by age, each with a sentence to start the conversation."""

    grip_kind = "parent_tips"
    grip_short_name = _("Tips for parents")
    grip_block = "parent_tips"
    grip_streams = ("tips", "links")
    grip_page_context = staticmethod(parent_tips_page)
    grip_api_content = staticmethod(late("api.content.parent_tips_content"))
    grip_subroutes = (TO_SHARE,)
    grip_share_groups = staticmethod(late("subroutes.share.groups_of_tips"))
    grip_has_year = True

    tips = StreamField([("tip", TipBlock())], blank=True, collapsed=True, verbose_name=_("tips"))
    links = StreamField([("link", LinkBlock())], blank=True, collapsed=True, verbose_name=_("read on"))

    grip_panels = [
        *GripMixin.grip_intro_panels,
        FieldPanel("tips", help_text=_("On the page they are grouped by age, in this order.")),
        FieldPanel("links"),
        *GripMixin.grip_more_panels,
    ]
    grip_search_fields = [*GripMixin.grip_search_fields, index.SearchField("findable_tips")]

    @property
    def findable_tips(self) -> str:
        """The tips, for the search of the site."""
        return self._findable("tips")

    class Meta:
        abstract = True
