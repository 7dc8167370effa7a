"""From planted drafts to a school that visitors can find, along the first steps on the home page of the admin."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse

from gripwagtail.sources import KINDS
from tests import factories as make
from tests.browser.conftest import LiveSchool

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.skipif(settings.ROOT_URLCONF != "tests.hosts.urls", reason="the editor of one host is enough")

MOST_CLICKS = 25
MOST_FIELDS = 12
HOST = "begin.example"


@dataclass
class Beginning:
    """A school of drafts, the address of the admin, and the session of an editor."""

    origin: str
    cookie: str
    pages: dict[str, Any]

    def edit(self, kind: str) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.pages[kind].pk])


@pytest.fixture(scope="module")
def beginning(school: LiveSchool, django_db_blocker: Any) -> Iterator[Beginning]:
    """Made before a test has a transaction, which would lock the sessions."""
    with django_db_blocker.unblock(), override_settings(WAGTAIL_AUTOSAVE_INTERVAL=0):
        site = make.site_with(HOST, site_name="De Beginner")
        call_command("gripwagtail_start", site=HOST, stdout=io.StringIO())
        pages = {kind: make.page_class(kind).objects.descendant_of(site.root_page).get() for kind in KINDS}
        user = make.editor()
        client = Client()
        client.force_login(user)
        yield Beginning(school.origin, client.cookies[settings.SESSION_COOKIE_NAME].value, pages)
        # The school for all tests in this folder is put back with the database.
        pages["overview"].delete()
        site.delete()
        user.delete()


@dataclass
class Hand:
    """Does what an editor does, and counts it."""

    page: Page
    clicks: int = 0
    fields: int = 0

    def click(self, place: Locator) -> None:
        self.clicks += 1
        place.click()

    def follow(self, place: Locator, path: str) -> None:
        """A click that leads to another page."""
        with self.page.expect_navigation(wait_until="load", url=lambda url: path in url):
            self.click(place)

    def fill(self, name: str, text: str) -> None:
        self.fields += 1
        self.page.locator(f"[name={name}]").fill(text)

    def tick(self, item: str) -> None:
        """Opens an item and ticks that it is true."""
        block = self.page.locator(f"#block-{item}-section")
        self.click(block.locator("[data-panel-toggle]").first)
        self.click(block.locator("input[type=checkbox][name$=-confirmed]").first)

    def publish(self) -> None:
        self.click(self.page.locator("footer [data-w-dropdown-target=toggle]").last)
        self.follow(self.page.locator("button[name=action-publish]"), "/admin/pages/")

    def done(self) -> list[bool]:
        """Which of the first steps have their tick."""
        steps = self.page.locator(".grip-desk__steps > li")
        steps.first.wait_for()
        return [step.locator(".grip-desk__done").count() == 1 for step in steps.all()]

    def step(self, number: int) -> Locator:
        return self.page.locator(".grip-desk__steps > li").nth(number - 1).locator("a")


@pytest.fixture
def hand(beginning: Beginning, browser: Browser) -> Iterator[Hand]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": beginning.cookie, "url": beginning.origin}])
    page = context.new_page()
    page.goto(beginning.origin + reverse("wagtailadmin_home"))
    yield Hand(page)
    context.close()


def item_of(page: Any, stream: str, key: str) -> str:
    return next(
        str(raw["id"]) for raw in getattr(page, stream).raw_data if raw["value"]["starter_key"].endswith(f"/{key}")
    )


def test_a_planted_school_is_online_in_few_clicks_and_fields(beginning: Beginning, hand: Hand) -> None:
    pages, home = beginning.pages, hand.page.locator(f"a[href='{reverse('wagtailadmin_home')}']").first
    assert hand.done() == [False] * 7

    hand.follow(hand.step(1), "/settings/")
    hand.fill("phone", "070 012 34 56")
    hand.fill("email", "info@begin.example")
    hand.follow(hand.page.locator("footer button[type=submit]").first, "/settings/")
    hand.follow(home, "/admin/")

    hand.follow(hand.step(2), beginning.edit("contact"))
    hand.tick(item_of(pages["contact"], "contacts", "confidential-internal"))
    hand.publish()
    # The list of pages, where one comes after publishing, has the others.
    for kind in ("norm", "incident_help", "parent_tips"):
        hand.follow(hand.page.locator(f"main a[href='{beginning.edit(kind)}']").first, beginning.edit(kind))
        hand.publish()
    hand.follow(home, "/admin/")

    hand.follow(hand.step(3), beginning.edit("overview"))
    hand.tick(str(pages["overview"].cells.raw_data[0]["id"]))
    hand.publish()

    # That was it: the list of steps is gone.
    hand.page.goto(beginning.origin + reverse("wagtailadmin_home"))
    hand.page.locator(".grip-desk").wait_for()
    assert hand.page.locator(".grip-desk__steps").count() == 0
    assert hand.clicks <= MOST_CLICKS
    assert hand.fields <= MOST_FIELDS
