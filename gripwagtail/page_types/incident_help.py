"""Something happened: what now?"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from ..api.content import incident_help_content
from ..desk.columns import unread
from ..desk.reading import Claim
from ..editing import incident_rules
from ..editing.panels import AftercarePanel, LibraryPanel, ReadingsPanel
from ..editing.print_panel import Sheet
from ..item_blocks.incident_help import ReadingBlock, SituationBlock
from ..rendering.page_contexts import incident_help_page
from ..stored.streams import StreamField
from ..subroutes.registry import CARDS, POSTER
from .page import CLOSE, GripMixin, beginning, ending


class IncidentHelpMixin(GripMixin):
    """A page where a reader chooses what happened and gets at most five steps."""

    grip_kind = "incident_help"
    grip_short_name = _("Something happened")
    grip_block = "incident_help"
    grip_facts = ("neutral_title", *GripMixin.grip_facts)
    grip_library = "situations"
    grip_streams = ("situations", "readings")
    grip_made_keys = ("situations",)
    grip_quiet = True
    grip_rules = incident_rules.RULES
    grip_page_context = staticmethod(incident_help_page)
    grip_api_content = staticmethod(incident_help_content)
    grip_subroutes = (POSTER, CARDS)
    grip_sheets = (
        Sheet(POSTER.name, _("Poster to hang up")),
        Sheet(CARDS.name, _("Pocket cards to hand out")),
    )
    grip_checker_rules = ("grip-without-112",)
    grip_claim = Claim("situations", "school_does", "school_does_confirmed")
    grip_desk_columns = (unread,)
    grip_needs_experts = True

    situations = StreamField(
        [("situation", SituationBlock())], blank=True, collapsed=True, verbose_name=_("situations")
    )

    # For editors only: no visitor, search index or API sees who read what.
    readings = StreamField([("reading", ReadingBlock())], blank=True, collapsed=True, verbose_name=_("read by experts"))
    neutral_title = models.BooleanField(
        _("neutral title in the browser"),
        default=False,
        help_text=_("The tab and the history then only say the name of the school, not that something happened."),
    )

    grip_panels = [
        *beginning(ReadingsPanel(heading=_("Read by an expert?"))),
        LibraryPanel(classname=CLOSE),
        FieldPanel("situations", help_text=_("Grouped on the page. “My problem is not here” stays last.")),
        FieldPanel("readings", help_text=_("Who read which situations, and when. Visitors do not see this.")),
        *ending(
            FieldPanel("neutral_title"),
            at_hand=[AftercarePanel(heading=_("After an incident: a message to parents"))],
        ),
    ]
    grip_search_fields = [*GripMixin.grip_search_fields, index.SearchField("findable_situations")]

    @property
    def findable_situations(self) -> str:
        """The situations, for the search of the site."""
        return self._findable("situations")

    class Meta:
        abstract = True
