"""A storage of Django that holds the mirror, on another machine perhaps.

It has no links, no locks and no single step, so a file at its top says which version counts: that is written last.
Whoever serves from it reads that file, and keeps to the days that its manifest names. Two may write at once: each makes
a version of its own, nobody deletes one that is being made, and the last one that is whole counts.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from .folder import CURRENT, MANIFEST, WHOLE, without_files, without_pages, written

_VERSION: Final = "version-"
_FORGOTTEN: Final = "forgotten.json"
# In seconds: a version of which no longer anybody may be at work.
_LEFT: Final = 24 * 60 * 60
POINTER: Final = f"{CURRENT}.json"


class InStorage:
    """The mirror in the storage with this alias."""

    def __init__(self, alias: str) -> None:
        self.alias = alias
        self._new = ""

    def __str__(self) -> str:
        return self.alias

    @property
    def _storage(self) -> Storage:
        return storages[self.alias]

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Said of what has a lock."""
        yield

    def manifest(self) -> dict[str, Any]:
        try:
            found = json.loads(self.read(MANIFEST))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def begin(self) -> None:
        self._new = f"{_VERSION}{int(time.time())}-{uuid.uuid4().hex}"

    def left_over(self) -> list[str]:
        """Not known: without locks it may be what another process is writing. It goes with the next version."""
        return []

    def tidy(self) -> None:
        """As there."""

    def put(self, name: str, content: bytes) -> None:
        self._storage.save(f"{self._new}/{name}", ContentFile(content))

    def read(self, name: str) -> bytes:
        """A file of the version that counts. Raises ``OSError``."""
        current = self._current()
        if not current:
            raise FileNotFoundError(name)
        with self._storage.open(f"{current}/{name}") as file:
            return bytes(file.read())

    def last_for(self, days: Iterable[str], folder: str) -> None:
        """Said in the manifest alone."""

    def swap(self) -> None:
        before = self._current()
        self._save(POINTER, json.dumps({"version": self._new}))
        counts, new, self._new = self._current(), self._new, ""
        for version in self._versions():
            if version not in (counts, new) and (version == before or _is_left(version)):
                self._tree(version)

    def discard(self) -> None:
        if self._new:
            self._tree(self._new)
            self._new = ""

    def holds(self, manifest: Mapping[str, Any]) -> bool:
        return set(manifest["files"]) <= set(self._names(self._current()))

    def forgotten(self) -> str:
        try:
            with self._storage.open(_FORGOTTEN) as file:
                return bytes(file.read()).decode()
        except OSError:
            return ""

    def forget_pages(self) -> None:
        """In every version: whoever is making one sees that pages were forgotten, and begins again."""
        self._delete_pages()
        if current := self._current():
            self._save(_FORGOTTEN, json.dumps(uuid.uuid4().hex))
            self._delete_pages()
            self._write_manifest(current, without_pages(self.manifest()))

    def take_out(self, names: Collection[str]) -> None:
        current = self._current()
        for name in names:
            self._storage.delete(f"{current}/{name}")
        self._write_manifest(current, without_files(self.manifest(), names))

    def empty(self) -> None:
        for name in (POINTER, _FORGOTTEN):
            if self._storage.exists(name):
                self._storage.delete(name)
        for version in self._versions():
            self._tree(version)

    def _delete_pages(self) -> None:
        for version in self._versions():
            self._tree(f"{version}/{WHOLE}")

    def _write_manifest(self, version: str, manifest: Mapping[str, Any]) -> None:
        if manifest:
            self._save(f"{version}/{MANIFEST}", written(manifest))

    def _current(self) -> str:
        try:
            with self._storage.open(POINTER) as file:
                found = json.loads(file.read())
        except (OSError, ValueError):
            return ""
        name = found.get("version", "") if isinstance(found, dict) else ""
        return name if isinstance(name, str) and name.startswith(_VERSION) and "/" not in name else ""

    def _save(self, name: str, text: str) -> None:
        """In the place of what is there. Most storages write beside that, under another name."""
        beside = self._storage.save(name, ContentFile(text.encode()))
        if beside == name:
            return
        self._storage.delete(name)
        again = self._storage.save(name, ContentFile(text.encode()))
        # Another process was sooner: what that wrote counts.
        for extra in {beside, again} - {name}:
            self._storage.delete(extra)

    def _versions(self) -> list[str]:
        folders, _files = self._listed("")
        return [folder for folder in folders if folder.startswith(_VERSION)]

    def _names(self, folder: str, inside: str = "") -> Iterator[str]:
        """Every file below a folder, from there on."""
        folders, files = self._listed(f"{folder}/{inside}" if inside else folder)
        yield from (f"{inside}{name}" for name in files)
        for name in folders:
            yield from self._names(folder, f"{inside}{name}/")

    def _tree(self, folder: str) -> None:
        folders, files = self._listed(folder)
        for name in files:
            self._storage.delete(f"{folder}/{name}")
        for name in folders:
            self._tree(f"{folder}/{name}")
        self._storage.delete(folder)

    def _listed(self, folder: str) -> tuple[list[str], list[str]]:
        try:
            folders, files = self._storage.listdir(folder)
        except OSError:
            return [], []
        return list(folders), list(files)


def _is_left(version: str) -> bool:
    """Whether this was left half made so long ago that nobody is at it any more."""
    begun = version.removeprefix(_VERSION).partition("-")[0]
    return not begun.isdecimal() or int(begun) < time.time() - _LEFT


__all__ = ["POINTER", "InStorage"]
