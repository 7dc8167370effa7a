"""What a reader gets to see of ours, measured in Chromium: contrasts, sizes, edges, marks, and the exit within reach.

An audit of accessibility calls white on white "undecided", because a reset took away a background that it did not
expect to be needed. Here everything is computed from what is really painted: the colours of all elements behind a text
are laid on one another. The measuring itself is that of the doctor, in gripwagtail/doctor/measuring.js.

    measuring.prepare(page)                    once, after it was loaded
    measuring.dress(page, sheet, after=True)   the stylesheet of a host, before ours or after it
    measuring.faults(page)                     what is not as it has to be
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import gripwagtail
from tests.stylesheets import Sheet

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPT: Final = Path(gripwagtail.__file__).with_name("doctor") / "measuring.js"

# What can be at fault, and what is asked.
KINDS: Final = {
    "text": "contrast of a text with what is behind it: 4.5, large text 3",
    "boundary": "contrast of the edge of a control: 3",
    "size": "text of 12 px at least",
    "target": "44 px high, unless it is a link in a sentence",
    "heading": "the title 1.4 times the text, headings of sections 1.15 times",
    "edge": "text 8 px from both edges of the screen",
    "sideways": "nothing scrolls sideways",
    "chevron": "the mark that a situation opens",
    "mark": "bullets and numbers where there are to be, none where not",
    "link": "links in sentences are underlined",
    "exit": "the exit link is what can be hit where it is, while scrolled, under a sticky header or in a clipped frame",
    "missing": "exit, 112, 113 and calls are there",
    "undecided": "no picture behind a text",
}
# Told, and no fault of ours: a link in the colour of the host's own links, on the host's own ground, of 3 to 4.5.
HOST: Final = "host"


@dataclass(frozen=True)
class VisualFault:
    """One thing on the page that is not as it has to be."""

    kind: str
    where: str
    words: str
    measured: object
    needed: object

    def __str__(self) -> str:
        return f"{self.kind}: {self.where} “{self.words}”: {self.measured}, not {self.needed}"


def prepare(page: Page) -> None:
    """Puts the measuring into a loaded page, and opens what is folded: what is in it counts too."""
    page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.name = ''; one.open = true })")


def dress(page: Page, sheet: Sheet, *, after: bool = False, dark: bool = False) -> None:
    """Gives the page the stylesheet of a host, in its light or dark form, in place of the one before."""
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.evaluate(
        "host => measuring.dress(host)",
        {
            "css": sheet.css,
            "after": after,
            "scheme": sheet.scheme,
            "root": dict(sheet.dark if dark else sheet.light),
            "rootClass": sheet.root_class,
            "bodyClass": sheet.body_class,
        },
    )


@dataclass(frozen=True)
class MeasuredPage:
    """What is at fault on a page, and how much of each kind was looked at."""

    faults: list[VisualFault]
    looked: dict[str, int]


def measure(page: Page) -> MeasuredPage:
    """Everything at fault on the page as it is now, each element once for each kind; what is the host's own as HOST."""
    answer = page.evaluate("measuring.faults()")
    return MeasuredPage([VisualFault(*found) for found in answer["found"]], answer["looked"])


def faults(page: Page) -> list[VisualFault]:
    """What is at fault alone, without what is the host's own."""
    return [fault for fault in measure(page).faults if fault.kind != HOST]


def exit_faults(page: Page) -> list[VisualFault]:
    """Where the exit link is not what a finger hits, at the top, in the middle and at the end of the page."""
    return [VisualFault(*found) for found in page.evaluate("measuring.exit()")]


def looks(page: Page) -> list[str]:
    """How the exit link, 112, 113 and calls are painted: colours, borders and sizes, a line each."""
    return list(page.evaluate("measuring.looks()"))
