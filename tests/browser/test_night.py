"""By the clock of the device more is open at night. Nothing is ever closed by it, and nothing is kept."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests import browsers
from tests.browser.conftest import LiveSchool

MORE = "details.grip-evening-more"
# A Tuesday and a Saturday, by the clock of the device.
TUESDAY, SATURDAY = datetime.date(2026, 11, 24), datetime.date(2026, 11, 28)


@pytest.fixture
def at(school: LiveSchool, browser: Browser) -> Iterator[Callable[[datetime.date, int], Page]]:
    """The contact page, opened on a day at an hour."""
    context = browsers.new_context(browser, viewport={"width": 360, "height": 760})

    def go(day: datetime.date, hour: int) -> Page:
        page = context.new_page()
        page.clock.set_fixed_time(datetime.datetime(day.year, day.month, day.day, hour - 1, tzinfo=datetime.UTC))
        page.goto(school.url("contact"))
        return page

    yield go
    context.close()


@pytest.mark.parametrize(
    ("day", "hour", "is_open"),
    [(TUESDAY, 23, True), (TUESDAY, 7, True), (TUESDAY, 17, True), (TUESDAY, 10, False), (SATURDAY, 10, True)],
)
def test_what_can_wait_opens_when_the_school_is_closed(
    at: Callable[[datetime.date, int], Page], day: datetime.date, hour: int, is_open: bool
) -> None:
    page = at(day, hour)
    assert page.locator(MORE).evaluate("one => one.open") is is_open


def test_what_a_reader_closed_stays_closed_and_what_a_reader_opened_stays_open(
    at: Callable[[datetime.date, int], Page],
) -> None:
    night, morning = at(TUESDAY, 23), at(TUESDAY, 10)
    for page in (night, morning):
        page.locator(f"{MORE} > summary").click()
        page.evaluate("document.dispatchEvent(new Event('turbo:load'))")
    assert night.locator(MORE).evaluate("one => one.open") is False
    assert morning.locator(MORE).evaluate("one => one.open") is True


def test_it_keeps_nothing(at: Callable[[datetime.date, int], Page]) -> None:
    page = at(TUESDAY, 23)
    assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]
    assert page.url.endswith("/") and "#" not in page.url
