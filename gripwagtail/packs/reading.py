"""Reads a pack from a folder or a zip file, and trusts nothing that it says about itself.

Nothing is ever unpacked to the disk. A file is refused for its name, its kind or its size before it is read, and
before it is parsed for shapes that make a parser slow.
"""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from ..starter.files import Document, StarterError, loads
from ..starter.schema import Fault
from ..starter.tables import KINDS
from ..starter.texts import Texts, fill
from .checking import check, faults_as_text, teacher_for
from .cleaning import clean

# The largest shipped file is 70 kB. In Arabic the same text takes twice the bytes.
MAX_FILE: Final = 512 * 1024
MAX_ZIP: Final = 4 * 1024 * 1024
MAX_ENTRIES: Final = 20
# situations → an item → the part for a reader → steps
_MAX_DEPTH: Final = 6
# A key of thousands of parts takes a parser minutes.
_LONG_KEY: Final = re.compile(r"""(?<![\w"'-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){32}""")

_NAMES: Final = {f"{kind}.toml" for kind in KINDS}
_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)


def load(path: Path) -> Texts:
    """The checked and cleaned texts of a pack. Raises ``StarterError`` with every fault."""
    documents, faults = read(path)
    documents = {name: fill(document, teacher_for(document)) for name, document in documents.items()}
    faults += check(documents)
    if faults:
        raise StarterError(faults_as_text(faults))
    pages = {document["kind"]: clean(document) for document in documents.values()}
    head = next(iter(pages.values()))
    return Texts(head["language"], head["school_type"], head["version"], pages, head.get("name", ""))


def read(path: Path) -> tuple[dict[str, Document], list[Fault]]:
    """The files of a pack as they are, by name, with what is wrong with those that cannot be read."""
    documents: dict[str, Document] = {}
    faults: list[Fault] = []
    try:
        for name, content in _contents(path):
            if isinstance(content, Fault):
                faults.append(content)
            else:
                document = parse(name, content)
                if isinstance(document, Fault):
                    faults.append(document)
                else:
                    documents[name] = document
    except _UNREADABLE as problem:
        faults.append(Fault(path.name, "-", _("cannot be read: %(problem)s.") % {"problem": problem}))
    if not documents and not faults:
        names = {"names": ", ".join(sorted(_NAMES))}
        faults.append(Fault(path.name, "-", _("contains no file of a pack: %(names)s.") % names))
    return documents, faults


def parse(name: str, content: bytes) -> Document | Fault:
    """One file, or why it cannot be one."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        return Fault(name, "-", _("is not UTF-8, from byte %(byte)d.") % {"byte": problem.start})
    if _LONG_KEY.search(text):
        return Fault(name, "-", _("contains a key with too many dots."))
    try:
        document = loads(text)
    except ValueError as problem:
        return Fault(name, "-", _("is not TOML: %(problem)s.") % {"problem": problem})
    if _depth(document) > _MAX_DEPTH:
        return Fault(name, "-", _("is nested too deeply."))
    return document


def _contents(path: Path) -> Iterator[tuple[str, bytes | Fault]]:
    if path.is_dir():
        yield from _folder(path)
    elif path.suffix.lower() == ".zip" and path.is_file():
        yield from _zip(path)
    else:
        yield path.name, Fault(path.name, "-", _("must be a folder or a zip file that exists."))


def _folder(path: Path) -> Iterator[tuple[str, bytes | Fault]]:
    found = sorted(entry for entry in path.iterdir() if not entry.name.startswith("."))
    for entry in found[: MAX_ENTRIES + 1]:
        if entry.is_symlink() or not entry.is_file():
            yield entry.name, Fault(entry.name, "-", _("is not a plain file."))
        elif entry.name not in _NAMES:
            yield entry.name, _unknown(entry.name)
        else:
            with entry.open("rb") as file:
                yield entry.name, _whole(entry.name, file)
    if len(found) > MAX_ENTRIES:
        yield path.name, _too_many(path.name)


def _zip(path: Path) -> Iterator[tuple[str, bytes | Fault]]:
    if path.stat().st_size > MAX_ZIP:
        yield path.name, _too_large(path.name, MAX_ZIP)
        return
    with zipfile.ZipFile(path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(archive.infolist()) > MAX_ENTRIES:
            yield path.name, _too_many(path.name)
            return
        seen: set[str] = set()
        for entry in entries:
            # Windows reads a backslash as a slash, and Python cuts a name at a zero byte.
            name = entry.orig_filename
            if name in seen:
                yield name, Fault(name, "-", _("is in the zip file twice."))
            elif stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
                yield name, Fault(name, "-", _("is not a plain file."))
            elif name not in _NAMES:
                yield name, _unknown(name)
            elif entry.flag_bits & 1:
                yield name, Fault(name, "-", _("is locked with a password."))
            elif entry.file_size > MAX_FILE:
                yield name, _too_large(name, MAX_FILE)
            else:
                with archive.open(entry) as file:
                    yield name, _whole(name, file)
            seen.add(name)


def _whole(name: str, file: Any) -> bytes | Fault:
    # What a zip file says about sizes cannot be trusted.
    content: bytes = file.read(MAX_FILE + 1)
    return content if len(content) <= MAX_FILE else _too_large(name, MAX_FILE)


def _too_large(name: str, limit: int) -> Fault:
    return Fault(name, "-", _("is too large; at most %(limit)d kB.") % {"limit": limit // 1024})


def _too_many(name: str) -> Fault:
    return Fault(name, "-", _("contains too many files; at most %(limit)d.") % {"limit": MAX_ENTRIES})


def _unknown(name: str) -> Fault:
    names = {"names": ", ".join(sorted(_NAMES))}
    return Fault(name, "-", _("is not a file of a pack. These are, without a folder around them: %(names)s.") % names)


def _depth(value: object) -> int:
    """How deeply tables and lists are nested; counted without recursion."""
    deepest, todo = 0, [(value, 1)]
    while todo:
        part, depth = todo.pop()
        deepest = max(deepest, depth)
        inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        todo += [(child, depth + 1) for child in inner]
    return deepest
