"""Days that are still to come where something was noted: a clock was ahead once, or a year was mistyped.

They are treated as “never” everywhere, so that nothing goes unnoticed until then. Here they are reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..content.items import raw_items, title_of
from ..desk.dates import midnight, today
from ..page_class import GripPage
from ..records.desk import GripCheck
from ..records.helpline import GripHelpline
from ..records.reminders import GripReminded, GripReminders
from ..reminders.readers import SENDING
from ..text.values import day
from .findings import DoctorFinding, found
from .shown import place_of

_CODE = "content.day-ahead"


def of_all() -> Iterator[DoctorFinding]:
    """The mails and the helplines."""
    yield from _mails()
    yield from _helplines()


def of_page(page: GripPage) -> Iterator[DoctorFinding]:
    """The checks of a page and of what is on it, and the days that an editor noted there."""
    named = [*_checks(page), *_noted(page)]
    if named:
        yield found(
            _CODE,
            _("Checked on a date in the future, so this counts as never checked: %(names)s.")
            % {"names": ", ".join(dict.fromkeys(named))},
            _("Check it again and record that, or correct the date in the editor."),
            place_of(page),
        )


def _mails() -> Iterator[DoctorFinding]:
    late = midnight()
    told = GripReminded.objects.filter(told_at__gte=late).exclude(key__startswith=SENDING)
    users = get_user_model()._default_manager.filter(
        Q(pk__in=GripReminders.objects.filter(sent_at__gte=late).values("user_id")) | Q(pk__in=told.values("user_id"))
    )
    names = [user.get_username() for user in users.order_by("pk")]
    if names:
        yield found(
            _CODE,
            ngettext(
                "The weekly mail of %(count)d editor was recorded with a date in the future: %(names)s.",
                "The weekly mails of %(count)d editors were recorded with a date in the future: %(names)s.",
                len(names),
            )
            % {"count": len(names), "names": ", ".join(names)},
            _("Check the clock of the server. The date is treated as “never”, and the next mail corrects it."),
        )


def _helplines() -> Iterator[DoctorFinding]:
    keys = list(GripHelpline.objects.filter(checked_on__gte=midnight().date()).values_list("key", flat=True))
    if keys:
        yield found(
            _CODE,
            _("Checked on a date in the future, so this counts as never checked: %(names)s.")
            % {"names": ", ".join(keys)},
            _("Correct the date of the helpline in the admin."),
        )


def _checks(page: GripPage) -> Iterator[str]:
    """What was checked on such a day, unless someone checked it again after that, on a day that was."""
    names = {id: _name_of(value) for name in page.grip_streams for id, _kind, value in raw_items(getattr(page, name))}
    last: dict[str, bool] = {}
    late = midnight()
    for item, when in GripCheck.objects.filter(page=page.pk).order_by("pk").values_list("item", "when"):
        last[item] = when is not None and when >= late
    for item, is_late in last.items():
        if is_late and (not item or item in names):
            yield names.get(item) or title_of(page.title)


def _noted(page: GripPage) -> Iterator[str]:
    for name in page.grip_streams:
        for _id, kind, value in raw_items(getattr(page, name)):
            noted = day(value.get("checked_on"))
            if noted and noted > today():
                yield _name_of(value) or kind


def _name_of(value: Any) -> str:
    return next((title_of(value[key]) for key in ("label", "name", "title", "text") if value.get(key)), "")


__all__ = ["of_all", "of_page"]
