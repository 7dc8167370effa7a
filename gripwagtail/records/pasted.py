"""What is left of an old page that an editor pasted: a note beside the form, until it is used."""

from __future__ import annotations

import datetime
from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..page_class import SitePage, page_model_name
from ..stored.days import MomentColumn

# So long it is kept. It may name people, and nobody works on a page for longer.
KEPT: Final = datetime.timedelta(days=30)


class GripPasted(models.Model):
    """The part of a pasted text of which nothing could be made.

    In a table of its own: it is in no revision, API, export or translation, and visitors never read it. It is gone when
    its page is published, when an editor throws it away, and after thirty days.
    """

    page = models.ForeignKey(page_model_name(), on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("what was pasted"))
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    when = MomentColumn(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("pasted text")
        verbose_name_plural = _("pasted texts")

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def gone_on(self) -> datetime.date:
        """The day on which it goes by itself."""
        return timezone.localdate(self.when + KEPT) if self.when else timezone.localdate()


def notes_of(page: SitePage) -> list[GripPasted]:
    """The notes beside a page, the oldest first."""
    return list(GripPasted.objects.filter(page=page.pk, when__gt=timezone.now() - KEPT).order_by("pk"))


def forget_old() -> int:
    """Deletes what is older than it may be, of every page, and returns how many."""
    old = GripPasted.objects.filter(when__lte=timezone.now() - KEPT)
    # Looked at first: a database that has one writer is not asked to write for nothing.
    return old.delete()[0] if old.exists() else 0


def forget_notes(page: SitePage) -> None:
    """The page is published: what was to be used of its notes is on it."""
    notes = GripPasted.objects.filter(page=page.pk)
    if notes.exists():
        notes.delete()


__all__ = ["KEPT", "GripPasted", "forget_notes", "forget_old", "notes_of"]
