"""A sheet for somebody who speaks the language of a translation and has no account: each text beside the original.

A row says where a text stands, with a code in which it is written which text it is and how it read, so that a row that
comes back is put in its own place, and only there while nobody has changed that place since.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ..content.identities import digest
from ..content.items import raw_items
from ..content.native_readings import TranslatedText, translated_texts
from ..content.problems import called_by
from ..page_class import GripPage
from ..text.csv_safe import BYTE_ORDER_MARK, safe_cell, separator
from ..text.language_names import own_name
from ..text.length import PASTE
from ..vocabulary import AUDIENCES

# Far above what the largest page has, and far below what would hurt.
LARGEST: Final = 1_000_000
_CODE: Final = re.compile(r"\[([0-9a-f]{12})-([0-9a-f]{12})\]")
# Which of the columns are which: a translated heading says nothing.
_PLACE, _SAID, _REMARK = 0, 2, 3
# What Excel may write above the headings.
_SEPARATOR_LINE: Final = "sep="


class SheetError(Exception):
    """Nothing of the file could be read; says why, in words."""


@dataclass(frozen=True, slots=True)
class OutgoingRow:
    """A text as it goes out. ``where`` is how an editor finds it, without the name of anybody."""

    text: TranslatedText
    where: str

    @property
    def code(self) -> str:
        return f"[{digest(self.text.key)}-{digest(f'{digest(self.text.said)} {digest(self.text.own)}')}]"


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row as it came back; ``number`` is the line at which a spreadsheet shows it. No code: not one of ours."""

    number: int
    place: str
    said: str
    remark: str
    code: tuple[str, str] | None


def rows_of(page: GripPage, original: GripPage) -> list[OutgoingRow]:
    """The texts of this version of a translation, in the order of its original."""
    called = dict(_called(original))
    return [OutgoingRow(text, _where(original, text, called)) for text in translated_texts(page, original)]


def _called(page: GripPage) -> Iterator[tuple[tuple[str, str], tuple[int, str]]]:
    """The number of each item, and by what it is known; a card of a person by its number alone."""
    for stream in page.grip_streams:
        for number, (item_id, _kind, value) in enumerate(raw_items(getattr(page, stream)), start=1):
            yield (stream, item_id), (number, "" if stream == "contacts" else called_by(value))


def _where(page: GripPage, text: TranslatedText, called: dict[tuple[str, str], tuple[int, str]]) -> str:
    field, item_id, child = text.place
    known = page._meta.get_field(field)
    label = capfirst(str(known.verbose_name))
    if not item_id:
        return label
    number, name = called.get((field, item_id), (0, ""))
    blocks = known.stream_block.child_blocks
    part = next((block.child_blocks[child].label for block in blocks.values() if child in block.child_blocks), child)
    reader = AUDIENCES.get(child.partition("_")[0]) if "_" in child else None
    item = f"{label} {number} “{name}”" if name else f"{label} {number}"
    return f"{item}: {part} ({reader})" if reader else f"{item}: {part}"


def headings(page: GripPage, original: GripPage) -> list[str]:
    return [_("Place"), own_name(original.locale.language_code), own_name(page.locale.language_code), _("Remark")]


def write_csv(page: GripPage, original: GripPage) -> str:
    """The sheet as a spreadsheet opens it by itself."""
    to = io.StringIO(newline="")
    writer = csv.writer(to, delimiter=separator())
    writer.writerow(map(safe_cell, headings(page, original)))
    for row in rows_of(page, original):
        cells = (f"{row.where} {row.code}", row.text.own, row.text.said, "")
        writer.writerow(map(safe_cell, cells))
    return BYTE_ORDER_MARK + to.getvalue()


def read_csv(content: bytes) -> list[ReturnedRow]:
    """The rows of a sheet that came back, with the lines in which something else was typed.

    Commas, semicolons and tabs are all right, and so is a byte order mark. Raises ``SheetError`` for what is no sheet.
    """
    text = _text(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    found = []
    try:
        for number, cells in enumerate(reader, start=1):
            found.append(_row(number, cells))
    except csv.Error:
        raise SheetError(
            _("From row %(row)d on the file cannot be read as a CSV file. Save it from the spreadsheet once more.")
            % {"row": len(found) + 1}
        ) from None
    codes = [row for row in found if row.code]
    if not codes:
        raise SheetError(
            _("There is no row of a reading sheet in this file. Upload the CSV file that was downloaded here.")
        )
    # The headings, and what is above them.
    first = codes[0].number
    return [row for row in found if row.code or (row.number > first and (row.place or row.said or row.remark))]


def _text(content: bytes) -> str:
    if len(content) > LARGEST:
        raise SheetError(_("This file is larger than 1 MB: it is no reading sheet."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise SheetError(
            _("This file is not UTF-8, so letters would get lost. Save it in the spreadsheet as “CSV UTF-8”.")
        )
    return text


def _delimiter(text: str) -> str:
    """What separates the cells in the first line with more than one."""
    lines = (line for line in io.StringIO(text[:PASTE]) if not line.casefold().startswith(_SEPARATOR_LINE))
    first = next((line for line in lines if any(sign in line for sign in ",;\t")), "")
    return max(";,\t", key=first.count)


def _row(number: int, cells: list[str]) -> ReturnedRow:
    def cell(column: int) -> str:
        return cells[column].strip() if column < len(cells) else ""

    place = cell(_PLACE)
    # A place of ours is some two hundred characters long.
    found = _CODE.search(place) if len(place) <= PASTE else None
    more = [extra.strip() for extra in cells[_REMARK:] if extra.strip()]
    return ReturnedRow(number, place, cell(_SAID), " ".join(more), (found[1], found[2]) if found else None)


def without_code(place: str) -> str:
    """Where a text stands, for a person."""
    return _CODE.sub("", place).strip() if len(place) <= PASTE else ""


def by_code(rows: Iterable[OutgoingRow]) -> dict[str, OutgoingRow]:
    """The rows of a page by the part of their code that says where they stand."""
    return {digest(row.text.key): row for row in rows}


__all__ = [
    "LARGEST",
    "OutgoingRow",
    "ReturnedRow",
    "SheetError",
    "by_code",
    "headings",
    "read_csv",
    "rows_of",
    "without_code",
    "write_csv",
]
