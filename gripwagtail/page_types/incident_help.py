"""Something happened: what now?"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from ..desk.claim import Claim
from ..editing.panels import AftercarePanel, LibraryPanel, ReadingsPanel
from ..editing.print_panel import Sheet
from ..item_blocks.incident_help import ReadingBlock, SituationBlock
from ..late import LateItems, late
from ..page_class import page_model_name
from ..rendering.page_contexts import incident_help_page
from ..stored.streams import StreamField
from ..subroutes.registry import CARDS, POSTER, TEAM
from .page import CLOSE, GripMixin, beginning, ending


class IncidentHelpMixin(GripMixin):
    """A page where a reader chooses what happened and gets at most five steps."""

    grip_kind = "incident_help"
    grip_short_name = _("Something happened")
    grip_block = "incident_help"
    grip_facts = ("neutral_title", "grip_team_closed", "grip_team_behind", *GripMixin.grip_facts)
    grip_library = "situations"
    grip_streams = ("situations", "readings")
    grip_made_keys = ("situations",)
    grip_quiet = True
    grip_rules = LateItems("editing.incident_rules.RULES")
    grip_page_context = staticmethod(incident_help_page)
    grip_api_content = staticmethod(late("api.content.incident_help_content"))
    grip_subroutes = (POSTER, CARDS, TEAM)
    grip_sheets = (
        Sheet(POSTER.name, _("Poster to hang up")),
        Sheet(CARDS.name, _("Pocket cards to hand out")),
        Sheet(TEAM.name, _("For the team: cards, who leads, words, log sheet and afterwards")),
    )
    grip_checker_rules = ("grip-without-112",)
    grip_claim = Claim("situations", "school_does", "school_does_confirmed")
    grip_desk_columns = (late("desk.columns.unread"),)
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

    # Not among the columns of a file: who may read what is for the team only this school can say.
    grip_team_closed = models.BooleanField(
        _("close the team's sheets"),
        default=False,
        help_text=_(
            "Only who is logged in then reads what is for the team. Nothing in it is secret, and most teachers have no "
            "login: without this tick anybody may read it, and search engines are asked not to list it."
        ),
    )
    grip_team_behind = models.ForeignKey(
        page_model_name(),
        verbose_name=_("close them like this page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "A private page of the school, such as that of the staff room: who may read that, with its password, reads "
            "this too."
        ),
    )

    grip_panels = [
        *beginning(ReadingsPanel(heading=_("Read by an expert?"))),
        LibraryPanel(classname=CLOSE),
        FieldPanel("situations", help_text=_("Grouped on the page. “My problem is not here” stays last.")),
        FieldPanel("readings", help_text=_("Who read which situations, and when. Visitors do not see this.")),
        *ending(
            FieldPanel("neutral_title"),
            FieldPanel("grip_team_closed"),
            FieldPanel("grip_team_behind"),
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
