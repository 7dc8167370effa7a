"""A date typed or pasted in the editor is that date when the page is published, or it is refused as typed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from wagtail.users.models import UserProfile

from gripwagtail.content.items import raw_items
from tests import factories as make
from tests.browser.conftest import LiveSchool
from tests.browsers import let_requests_end
from tests.by_day import by_day

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

pytestmark = pytest.mark.skipif(settings.ROOT_URLCONF != "tests.hosts.urls", reason="the editor of one host is enough")

DAY = datetime.date(2027, 7, 31)
WORDS = "zaterdag 31 juli 2027"
# Of a card, each written in its own way.
TYPED = {
    "told_on": "31-7-2027",
    "valid_from": "31-07-2027",
    "valid_until": "31/7/2027",
    "checked_on": "31 juli 2027",
}


@dataclass
class DayFieldDesk:
    """Two pages, and the session of who may edit them in Dutch."""

    origin: str
    cookie: str
    contacts: Any
    norm: Any

    def edit(self, page: Any) -> str:
        return self.origin + reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.fixture(scope="module")
def desk(school: LiveSchool, django_db_blocker: Any) -> Iterator[DayFieldDesk]:
    """Outside a transaction: the live server writes what is sent."""
    with django_db_blocker.unblock(), override_settings(WAGTAIL_AUTOSAVE_INTERVAL=0):
        user = make.editor()
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "nl"})
        client = Client()
        client.force_login(user)
        # Of their own: the planted pages are slow to open, and other tests read them.
        contacts = make.make_page("contact", contacts=[make.contact()])
        norm = make.make_page("norm")
        yield DayFieldDesk(school.origin, client.cookies[settings.SESSION_COOKIE_NAME].value, contacts, norm)
        contacts.delete()
        norm.delete()
        user.delete()


@pytest.fixture
def context(desk: DayFieldDesk, browser: Browser) -> Iterator[BrowserContext]:
    from playwright.sync_api import expect

    expect.set_options(timeout=20_000)
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    context.set_default_timeout(20_000)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": desk.cookie, "url": desk.origin}])
    yield context
    context.close()
    # An open edit view tells the server now and then that it is open.
    let_requests_end(10)


def field_of(page: Page, name: str) -> Locator:
    """The input, with what it is folded into open."""
    field = page.locator(f"[name='{name}']")
    field.evaluate("input => input.dispatchEvent(new Event('beforematch', { bubbles: true }))")
    return field


def line_of(field: Locator) -> Locator:
    return field.locator("xpath=following-sibling::*[@role='status']")


def open_first_card(page: Page) -> None:
    page.locator("[data-streamfield-child] [data-panel-toggle]").first.click()


def publish(page: Page) -> None:
    page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    page.get_by_role("button", name="Publiceren").click()


def test_a_date_in_a_card_is_stored_as_it_was_typed(desk: DayFieldDesk, context: BrowserContext) -> None:
    from playwright.sync_api import expect

    page = context.new_page()
    page.goto(desk.edit(desk.contacts))
    open_first_card(page)
    for name, text in TYPED.items():
        field = field_of(page, f"contacts-0-value-{name}")
        field.fill("")
        field.press_sequentially(text)
        expect(line_of(field)).to_have_text(WORDS)
        field.press("Tab")
        assert field.input_value() == text
    publish(page)
    page.locator(".messages .success").wait_for()
    stored = type(desk.contacts).objects.get(pk=desk.contacts.pk).contacts
    (value,) = [value for _id, _kind, value in raw_items(stored)]
    assert {name: value[name] for name in TYPED} == dict.fromkeys(TYPED, DAY.isoformat())


def test_a_date_of_a_page_is_stored_as_it_was_pasted_and_refused_when_it_does_not_exist(
    desk: DayFieldDesk, context: BrowserContext
) -> None:
    from playwright.sync_api import expect

    page = context.new_page()
    page.goto(desk.edit(desk.norm))
    adopted, review = field_of(page, "adopted_on"), field_of(page, "review_on")
    adopted.focus()
    page.keyboard.insert_text("Zaterdag 31 juli 2027")
    expect(line_of(adopted)).to_have_text(WORDS)
    review.press_sequentially("31-2-2028")
    expect(line_of(review)).to_contain_text("Dag 31 bestaat niet")
    review.press("Tab")
    publish(page)
    page.locator(".messages .error").wait_for()
    review = field_of(page, "review_on")
    assert review.input_value() == "31-2-2028"
    # It says so by itself: nobody is in the field any more.
    expect(line_of(review)).to_contain_text("Dag 31 bestaat niet")
    review.fill("29-2-2028")
    expect(line_of(review)).to_have_text("dinsdag 29 februari 2028")
    publish(page)
    page.locator(".messages .success").wait_for()
    stored = type(desk.norm).objects.get(pk=desk.norm.pk)
    assert (stored.adopted_on, stored.review_on) == (DAY, datetime.date(2028, 2, 29))


def test_the_calendar_of_the_browser_fills_in_what_was_chosen(desk: DayFieldDesk, context: BrowserContext) -> None:
    from playwright.sync_api import expect

    page = context.new_page()
    page.goto(desk.edit(desk.norm))
    field = field_of(page, "review_on")
    place = field.locator("xpath=following-sibling::*[contains(@class, 'grip-day__calendar')]")
    opened = "HTMLInputElement.prototype.showPicker = function () { window.opened = this.type }"
    page.evaluate(opened)
    place.get_by_role("button", name="Kies in een kalender").click()
    assert page.evaluate("window.opened") == "date"
    place.locator("input").evaluate(
        "input => { input.value = '2027-07-31'; input.dispatchEvent(new Event('change', { bubbles: true })) }"
    )
    expect(line_of(field)).to_have_text(WORDS)
    assert field.input_value() == "31-7-2027"


def test_a_field_that_is_added_later_says_it_too(desk: DayFieldDesk, context: BrowserContext) -> None:
    from playwright.sync_api import expect

    page = context.new_page()
    page.goto(desk.edit(desk.contacts))
    page.locator("[data-contentpath=contacts] button.c-sf-add-button").last.evaluate("button => button.click()")
    field = field_of(page, "contacts-1-value-told_on")
    field.fill("31-7")
    expect(line_of(field)).to_contain_text("Typ het jaar erbij")


@pytest.mark.parametrize("typed", by_day(["weet ik niet", "onbekend", "Weet niet.", "I don't know"], "Weet niet."))
def test_who_says_not_to_know_is_not_refused_while_typing(
    desk: DayFieldDesk, context: BrowserContext, typed: str
) -> None:
    from playwright.sync_api import expect

    page = context.new_page()
    page.goto(desk.edit(desk.contacts))
    open_first_card(page)
    told, until = (field_of(page, f"contacts-0-value-{name}") for name in ("told_on", "valid_until"))
    told.fill(typed)
    expect(line_of(told)).to_have_text("Dat kan. Je krijgt de vraag later nog eens.")
    # Of another day one cannot say so.
    until.fill(typed)
    expect(line_of(until)).to_have_class(re.compile("--refused"))
