"""The starter texts of one language and one type of school."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from ..vocabulary import TEXTS_FOR_SCHOOL_TYPE
from .files import DATA, Document, StarterError, languages, read
from .language_file import TEACHER_WORD, completed, language_file, missing
from .schema import check_set


@dataclass(frozen=True, slots=True)
class Texts:
    """Checked texts: ``school_type`` is ``po`` or ``vo``, ``pages`` a document per kind of page.

    ``name`` is that of a pack; the shipped texts have none. ``rest`` is the language of what these have no words for.
    """

    language: str
    school_type: str
    version: str
    pages: Mapping[str, Document]
    name: str = ""
    rest: str = ""

    @property
    def prefix(self) -> str:
        """What the starter keys, and so the ids, of everything in these texts begin with."""
        return self.name or self.school_type


def load(language: str, school_type: str, root: Path = DATA) -> Texts:
    """The texts for a school (``school_type`` as a school says it: po, so, ikc, vo, vso).

    Raises ``StarterError`` for a language or type without texts, and with every fault
    when the files are wrong.
    """
    if school_type not in TEXTS_FOR_SCHOOL_TYPE:
        types = ", ".join(TEXTS_FOR_SCHOOL_TYPE)
        raise StarterError(
            _("There is no type of school “%(type)s”. Choose from: %(types)s.") % {"type": school_type, "types": types}
        )
    have = languages(root)
    kind_of_texts = TEXTS_FOR_SCHOOL_TYPE[school_type]
    folder = root / language / kind_of_texts
    if language not in have or not folder.is_dir():
        raise StarterError(
            _("There are no starter texts in the language “%(language)s”. Choose from: %(languages)s.")
            % {"language": language, "languages": ", ".join(have)}
        )
    documents = _documents(folder, language, root)
    rest = language_file(language, root).rest
    originals = _documents(root / rest / kind_of_texts, rest, root) if rest else {}
    faults = [
        *check_set(completed(documents, originals), language, kind_of_texts),
        *missing(documents, originals),
    ]
    if faults:
        raise StarterError(str(fault) for fault in faults)
    pages = {document["kind"]: document for document in documents.values()}
    return Texts(language, kind_of_texts, pages["overview"]["version"], pages, rest=rest)


def _documents(folder: Path, language: str, root: Path) -> dict[str, Document]:
    """The files in a folder by their names."""
    word = language_file(language, root).teacher.get(folder.name)
    return {path.name: fill(read(path), word) for path in sorted(folder.glob("*.toml"))}


def fill(value: object, teacher: str | None) -> Any:
    """The same with the word for the teacher in its place. Without a word it stays, and is a fault."""
    if isinstance(value, str):
        return value.replace(TEACHER_WORD, teacher) if teacher else value
    if isinstance(value, list):
        return [fill(part, teacher) for part in value]
    if isinstance(value, dict):
        return {key: fill(part, teacher) for key, part in value.items()}
    return value
