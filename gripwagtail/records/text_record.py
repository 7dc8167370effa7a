"""What is remembered of the texts of a page, beside them: from what they were made, and what was checked."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..page_class import page_model_name
from ..stored.json import JSONColumn


class GripTextRecord(models.Model):
    """From which texts of its source a translated page was made; of a source, about whom a noted day of a check was.

    In a table of its own, because it says something about a moment: reverting and editing a page leave it alone, and a
    copy of the page begins without any. It contains digests, no text. ``content.made_from`` explains how it is read.
    """

    page = models.OneToOneField(page_model_name(), on_delete=models.CASCADE, related_name="+")
    made_from = JSONColumn(default=dict)
    # Of each card, by the day that an editor noted on it: the digest of what it then said.
    noted = JSONColumn(default=dict)
    # How many texts wait for a translation, and how many are shown that the source has reworded: for the desk.
    waiting = models.PositiveIntegerField(default=0)
    reworded = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        verbose_name = _("record of texts")
        verbose_name_plural = _("records of texts")

    def __str__(self) -> str:
        return str(self.pk)


__all__ = ["GripTextRecord"]
