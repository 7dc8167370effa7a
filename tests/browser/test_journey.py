"""The whole way of somebody to whom something happened: say who you are, open it, read what to do, call."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import browsers
from tests.browser.conftest import LiveSchool, Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

WAYS: dict[str, dict[str, Any]] = {
    "by tap": {"has_touch": True, "is_mobile": True},
    "without JavaScript": {"java_script_enabled": False},
    "zoomed to 200 %": {"width": 640, "device_scale_factor": 2},
    "in forced colours": {"forced_colors": "active"},
    "with little motion": {"reduced_motion": "reduce"},
    "at a desk": {"width": 1280},
}


def what_is_seen(page: Page) -> tuple[str, list[str]]:
    """Of the first situation: its text as it is shown, and the numbers and addresses that can be pressed."""
    situation = page.locator("[data-grip-situation]").first
    links = [link.get_attribute("href") or "" for link in situation.locator("a").all() if link.is_visible()]
    return situation.inner_text(), links


@pytest.mark.parametrize("how", WAYS)
def test_a_parent_reads_what_to_do_and_whom_to_call(visit: Callable[..., Visit], how: str) -> None:
    page = visit("incident_help", **WAYS[how]).page
    act = "tap" if WAYS[how].get("has_touch") else "click"
    getattr(page.locator(".grip-choose label", has=page.locator("[value='parent']")).first, act)()
    getattr(page.locator("[data-grip-situation] summary").first, act)()
    text, links = what_is_seen(page)
    for part in ("parent", "pupil", "staff"):
        shown = page.locator("[data-grip-situation]").first.locator(f"[data-grip-audience='{part}']")
        assert shown.is_visible() == (part == "parent")
    assert "Kijk niet, kopieer niet, stuur niet door." in text
    assert any(link.startswith("tel:") for link in links)
    assert page.locator(".grip-exit").first.is_visible()
    assert page.locator(".grip a[href='tel:112']").first.is_visible()


@pytest.mark.glance
def test_the_same_by_keyboard_alone(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    page = shown.page
    here = "document.activeElement"
    for _ in range(12):
        page.keyboard.press("Tab")
        if shown.run(f"{here}.type") == "radio":
            break
    page.keyboard.press("ArrowRight")  # from the first, which nobody chose
    assert shown.run(f"{here}.value") == "parent"
    while shown.run(f"{here}.tagName") != "SUMMARY":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    # Who you are is asked once more in the situation.
    while shown.run(f"{here}.tagName") == "INPUT":
        page.keyboard.press("Tab")
    assert shown.run(f"{here}.closest('[data-grip-situation]').open")
    assert shown.run(f"{here}.href")
    assert any(link.startswith("tel:") for link in what_is_seen(page)[1])


@pytest.mark.glance
def test_an_address_with_the_key_opens_that_situation_with_its_title_in_view(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    keys = shown.page.locator("[data-grip-situation]").evaluate_all("all => all.map(one => one.id)")
    address = shown.page.url
    shown.page.goto("about:blank")
    shown.page.goto(f"{address}#{keys[4]}")
    situation = shown.page.locator(f"#{keys[4]}")
    situation.locator("[data-grip-audience]").first.wait_for()
    top = situation.locator("summary").evaluate("one => one.getBoundingClientRect().top")
    assert 0 <= top < 760


def test_the_way_in_for_staff_opens_what_it_leads_to(visit: Callable[..., Visit]) -> None:
    shown = visit("overview", width=390)
    shown.page.locator("a[href='#grip-for-staff']").click()
    fold = shown.page.locator("details:has(#grip-for-staff)")
    fold.locator("a").first.wait_for()
    top = fold.locator("summary").evaluate("one => one.getBoundingClientRect().top")
    assert 0 <= top < 200


@pytest.mark.glance
def test_the_history_of_the_browser_holds_the_page_once(school: LiveSchool, browser: Browser, tmp_path: Path) -> None:
    """Read where the browser keeps it, after somebody has looked at everything."""
    # The headless shell of a test keeps a profile only when it is given a folder for it.
    context: BrowserContext = browser.browser_type.launch_persistent_context(
        str(tmp_path), executable_path=browsers.require_chromium(), args=browsers.launch_args()
    )
    page = context.new_page()
    page.goto(school.url("incident_help"))
    page.locator(".grip-choose input[value='pupil']").first.check()
    page.locator(".grip-search input").fill("foto")
    for title in page.locator("[data-grip-situation]:not([hidden]) summary").all():
        title.click()
    page.wait_for_timeout(1500)  # the browser writes its history a moment later
    context.close()
    [history] = tmp_path.rglob("History")
    rows = sqlite3.connect(history).execute("select urls.url from visits join urls on urls.id = visits.url").fetchall()
    assert [url for [url] in rows if url.startswith("http")] == [school.url("incident_help")]
