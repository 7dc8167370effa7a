"""Who to go to, and in which order."""

from __future__ import annotations

from typing import Any, cast

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from ..content.findable import findable_text, read_cards
from ..desk.claim import Claim
from ..editing.pasted_panel import PastedPanel
from ..editing.print_panel import Sheet
from ..item_blocks.contact import ContactBlock, RouteStepBlock
from ..item_blocks.document import DocumentBlock
from ..late import LateItems, late
from ..page_class import ContactPage
from ..rendering.page_contexts import contact_page
from ..serving.headers import hides_from_search
from ..stored.streams import StreamField
from ..subroutes.registry import PRINT, VCARD
from ..validators import dialable
from ..vocabulary import SCHOOL_TYPES, choices
from ..widgets.phone import PhoneWidget
from .page import GripMixin, beginning, ending


class ContactMixin(GripMixin):
    """A page with everyone you can go to at this school."""

    grip_kind = "contact"
    grip_short_name = _("Who helps")
    grip_block = "contacts"
    grip_pasted = "contacts"
    grip_facts = (
        "school_name",
        "school_type",
        "school_phone",
        "school_email",
        "names_findable",
        "hide_from_search",
        "vcards",
        *GripMixin.grip_facts,
    )
    grip_words = (
        *GripMixin.grip_words,
        "grip_above",
        "grip_complaint_about",
        "grip_complaint_by",
        "grip_complaint_term",
    )
    grip_streams = ("contacts", "steps", "staff_steps", "grip_documents")
    grip_quiet = True
    grip_rules = LateItems("editing.contact_rules.RULES")
    grip_cards = "contacts"
    grip_page_context = staticmethod(contact_page)
    grip_api_content = staticmethod(late("api.content.contact_content"))
    grip_subroutes = (PRINT, VCARD)
    grip_sheets = (Sheet(PRINT.name, _("Sheet with all contacts")),)
    grip_serves_schools = True
    grip_claim = Claim("contacts", "", "confirmed")
    grip_desk_columns = (late("desk.columns.people"),)
    grip_overdue = "contact-unchecked"

    contacts = StreamField([("contact", ContactBlock())], blank=True, collapsed=True, verbose_name=_("contacts"))
    steps = StreamField([("step", RouteStepBlock())], blank=True, collapsed=True, verbose_name=_("the way to go"))
    staff_steps = StreamField(
        [("step", RouteStepBlock())],
        blank=True,
        collapsed=True,
        verbose_name=_("when it is about someone who works at school"),
    )
    # With our prefix: a page of a host may have a field for nearly any other word.
    grip_above = models.TextField(_("text above the cards"), max_length=2_000, blank=True, default="")
    grip_complaint_about = models.TextField(_("what a complaint may be about"), max_length=500, blank=True, default="")
    grip_complaint_by = models.TextField(_("who may complain"), max_length=300, blank=True, default="")
    grip_complaint_term = models.TextField(_("within which term"), max_length=300, blank=True, default="")
    grip_documents = StreamField(
        [("document", DocumentBlock())], blank=True, collapsed=True, verbose_name=_("documents")
    )
    school_name = models.CharField(_("name of the school"), max_length=120, blank=True)
    school_type = models.CharField(_("type of school"), max_length=4, blank=True, choices=choices(SCHOOL_TYPES))
    school_phone = models.CharField(_("phone of the school"), max_length=80, blank=True, validators=[dialable])
    school_email = models.EmailField(_("e-mail of the school"), blank=True)
    names_findable = models.BooleanField(
        _("names of people may be found"),
        default=False,
        help_text=_(
            "The search box and the API of this site then also give the names on the cards. Ask these people first."
        ),
    )
    hide_from_search = models.BooleanField(
        _("ask search engines to leave this page out"),
        default=False,
        help_text=_("Google and others then do not list it. Parents who look for it there will not find it either."),
    )
    vcards = models.BooleanField(
        _("offer cards to save on a phone"),
        default=False,
        help_text=_("For functions and organisations only, never for a person."),
    )

    grip_panels = [
        *beginning(PastedPanel(heading=_("Your old page"))),
        FieldPanel("contacts", help_text=_("The order here is the order on the page and in every block.")),
        FieldPanel("steps", help_text=_("The order in which to turn to people. Begin with someone the reader trusts.")),
        FieldPanel("staff_steps", help_text=_("This route skips the mentor and the management.")),
        MultiFieldPanel(
            [
                FieldPanel("grip_complaint_about", help_text=_("Empty: this is not shown.")),
                FieldPanel("grip_complaint_by", help_text=_("“Parents, pupils and everyone who works at school.”")),
                FieldPanel(
                    "grip_complaint_term",
                    help_text=_("Until when somebody may complain, and when there is an answer: “within four weeks”."),
                ),
            ],
            heading=_("Complaints: about what, by whom, when"),
            classname="collapsed",
        ),
        FieldPanel("grip_documents", help_text=_("The complaints procedure, for example.")),
        MultiFieldPanel(
            [
                FieldPanel("school_name"),
                FieldPanel("school_type"),
                FieldPanel("school_phone", widget=PhoneWidget),
                FieldPanel("school_email"),
            ],
            heading=_("Only when this differs from the settings of the site"),
            classname="collapsed",
        ),
        MultiFieldPanel(
            [FieldPanel("names_findable"), FieldPanel("hide_from_search"), FieldPanel("vcards")],
            heading=_("Search engines and saving to a phone"),
            classname="collapsed",
        ),
        *ending(
            FieldPanel("grip_above", help_text=_("What everyone should read first. An empty line begins a paragraph.")),
        ),
    ]
    grip_search_fields = [
        *GripMixin.grip_search_fields,
        index.SearchField("findable_text"),
        index.SearchField("findable_above"),
        index.SearchField("findable_complaints"),
    ]

    class Meta:
        abstract = True

    @property
    def findable_text(self) -> str:
        """What the search box of the site finds this page by. Names of people only when the school says so.

        In every language these are the cards of the page in the main language, and its tick.
        """
        source = self.grip_source
        return findable_text(
            source.items("contacts", read_cards), with_names=cast(ContactPage, source.facts).names_findable
        )

    @property
    def findable_above(self) -> str:
        """The text above the cards as visitors read it."""
        return str(self.grip_source.text("grip_above"))

    @property
    def findable_complaints(self) -> str:
        """What it says about complaints, as visitors read it."""
        names = (name for name in self.grip_words if name.startswith("grip_complaint_"))
        return " ".join(str(self.grip_source.text(name)) for name in names).strip()

    def get_sitemap_urls(self, request: Any = None) -> list[dict[str, Any]]:
        """Nothing for a page that search engines are asked to leave out; the page in the main language says so."""
        return [] if hides_from_search(self.grip_source) else super().get_sitemap_urls(request)
