"""The helplines as a table for a spreadsheet, in which no cell is run as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from ..text.csv_safe import safe_cell


class Writable(Protocol):
    def write(self, text: str, /) -> Any: ...


def write_csv(rows: Iterable[Mapping[str, Any]], to: Writable) -> None:
    """One line per row. A row without one of the columns has an empty cell there."""
    rows = list(rows)
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(to, names, restval="")
    # The name of a language is in the name of its columns.
    writer.writerow({name: safe_cell(name) for name in names})
    writer.writerows({name: _cell(name, value) for name, value in row.items()} for row in rows)


def _cell(name: str, value: object) -> Any:
    if name == "phones" and isinstance(value, str) and value.startswith("0") and value.isdigit():
        # As a number it would lose its zero.
        return f"'{value}"
    return safe_cell(value)
