"""What is stored on the page of the norm itself, beside its streams."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..widgets.day import DayField
from ..widgets.line import LineColumn


class NormColumns(models.Model):
    """The norm in its own columns. Each of them is in the files of a pack as well: see ``starter.tables``."""

    statement = models.TextField(_("the norm"), max_length=300, blank=True)
    poster_line = LineColumn(_("line for the poster"), max_length=200, blank=True)
    why = models.TextField(_("why we agreed on this"), max_length=600, blank=True)
    scope = models.TextField(_("for whom, and where"), max_length=300, blank=True)
    always = models.TextField(_("what we always do"), max_length=300, blank=True)
    made_with = LineColumn(_("made with"), max_length=200, blank=True)
    shared = models.TextField(_("how we share it"), max_length=300, blank=True)
    class_sheet = LineColumn(_("beginning of the class sheet"), max_length=200, blank=True)
    adopted_on = DayField(_("adopted on"), null=True, blank=True)
    review_on = DayField(_("to be reviewed on"), null=True, blank=True)

    class Meta:
        abstract = True


__all__ = ["NormColumns"]
