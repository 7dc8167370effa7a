"""The five page types as a host with its own base page writes them."""

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.blocks import BlockQuoteBlock
from wagtail.fields import StreamField

from gripwagtail.blocks import BODY_BLOCKS
from gripwagtail.editing.form import GripPageForm
from gripwagtail.models import ContactMixin, IncidentHelpMixin, NormMixin, OverviewMixin, ParentTipsMixin
from tests.hosts.custom_base.basepage.models import BasePage


class SchoolOverviewPage(OverviewMixin, BasePage):
    content_panels = [*BasePage.content_panels, *OverviewMixin.grip_panels]
    search_fields = [*BasePage.search_fields, *OverviewMixin.grip_search_fields]


class SchoolNormForm(GripPageForm):
    """A rule of the host's own, beside ours."""

    def clean_headteacher(self):
        name = self.cleaned_data["headteacher"]
        if name.isupper():
            raise ValidationError("Niet in hoofdletters.")
        return name


class SchoolNormPage(NormMixin, BasePage):
    """With a field, a block, a template and a form of its own."""

    headteacher = models.CharField(max_length=80, blank=True)
    body = StreamField([*BODY_BLOCKS, ("quote", BlockQuoteBlock())], blank=True)
    template = "school/norm_page.html"
    base_form_class = SchoolNormForm
    content_panels = [*BasePage.content_panels, "headteacher", *NormMixin.grip_panels]
    search_fields = [*BasePage.search_fields, *NormMixin.grip_search_fields]


class SchoolContactPage(ContactMixin, BasePage):
    content_panels = [*BasePage.content_panels, *ContactMixin.grip_panels]
    search_fields = [*BasePage.search_fields, *ContactMixin.grip_search_fields]


class SchoolParentTipsPage(ParentTipsMixin, BasePage):
    content_panels = [*BasePage.content_panels, *ParentTipsMixin.grip_panels]
    search_fields = [*BasePage.search_fields, *ParentTipsMixin.grip_search_fields]


class SchoolIncidentHelpPage(IncidentHelpMixin, BasePage):
    content_panels = [*BasePage.content_panels, *IncidentHelpMixin.grip_panels]
    search_fields = [*BasePage.search_fields, *IncidentHelpMixin.grip_search_fields]
