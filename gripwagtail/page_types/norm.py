"""What we expect of each other online."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from ..editing.norm_changes import SAME_MEANING
from ..editing.panels import FormFieldPanel, LibraryPanel
from ..editing.print_panel import PrintPanel
from ..editing.share_panel import SharePanel
from ..item_blocks.norm import AgreedBlock, AgreementBlock, ChangeBlock, DocumentBlock
from ..stored.streams import StreamField
from ..widgets.day import DayField
from .page import GripMixin


class NormMixin(GripMixin):
    """A page with one positive norm, the agreements under it, and how they came about."""

    grip_kind = "norm"
    grip_words = ("intro", "statement", "poster_line", "why", "scope", "always", "made_with", "shared", "class_sheet")
    grip_facts = ("adopted_on", "review_on", *GripMixin.grip_facts)
    grip_streams = ("agreements", "agreed", "documents", "changes")

    statement = models.TextField(_("the norm"), max_length=300, blank=True)
    poster_line = models.CharField(_("line for the poster"), max_length=200, blank=True)
    why = models.TextField(_("why we agreed on this"), max_length=600, blank=True)
    scope = models.TextField(_("for whom, and where"), max_length=300, blank=True)
    always = models.TextField(_("what we always do"), max_length=300, blank=True)
    made_with = models.CharField(_("made with"), max_length=200, blank=True)
    shared = models.TextField(_("how we share it"), max_length=300, blank=True)
    class_sheet = models.CharField(_("beginning of the class sheet"), max_length=200, blank=True)
    adopted_on = DayField(_("adopted on"), null=True, blank=True)
    review_on = DayField(_("to be reviewed on"), null=True, blank=True)
    agreements = StreamField(
        [("agreement", AgreementBlock())], blank=True, collapsed=True, verbose_name=_("agreements")
    )
    agreed = StreamField([("agreed", AgreedBlock())], blank=True, collapsed=True, verbose_name=_("who agreed"))
    documents = StreamField([("document", DocumentBlock())], blank=True, collapsed=True, verbose_name=_("documents"))
    changes = StreamField([("change", ChangeBlock())], blank=True, collapsed=True, verbose_name=_("changes"))

    grip_panels = [
        *GripMixin.grip_intro_panels,
        MultiFieldPanel(
            [
                FieldPanel(
                    "statement",
                    help_text=_("At most 300 characters, positive, with “we”: what we do, not what is forbidden."),
                ),
                FieldPanel("poster_line", help_text=_("At most 25 words.")),
                FieldPanel("why"),
                FieldPanel("scope", help_text=_("Also outside school hours?")),
                FieldPanel("always", help_text=_("Also when we do not know who did it.")),
            ],
            heading=_("The norm"),
        ),
        LibraryPanel(heading=_("Shipped agreements")),
        FieldPanel("agreements", help_text=_("Three to seven. At least one for staff and parents.")),
        MultiFieldPanel(
            [
                FieldPanel("made_with", help_text=_("Pupils, parents, team, participation council.")),
                FieldPanel("agreed", help_text=_("Who said yes to these agreements, and when.")),
                FieldPanel("adopted_on"),
                FieldPanel("review_on"),
                FieldPanel("shared"),
            ],
            heading=_("How it came about"),
        ),
        FieldPanel("documents"),
        MultiFieldPanel(
            [
                FieldPanel(
                    "changes",
                    help_text=_("One sentence that says what is different. It is required when the norm changes."),
                ),
                FormFieldPanel(SAME_MEANING, disable_comments=True),
            ],
            heading=_("What has changed"),
        ),
        FieldPanel(
            "class_sheet",
            help_text=_("For example: “In our class this means:”. Empty: there is no class sheet."),
        ),
        PrintPanel(heading=_("To print")),
        SharePanel(heading=_("To share")),
        *GripMixin.grip_more_panels,
    ]
    grip_search_fields = [
        *GripMixin.grip_search_fields,
        index.SearchField("statement"),
        index.SearchField("findable_agreements"),
    ]

    @property
    def findable_agreements(self) -> str:
        """The agreements, for the search of the site."""
        return self._findable("agreements")

    class Meta:
        abstract = True
