"""The one mail that is on its way: whose, and which process sends it.

A mail counts as sent after it was handed over, never before. Until then a row of its own keeps other runs away from it.
When the process is killed in between, that row stays; the next run sees that nobody is behind it, and sends the mail.
Whether the first one arrived is then unknown, so both bear the same Message-ID.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import platform
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import F

from ..records.reminders import GripReminded, GripReminders
from . import readers

# A row of a process that cannot be looked at, on another machine, keeps others away for this long.
LEASE: Final = datetime.timedelta(minutes=15)
# The number of a process is used again by another: in a container each run may be number 7.
_RUN: Final = secrets.token_hex(4)
_HOST_NAME: Final = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Flight:
    """A mail that this process alone may send now. ``before``: when the last one was sent, as it is stored."""

    user: Any
    key: str
    before: datetime.datetime | None

    def message_id(self, keys: Iterable[str], base_url: str) -> str:
        """The same for the same news after the same last mail, in whichever run and on whichever day it is sent.

        A mail with other news is another mail: a mail server that drops a repeated Message-ID must not lose it.
        """
        last = self.before.isoformat() if self.before else ""
        said = "\n".join([str(self.user.pk), last, *sorted(keys)])
        # Not in one piece: what is between these brackets is not HTML.
        address = f"grip.{hashlib.sha256(said.encode()).hexdigest()[:32]}@{_domain(base_url)}"
        return "<" + address + ">"

    @transaction.atomic
    def arrived(self, keys: Iterable[str], now: datetime.datetime) -> None:
        """The mail was handed over: that, and what it reports, is recorded together or not at all."""
        readers.note(self.user, keys, now)
        GripReminders.objects.filter(user=self.user).update(sent_at=now)
        self.end()

    def end(self) -> None:
        """Releases the mail. When it was not sent, the next run sends it."""
        GripReminded.objects.filter(user=self.user, key=self.key).delete()


class Taken(Exception):
    """Another process is sending this mail at this moment."""


def begin(user: Any, now: datetime.datetime) -> Flight | None:
    """Takes the mail of this editor; ``None`` when it is no longer due. Raises ``Taken``."""
    GripReminders.objects.get_or_create(user=user)
    with transaction.atomic():
        # Writing comes first: of two processes, the second waits here until the first has put its row down.
        GripReminders.objects.filter(user=user).update(wanted=F("wanted"))
        row = GripReminders.objects.get(user=user)
        others = GripReminded.objects.filter(user=user, key__startswith=readers.SENDING)
        if any(_is_alive(key, since, now) for key, since in others.values_list("key", "told_at")):
            raise Taken
        others.delete()
        if not row.wanted or not readers.is_due(user, now):
            return None
        key = f"{readers.SENDING}{_host()}:{os.getpid()}:{_RUN}"
        GripReminded.objects.create(user=user, key=key, told_at=now)
    return Flight(user, key, row.sent_at)


def _is_alive(key: str, since: datetime.datetime | None, now: datetime.datetime) -> bool:
    """Whether a process is still busy with the mail. Where that cannot be seen: for a quarter of an hour."""
    host, number, run = [*key.removeprefix(readers.SENDING).rsplit(":", 2), "", ""][:3]
    if host == _host():
        if number == str(os.getpid()):
            return run == _RUN
        if not _is_running(number):
            return False
    return since is not None and abs(now - since) < LEASE


def _is_running(number: str) -> bool:
    if os.name != "posix":  # elsewhere signal 0 does not ask, but acts
        return True
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    except OSError:  # it runs, and is someone else's
        return True
    return True


def _host() -> str:
    return platform.node()[:100]


def _domain(base_url: str) -> str:
    """What is behind the @: the same in every process, which the name of a machine is not."""
    name = urlsplit(base_url).hostname or ""
    try:
        name = name.encode("idna").decode("ascii")
    except UnicodeError:
        name = ""
    return name if _HOST_NAME.fullmatch(name) else "gripwagtail.invalid"


__all__ = ["LEASE", "Flight", "Taken", "begin"]
