"""Under the stylesheet of any host our pages can be read, tapped and left. Measured, because an audit does not see it.

Each page is loaded once, and the stylesheet of the host is changed under it: before ours and after it, on a phone and
on a desk, light and dark. The stylesheets of real sites are measured where GRIP_STYLESHEETS says where they are; see
tests/tools/stylesheets.py. What was measured is left in var/stylesheets: the table in docs/themes.md is made of it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import measuring, stylesheets
from tests.browser.conftest import PLACES, LiveSchool
from tests.stylesheets import Sheet

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTHS = (390, 1280)
FIGURES = Path(__file__).resolve().parents[2] / "var" / "stylesheets"


@pytest.fixture(scope="module")
def tabs(school: LiveSchool, browser: Browser) -> Iterator[dict[str, Page]]:
    """Every page, loaded once, with everything in it opened."""
    context = browser.new_context(
        viewport={"width": WIDTHS[0], "height": 760}, bypass_csp=True, reduced_motion="reduce"
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


def measured(tabs: dict[str, Page], sheet: Sheet) -> dict[str, list[str]]:
    """All faults under one stylesheet by where it stands, each with the page, width and colours of it."""
    found: dict[str, list[str]] = {}
    counts: dict[str, Counter[str]] = {}
    for position in ("before", "after"):
        found[position], counts[position] = [], Counter()
        for place, page in tabs.items():
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 760})
                for colours in ("light", "dark"):
                    measuring.dress(page, sheet, after=position == "after", dark=colours == "dark")
                    faults = measuring.faults(page) + (measuring.exit_faults(page) if colours == "light" else [])
                    found[position] += [f"{place}, {width} px, {colours}: {fault}" for fault in faults]
                    counts[position].update(fault.kind for fault in faults)
    keep(sheet, counts, found)
    return found


def keep(sheet: Sheet, counts: dict[str, Counter[str]], found: dict[str, list[str]]) -> None:
    FIGURES.mkdir(parents=True, exist_ok=True)
    figures = {"name": sheet.name, "version": sheet.version, "counts": counts, "found": found}
    (FIGURES / f"{sheet.name}.json").write_text(json.dumps(figures, indent=1, ensure_ascii=False), encoding="utf-8")


def told(found: dict[str, list[str]]) -> str:
    """The first of many faults; all of them are in the file."""
    lines = [f"{position} ours: {fault}" for position, faults in found.items() for fault in faults]
    return "\n".join([*lines[:40], f"{len(lines)} in all"] if lines else [])


@pytest.mark.parametrize("name", [source.name for source in stylesheets.OWN])
def test_our_pages_stand_under_the_habits_of_resets(tabs: dict[str, Page], name: str) -> None:
    found = measured(tabs, stylesheets.own(name))
    assert not told(found), told(found)


@pytest.mark.parametrize("name", [source.name for source in stylesheets.REAL])
def test_our_pages_stand_under_the_stylesheets_of_real_sites(tabs: dict[str, Page], name: str) -> None:
    found = measured(tabs, stylesheets.require(name))
    assert not told(found), told(found)


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
