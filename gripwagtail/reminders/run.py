"""One run over all editors: what was reported to whom."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone, translation

from ..desk.finding import Finding
from ..desk.findings import findings
from ..records.pasted import forget_old
from . import digest, flight, readers

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reminded:
    """What happened to one editor. ``mail`` is what was, or on a dry run would be sent."""

    user: Any
    new: tuple[Finding, ...]
    mail: digest.ReminderMail | None = None
    error: str = ""
    too_soon: bool = False
    # Another run is sending it at this moment.
    taken: bool = False


def remind(base_url: str, *, dry_run: bool = False, now: datetime.datetime | None = None) -> Iterator[Reminded]:
    """Mails every editor what is new, one after the other. Editors without news are passed over in silence.

    Whatever goes wrong for one editor is reported, is tried again on the next run, and stops nobody else's.
    After a kill at most the one mail that was on its way goes again, under the same Message-ID.
    """
    moment = now or timezone.now()
    if not dry_run:
        forget_old()
    for user in readers.readers():
        told = _guarded(user, base_url, dry_run, moment)
        if told is not None:
            yield told


def _guarded(user: Any, base_url: str, dry_run: bool, now: datetime.datetime) -> Reminded | None:
    """The findings, the language, the texts and the mail server are not all ours: any of them may raise anything."""
    try:
        with translation.override(digest.language_of(user)):
            return _remind(user, base_url, dry_run, now)
    except Exception as error:
        logger.exception("The weekly mail could not be sent.")
        return Reminded(user, (), error=str(error) or type(error).__name__)


def _remind(user: Any, base_url: str, dry_run: bool, now: datetime.datetime) -> Reminded | None:
    found = findings(user)
    keys = {one.key for one in found}
    if not dry_run:
        readers.forget(user, keys)
    before = readers.told(user) & keys
    new = tuple(one for one in found if one.key not in before)
    if not new:
        return None
    if not readers.is_due(user, now):
        return Reminded(user, new, too_soon=True)
    mail = digest.compose(user, new, len(before), base_url)
    if dry_run:
        return Reminded(user, new, mail)
    return _send(user, new, mail, base_url, now)


def _send(
    user: Any, new: tuple[Finding, ...], mail: digest.ReminderMail, base_url: str, now: datetime.datetime
) -> Reminded:
    # Taken before it is sent: of two runs at the same time, one sends.
    try:
        mine = flight.begin(user, now)
    except flight.Taken:
        return Reminded(user, new, taken=True)
    if mine is None:
        return Reminded(user, new, too_soon=True)
    keys = [one.key for one in new]
    try:
        digest.send(user, mail, mine.message_id(keys, base_url))
        mine.arrived(keys, now)
    except BaseException:  # an interrupted run releases it as well
        mine.end()
        raise
    return Reminded(user, new, mail)
