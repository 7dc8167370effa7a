"""Cells of a spreadsheet: a text that someone typed is never a formula.

Office programs calculate what begins like a formula, also in a CSV file. A formula can fetch an address or start a
program on the computer of anyone who opens the list. A quote in front makes it a text.

A program may begin a cell where the file does not: a Dutch Excel at each semicolon, an import as text at each tab or
line, and quotes count only at the beginning of what it takes for a cell. So what follows one of these is looked at too.
"""

from __future__ import annotations

import datetime
import decimal
import re
from typing import Any, Final

from django.utils.formats import get_format

# The wide forms count as well: some programs make them narrow before they look.
_BEGINNINGS: Final = tuple("=+-@\t\r\n＝＋－＠")
_CELL: Final = re.compile(r'[;\t\r\n](?=(?:[^\S;\t\r\n]|")*+[=+\-@＝＋－＠])')
_MADE_SAFE: Final = re.compile(r"""([;\t\r\n])'(?=(?:[^\S;\t\r\n]|")*+[=+\-@＝＋－＠])""")
# No XLSX file can contain these: writing one would fail on the whole list.
_REMOVED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# What cannot contain a formula stays as it is, so that a column can be added up or put in order.
_NO_TEXT: Final = (bool, int, float, decimal.Decimal, datetime.date, datetime.time, datetime.timedelta)


# Without it Excel reads a file in the letters of the computer, and “ë” becomes two others.
BYTE_ORDER_MARK: Final = "\ufeff"


def separator() -> str:
    """What separates cells for a spreadsheet in the language spoken now: no comma where that is in numbers."""
    return ";" if get_format("DECIMAL_SEPARATOR") == "," else ","


def safe_cell(value: object) -> Any:
    """The value for one cell, of CSV or XLSX: a text that could be calculated gets a quote in front."""
    if value is None or isinstance(value, _NO_TEXT):
        return value
    text = _CELL.sub(_quoted, _REMOVED.sub("", str(value)))
    # Some programs drop the spaces in front; a tab or a line end counts by itself.
    return f"'{text}" if text.startswith(_BEGINNINGS) or text.lstrip().startswith(_BEGINNINGS) else text


def typed_in(cell: str) -> str:
    """The text of a cell that came back from a spreadsheet, without the quotes that ``safe_cell`` put in it."""
    for inner in (cell.removeprefix("'"), cell):
        typed = _MADE_SAFE.sub(r"\1", inner)
        if safe_cell(typed) == cell:
            return typed
    return cell


def _quoted(separator: re.Match[str]) -> str:
    return f"{separator[0]}'"


__all__ = ["BYTE_ORDER_MARK", "safe_cell", "separator", "typed_in"]
