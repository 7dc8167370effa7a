"""A journey without a pointer: Tab to get there, Enter to open it, with letters of twice the size."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from tests.walking import Stuck, Walk

from .journey_rows import Row

# Nobody goes further.
STOPS: Final = 150

LARGE = "addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '200%' })"
WIDEST = r"""() => {
    const right = one => one.checkVisibility() ? Math.round(one.getBoundingClientRect().right) : 0
    const [widest] = [...document.querySelectorAll('body *')].sort((one, other) => right(other) - right(one))
    const { scrollWidth, clientWidth } = document.documentElement
    const words = widest.textContent.trim().replace(/\s+/g, ' ').slice(0, 30)
    return [scrollWidth, clientWidth, `${widest.className || widest.tagName} “${words}”`]
}"""
FOCUS = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect()
    const x = box.left + Math.min(box.width / 2, 20), y = box.top + Math.min(box.height / 2, 20)
    const hit = document.elementFromPoint(x, y)
    const inSight = !!hit && (one.contains(hit) || hit.contains(one))
    return [one.tagName, one.href || '', !!one.closest('details[open]'), inSight]
}"""


def press_tab(walk: Walk, until: Callable[[str, str, bool], bool], stay: bool = False) -> int:
    """How many stops it is to there; what cannot be seen while it has the focus is a dead end."""
    for stop in range(0 if stay else 1, STOPS + 1):
        if stop:
            before = walk.height()
            walk.page.keyboard.press("Tab")
            walk.pixels += abs(walk.height() - before)
        tag, href, inside, in_sight = walk.run(FOCUS)
        if until(tag, href, inside):
            if not in_sight:
                raise Stuck(f"{tag} {href} has the focus and cannot be seen")
            walk.shoot(f"stop {stop}")
            return stop
    raise Stuck(f"{STOPS} stops, and not there yet")


def sideways(walk: Walk, row: Row, where: str) -> None:
    """Notes a page that is wider than the screen, with what makes it so."""
    wide, room, what = walk.run(WIDEST)
    if wide > room:
        row.happened.append(f"the {where} scrolls sideways: {wide} px wide on {room}, by {what}")


def enter(walk: Walk, called: str, path: str = "") -> None:
    """Opens what has the focus: a page at that address, or something on this page."""
    walk.page.keyboard.press("Enter")
    walk.taps += 1
    walk.steps.append(called)
    if path:
        walk.page.wait_for_url(lambda url: urlsplit(url).path == path)
    walk.page.wait_for_load_state()
    walk.shoot(called)
