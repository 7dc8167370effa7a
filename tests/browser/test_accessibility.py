"""Everyone can read it: axe on every page and block, in every width and colour, with everything opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Visit

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


@pytest.mark.parametrize("colours", COLOURS)
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


def test_the_exit_link_never_lies_over_a_call_to_112_or_113(visit: Callable[..., Visit]) -> None:
    for place in ("incident_help", "contact"):
        shown = visit(place)
        shown.open_everything()
        covered = shown.run(
            """() => {
                const exit = document.querySelector('.grip-exit-bar')
                return [...document.querySelectorAll('.grip-danger a, .grip-call a')].filter(link => {
                    // Come upon from above, as with Tab, a search or a link to it: as low on the screen as it gets.
                    window.scrollTo({ top: 0, behavior: 'instant' })
                    link.scrollIntoView({ block: 'nearest', behavior: 'instant' })
                    const box = link.getBoundingClientRect()
                    const hit = document.elementFromPoint(box.left + 12, box.top + box.height / 2)
                    return box.width && !link.contains(hit) && exit.contains(hit)
                }).length
            }"""
        )
        assert covered == 0


def test_the_keyboard_meets_the_skip_link_first_and_then_112_113_and_the_exit(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    shown.page.locator("header a").first.focus()
    met = []
    for _ in range(4):
        shown.page.keyboard.press("Tab")
        met.append(shown.run("document.activeElement.getAttribute('href')"))
    assert met[1:3] == ["tel:112", "tel:113"]
    assert met[0] == met[3]
    assert shown.run("document.activeElement.hasAttribute('data-grip-exit')")


def test_the_keyboard_opens_a_situation(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    first = shown.page.locator("[data-grip-situation]").first
    first.locator("summary").focus()
    shown.page.keyboard.press("Enter")
    assert first.locator("[data-grip-audience='pupil']").is_visible()
