"""What the editors' desk stores: a summary of each of our pages, and who checked what."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..page_class import page_model_name
from ..stored.days import DayColumn, MomentColumn
from ..stored.json import JSONColumn

# No form shows a column, and no revision or export contains one: it is worked out again wherever the page comes from.
_WORKED_OUT: Final[dict[str, Any]] = {"editable": False, "serialize": False}


class CheckedColumn(models.Model):
    """What was worked out on a page and visitors read as well, so that they need no query for it."""

    # The day of the last check of each item by its id; of the page as a whole under an empty one.
    checked = JSONColumn(default=dict, **_WORKED_OUT)

    class Meta:
        abstract = True


class GripDeskColumns(models.Model):
    """What can be sorted and filtered on, worked out from the content of a page whenever that is saved.

    A summary, never a source: anyone who wants to know more reads the content. ``desk.columns`` writes them. In a table
    of their own, because visitors read pages and none of this; a page without a row was not looked at yet.
    """

    # A hidden relation that can be asked for: no page has an attribute of this name.
    page = models.OneToOneField(
        page_model_name(),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="+",
        related_query_name="grip_desk_columns",
    )
    review_due = DayColumn(null=True, **_WORKED_OUT)
    placeholders = models.PositiveIntegerField(default=0, **_WORKED_OUT)
    unconfirmed = models.PositiveIntegerField(default=0, **_WORKED_OUT)
    safety_corrections = models.PositiveIntegerField(default=0, **_WORKED_OUT)
    # Where the page leads within this install: see desk.inner_links.
    inner_links = JSONColumn(default=list, **_WORKED_OUT)
    words_changed_at = MomentColumn(null=True, **_WORKED_OUT)
    # The last day on which this is valid, and the release that worked it out. Without a day it has to be done again.
    counted_until = DayColumn(null=True, **_WORKED_OUT)
    counted_with = models.CharField(max_length=20, default="", **_WORKED_OUT)
    # Of a page with people.
    without_route = models.BooleanField(default=False, **_WORKED_OUT)
    without_confidant = models.BooleanField(default=False, **_WORKED_OUT)
    contact_expires = DayColumn(null=True, **_WORKED_OUT)
    # On how many cards that visitors see is a name of which nobody knows whether that person was told.
    untold = models.PositiveIntegerField(default=0, **_WORKED_OUT)
    # Of a page with a plan: the first day by which something is to be done that is not.
    plan_due = DayColumn(null=True, **_WORKED_OUT)
    # Of a page with situations.
    unread = models.PositiveIntegerField(default=0, **_WORKED_OUT)
    # Of a translation: how many of its texts no native speaker has read, as they are.
    unread_words = models.PositiveIntegerField(default=0, **_WORKED_OUT)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("summary for the desk")
        verbose_name_plural = _("summaries for the desk")

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(field.name for field in cls._meta.concrete_fields if not field.primary_key)

    @classmethod
    def empty(cls) -> dict[str, Any]:
        """The columns of a page on which there is nothing to say."""
        row = cls()
        return {name: getattr(row, name) for name in cls.names()}


class GripCheck(models.Model):
    """Someone made sure that an item of a page is still right; with an empty ``item`` the page as a whole.

    In a table of its own, because it says something about a day and not about a version of the page: publishing,
    reverting and editing leave it alone, and a copy of the page begins without any.
    """

    page = models.ForeignKey(page_model_name(), on_delete=models.CASCADE, related_name="+")
    item = models.CharField(max_length=64, blank=True)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    when = MomentColumn(default=timezone.now)
    # The digest of who the card was about and how to reach them. Empty: checked before this was written down.
    said = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        default_permissions = ()
        # Of the desk only the report has a permission of its own.
        permissions = [("view_desk_report", "Can see the report on online behaviour")]
        verbose_name = _("check")
        verbose_name_plural = _("checks")

    def __str__(self) -> str:
        return self.item or str(self.page)


__all__ = ["CheckedColumn", "GripCheck", "GripDeskColumns"]
