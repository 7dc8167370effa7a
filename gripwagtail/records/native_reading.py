"""What is remembered of the readings of a translated page by native speakers, beside the page."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..page_class import page_model_name
from ..stored.json import JSONColumn


class GripNativeReading(models.Model):
    """Which texts of a translated page a native speaker has read, who that was and on which day.

    In a table of its own, because it says something about a moment: reverting and editing a page leave it alone, it is
    translated nowhere, and a copy of the page begins without any. Of the texts it contains digests; of who read them a
    role or an organisation, no person. ``content.native_readings`` explains how it is read.
    """

    page = models.OneToOneField(page_model_name(), on_delete=models.CASCADE, related_name="+")
    readings = JSONColumn(default=list)
    texts = JSONColumn(default=dict)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("reading by a native speaker")
        verbose_name_plural = _("readings by native speakers")

    def __str__(self) -> str:
        return str(self.pk)


__all__ = ["GripNativeReading"]
