"""The phone field in the editor shows, while one types, what will be dialled."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from gripwagtail.widgets.phone import what_is_dialled
from tests import factories as make
from tests.browser.conftest import LiveSchool
from tests.browsers import let_requests_end

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

pytestmark = pytest.mark.skipif(settings.ROOT_URLCONF != "tests.hosts.urls", reason="the editor of one host is enough")

CHECK = "gripwagtail/phone/"
SAID = re.compile(r"\+31300123456.*kies 3")


@dataclass
class PhoneFieldDesk:
    """The edit view of the contact page, and the session of who may open it."""

    address: str
    cookie: str


@pytest.fixture(scope="module")
def desk(school: LiveSchool, django_db_blocker: Any) -> Iterator[PhoneFieldDesk]:
    """Made before a test has a transaction, which would lock the sessions. Without autosave nothing is written."""
    with django_db_blocker.unblock(), override_settings(WAGTAIL_AUTOSAVE_INTERVAL=0):
        user = make.editor()
        client = Client()
        client.force_login(user)
        # Of its own: the editor of the planted page, with all its cards, is slow to open.
        page = make.make_page("contact", contacts=[make.contact()])
        address = school.origin + reverse("wagtailadmin_pages:edit", args=[page.pk])
        yield PhoneFieldDesk(address, client.cookies[settings.SESSION_COOKIE_NAME].value)
        page.delete()
        user.delete()


@pytest.fixture
def edit(desk: PhoneFieldDesk, browser: Browser) -> Iterator[Callable[[], Page]]:
    """Opens the edit view with its first card open."""
    from playwright.sync_api import expect

    expect.set_options(timeout=15_000)
    with ExitStack() as stack:
        # Last of all: an open edit view tells the server now and then that it is open.
        stack.callback(let_requests_end, 10)

        def go() -> Page:
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            stack.callback(context.close)
            context.set_default_timeout(15_000)
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": desk.cookie, "url": desk.address}])
            page = context.new_page()
            page.route(f"**/{CHECK}", answered)
            page.goto(desk.address)
            page.locator("[data-streamfield-child] [data-panel-toggle]").first.click()
            return page

        yield go


def answered(route: Route) -> None:
    """By the view itself, in this thread: the live server shares its connection with the transaction of the test."""
    request = route.request
    asked = RequestFactory().generic("POST", "/", request.post_data_buffer, request.headers["content-type"])
    route.fulfill(json=json.loads(what_is_dialled(asked).content))


def whatsapp(page: Page) -> Locator:
    page.locator("[name='contacts-0-value-whatsapp']").evaluate(
        "input => input.dispatchEvent(new Event('beforematch', { bubbles: true }))"
    )
    return page.locator("[name='contacts-0-value-whatsapp']")


def line_of(field: Locator) -> Locator:
    return field.locator("xpath=following-sibling::*[contains(@class, 'grip-phone')]")


def test_what_will_be_dialled_is_said_below_the_field_and_to_a_screen_reader(edit: Callable[[], Page]) -> None:
    from playwright.sync_api import expect

    field = whatsapp(edit())
    line = line_of(field)
    expect(line).to_have_attribute("role", "status")
    field.press_sequentially("030 012 34 56 (kies 3)")
    expect(line).to_have_text(SAID)
    expect(field).to_have_attribute("aria-describedby", re.compile(line.get_attribute("id") or "-"))
    field.fill("")
    expect(line).to_be_empty()
    expect(field).not_to_have_attribute("aria-describedby", re.compile("dialled"))


def test_a_refusal_is_said_and_goes_when_the_number_is_right(edit: Callable[[], Page]) -> None:
    from playwright.sync_api import expect

    field = whatsapp(edit())
    field.fill("0800 BEL NU")
    expect(line_of(field)).to_have_class(re.compile("grip-phone--refused"))
    expect(line_of(field)).not_to_be_empty()
    field.fill("030 012 34 56 (kies 3)")
    expect(line_of(field)).to_have_text(SAID)
    expect(line_of(field)).not_to_have_class(re.compile("grip-phone--refused"))


def test_the_number_is_asked_once_after_a_pause_and_not_in_the_address(edit: Callable[[], Page]) -> None:
    from playwright.sync_api import expect

    page = edit()
    asked: list[tuple[str, str]] = []
    page.on("request", lambda one: asked.append((one.method, one.url)) if CHECK in one.url else None)
    field = whatsapp(page)
    field.press_sequentially("030 012 34 56 (kies 3)", delay=20)
    expect(line_of(field)).to_have_text(SAID)
    assert [method for method, _url in asked] == ["POST"]
    assert not any(re.search(r"\d{3}", url.partition(CHECK)[2]) for _method, url in asked)


def test_a_field_that_is_added_later_says_it_too(edit: Callable[[], Page]) -> None:
    from playwright.sync_api import expect

    page = edit()
    add = page.locator("[name='contacts-0-value-phones-count'] ~ div button[data-streamfield-list-add]").last
    add.click()
    field = page.locator("[name^='contacts-0-value-phones-'][data-controller~='grip-phone']").last
    field.fill("030 012 34 56 (kies 3)")
    expect(line_of(field)).to_have_text(SAID)


@pytest.mark.parametrize("how", ["fails", "is lost"])
def test_nothing_is_said_and_nothing_breaks_when_the_answer_does_not_come(edit: Callable[[], Page], how: str) -> None:
    from playwright.sync_api import expect

    page = edit()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    answer = (lambda route: route.fulfill(status=500)) if how == "fails" else (lambda route: route.abort())
    page.route(f"**/{CHECK}", answer)
    field = whatsapp(page)
    with page.expect_request(f"**/{CHECK}"):
        field.fill("0800 BEL NU")
    page.wait_for_timeout(200)
    expect(line_of(field)).to_be_empty()
    assert complaints == []
    page.unroute(f"**/{CHECK}", answer)
    field.fill("030 012 34 56 (kies 3)")
    expect(line_of(field)).to_have_text(SAID)
