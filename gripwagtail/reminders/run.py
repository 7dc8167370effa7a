"""One run over all editors: who was told what."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone, translation

from ..desk.finding import Finding
from ..desk.findings import findings
from . import digest, readers

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """What happened to one editor. ``mail`` is what was, or on a dry run would be sent."""

    user: Any
    new: tuple[Finding, ...]
    mail: digest.Mail | None = None
    error: str = ""
    too_soon: bool = False


def remind(base_url: str, *, dry_run: bool = False, now: datetime.datetime | None = None) -> Iterator[Told]:
    """Mails every editor what is new, one after the other. Editors without news are passed over in silence.

    A mail that fails is tried again at the next run, and stops nobody else's.
    """
    moment = now or timezone.now()
    for user in readers.readers():
        with translation.override(digest.language_of(user)):
            told = _remind(user, base_url, dry_run, moment)
        if told is not None:
            yield told


def _remind(user: Any, base_url: str, dry_run: bool, now: datetime.datetime) -> Told | None:
    found = findings(user)
    keys = {one.key for one in found}
    if not dry_run:
        readers.forget(user, keys)
    before = readers.told(user) & keys
    new = tuple(one for one in found if one.key not in before)
    if not new:
        return None
    if not readers.is_due(user, now):
        return Told(user, new, too_soon=True)
    mail = digest.compose(user, new, len(before), base_url)
    if dry_run:
        return Told(user, new, mail)
    # Taken before it is sent: of two runs at the same time, one sends.
    row = readers.claim(user, now)
    if row is None:
        return Told(user, new, too_soon=True)
    try:
        digest.send(user, mail)
    except OSError as error:  # no server, or one that refuses: what smtplib raises is one of these
        logger.exception("The weekly mail could not be sent.")
        readers.give_back(row)
        return Told(user, new, mail, error=str(error) or type(error).__name__)
    readers.note(user, (one.key for one in new), now)
    return Told(user, new, mail)
