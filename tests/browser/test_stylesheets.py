"""Under the stylesheet of any host our pages can be read, tapped and left. Measured, because an audit does not see it.

Each page is loaded once, and the stylesheet of the host is changed under it: before ours and after it, on a phone and
on a desk, light and dark. The stylesheets of real sites are measured where GRIP_STYLESHEETS says where they are; see
tests/tools/stylesheets.py. What was measured is left in var/stylesheets: the table in docs/themes.md is made of it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import browsers, measuring, stylesheets
from tests.browser.conftest import PLACES, LiveSchool
from tests.measuring import VisualFault
from tests.stylesheets import Sheet

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTHS = (390, 1280)
COLOURS = ("light", "dark")
# Of one stylesheet: each page before and after ours, at each width, in each of the colours.
STATES = len(PLACES) * 2 * len(WIDTHS) * len(COLOURS)
# What each change is measured under: two of real sites and two habits. The others have their turn at night.
ACCEPTED = {"bootstrap5", "tailwind4", "one_id", "universal"}
FIGURES = Path(__file__).resolve().parents[2] / "var" / "stylesheets"


@pytest.fixture(scope="module")
def tabs(school: LiveSchool, browser: Browser) -> Iterator[dict[str, Page]]:
    """Every page, loaded once, with everything in it opened."""
    context = browsers.new_context(
        browser, viewport={"width": WIDTHS[0], "height": 760}, bypass_csp=True, reduced_motion="reduce"
    )
    # Pictures and letters that belong to a host's stylesheet are not here.
    context.route("**/*.{woff,woff2,ttf,eot,svg,png}", lambda route: route.abort())
    opened = {}
    for place in PLACES:
        opened[place] = context.new_page()
        answer = opened[place].goto(school.url(place))
        assert answer is not None and answer.ok, answer
        measuring.prepare(opened[place])
    yield opened
    context.close()


@dataclass
class SheetFigures:
    """What was found under one stylesheet, where it stands before ours and where it stands after."""

    sheet: Sheet
    chromium: str
    found: dict[str, list[str]] = field(default_factory=lambda: {"before": [], "after": []})
    counts: dict[str, Counter[str]] = field(default_factory=lambda: {"before": Counter(), "after": Counter()})
    looked: Counter[str] = field(default_factory=Counter)

    def add(self, position: str, state: str, faults: list[VisualFault]) -> None:
        self.found[position] += [f"{state}: {fault}" for fault in faults if fault.kind != measuring.HOST]
        self.counts[position].update(fault.kind for fault in faults)

    def told(self) -> str:
        """The first of many faults of ours; all of them are in the file."""
        lines = [f"{position} ours: {fault}" for position, faults in self.found.items() for fault in faults]
        return "\n".join([*lines[:40], f"{len(lines)} in all"] if lines else [])

    def keep(self) -> None:
        FIGURES.mkdir(parents=True, exist_ok=True)
        figures = {
            "name": self.sheet.name,
            "version": self.sheet.version,
            "chromium": self.chromium,
            "date": datetime.now(UTC).date().isoformat(),
            "states": STATES,
            "looked": self.looked,
            "counts": self.counts,
            "found": self.found,
        }
        text = json.dumps(figures, indent=1, ensure_ascii=False)
        (FIGURES / f"{self.sheet.name}.json").write_text(text, encoding="utf-8")


def measured(tabs: dict[str, Page], browser: Browser, sheet: Sheet) -> SheetFigures:
    """All faults under one stylesheet, each with the page, width and colours of it."""
    figures = SheetFigures(sheet, browser.version)
    for place, page in tabs.items():
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 760})
            for position in figures.found:
                for colours in COLOURS:
                    measuring.dress(page, sheet, after=position == "after", dark=colours == "dark")
                    seen = measuring.measure(page)
                    figures.looked.update(seen.looked)
                    figures.add(position, f"{place}, {width} px, {colours}", seen.faults)
                # Where it lies does not hang on the colours.
                figures.add(position, f"{place}, {width} px", measuring.exit_faults(page))
    figures.keep()
    # Every state had something of each kind: nothing that finds nothing is taken for all is well.
    assert min(figures.looked.values()) > 2 * STATES, figures.looked
    return figures


def accepted(sources: Iterable[stylesheets.StylesheetSource]) -> list[Any]:
    return [pytest.param(one.name, marks=() if one.name in ACCEPTED else pytest.mark.thorough) for one in sources]


@pytest.mark.parametrize("name", accepted(stylesheets.OWN))
def test_our_pages_stand_under_the_habits_of_resets(tabs: dict[str, Page], browser: Browser, name: str) -> None:
    figures = measured(tabs, browser, stylesheets.own(name))
    assert not figures.told(), figures.told()


@pytest.mark.parametrize("name", accepted(stylesheets.REAL))
def test_our_pages_stand_under_the_stylesheets_of_real_sites(
    tabs: dict[str, Page], browser: Browser, name: str
) -> None:
    figures = measured(tabs, browser, stylesheets.require(name))
    assert not figures.told(), figures.told()


@pytest.mark.parametrize("place", ["incident_help", "contact"])
def test_a_rule_with_one_id_leaves_exit_112_113_and_calls_as_they_are(tabs: dict[str, Page], place: str) -> None:
    page = tabs[place]
    page.set_viewport_size({"width": WIDTHS[0], "height": 760})
    measuring.dress(page, stylesheets.own("none"))
    untouched = measuring.looks(page)
    assert len(untouched) >= 3
    for after in (False, True):
        measuring.dress(page, stylesheets.own("one_id"), after=after)
        assert measuring.looks(page) == untouched


# Where the look of a button says that it is one: the link itself is the box, or is all of it.
BUTTONS = (
    ".grip-exit, .grip-skip, .grip-button, .grip-door, .grip-danger-link, .grip-call > a, "
    ".grip-ways > li:first-child > a, .grip-first-way > a, .grip-readers > a, .grip-card-title a"
)


@pytest.mark.parametrize("place", PLACES)
def test_a_link_is_seen_to_be_one_where_a_host_takes_the_line_from_under_all(tabs: dict[str, Page], place: str) -> None:
    """Also one that is alone in its line, which no rule of an audit asks for."""
    page = tabs[place]
    page.set_viewport_size({"width": WIDTHS[0], "height": 760})
    for after in (False, True):
        measuring.dress(page, stylesheets.own("flat"), after=after)
        links = page.evaluate(
            """buttons => [...document.querySelectorAll(".grip a[href]")]
                .filter(link => link.getClientRects().length && !link.matches(buttons))
                .map(link => [link.textContent.trim(), getComputedStyle(link).textDecorationLine])""",
            BUTTONS,
        )
        assert links or place == "blocks"
        assert [text for text, line in links if "underline" not in line] == []


# What the documentation gives for a framework, measured on top of it.
RECIPES = {"bootstrap": "bootstrap5", "govuk": "govuk", "pico": "pico", "tailwind": "tailwind4"}


@pytest.mark.thorough
@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_of_the_documentation_breaks_nothing(tabs: dict[str, Page], browser: Browser, recipe: str) -> None:
    host = stylesheets.require(RECIPES[recipe])
    css = (Path(__file__).resolve().parents[2] / "docs" / "themes" / f"{recipe}.css").read_text(encoding="utf-8")
    faults = []
    for place, page in tabs.items():
        page.set_viewport_size({"width": WIDTHS[0], "height": 760})
        for colours in COLOURS:
            measuring.dress(page, replace(host, css=f"{host.css}\n{css}"), after=True, dark=colours == "dark")
            faults += [
                f"{place}, {colours}: {one}" for one in measuring.measure(page).faults if one.kind != measuring.HOST
            ]
    assert faults == []
