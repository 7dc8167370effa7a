"""The messages to parents, in the browser of the communicator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from tests import factories
from tests.browser.conftest import LiveSchool
from tests.by_day import by_day

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Opened = Callable[..., "Page"]


@pytest.fixture(scope="module")
def cookies(school: LiveSchool, django_db_blocker: Any) -> SimpleCookie:
    """Of somebody who may edit the page; goes with the rest of the school."""
    with django_db_blocker.unblock():
        client = Client()
        client.force_login(factories.editor())
        return client.cookies


@pytest.fixture
def opened(school: LiveSchool, browser: Browser, cookies: SimpleCookie) -> Iterator[Opened]:
    with ExitStack() as stack:

        def go(width: int = 1280, **options: Any) -> Page:
            page_id = factories.page_class("incident_help").objects.get().pk
            context = browser.new_context(viewport={"width": width, "height": 800}, **options)
            stack.callback(context.close)
            context.set_default_timeout(5000)
            context.add_cookies(
                [{"name": name, "value": morsel.value, "url": school.origin} for name, morsel in cookies.items()]
            )
            page = context.new_page()
            response = page.goto(f"{school.origin}/admin/gripwagtail/aftercare/{page_id}/")
            assert response is not None and response.ok, response
            return page

        yield go


def tick(page: Page, *numbers: int) -> None:
    for number in numbers:
        page.locator("[data-grip-check]").nth(number).click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_messages_appear_only_after_all_three_ticks(opened: Opened, scripts: bool) -> None:
    page = opened(java_script_enabled=scripts)
    message = page.locator("[data-grip-message=incident] textarea")
    for number in range(3):
        assert not message.is_visible()
        tick(page, number)
    assert message.is_visible()
    assert "De Kwikstaart" in message.input_value()
    tick(page, 1)
    assert not message.is_visible()


def test_what_to_do_about_suicide_stands_there_without_a_tick(opened: Opened) -> None:
    assert opened().locator('.grip-aftercare a[href="tel:113"]').is_visible()


def test_a_message_is_copied_as_it_was_changed_and_the_reader_is_told(opened: Opened) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    tick(page, 0, 1, 2)
    field = page.locator("[data-grip-message=images] textarea")
    field.fill("Beste ouders,\n\nKijk niet.")
    page.locator("[data-grip-copy=grip-text-images]").click()
    said = page.locator("[data-grip-message=images] [role=status]")
    said.filter(has_text="opi").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "Beste ouders,\n\nKijk niet."


def test_without_scripts_there_is_no_button_that_does_nothing(opened: Opened) -> None:
    page = opened(java_script_enabled=False)
    tick(page, 0, 1, 2)
    assert page.locator("[data-grip-copy]").count() == 10
    assert not page.locator("[data-grip-copy]:visible").count()


def test_the_ticks_and_copying_work_from_the_keyboard(opened: Opened) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    page.locator("[data-grip-check]").first.focus()
    for _tick in range(3):
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "grip-subject-incident"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("[data-grip-message=incident] [role=status]").filter(has_text="opi").wait_for()
    assert "De Kwikstaart" in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize("width", by_day([360, 800, 1280], 360))
def test_nothing_sticks_out(opened: Opened, width: int) -> None:
    page = opened(width)
    tick(page, 0, 1, 2)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    for box in page.locator(".grip-aftercare textarea, .grip-aftercare button").all():
        place = box.bounding_box()
        assert place is not None and place["x"] + place["width"] <= width
