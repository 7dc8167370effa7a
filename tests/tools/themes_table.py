"""Prints what was at fault with our pages under each stylesheet of a host, and writes the table into docs/themes.md.

    make stylesheets                                   measures, and writes the table
    python -m tests.tools.themes_table [--write]       the table alone, of what was measured last

tests/browser/test_stylesheets.py measures, and leaves what it saw in var/stylesheets. Nothing in the table is typed by
hand. A stylesheet that was not measured has no row, and the table is not written without all of them.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Final

from tests.measuring import HOST, KINDS
from tests.stylesheets import OWN, REAL, StylesheetSource
from tests.tools.compatibility import ROOT, put, table

PAGE: Final = ROOT / "docs" / "themes.md"
FIGURES: Final = ROOT / "var" / "stylesheets"
SECTION: Final = "Measured under these stylesheets"


def read(folder: Path) -> dict[str, dict[str, Any]]:
    """What was measured, by the name of the stylesheet."""
    figures = {}
    for source in (*OWN, *REAL):
        path = folder / f"{source.name}.json"
        if path.exists():
            figures[source.name] = json.loads(path.read_text(encoding="utf-8"))
    return figures


def missing(figures: dict[str, dict[str, Any]]) -> list[str]:
    return [source.label for source in (*OWN, *REAL) if source.name not in figures]


def cell(counts: dict[str, int]) -> str:
    """The faults, and of which kinds they are, in the order of the list below the table."""
    faults = {kind: counts[kind] for kind in KINDS if counts.get(kind)}
    kinds = ", ".join(f"{kind} {count}" for kind, count in faults.items())
    told = f"**{sum(faults.values())}**: {kinds}" if faults else "0"
    return f"{told} (host {counts[HOST]})" if counts.get(HOST) else told


def row(source: StylesheetSource, figures: dict[str, Any]) -> tuple[str, ...]:
    return source.label, figures["version"] or "–", *(cell(figures["counts"][where]) for where in ("before", "after"))


def text(figures: dict[str, dict[str, Any]]) -> str:
    """The table, with what was looked at above it and what was asked below."""
    rows = [row(source, figures[source.name]) for source in (*REAL, *OWN) if source.name in figures]
    one = next(iter(figures.values()))
    dates = sorted({each["date"] for each in figures.values()})
    looked = sum(sum(each["looked"].values()) for each in figures.values())
    states = sum(each["states"] for each in figures.values())
    days = " to ".join(dict.fromkeys((dates[0], dates[-1])))
    head = (
        f"Measured on {days} in Chromium {one['chromium'].split('.')[0]}: "
        f"{states} states of our pages, {looked} times a text, control, target, heading, list or mark."
    )
    asked = "\n".join(f"- {kind}: {meaning}" for kind, meaning in KINDS.items())
    columns = ("Stylesheet of the host", "Version", "At fault, it is before ours", "At fault, it is after ours")
    own = f"“{HOST}” counts links in the colour and on the ground of the host's own: 3 to 4.5, as pale without us."
    return f"{head}\n\n{table(columns, *rows)}\n\nAsked of every page, by the names in the table:\n\n{asked}\n\n{own}"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=FIGURES)
    parser.add_argument("--write", action="store_true", help="into docs/themes.md as well")
    options = parser.parse_args(argv)

    figures = read(options.folder)
    if not figures:
        print(f"Nothing was measured: there is nothing in {options.folder}.", file=sys.stderr)
        return 1
    print(text(figures))
    if options.write:
        if absent := missing(figures):
            print(f"Not written, because these were not measured: {', '.join(absent)}.", file=sys.stderr)
            return 1
        PAGE.write_text(put(PAGE.read_text(encoding="utf-8"), "measured", text(figures)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
