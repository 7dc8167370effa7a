"""Prints what schools print, in Chromium and in Firefox, and says how many sheets each takes.

    python -m tests.tools.prints [--keep FOLDER]

The pages and sheets of the example school in Dutch, English and Arabic, and the first situation of each help page.
Without Firefox, or without pdfinfo (poppler-utils), it says so. Ends with 1 when the two differ, and where an empty
sheet comes out. ``--keep`` leaves the PDFs there, to look at.
"""

from __future__ import annotations

import argparse
import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from tests import browsers

from .firefox import MISSING, find_firefox, firefox
from .visited import EXAMPLE, School, school

LANGUAGES: Final = ("nl", "en", "ar")
TOGETHER: Final = ("write-90", "team", "situation-cards", "agreement-cards", "voting", "invitation", "result")
OPEN: Final = "document.querySelector('[data-grip-situation]').open = true"
MARGINS: Final = dict.fromkeys(("top", "right", "bottom", "left"), "10mm")


def papers(at: School) -> Iterator[tuple[str, str, str]]:
    """The name of each, its address, and what has to be done before it is printed."""
    for language in LANGUAGES:
        pages = at.paths[language]
        yield f"{language}-situation", pages["incident_help"], OPEN
        for kind in ("contact", "norm"):
            yield f"{language}-{kind}", pages[kind], ""
        for kind, leaf in (
            ("contact", "print"),
            ("incident_help", "poster"),
            ("incident_help", "card"),
            ("norm", "class-sheet"),
            *(("norm", f"together/{name}") for name in TOGETHER),
        ):
            yield f"{language}-{leaf.replace('/', '-')}", f"{pages[kind]}{leaf}/", ""


def sheets(pdf: Path) -> tuple[int, int]:
    """How many there are, and how many of them have no word."""
    told = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    count = int(next(line for line in told.splitlines() if line.startswith("Pages:")).split()[1])
    texts = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout.split("\f")
    return count, sum(not text.strip() for text in texts[:count])


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Print in two browsers.")
    parser.add_argument("--keep", type=Path, help="the folder for the PDFs")
    options = parser.parse_args(argv)
    if find_firefox() is None:
        print(MISSING)
        return 0
    failed = False
    with tempfile.TemporaryDirectory() as temporary, contextlib.ExitStack() as stack:
        folder = Path(temporary)
        (folder / "profile").mkdir()
        out = options.keep or folder
        out.mkdir(parents=True, exist_ok=True)
        at = stack.enter_context(school("po", EXAMPLE, folder / "po"))
        fox = stack.enter_context(firefox(folder / "profile"))
        chromium = stack.enter_context(contextlib.closing(browsers.launch(stack.enter_context(sync_playwright()))))
        page = chromium.new_page()

        def in_firefox(address: str, first: str) -> bytes:
            fox.go(address)
            fox.run(first)
            return fox.paper()

        def in_chromium(address: str, first: str) -> bytes:
            page.goto(address)
            page.evaluate(first)
            return page.pdf(format="A4", margin=MARGINS, prefer_css_page_size=True)

        both: dict[str, Callable[[str, str], bytes]] = {"firefox": in_firefox, "chromium": in_chromium}
        for name, path, first in papers(at):
            counts = {}
            for browser, print_it in both.items():
                pdf = out / f"{name}-{browser}.pdf"
                pdf.write_bytes(print_it(at.base + path, first))
                counts[browser] = sheets(pdf)
            is_fine = counts["firefox"][0] == counts["chromium"][0] and not any(
                empty for _count, empty in counts.values()
            )
            failed |= not is_fine
            told = ", ".join(
                f"{browser} {count}{f' ({empty} empty)' * bool(empty)}" for browser, (count, empty) in counts.items()
            )
            print(f"{name:20} {told}{'' if is_fine else '  <-'}", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
