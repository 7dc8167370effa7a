"""A sheet of schools, one per row, as a spreadsheet saves it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from ..starter.files import StarterError

COLUMNS: Final = (
    *("site", "parent", "school_name", "school_type", "phone", "email"),
    *("age_from", "age_to", "languages", "publish"),
)
# Far above what one install has, and far below what would hurt.
LARGEST: Final = 1_000_000

_PUBLISH: Final[Mapping[str, tuple[bool, bool]]] = {
    **dict.fromkeys(("", "no", "nee", "false", "onwaar", "0"), (False, False)),
    **dict.fromkeys(("yes", "ja", "true", "waar", "1"), (True, False)),
    "incident": (True, True),
}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """What one line says; ``number`` is the line at which a spreadsheet shows it."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    @property
    def called(self) -> str:
        return self["school_name"] or self["parent"] or self["site"] or "-"

    @property
    def languages(self) -> list[str]:
        return re.split(r"[\s,+|/]+", self["languages"]) if self["languages"] else ["nl"]

    @property
    def publish(self) -> tuple[bool, bool]:
        """Whether to publish, and whether to publish the incident page too. Raises ``StarterError``."""
        try:
            return _PUBLISH[self["publish"].lower()]
        except KeyError:
            raise StarterError(
                _("publish: “%(word)s” is not known. Write yes, no or incident.") % {"word": self["publish"]}
            ) from None

    def whole(self, name: str) -> int | None:
        """The number in a cell; nothing when it is empty. Raises ``StarterError``."""
        if not self[name]:
            return None
        if not re.fullmatch(r"[0-9]{1,3}", self[name]):
            raise StarterError(
                _("%(column)s: “%(text)s” is not a whole number.") % {"column": name, "text": self[name]}
            )
        return int(self[name])


def read_sheet(path: Path) -> list[SheetRow]:
    """The rows of a file. Raises ``StarterError`` with every fault in its shape.

    Commas, semicolons and tabs are all right: a Dutch spreadsheet writes semicolons. So is a byte order mark.
    """
    text = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        lines = list(_lines(reader))
    except csv.Error as problem:
        raise StarterError(
            _("%(file)s, row %(row)d: cannot be read: %(problem)s.")
            % {"file": path.name, "row": reader.line_num, "problem": problem}
        ) from None
    if not lines:
        raise StarterError(_("%(file)s: is empty.") % {"file": path.name})
    header = [name.lower().replace(" ", "_").replace("-", "_") for name in lines[0][1]]
    # Empty columns at the end are what a spreadsheet leaves behind.
    while header and not header[-1]:
        header.pop()
    faults = [*_header_faults(header)]
    if faults:
        raise StarterError(f"{path.name}: {fault}" for fault in faults)
    rows = [SheetRow(number, dict(zip(header, cells, strict=False))) for number, cells in lines[1:] if any(cells)]
    faults = [
        _("row %(row)d: has more cells than the header.") % {"row": number}
        for number, cells in lines[1:]
        if any(cells[len(header) :])
    ]
    if not rows:
        faults.append(_("%(file)s: there are no schools in it, only a header.") % {"file": path.name})
    if faults:
        raise StarterError(faults)
    return rows


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise StarterError(_("%(file)s: is larger than 1 MB.") % {"file": path.name})
        # With the mark that a spreadsheet puts at the beginning, or without it.
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise StarterError(
            _("%(file)s: cannot be opened: %(problem)s.") % {"file": path.name, "problem": problem.strerror}
        ) from None
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise StarterError(_("%(file)s: is not UTF-8. Save it as “CSV UTF-8”.") % {"file": path.name})
    return text


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count)


def _lines(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Each line with its number; the empty ones at the beginning are skipped."""
    begun = False
    for number, cells in enumerate(reader, start=1):
        trimmed = [cell.strip() for cell in cells]
        begun = begun or any(trimmed)
        if begun:
            yield number, trimmed


def _header_faults(header: list[str]) -> Iterator[str]:
    for name in dict.fromkeys(header):
        if name not in COLUMNS:
            yield _("“%(name)s” is not a known column. The columns are: %(columns)s.") % {
                "name": name,
                "columns": ", ".join(COLUMNS),
            }
        elif header.count(name) > 1:
            yield _("the column “%(name)s” appears twice.") % {"name": name}
    if not {"site", "parent"} & set(header):
        yield _("there is no column “site” or “parent”, so there is no place to plant.")
