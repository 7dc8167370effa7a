"""The five page types. All that they do is in the mixins."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ..page_types.contact import ContactMixin
from ..page_types.incident_help import IncidentHelpMixin
from ..page_types.norm import NormMixin
from ..page_types.overview import OverviewMixin
from ..page_types.parent_tips import ParentTipsMixin


class GripOverviewPage(OverviewMixin, Page):
    content_panels = [*Page.content_panels, *OverviewMixin.grip_panels]
    search_fields = [*Page.search_fields, *OverviewMixin.grip_search_fields]
    api_fields = OverviewMixin.grip_api_fields
    page_description = _("How this school works on online behaviour: three tasks at three levels.")

    class Meta:
        verbose_name = _("online behaviour: overview")
        verbose_name_plural = _("online behaviour: overviews")


class GripNormPage(NormMixin, Page):
    content_panels = [*Page.content_panels, *NormMixin.grip_panels]
    search_fields = [*Page.search_fields, *NormMixin.grip_search_fields]
    api_fields = NormMixin.grip_api_fields
    page_description = _("What we expect of each other online, and what happens when it goes wrong.")

    class Meta:
        verbose_name = _("online behaviour: norm")
        verbose_name_plural = _("online behaviour: norms")


class GripContactPage(ContactMixin, Page):
    content_panels = [*Page.content_panels, *ContactMixin.grip_panels]
    search_fields = [*Page.search_fields, *ContactMixin.grip_search_fields]
    api_fields = ContactMixin.grip_api_fields
    page_description = _("Who to go to. Blocks on other pages show these contacts.")

    class Meta:
        verbose_name = _("online behaviour: who helps")
        verbose_name_plural = _("online behaviour: who helps")


class GripParentTipsPage(ParentTipsMixin, Page):
    content_panels = [*Page.content_panels, *ParentTipsMixin.grip_panels]
    search_fields = [*Page.search_fields, *ParentTipsMixin.grip_search_fields]
    api_fields = ParentTipsMixin.grip_api_fields
    page_description = _("Tips for parents by age, each with a sentence to start the conversation.")

    class Meta:
        verbose_name = _("online behaviour: tips for parents")
        verbose_name_plural = _("online behaviour: tips for parents")


class GripIncidentHelpPage(IncidentHelpMixin, Page):
    content_panels = [*Page.content_panels, *IncidentHelpMixin.grip_panels]
    search_fields = [*Page.search_fields, *IncidentHelpMixin.grip_search_fields]
    api_fields = IncidentHelpMixin.grip_api_fields
    page_description = _("Something happened online: what now? For pupils, parents and staff.")

    class Meta:
        verbose_name = _("online behaviour: help after an incident")
        verbose_name_plural = _("online behaviour: help after an incident")
