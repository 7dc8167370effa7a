"""The weekly mail to editors: who wants it, when the last one was sent, and what it has reported."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..stored.days import MomentColumn


class GripReminders(models.Model):
    """The weekly mail of one editor. Without a row it is wanted, and none was sent."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    wanted = models.BooleanField(
        _("mail me what needs a look"),
        default=True,
        help_text=_("At most once a week, and only what you were not told before. Nothing new: no mail."),
    )
    sent_at = MomentColumn(null=True, blank=True, editable=False)

    class Meta:
        default_permissions = ()
        verbose_name = _("weekly mail")
        verbose_name_plural = _("weekly mails")

    def __str__(self) -> str:
        return str(self.user)


class GripReminded(models.Model):
    """One item that was reported to one editor. It is deleted when the item itself is resolved."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    told_at = MomentColumn(default=timezone.now)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="gripwagtail_told_once")]
        verbose_name = _("thing that was mailed")
        verbose_name_plural = _("things that were mailed")

    def __str__(self) -> str:
        return str(self.key)


__all__ = ["GripReminded", "GripReminders"]
