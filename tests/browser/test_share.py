"""A text to share is copied with one press, also where the clipboard may not be written to."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.browser.conftest import LiveSchool, Visit
from tests.browser.test_accessibility import faults
from tests.by_day import by_day

COPY = "[data-grip-copy]"


def opened(visit: Callable[..., Visit], school: LiveSchool, kind: str = "parent_tips", **options: object) -> Visit:
    shown = visit(kind, **options)
    shown.requests.clear()
    shown.page.goto(f"{school.url(kind)}share/")
    return shown


def test_one_press_copies_the_text_and_says_so(visit: Callable[..., Visit], school: LiveSchool) -> None:
    shown = opened(visit, school, permissions=["clipboard-read", "clipboard-write"])
    shown.page.locator(COPY).first.click()
    status = shown.page.locator("[role=status]").first
    status.filter(has_text=re.compile("gekopieerd|copied")).wait_for()
    lines = shown.run("navigator.clipboard.readText()").splitlines()
    assert lines[1] == shown.page.locator("h3").first.inner_text()
    assert lines[-1].endswith(school.paths["parent_tips"])
    assert not shown.page.locator("details").first.get_attribute("open")


def test_without_a_clipboard_the_text_is_shown_selected(visit: Callable[..., Visit], school: LiveSchool) -> None:
    shown = opened(visit, school)
    shown.run("Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.execCommand = () => false")
    shown.page.locator(COPY).first.click()
    assert shown.page.locator("[data-grip-text]").first.is_visible()
    assert shown.page.locator("h3").first.inner_text() in shown.run("getSelection().toString()")
    assert shown.page.locator("[role=status]").first.inner_text()
    shown.page.locator(COPY).nth(1).click()
    assert not shown.page.locator("[role=status]").first.inner_text()


def test_it_is_used_with_the_keyboard_alone(visit: Callable[..., Visit], school: LiveSchool) -> None:
    shown = opened(visit, school, permissions=["clipboard-read", "clipboard-write"])
    # 112, 113, two pages, the way back and a way to each group
    for _ in range(shown.page.locator(":is(.grip-top, .grip-jump) a").count() + 1):
        shown.page.keyboard.press("Tab")
    assert shown.run("document.activeElement.matches('[data-grip-copy]')")
    shown.page.keyboard.press("Enter")
    shown.page.keyboard.press("Tab")
    shown.page.keyboard.press("Enter")
    assert shown.page.locator("details").first.get_attribute("open") is not None


@pytest.mark.parametrize("kind", ["norm", "parent_tips"])
@pytest.mark.parametrize("width", by_day([320, 1280], 320))
def test_it_fits_every_screen_asks_nobody_else_and_breaks_no_rule(
    visit: Callable[..., Visit], school: LiveSchool, kind: str, width: int
) -> None:
    shown = opened(visit, school, kind, width=width)
    shown.open_everything()
    assert shown.run("document.documentElement.scrollWidth") <= width
    assert all(request.startswith(school.origin) for request in shown.requests)
    assert shown.complaints == []
    assert faults(shown) == []
    assert all(box["height"] >= 44 for box in [shown.page.locator(COPY).first.bounding_box()] if box)


def test_on_paper_all_texts_are_there(visit: Callable[..., Visit], school: LiveSchool) -> None:
    shown = opened(visit, school)
    shown.page.emulate_media(media="print")
    assert all(shown.page.locator("[data-grip-text]").nth(number).bounding_box() for number in range(3))
    assert not shown.page.locator(COPY).first.is_visible()


def test_without_javascript_no_button_is_seen(visit: Callable[..., Visit], school: LiveSchool) -> None:
    shown = opened(visit, school, java_script_enabled=False)
    assert not shown.page.locator(COPY).first.is_visible()
    shown.page.locator("summary").first.click()
    assert shown.page.locator("[data-grip-text]").first.is_visible()
