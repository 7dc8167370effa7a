"""A national service: one row of facts, with words per language beside it."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from ..content.damage import DamagePanel
from ..item_blocks.helpline import HelplineWordsBlock
from ..item_blocks.keys import KeysWidget
from ..stored.json import DictColumn
from ..stored.streams import StreamField
from ..text.language_names import translated_names
from ..validators import dialable_lines, usable_address
from ..vocabulary import ANONYMITY, AUDIENCES, COSTS, HELPLINE_URGENCIES, TOPICS, choices
from ..widgets.address import AddressWidget
from ..widgets.day import DayField
from .forms import HelplineForm, TicksWidget

# In the history of a row: what is shipped was taken over.
TAKEN: Final = "gripwagtail.take_shipped"


class GripHelpline(models.Model):
    """Shipped as dated data; a school may correct it, and the correction is kept."""

    key = models.SlugField(_("key"), unique=True, max_length=60)
    name = models.CharField(_("name"), max_length=120)
    former_names = models.TextField(_("former names"), blank=True, help_text=_("One a line."))
    does = models.CharField(_("what it does"), max_length=200, blank=True)
    not_for = models.CharField(_("what it is not for"), max_length=200, blank=True)
    audiences = models.CharField(
        _("for whom"), max_length=60, blank=True, help_text=_("pupil, parent, staff. Empty: for everyone.")
    )
    age_from = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    topics = models.CharField(_("topics"), max_length=200, blank=True, help_text=_("Empty: for everything."))
    phones = models.TextField(_("phone numbers"), blank=True, help_text=_("One a line."), validators=[dialable_lines])
    has_chat = models.BooleanField(_("has a chat"), default=False)
    chat_url = models.CharField(_("address of the chat"), max_length=500, blank=True, validators=[usable_address])
    report_url = models.CharField(_("address to report"), max_length=500, blank=True, validators=[usable_address])
    url = models.CharField(_("website"), max_length=500, blank=True, validators=[usable_address])
    hours = models.CharField(
        _("hours"), max_length=120, blank=True, help_text=_("Only when sure. Empty: “see the website”.")
    )
    day_and_night = models.BooleanField(_("day and night"), default=False)
    cost = models.CharField(_("cost"), max_length=10, default="unknown", choices=choices(COSTS))
    anonymous = models.CharField(_("without a name"), max_length=10, default="unknown", choices=choices(ANONYMITY))
    languages = models.CharField(_("languages"), max_length=120, blank=True, help_text=_("Codes: nl, en."))
    urgency = models.CharField(_("urgency"), max_length=10, default="today", choices=choices(HELPLINE_URGENCIES))
    checked_on = DayField(_("checked on"), null=True, blank=True)
    source_body = models.CharField(
        _("according to"), max_length=80, blank=True, help_text=_("Who says so. Visitors read this, with the date.")
    )
    source_date = DayField(
        _("date of the source"),
        null=True,
        blank=True,
        help_text=_("The first of January where only the year is known."),
    )
    source = models.CharField(_("source"), max_length=500, blank=True, validators=[usable_address])
    active = models.BooleanField(_("shown"), default=True)
    retired = models.CharField(
        _("why it is not shown any more"),
        max_length=200,
        blank=True,
        help_text=_("For example: “merged into Offlimits in 2023”. Only editors see this."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    words = StreamField(
        [("words", HelplineWordsBlock())], blank=True, collapsed=True, verbose_name=_("in other languages")
    )
    # What we shipped last, so that an update can distinguish an edited field from an old one.
    shipped = DictColumn(default=dict, blank=True, editable=False)

    base_form_class = HelplineForm
    panels = [
        DamagePanel(),
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("key"), FieldPanel("former_names")],
            heading=_("Name"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("does"),
                FieldPanel("not_for"),
                FieldPanel(
                    "audiences",
                    widget=TicksWidget(choices=choices(AUDIENCES)),
                    help_text=_("Nothing ticked: for everyone."),
                ),
                FieldPanel("age_from"),
                FieldPanel("age_to"),
                FieldPanel("topics", widget=KeysWidget(lambda: TOPICS)),
            ],
            heading=_("For what and for whom"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("phones"),
                FieldPanel("has_chat"),
                FieldPanel("chat_url", widget=AddressWidget),
                FieldPanel("report_url", widget=AddressWidget),
                FieldPanel("url", widget=AddressWidget),
            ],
            heading=_("How to reach"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("hours"),
                FieldPanel("day_and_night"),
                FieldPanel("cost"),
                FieldPanel("anonymous"),
                FieldPanel(
                    "languages",
                    widget=KeysWidget(translated_names),
                    help_text=_("The languages in which you can talk to them."),
                ),
                FieldPanel("urgency"),
                FieldPanel("position"),
            ],
            heading=_("When and how"),
        ),
        FieldPanel("words"),
        MultiFieldPanel([FieldPanel("active"), FieldPanel("retired")], heading=_("Shown or not")),
        MultiFieldPanel(
            [
                FieldPanel("checked_on", help_text=_("The day on which somebody called, or opened the website.")),
                FieldPanel("source_body"),
                FieldPanel("source_date"),
                FieldPanel("source", widget=AddressWidget),
            ],
            heading=_("Checked"),
        ),
    ]

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("helpline")
        verbose_name_plural = _("helplines")

    def __str__(self) -> str:
        return str(self.name)
