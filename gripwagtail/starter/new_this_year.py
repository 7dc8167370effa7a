"""What editors should know at the start of a school year: shipped as data, a list each August."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from .files import DATA, read

NEW_THIS_YEAR: Final = "new_this_year.toml"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that is new, in the language of the editor where we have that."""

    text: str
    source: str = ""
    source_date: datetime.date | None = None


def notes(begin: datetime.date, language: str, path: Path = DATA / NEW_THIS_YEAR) -> list[Note]:
    """The notes of the school year that begins on this day; none where nobody wrote any."""
    spoken = "nl" if language.partition("-")[0] == "nl" else "en"
    return [
        Note(note[spoken], note.get("source", ""), note.get("source_date"))
        for year in _document(path)["years"]
        if year["year"] == begin.year
        for note in year["notes"]
    ]


# It changes with a release, never while we run.
_document = cache(read)

__all__ = ["Note", "notes"]
