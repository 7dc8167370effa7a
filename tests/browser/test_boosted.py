"""On a site that swaps pages without loading them our modules start at every visit, and nothing of quiet pages stays.

The site is played by a few lines: they put the next page in the place of this one, and send the event by which the
library says so.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import Visit

ARRIVED = ("turbo:load", "htmx:load", "swup:page:view")
# A script that was loaded once is not run again: that is the point.
SWAP = """async ([address, event]) => {
    const text = await (await fetch(address)).text()
    const next = new DOMParser().parseFromString(text, "text/html")
    document.title = next.title
    document.body.replaceWith(next.body)
    history.pushState({}, "", address)
    document.dispatchEvent(new CustomEvent(event, { bubbles: true }))
}"""
COVER = ".grip-exit-cover"


@pytest.fixture(params=ARRIVED)
def returned(request: pytest.FixtureRequest, visit: Callable[..., Visit]) -> Visit:
    """The help page, left for the front page and come back to, without anything being loaded."""
    shown = visit("incident_help")
    shown.page.context.route("https://www.knmi.nl/**", lambda route: route.fulfill(status=204))
    address = shown.page.url
    home = address.split("/", 3)
    shown.page.evaluate(SWAP, ["/".join(home[:3]) + "/", request.param])
    shown.page.evaluate(SWAP, [address, request.param])
    return shown


def test_search_and_exit_work_at_every_visit(returned: Visit) -> None:
    box = returned.page.locator("[data-grip-search]")
    assert box.is_visible()
    assert returned.page.locator(".grip-exit + [role=status]").count() == 1
    for _time in range(3):
        returned.page.keyboard.press("Shift")
    returned.page.locator(COVER).wait_for()
    assert returned.page.locator(COVER).count() == 1


def test_a_page_without_an_exit_is_not_left(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    shown.page.evaluate("document.body.replaceChildren(); document.dispatchEvent(new CustomEvent('turbo:load'))")
    for _time in range(4):
        shown.page.keyboard.press("Shift")
    assert shown.page.locator(COVER).count() == 0


@pytest.mark.parametrize("place", ["incident_help", "contact"])
def test_libraries_are_asked_to_keep_nothing_of_a_quiet_page_and_to_leave_our_links_alone(
    visit: Callable[..., Visit], place: str
) -> None:
    shown = visit(place)
    root = shown.page.locator(f".grip-{place.replace('_', '-')}-page")

    assert root.get_attribute("data-hx-history") == "false"
    assert root.get_attribute("data-hx-boost") == "false"
    assert root.get_attribute("data-turbo") == "false"
    assert root.get_attribute("data-no-swup") == ""
    assert shown.page.locator("meta[name=turbo-cache-control]").get_attribute("content") == "no-cache"
