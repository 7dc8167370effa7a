"""A folder of this machine with the mirror in it: a folder for each version, and a link to the one that counts.

A version is shown when the link is put in the place of the one before, in one step. What was killed half way is never
shown, and is deleted by who comes next.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

CURRENT: Final = "current"
MANIFEST: Final = "manifest.json"
DAYS: Final = "days"
_VERSION: Final = "version-"
_LOCK: Final = ".lock"


class BusyError(Exception):
    """Another process is writing this mirror."""


class Folder:
    """The mirror in this folder."""

    def __init__(self, place: str) -> None:
        self.place = Path(place)
        self._new = ""

    def __str__(self) -> str:
        return str(self.place)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """For as long as something is written: raises ``BusyError`` where another process does so."""
        self.place.mkdir(parents=True, exist_ok=True)
        with (self.place / _LOCK).open("a") as file:
            _lock(file)
            yield

    def manifest(self) -> dict[str, Any]:
        """That of the version that counts; empty where there is none, or none that can be read."""
        try:
            found = json.loads((self.place / CURRENT / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def begin(self) -> None:
        """A new version, that nobody sees yet. What others left half done is deleted."""
        self.tidy()
        self._new = f"{_VERSION}{uuid.uuid4().hex}"
        (self.place / self._new).mkdir()

    def left_over(self) -> list[Path]:
        """What killed runs left: versions that do not count, and links that were not put in place any more."""
        current = self._current()
        versions = [path for path in self.place.glob(f"{_VERSION}*") if path.name not in (current, self._new)]
        return [*versions, *self.place.glob(f".{_VERSION}*")]

    def tidy(self) -> None:
        for left in self.left_over():
            if left.is_symlink():
                left.unlink()
            else:
                shutil.rmtree(left)

    def put(self, name: str, content: bytes) -> None:
        file = self.place / self._new / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def read(self, name: str) -> bytes:
        """A file of the version that counts. Raises ``OSError``."""
        return (self.place / CURRENT / name).read_bytes()

    def last_for(self, days: Iterable[str], folder: str) -> None:
        """The pages in this folder, as ``whole/school.example``, are right on these days: a link for each."""
        for day in days:
            link = self.place / self._new / DAYS / day / Path(folder).name
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(Path("..", "..", folder), target_is_directory=True)

    def swap(self) -> None:
        """From now on the new version counts; the one before it goes."""
        before, link = self._current(), self.place / f".{self._new}"
        link.symlink_to(self._new, target_is_directory=True)
        os.replace(link, self.place / CURRENT)
        self._new = ""
        if before:
            shutil.rmtree(self.place / before)

    def discard(self) -> None:
        """The new version is not needed after all."""
        if self._new:
            shutil.rmtree(self.place / self._new, ignore_errors=True)
            self._new = ""

    def forget_pages(self) -> None:
        """Only what stands alone is shown from now on."""
        for part in (DAYS, "whole"):
            with suppress(FileNotFoundError):
                shutil.rmtree(self.place / CURRENT / part)

    def empty(self) -> None:
        """Nothing is left of it."""
        with suppress(FileNotFoundError):
            (self.place / CURRENT).unlink()
        for version in self.place.glob(f"{_VERSION}*"):
            shutil.rmtree(version)

    def _current(self) -> str:
        try:
            return Path(os.readlink(self.place / CURRENT)).name
        except OSError:
            return ""


def _lock(file: Any) -> None:
    """Until the file is closed, or the process is gone. On Windows there is none."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise BusyError from None


__all__ = ["CURRENT", "DAYS", "MANIFEST", "BusyError", "Folder"]
