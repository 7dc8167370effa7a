"""Who gets the weekly mail, and what has already been reported to them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from wagtail.models import GroupPagePermission

from ..records.reminders import GripReminded, GripReminders

# Half a day less than a week: anyone who runs the command every Monday at seven is not a minute early.
BETWEEN: Final = datetime.timedelta(days=6, hours=12)
# The clocks of two machines are not further apart than this.
CLOCKS: Final = datetime.timedelta(hours=1)
# The prefix of the key of a mail on its way, among the keys of what was reported.
SENDING: Final = "sending:"


def editors() -> QuerySet[Any]:
    """The users who may come into the admin and edit pages somewhere."""
    admin = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    users = get_user_model()._default_manager.all()
    allowed = Q(pk__in=users.filter(Q(groups__permissions__in=admin) | Q(user_permissions__in=admin)))
    editing = Q(pk__in=users.filter(groups__in=GroupPagePermission.objects.values("group_id")))
    return users.filter(Q(is_superuser=True) | allowed & editing, is_active=True).order_by("pk")


def readers() -> Iterator[Any]:
    """The editors who have an address and have not declined the mail. In a fixed order."""
    address = get_user_model().get_email_field_name()
    unwanted = GripReminders.objects.filter(wanted=False).values("user_id")
    for user in editors().exclude(pk__in=unwanted):
        if str(getattr(user, address) or "").strip():
            yield user


def may_get_mail(user: Any) -> bool:
    return editors().filter(pk=user.pk).exists()


def is_due(user: Any, now: datetime.datetime) -> bool:
    """Whether a week has passed since the last mail. One on a day that is still to come was never sent.

    A clock that was ahead once would keep the mail away until that day.
    """
    row = GripReminders.objects.filter(user=user).first()
    return row is None or row.sent_at is None or not -CLOCKS <= now - row.sent_at < BETWEEN


def told(user: Any) -> set[str]:
    return set(_told(user).values_list("key", flat=True))


def note(user: Any, keys: Iterable[str], now: datetime.datetime) -> None:
    rows = [GripReminded(user=user, key=key, told_at=now) for key in keys]
    GripReminded.objects.bulk_create(rows, ignore_conflicts=True)
    _told(user).filter(told_at__gt=now + CLOCKS).update(told_at=now)


def forget(user: Any, still: set[str]) -> None:
    """What is resolved may be reported again when it comes back."""
    over = told(user) - still
    if over:
        _told(user).filter(key__in=over).delete()


def _told(user: Any) -> QuerySet[GripReminded]:
    return GripReminded.objects.filter(user=user).exclude(key__startswith=SENDING)
