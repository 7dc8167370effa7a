"""Writes the mirror: whole or not at all, and not when it would say the same."""

from __future__ import annotations

import datetime
import hashlib
import logging
import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils import timezone

from .. import __version__
from ..conf import conf
from .folder import MANIFEST, WHOLE, BusyError, Folder, written
from .in_storage import InStorage
from .making import ALONE, STATIC, Made, make, open_files, today
from .servers import snippets
from .state import state_now

logger = logging.getLogger(__name__)

MirrorPlace = Folder | InStorage
Manifest = dict[str, Any]

# In days: nobody should read about people what was not looked at for longer.
LONGEST: Final = 14
# How often it is made when what it is made from changes meanwhile.
TRIES: Final = 3
_PAGES: Final = (f"{WHOLE}/", f"{ALONE}/")


class MirrorError(Exception):
    """Some pages may not be shown, each with the reason; the mirror stayed as it was, for as far as all may see it.

    ``still_open``: the names of the files that were made, or would have been but for these problems.
    """

    def __init__(self, problems: dict[str, str], still_open: frozenset[str] = frozenset()) -> None:
        super().__init__(problems)
        self.problems = problems
        self.still_open = still_open


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
    if not again and before.get("state") == state_now(with_names) and place.holds(before):
        if place.left_over():
            with suppress(BusyError), place.alone():
                place.tidy()
        return WrittenMirror(False, before, before.get("left_out", {}))
    with place.alone():
        for tries_left in reversed(range(TRIES)):
            outcome = _write(place, with_names, is_last=not tries_left)
            if outcome is not None:
                return outcome
    # Pages were forgotten each time: what was made may still name who is erased.
    raise BusyError


def _write(place: MirrorPlace, with_names: bool, is_last: bool) -> WrittenMirror | None:
    """A new version in its place; ``None`` when it was made from what is no longer so."""
    before = place.manifest()
    # Read before any content, and again when all is made.
    state, forgotten = state_now(with_names), place.forgotten()
    try:
        place.begin()
        manifest, made = _make(place, before, state, with_names)
        # On a site that changes all the time the last one is shown anyhow: it is younger than what is there.
        if place.forgotten() != forgotten or (not is_last and state_now(with_names) != state):
            return None
        if _says_the_same(manifest, before) and is_sound(place, before):
            return WrittenMirror(False, before, made.left_out)
        place.swap()
    except MirrorError as stopped:
        take_out_closed(place, before, stopped.still_open)
        raise
    except Exception:
        take_out_closed(place, before)
        raise
    finally:
        place.discard()
    if place.forgotten() != forgotten:
        # In the moment in which it was put in place.
        place.forget_pages()
        return None
    return WrittenMirror(True, manifest, made.left_out)


def _make(place: MirrorPlace, before: Manifest, state: str, with_names: bool) -> tuple[Manifest, Made]:
    sums: dict[str, str] = {}

    def put(name: str, content: bytes) -> None:
        sums[name] = digest(content)
        place.put(name, content)

    made = make(put, with_names)
    if made.problems:
        raise MirrorError(made.problems, frozenset({*sums, *made.stopped}))
    for name, text in snippets(made.headers).items():
        put(name, text.encode())
    manifest = manifest_of(made, sums, state, with_names)
    for folder, of_site in manifest["sites"].items():
        place.last_for(of_site["days"], f"{WHOLE}/{folder}")
    _keep_static_of(place, before, sums)
    place.put(MANIFEST, written(manifest).encode())
    return manifest, made


def take_out_closed(place: MirrorPlace, before: Manifest, still_open: Collection[str] | None = None) -> None:
    """The mirror stays as it was, but for what not everyone may see any more.

    Without ``still_open``, the names of files, the pages are asked for: nobody knows how far the making of it came.
    """
    try:
        known = open_files() if still_open is None else still_open
        gone = [name for name in before.get("files", ()) if name.startswith(_PAGES) and name not in known]
        if gone:
            place.take_out(gone)
    except Exception:
        # What stopped it is what has to be told.
        logger.exception("It is not known which pages of the mirror are no longer open to all.")


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


def is_sound(place: MirrorPlace, manifest: Manifest) -> bool:
    """Whether the files are what the manifest says, and the days are there."""
    return place.holds(manifest) and not any(broken_files(place, manifest))


def broken_files(place: MirrorPlace, manifest: Manifest) -> Iterator[str]:
    """The names of the files that are gone, or that are not what was written."""
    for name, sum_ in manifest["files"].items():
        try:
            if digest(place.read(name)) != sum_:
                yield name
        except OSError:
            yield name


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


__all__ = ["LONGEST", "MirrorError", "MirrorPlace", "WrittenMirror", "broken_files", "digest", "place_of", "write"]
