"""How this school works on it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from ..content.proposals import from_cells
from ..desk.claim import Claim
from ..editing.panels import PlanPanel
from ..editing.print_panel import Sheet
from ..item_blocks.overview import CellBlock, MaterialBlock, PartnerBlock, ProposalBlock, TermBlock
from ..late import late
from ..rendering.page_contexts import overview_page
from ..stored.later_stream import LaterStreamField
from ..stored.streams import StreamField
from ..subroutes.registry import PRACTISE
from .page import GripMixin


class OverviewMixin(GripMixin):
    """A page with three tasks at three levels, and links to the other four pages."""

    grip_kind = "overview"
    grip_short_name = _("Overview")
    grip_streams = ("cells", "proposals", "materials", "glossary", "partners")
    grip_page_context = staticmethod(overview_page)
    grip_api_content = staticmethod(late("api.content.overview_content"))
    grip_subroutes = (PRACTISE,)
    grip_sheets = (Sheet(PRACTISE.name, _("Practise in class: exercises and role plays")),)
    grip_claim = (
        Claim("cells", "", "confirmed"),
        Claim("proposals", "text", "confirmed"),
        Claim("partners", "name", "confirmed"),
    )
    grip_desk_columns = (late("desk.columns.plan"),)
    grip_is_start = True

    cells = StreamField(
        [("cell", CellBlock())], blank=True, collapsed=True, verbose_name=_("three tasks, three levels")
    )
    proposals = LaterStreamField(
        [("proposal", ProposalBlock())],
        blank=True,
        collapsed=True,
        verbose_name=_("what we do"),
        before=from_cells,
    )
    materials = StreamField([("material", MaterialBlock())], blank=True, collapsed=True, verbose_name=_("materials"))
    glossary = StreamField([("term", TermBlock())], blank=True, collapsed=True, verbose_name=_("words"))
    partners = StreamField([("partner", PartnerBlock())], blank=True, collapsed=True, verbose_name=_("partners"))

    grip_panels = [
        *GripMixin.grip_intro_panels,
        FieldPanel("cells", help_text=_("Nine at most. Tick each one that is true for your school.")),
        FieldPanel(
            "proposals",
            help_text=_("What your school does, one thing at a time. Tick what is true: visitors see nothing else."),
        ),
        PlanPanel(),
        FieldPanel("materials"),
        FieldPanel("glossary"),
        FieldPanel("partners", help_text=_("Tick those your school works with; visitors see no others.")),
        *GripMixin.grip_more_panels,
    ]
    grip_search_fields = [*GripMixin.grip_search_fields, index.SearchField("findable_glossary")]

    @property
    def findable_glossary(self) -> str:
        """The words that are explained, for the search of the site."""
        return self._findable("glossary")

    class Meta:
        abstract = True
