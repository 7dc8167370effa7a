"""Prints what schools print, in Chromium and in Firefox, and says how many sheets each takes.

    python -m tests.tools.prints [--keep FOLDER]

The pages and sheets of the example school in its six languages, and the first situation of each help page.
Without Firefox it looks in Chromium alone, and says so at the end. Ends with 1 when the two differ, where an empty
sheet comes out, and without pdfinfo and pdftotext (poppler-utils), with which the sheets are counted. A page of running
text may take one sheet more in one of the two: a line more is enough, and letters are those of the machine.
``--keep`` leaves the PDFs there, to look at.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from tests import browsers

from .firefox import MISSING, find_firefox, firefox
from .visited import EXAMPLE, School, school

LANGUAGES: Final = ("nl", "en", "ar", "tr", "pl", "uk")
TEAM: Final = ("cards", "who-leads", "log", "restore", "after")
TOGETHER: Final = (
    "write-90",
    "team",
    "situation-cards",
    "blank-situation-cards",
    "agreement-cards",
    "voting",
    "invitation",
    "result",
)
PRACTISE: Final = ("younger", "older", "agreements", "plays", "pupils", "questions")
OPEN: Final = "document.querySelector('[data-grip-situation]').open = true"
# Pages, whose length is that of their text; all others are made to fit.
TEXTS: Final = ("-situation", "-contact", "-norm")
COUNTERS: Final = ("pdfinfo", "pdftotext")
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
            *(("incident_help", f"team/{name}") for name in TEAM),
            *(("norm", f"together/{name}") for name in TOGETHER),
            *(("overview", f"practise/{name}") for name in PRACTISE),
        ):
            yield f"{language}-{leaf.replace('/', '-')}", f"{pages[kind]}{leaf}/", ""


def sheets(pdf: Path) -> tuple[int, int]:
    """How many there are, and how many of them have no word."""
    told = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    count = int(next(line for line in told.splitlines() if line.startswith("Pages:")).split()[1])
    texts = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout.split("\f")
    return count, sum(not text.strip() for text in texts[:count])


def fine(counts: Mapping[str, tuple[int, int]], *, is_text: bool) -> bool:
    """Whether each browser that printed it took as many sheets, of running text one more at most, all with words."""
    taken, empty = zip(*counts.values(), strict=True)
    return max(taken) - min(taken) <= is_text and not any(empty)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Print in two browsers.")
    parser.add_argument("--keep", type=Path, help="the folder for the PDFs")
    options = parser.parse_args(argv)
    if absent := [name for name in COUNTERS if shutil.which(name) is None]:
        print(f"Nothing was looked at: there is no {' and no '.join(absent)} (poppler-utils) to count sheets with.")
        return 1
    has_firefox = find_firefox() is not None
    failed = looked = 0
    with tempfile.TemporaryDirectory() as temporary, contextlib.ExitStack() as stack:
        folder = Path(temporary)
        (folder / "profile").mkdir()
        out = options.keep or folder
        out.mkdir(parents=True, exist_ok=True)
        at = stack.enter_context(school("po", EXAMPLE, folder / "po"))
        fox = stack.enter_context(firefox(folder / "profile")) if has_firefox else None
        chromium = stack.enter_context(contextlib.closing(browsers.launch(stack.enter_context(sync_playwright()))))
        page = chromium.new_page()

        def in_firefox(address: str, first: str) -> bytes:
            assert fox is not None
            fox.go(address)
            fox.run(first)
            return fox.paper()

        def in_chromium(address: str, first: str) -> bytes:
            page.goto(address)
            page.evaluate(first)
            return page.pdf(format="A4", margin=MARGINS, prefer_css_page_size=True)

        browsers_here: dict[str, Callable[[str, str], bytes]] = {"chromium": in_chromium}
        if fox is not None:
            browsers_here["firefox"] = in_firefox
        for name, path, first in papers(at):
            counts = {}
            for browser, print_it in browsers_here.items():
                pdf = out / f"{name}-{browser}.pdf"
                pdf.write_bytes(print_it(at.base + path, first))
                counts[browser] = sheets(pdf)
            is_fine = fine(counts, is_text=name.endswith(TEXTS))
            failed += not is_fine
            looked += 1
            told = ", ".join(
                f"{browser} {count}{f' ({empty} empty)' * bool(empty)}" for browser, (count, empty) in counts.items()
            )
            print(f"{name:20} {told}{'' if is_fine else '  <-'}", flush=True)
    print(f"{looked} papers in {' and '.join(browsers_here)}, {failed} not right.")
    if not has_firefox:
        print(f"Not looked at in Firefox: {MISSING}.")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
