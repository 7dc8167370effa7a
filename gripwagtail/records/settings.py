"""What a school fills in once, for all our pages and blocks on its site."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import PageChooserBlock
from wagtail.contrib.settings.models import BaseSiteSetting

from ..content.damage import DamagePanel
from ..item_blocks.helpline import HelplineNoteBlock
from ..item_blocks.keys import KeysWidget
from ..stored.streams import StreamField
from ..validators import dialable, leads_elsewhere, secure_elsewhere
from ..vocabulary import SCHOOL_TYPES, choices, helplines
from ..widgets.phone import PhoneWidget
from .forms import SettingsForm


class GripSettings(BaseSiteSetting):
    """The facts of the school behind one site.

    Read with ``filter()``: a visit never writes a row.
    """

    school_name = models.CharField(_("name of the school"), max_length=120, blank=True)
    school_type = models.CharField(_("type of school"), max_length=4, blank=True, choices=choices(SCHOOL_TYPES))
    age_from = models.PositiveSmallIntegerField(_("youngest pupil"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("oldest pupil"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=80, blank=True, validators=[dialable])
    email = models.EmailField(_("e-mail"), blank=True)
    after_hours = models.TextField(_("when the school is closed"), max_length=300, blank=True)
    closed_periods = models.TextField(
        _("closed periods"), blank=True, max_length=500, help_text=_("One a line: “20 December to 4 January”.")
    )
    interpreter_line = models.CharField(_("line about an interpreter"), max_length=200, blank=True)
    exit_url = models.CharField(
        _("address of “leave this page”"), max_length=300, blank=True, validators=[secure_elsewhere]
    )
    board = models.ForeignKey(
        "wagtailcore.Site",
        verbose_name=_("site of the school board"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    review_months = models.PositiveSmallIntegerField(_("months between reviews"), default=12)
    sources = StreamField(
        [("page", PageChooserBlock())],
        blank=True,
        verbose_name=_("pages to use for the whole site"),
        help_text=_("Only when the site has several pages of one kind."),
    )
    hidden_helplines = models.CharField(
        _("helplines not to show"), max_length=300, blank=True, help_text=_("Keys, separated by commas.")
    )
    helpline_notes = StreamField(
        [("note", HelplineNoteBlock())],
        blank=True,
        verbose_name=_("what our school adds to a helpline"),
        help_text=_("For example: “they visit our school every Tuesday”. It stands under the helpline."),
    )

    base_form_class = SettingsForm
    panels = [
        DamagePanel(),
        MultiFieldPanel(
            [
                FieldPanel("school_name"),
                FieldPanel("school_type"),
                FieldPanel("age_from"),
                FieldPanel("age_to"),
                FieldPanel("board"),
            ],
            heading=_("The school"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "phone",
                    widget=PhoneWidget,
                    help_text=_("Shown where a contact is reached through the school."),
                ),
                FieldPanel("email"),
                FieldPanel(
                    "after_hours",
                    help_text=_(
                        "When you answer, and what a reader can do until then. Readers find it under “Can it wait "
                        "until the school is open?”, by day and on paper too. So do not write “we are closed now”."
                    ),
                ),
                FieldPanel("closed_periods"),
                FieldPanel("interpreter_line"),
            ],
            heading=_("Reaching the school"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("exit_url"),
                FieldPanel(
                    "hidden_helplines",
                    widget=KeysWidget(helplines),
                    help_text=_("No page of this site shows these. 112 and 113 at the top remain."),
                ),
                FieldPanel("helpline_notes"),
                FieldPanel("review_months"),
                FieldPanel("sources"),
            ],
            heading=_("Pages and helplines"),
        ),
    ]

    def clean(self) -> None:
        super().clean()
        if self.exit_url and not leads_elsewhere(self.exit_url):
            raise ValidationError(
                {"exit_url": gettext("Choose a page on another site: someone who leaves the page wants to be gone.")}
            )

    class Meta:
        verbose_name = _("online behaviour")
