"""A storage of Django that holds the mirror, on another machine perhaps.

It has no links and no single step, so a file at its top says which version counts: that is written last. Whoever serves
from it reads that file, and keeps to the days that it names.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from .folder import CURRENT, MANIFEST

_VERSION: Final = "version-"
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
        """A storage has no locks: of two that write at once the last one counts."""
        yield

    def manifest(self) -> dict[str, Any]:
        try:
            found = json.loads(self.read(MANIFEST))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def begin(self) -> None:
        self._new = f"{_VERSION}{uuid.uuid4().hex}"

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
        self._point_to(self._new)
        self._delete(all_but=self._new)
        self._new = ""

    def discard(self) -> None:
        if self._new:
            self._tree(self._new)
            self._new = ""

    def forget_pages(self) -> None:
        if current := self._current():
            self._tree(f"{current}/whole")

    def empty(self) -> None:
        if self._storage.exists(POINTER):
            self._storage.delete(POINTER)
        self._delete(all_but="")

    def _current(self) -> str:
        try:
            with self._storage.open(POINTER) as file:
                found = json.loads(file.read())
        except (OSError, ValueError):
            return ""
        name = found.get("version", "") if isinstance(found, dict) else ""
        return name if isinstance(name, str) and name.startswith(_VERSION) and "/" not in name else ""

    def _point_to(self, version: str) -> None:
        # Most storages write beside what is there, under another name.
        if self._storage.exists(POINTER):
            self._storage.delete(POINTER)
        self._storage.save(POINTER, ContentFile(json.dumps({"version": version}).encode()))

    def _delete(self, all_but: str) -> None:
        folders, _files = self._listed("")
        for version in folders:
            if version.startswith(_VERSION) and version != all_but:
                self._tree(version)

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


__all__ = ["POINTER", "InStorage"]
