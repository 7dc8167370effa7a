"""What we expect of each other online."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from ..content.made_by import MADE_BY
from ..desk.claim import Claim
from ..editing.names import SAME_MEANING
from ..editing.panels import FormFieldPanel, LibraryPanel, OutcomePanel
from ..editing.pasted_panel import PastedPanel
from ..editing.print_panel import Sheet
from ..item_blocks.document import DocumentBlock
from ..item_blocks.norm import AgreedBlock, AgreementBlock, ChangeBlock, SurveyBlock
from ..late import LateItems, late
from ..records.norm import NormColumns
from ..rendering.page_contexts import norm_page
from ..stored.streams import StreamField
from ..subroutes.registry import CLASS_SHEET, TO_SHARE, TOGETHER
from ..text.values import MOST_PEOPLE
from .page import CLOSE, GripMixin, beginning, ending

AT_MOST = (MaxValueValidator(MOST_PEOPLE),)


class NormMixin(GripMixin, NormColumns):
    """A page with one positive norm, the agreements under it, and how they came about."""

    grip_kind = "norm"
    grip_short_name = _("Norm")
    grip_is_made_together = True
    grip_block = "norm"
    grip_pasted = "agreements"
    grip_words = ("intro", "statement", "poster_line", "why", "scope", "always", "made_with", "shared", "class_sheet")
    grip_facts = ("always_confirmed", "adopted_on", "review_on", *MADE_BY, "grip_show_surveys", *GripMixin.grip_facts)
    grip_library = "agreements"
    grip_streams = ("agreements", "agreed", "documents", "changes", "grip_surveys")
    grip_page_context = staticmethod(norm_page)
    grip_api_content = staticmethod(late("api.content.norm_content"))
    grip_subroutes = (CLASS_SHEET, TO_SHARE, TOGETHER)
    # Without its first words there is no class sheet.
    grip_sheets = (
        Sheet(CLASS_SHEET.name, _("Class sheet to print"), needs="class_sheet"),
        Sheet(TOGETHER.name, _("Made together: scripts and sheets")),
    )
    grip_share_groups = staticmethod(late("subroutes.share.groups_of_norm"))
    grip_rules = LateItems("editing.norm_rules.RULES")
    grip_form_fields = (SAME_MEANING,)
    grip_checker_rules = ("grip-only-prohibitions",)
    grip_claim = (Claim("agreements", "if_broken", "if_broken_confirmed"), Claim("", "always", "always_confirmed"))
    grip_ticks: ClassVar[Mapping[str, str]] = {"always": "always_confirmed"}
    grip_review_field = "review_on"
    grip_overdue = "norm-overdue"

    # Not among the columns of a file: whether it is true only this school can say.
    always_confirmed = models.BooleanField(
        _("“what we always do” is true for our school"),
        default=True,
        help_text=_("Without this tick, visitors do not see that sentence."),
    )
    # Nor these: how many took part, as numbers and without names. What they say together is ``content.made_by``.
    grip_pupils = models.PositiveIntegerField(_("pupils who took part"), null=True, blank=True, validators=AT_MOST)
    grip_parents = models.PositiveIntegerField(_("parents who took part"), null=True, blank=True, validators=AT_MOST)
    grip_team = models.PositiveIntegerField(_("team members who took part"), null=True, blank=True, validators=AT_MOST)
    agreements = StreamField(
        [("agreement", AgreementBlock())], blank=True, collapsed=True, verbose_name=_("agreements")
    )
    agreed = StreamField([("agreed", AgreedBlock())], blank=True, collapsed=True, verbose_name=_("who agreed"))
    documents = StreamField([("document", DocumentBlock())], blank=True, collapsed=True, verbose_name=_("documents"))
    changes = StreamField([("change", ChangeBlock())], blank=True, collapsed=True, verbose_name=_("changes"))
    grip_surveys = StreamField(
        [("survey", SurveyBlock())], blank=True, collapsed=True, verbose_name=_("answers to the question sheet")
    )
    grip_show_surveys = models.BooleanField(
        _("show the answers on this page"),
        default=False,
        help_text=_("As a chart with a table. Without this tick, only editors see them, in the report."),
    )

    grip_panels = [
        *beginning(
            PastedPanel(heading=_("Your old page")),
            act=OutcomePanel(classname=CLOSE),
            beside=[
                FieldPanel(
                    "statement",
                    help_text=_("At most 300 characters, positive, with “we”: what we do, not what is forbidden."),
                )
            ],
        ),
        FieldPanel("agreements", help_text=_("Three to seven. At least one for staff and parents.")),
        LibraryPanel(),
        MultiFieldPanel(
            [
                FieldPanel("poster_line", help_text=_("At most 25 words.")),
                FieldPanel("why"),
                FieldPanel("scope", help_text=_("Also outside school hours?")),
                FieldPanel("always", help_text=_("Also when we do not know who did it.")),
                FieldPanel("always_confirmed"),
            ],
            heading=_("More about the norm"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel(name) for name in MADE_BY]),
                FieldPanel("made_with", help_text=_("Pupils, parents, team, participation council.")),
                FieldPanel(
                    "agreed",
                    help_text=_(
                        "Who said yes to these agreements, and when. Until this or the next field is filled in, the "
                        "page says “What we ask of each other” instead of “What we agreed”."
                    ),
                ),
                FieldPanel("adopted_on"),
                FieldPanel("review_on"),
                FieldPanel("shared"),
            ],
            heading=_("How it came about"),
        ),
        FieldPanel("documents"),
        FieldPanel(
            "body",
            heading=_("A protocol, or more text"),
            help_text=_("Paste a protocol as a whole: its headings and lists stay. At most 20 000 characters a text."),
        ),
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
        MultiFieldPanel(
            [
                FieldPanel(
                    "grip_surveys",
                    help_text=_("Once a year, from the question sheet under “Practise in class”: numbers, no names."),
                ),
                FieldPanel("grip_show_surveys"),
            ],
            heading=_("Does it work?"),
        ),
        FieldPanel(
            "class_sheet",
            help_text=_("For example: “In our class this means:”. Empty: there is no class sheet."),
        ),
        *ending(has_body=False),
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
