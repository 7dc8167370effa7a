"""A folder of this machine with the mirror in it: a folder for each version, and a link to the one that counts.

A version is shown when the link is put in the place of the one before, in one step. What was killed half way is never
shown, and is deleted by who comes next. When pages are forgotten that is noted beside the versions: whoever began to
write before that begins again.
"""

from __future__ import annotations

import datetime
import json
import os
import shutil
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

CURRENT: Final = "current"
MANIFEST: Final = "manifest.json"
DAYS: Final = "days"
WHOLE: Final = "whole"
_VERSION: Final = "version-"
_LOCK: Final = ".lock"
_FORGOTTEN: Final = ".forgotten"


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
            # Somebody else may be taking pages out of it. What stays goes with the next one.
            shutil.rmtree(self.place / before, ignore_errors=True)

    def discard(self) -> None:
        """The new version is not needed after all."""
        if self._new:
            shutil.rmtree(self.place / self._new, ignore_errors=True)
            self._new = ""

    def holds(self, manifest: Mapping[str, Any]) -> bool:
        """Whether every file and every day of this manifest is there."""
        current = self.place / CURRENT
        days = [Path(DAYS, day, folder) for folder, lasts in manifest["sites"].items() for day in lasts["days"]]
        return all((current / name).exists() for name in (*manifest["files"], *days))

    def forgotten(self) -> str:
        """Another word each time that pages were forgotten."""
        try:
            return (self.place / _FORGOTTEN).read_text(encoding="utf-8")
        except OSError:
            return ""

    def forget_pages(self) -> None:
        """Only what stands alone is shown from now on, also if another process is writing."""
        if not self._current() and not self.place.is_dir():
            return
        # At once, as nothing can be noted on a disk that is full; and again, for what was put in place meanwhile.
        self._delete_pages()
        self._write(self.place / _FORGOTTEN, uuid.uuid4().hex)
        self._delete_pages()
        self._write_manifest(without_pages(self.manifest()))

    def take_out(self, names: Collection[str]) -> None:
        """These files of the version that counts are gone."""
        for name in names:
            (self.place / CURRENT / name).unlink(missing_ok=True)
        self._write_manifest(without_files(self.manifest(), names))

    def empty(self) -> None:
        """Nothing is left of it."""
        for name in (CURRENT, _FORGOTTEN):
            (self.place / name).unlink(missing_ok=True)
        for version in self.place.glob(f"{_VERSION}*"):
            shutil.rmtree(version)

    def _delete_pages(self) -> None:
        for part in (DAYS, WHOLE):
            folder = self.place / CURRENT / part
            shutil.rmtree(folder, ignore_errors=True)
            if folder.exists():
                # Says why not.
                shutil.rmtree(folder)

    def _write_manifest(self, manifest: Mapping[str, Any]) -> None:
        if manifest:
            self._write(self.place / CURRENT / MANIFEST, written(manifest))

    def _write(self, file: Path, text: str) -> None:
        beside = file.with_name(f".{uuid.uuid4().hex}")
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, file)

    def _current(self) -> str:
        try:
            return Path(os.readlink(self.place / CURRENT)).name
        except OSError:
            return ""


def written(manifest: Mapping[str, Any]) -> str:
    return json.dumps(manifest, indent=1, sort_keys=True)


def without_files(manifest: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    """The manifest of a version of which these files are gone: made from what is no longer so."""
    if not manifest:
        return {}
    files = {name: sum_ for name, sum_ in manifest.get("files", {}).items() if name not in names}
    return {**manifest, "state": "", "files": files}


def without_pages(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """The manifest of a version in which everything stands alone."""
    if not manifest:
        return {}
    pages = [name for name in manifest.get("files", ()) if name.startswith(f"{WHOLE}/")]
    until = datetime.date.today().isoformat()
    sites = {folder: {"until": until, "days": []} for folder in manifest.get("sites", ())}
    return {**without_files(manifest, pages), "sites": sites}


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


__all__ = ["CURRENT", "DAYS", "MANIFEST", "WHOLE", "BusyError", "Folder", "without_files", "without_pages", "written"]
