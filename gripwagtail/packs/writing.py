"""Writes a pack, as a folder or a zip file. The same pages give the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from ..starter.files import Document, StarterError, dumps

# A zip file has no earlier time than this; the real one would make every export a different file.
_THEN: Final = (1980, 1, 1, 0, 0, 0)


def write(path: Path, documents: Mapping[str, Document]) -> None:
    """Writes the files, as a zip file when the name ends so. Raises ``StarterError`` when the path exists."""
    try:
        if path.suffix.lower() == ".zip":
            _zip(path, documents)
        else:
            path.mkdir(parents=True)
            for name, document in documents.items():
                (path / name).write_text(dumps(document), encoding="utf-8", newline="\n")
    except FileExistsError:
        raise StarterError(_("“%(path)s” already exists. Choose another name.") % {"path": path}) from None
    except OSError as problem:
        message = _("“%(path)s” cannot be written: %(problem)s.") % {"path": path, "problem": problem}
        raise StarterError(message) from None


def _zip(path: Path, documents: Mapping[str, Document]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Not packed any smaller: another version of zlib would produce other bytes.
    with zipfile.ZipFile(path, "x", zipfile.ZIP_STORED) as archive:
        for name, document in documents.items():
            entry = zipfile.ZipInfo(name, _THEN)
            entry.external_attr = 0o100644 << 16
            entry.create_system = 3
            archive.writestr(entry, dumps(document).encode())
