"""Who gets the weekly mail, and what they were told already."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from wagtail.models import GroupPagePermission

from ..models import GripReminded, GripReminders

# Half a day less than a week: whoever runs the command every Monday at seven is not a minute early.
BETWEEN: Final = datetime.timedelta(days=6, hours=12)


def editors() -> QuerySet[Any]:
    """The users who may come into the admin and edit pages somewhere."""
    admin = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    users = get_user_model()._default_manager.all()
    allowed = Q(pk__in=users.filter(Q(groups__permissions__in=admin) | Q(user_permissions__in=admin)))
    editing = Q(pk__in=users.filter(groups__in=GroupPagePermission.objects.values("group_id")))
    return users.filter(Q(is_superuser=True) | allowed & editing, is_active=True).order_by("pk")


def readers() -> Iterator[Any]:
    """The editors who have an address and did not say that they want no mail. In a fixed order."""
    address = get_user_model().get_email_field_name()
    unwanted = GripReminders.objects.filter(wanted=False).values("user_id")
    for user in editors().exclude(pk__in=unwanted):
        if str(getattr(user, address) or "").strip():
            yield user


def may_get_mail(user: Any) -> bool:
    return editors().filter(pk=user.pk).exists()


def is_due(user: Any, now: datetime.datetime) -> bool:
    row = GripReminders.objects.filter(user=user).first()
    return row is None or row.sent_at is None or now - row.sent_at >= BETWEEN


def told(user: Any) -> set[str]:
    return set(GripReminded.objects.filter(user=user).values_list("key", flat=True))


def claim(user: Any, now: datetime.datetime) -> GripReminders | None:
    """Marks the mail of this week as sent, before it is; ``None`` when another process was first."""
    row, _new = GripReminders.objects.get_or_create(user=user)
    claimed = GripReminders.objects.filter(user=user, wanted=True).filter(
        Q(sent_at=None) | Q(sent_at__lte=now - BETWEEN)
    )
    return row if claimed.update(sent_at=now) else None


def give_back(row: GripReminders) -> None:
    """The mail could not be sent: it is tried again at the next run."""
    GripReminders.objects.filter(pk=row.pk).update(sent_at=row.sent_at)


def note(user: Any, keys: Iterable[str], now: datetime.datetime) -> None:
    rows = [GripReminded(user=user, key=key, told_at=now) for key in keys]
    GripReminded.objects.bulk_create(rows, ignore_conflicts=True)


def forget(user: Any, still: set[str]) -> None:
    """What is over may be told again when it comes back."""
    over = told(user) - still
    if over:
        GripReminded.objects.filter(user=user, key__in=over).delete()
