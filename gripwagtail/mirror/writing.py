"""Writes the mirror: whole or not at all, and not when it would say the same."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils import timezone

from .. import __version__
from ..conf import conf
from .folder import MANIFEST, BusyError, Folder
from .in_storage import InStorage
from .making import STATIC, WHOLE, Made, make, today
from .servers import snippets
from .state import state_now

MirrorPlace = Folder | InStorage
Manifest = dict[str, Any]

# In days: nobody should read about people what was not looked at for longer.
LONGEST: Final = 14


class MirrorError(Exception):
    """Some pages may not be shown, each with the reason; the mirror stayed as it was."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(problems)
        self.problems = problems


@dataclass(slots=True)
class WrittenMirror:
    """What was done."""

    written: bool
    manifest: Manifest
    left_out: dict[str, str] = field(default_factory=dict)


def place_of(given: str) -> MirrorPlace | None:
    """Where a mirror is, as ``MIRROR`` or a command says it: a folder by its whole path, or the alias of a storage."""
    if not given:
        return None
    return Folder(given) if os.path.isabs(given) else InStorage(given)


def write(place: MirrorPlace, with_names: bool | None = None, again: bool = False) -> WrittenMirror:
    """Brings the mirror up to date. ``again``: also when nothing that we know of has changed.

    Raises ``MirrorError`` when something may not be shown, and ``BusyError`` when another process is at it.
    """
    with_names = conf.mirror_names if with_names is None else with_names
    before = place.manifest()
    # Read before any content: what changes meanwhile makes another one.
    state = state_now(with_names)
    if before.get("state") == state and not again:
        if place.left_over():
            with suppress(BusyError), place.alone():
                place.tidy()
        return WrittenMirror(False, before, before.get("left_out", {}))
    with place.alone():
        place.begin()
        try:
            return _write(place, before, state, with_names)
        finally:
            place.discard()


def _write(place: MirrorPlace, before: Manifest, state: str, with_names: bool) -> WrittenMirror:
    sums: dict[str, str] = {}

    def put(name: str, content: bytes) -> None:
        sums[name] = digest(content)
        place.put(name, content)

    made = make(put, with_names)
    if made.problems:
        raise MirrorError(made.problems)
    for name, text in snippets(made.headers).items():
        put(name, text.encode())
    manifest = manifest_of(made, sums, state, with_names)
    if _says_the_same(manifest, before):
        return WrittenMirror(False, before, made.left_out)
    for folder, of_site in manifest["sites"].items():
        place.last_for(of_site["days"], f"{WHOLE}/{folder}")
    _keep_static_of(place, before, sums)
    place.put(MANIFEST, json.dumps(manifest, indent=1, sort_keys=True).encode())
    place.swap()
    return WrittenMirror(True, manifest, made.left_out)


def manifest_of(made: Made, sums: dict[str, str], state: str, with_names: bool) -> Manifest:
    day = today()
    return {
        "package": f"gripwagtail {__version__}",
        "made": timezone.now().isoformat(timespec="seconds"),
        "names": with_names,
        "state": state,
        "sites": {folder: _lasts(day, until) for folder, until in sorted(made.until.items())},
        "left_out": made.left_out,
        "headers": made.headers,
        "files": dict(sorted(sums.items())),
    }


def _lasts(day: datetime.date, until: datetime.date | None) -> Manifest:
    """Until which day the pages of a site may be served, that day not included, and the days before it."""
    end = datetime.date.fromordinal(min(day.toordinal() + LONGEST, datetime.date.max.toordinal()))
    end = min(end, until) if until is not None else end
    days = [(day + datetime.timedelta(days=number)).isoformat() for number in range((end - day).days)]
    return {"until": end.isoformat(), "days": days}


def _says_the_same(manifest: Manifest, before: Manifest) -> bool:
    return all(manifest[name] == before.get(name) for name in ("files", "sites", "left_out", "names", "package"))


def _keep_static_of(place: MirrorPlace, before: Manifest, sums: dict[str, str]) -> None:
    """The stylesheets and scripts of the version before, once: who has a page of it open still asks for these."""
    for name in before.get("files", ()):
        if name.startswith(f"{STATIC}/") and name not in sums:
            try:
                place.put(name, place.read(name))
            except OSError:
                continue


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


__all__ = ["LONGEST", "MirrorError", "MirrorPlace", "WrittenMirror", "digest", "place_of", "write"]
