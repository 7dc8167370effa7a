"""Everyone can read it: axe on every page and block, in every width and colour, with everything opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import PLACES, Visit
from tests.by_day import by_day

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}
# A host with a dark theme, written as most are: without a word about color-scheme.
DARK_HOST = "html { background: #14201c; color: #ece6d9 } a { color: #9cd3ba }"
# What a finger has to hit. Links inside a sentence are not among them.
TARGETS = (
    ".grip :is(a[href^='tel:'], a[href^='mailto:'], summary, .grip-choose label, [data-grip-exit], "
    ".grip-button, .grip-door, .grip-more, .grip-ways a, .grip-links a)"
)


def faults(visit: Visit) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    options = {"runOnly": TAGS, "resultTypes": ["violations"]}
    found = Axe().run(visit.page, options=options).response["violations"]
    return [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]


# By daylight every page; in other colours the one that is called from and the one with all blocks, the rest at night.
ALL_COLOURS = by_day(
    [(place, colours) for place in PLACES for colours in COLOURS],
    *[(place, "light") for place in PLACES],
    *[(place, colours) for place in ("contact", "blocks") for colours in COLOURS if colours != "light"],
)


@pytest.mark.parametrize(("place", "colours"), ALL_COLOURS)
def test_axe_finds_nothing_on_a_phone_or_a_desk(visit: Callable[..., Visit], place: str, colours: str) -> None:
    shown = visit(place, bypass_csp=True, **COLOURS[colours])
    if colours == "dark":
        shown.page.add_style_tag(content=DARK_HOST)
    shown.open_everything()
    for width in (360, 1280):
        shown.page.set_viewport_size({"width": width, "height": 760})
        assert faults(shown) == [], f"at {width} px"


def test_nothing_scrolls_sideways_on_the_smallest_screen(visit: Callable[..., Visit], place: str) -> None:
    shown = visit(place, width=320)
    shown.open_everything()
    assert shown.run("document.documentElement.scrollWidth") <= 320


def test_what_you_tap_is_as_large_as_a_finger(visit: Callable[..., Visit], place: str) -> None:
    shown = visit(place)
    shown.open_everything()
    small = shown.page.locator(TARGETS).evaluate_all(
        """all => all.map(one => [one.outerHTML.slice(0, 160), one.getBoundingClientRect()])
            .filter(([html, box]) => box.width && (box.width < 43.9 || box.height < 43.9))
            .map(([html, box]) => `${box.width} x ${box.height}: ${html}`)"""
    )
    assert small == []


# At every height of the page: what lies over a call to 112 or 113 or over a number, outside the strip of the exit.
OVER_CALLS = """() => {
    const strip = document.querySelector('.grip-exit-bar').getBoundingClientRect()
    const isIn = (x, y) => x > strip.left - 1 && x < strip.right + 1 && y > strip.top - 1 && y < strip.bottom + 1
    const over = []
    let seen = 0
    for (let top = 0; top < document.documentElement.scrollHeight; top += 37) {
        scrollTo({ top, behavior: 'instant' })
        for (const link of document.querySelectorAll('.grip-danger a, .grip-call a, .grip-phone')) {
            const box = link.getBoundingClientRect()
            if (!box.width || box.bottom < 0 || box.top > innerHeight) continue
            for (const part of [.05, .5, .95]) {
                const x = box.left + box.width * part, y = box.top + box.height * part
                if (y < 1 || y > innerHeight - 1 || isIn(x, y)) continue
                seen++
                if (!link.contains(document.elementFromPoint(x, y))) over.push(`${top}: ${link.textContent}`)
            }
        }
    }
    return [seen, over]
}"""
# Which of them no scrolling brings wholly above the strip, with room for a finger between.
NEVER_CLEAR = """() => [...document.querySelectorAll('.grip-danger a, .grip-call a, .grip-phone')].filter(link => {
    if (!link.getBoundingClientRect().width) return false
    link.scrollIntoView({ block: 'center', behavior: 'instant' })
    const strip = document.querySelector('.grip-exit-bar').getBoundingClientRect()
    const box = link.getBoundingClientRect()
    return box.bottom + 44 > strip.top || box.top < 0
}).map(link => link.textContent)"""
SCREENS = [(360, 640), (390, 844), (1280, 800)]


@pytest.mark.parametrize(("width", "height"), by_day(SCREENS, (360, 640)))
def test_the_exit_lies_over_no_call_that_a_reader_cannot_scroll_clear(
    visit: Callable[..., Visit], width: int, height: int
) -> None:
    for place in ("incident_help", "contact"):
        shown = visit(place, width=width)
        shown.page.set_viewport_size({"width": width, "height": height})
        shown.open_everything()
        seen, over = shown.run(OVER_CALLS)
        assert seen > 100
        assert over == []
        assert shown.run(NEVER_CLEAR) == []


def test_before_anyone_scrolls_nothing_lies_over_112_and_113(visit: Callable[..., Visit]) -> None:
    for width, height in SCREENS:
        for place in ("incident_help", "contact"):
            shown = visit(place, width=width)
            shown.page.set_viewport_size({"width": width, "height": height})
            for number in ("112", "113"):
                box = shown.page.locator(f".grip-danger a[href='tel:{number}']").bounding_box()
                assert box is not None
                assert box["y"] + box["height"] <= shown.top_of(".grip-exit-bar")


def test_the_exit_leaves_a_small_screen_to_the_page(visit: Callable[..., Visit]) -> None:
    """Also when its words come in two languages."""
    shown = visit("incident_help", width=360)
    shown.page.set_viewport_size({"width": 360, "height": 640})
    assert shown.top_of(".grip-exit-bar") >= 640 * 0.88
    shown.run(
        """document.querySelector('.grip-exit > .grip-pair').innerHTML =
            '<span lang="ar" dir="rtl">غادر هذه الصفحة</span><span lang="nl">Verlaat deze pagina</span>'"""
    )
    assert shown.top_of(".grip-exit-bar") >= 640 * 0.88


def test_the_keyboard_meets_the_skip_link_first_and_then_112_113_and_the_exit(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    met: list[str] = []
    # The exit is brought into the header of the host, and what the host has there comes in between.
    while len(met) < 30 and met[-2:-1] != ["tel:113"]:
        shown.page.keyboard.press("Tab")
        is_exit = "document.activeElement.hasAttribute('data-grip-exit')"
        met.append("exit" if shown.run(is_exit) else shown.run("document.activeElement.getAttribute('href')"))
    assert "exit" in met[:2]
    assert met[-3:] == ["tel:112", "tel:113", "exit"]


def test_the_keyboard_opens_a_situation(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    first = shown.page.locator("[data-grip-situation]").first
    first.locator("summary").focus()
    shown.page.keyboard.press("Enter")
    assert first.locator("[data-grip-audience='pupil']").is_visible()
