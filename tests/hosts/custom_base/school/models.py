"""The five page types as a host with its own base page writes them."""

from gripwagtail.models import ContactMixin, IncidentHelpMixin, NormMixin, OverviewMixin, ParentTipsMixin
from tests.hosts.custom_base.basepage.models import BasePage


class SchoolOverviewPage(OverviewMixin, BasePage):
    content_panels = [*BasePage.content_panels, *OverviewMixin.grip_panels]
    search_fields = [*BasePage.search_fields, *OverviewMixin.grip_search_fields]


class SchoolNormPage(NormMixin, BasePage):
    content_panels = [*BasePage.content_panels, *NormMixin.grip_panels]
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
