"""From planted drafts to a school that visitors find: the way that the panel on the home page of the admin shows."""

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
from django.utils import timezone
from wagtail.models import Site

from gripwagtail.lookup.sources import KINDS, page_model
from tests import factories as make
from tests.browser.conftest import LiveSchool
from tests.browsers import let_requests_end

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.skipif(settings.ROOT_URLCONF != "tests.hosts.urls", reason="the admin of one host is enough")

HOST = "begin.example"
MOST_CLICKS, MOST_FIELDS = 25, 12
MOST_CLICKS_FOR_THREE = 25


@dataclass
class SchoolWithDrafts:
    """A school with drafts, and the session of its communicator."""

    origin: str
    cookie: str
    home: Any

    def pages(self) -> dict[str, Any]:
        return {kind: make.page_class(kind).objects.descendant_of(self.home).get() for kind in KINDS}


@pytest.fixture(scope="module")
def beginning(school: LiveSchool, django_db_blocker: Any) -> Iterator[SchoolWithDrafts]:
    """Outside a transaction: the live server writes what the communicator sends."""
    with django_db_blocker.unblock(), override_settings(WAGTAIL_AUTOSAVE_INTERVAL=0):
        # The other school is no beginner any more.
        others = dict(page_model().objects.exclude(first_published_at=None).values_list("pk", "first_published_at"))
        page_model().objects.filter(pk__in=others).update(
            first_published_at=timezone.now() - timezone.timedelta(days=60)
        )
        site = make.site_with(HOST)
        call_command("gripwagtail_start", site=HOST, school_type="vo", stdout=io.StringIO())
        user = make.editor()
        client = Client()
        client.force_login(user)
        yield SchoolWithDrafts(
            school.origin, client.cookies[settings.SESSION_COOKIE_NAME].value, site.root_page.specific
        )
        Site.objects.filter(pk=site.pk).delete()
        site.root_page.specific.delete()
        user.delete()
        for pk, published in others.items():
            page_model().objects.filter(pk=pk).update(first_published_at=published)


class Hand:
    """Clicks and fills in, and counts both."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0
        self.fields = 0

    def click(self, what: Locator) -> None:
        self.clicks += 1
        what.click()

    def fill(self, name: str, text: str) -> None:
        self.fields += 1
        self.page.locator(f"[name='{name}']").fill(text)

    def publish(self) -> None:
        self.click(self.page.locator("footer [data-w-dropdown-target=toggle]").last)
        self.click(self.page.get_by_role("button", name="Publiceren"))
        self.page.locator(".messages .success").wait_for()

    def go_on(self) -> None:
        """With the button in the message that says what comes next."""
        self.click(self.page.locator(".messages .info a.button, .messages a.button", has_text="stap").last)

    def home(self) -> None:
        self.click(self.page.locator(".sidebar a[href$='/admin/']").first)

    def tick(self, stream: str, word: str, part: str) -> None:
        """Opens the first item whose heading contains this word, and ticks one of its parts."""
        heading = self.page.locator(f"[data-contentpath={stream}] [data-panel-heading]", has_text=word).first
        item = heading.locator("xpath=ancestor::*[@data-streamfield-child][1]")
        self.click(item.locator("[data-panel-toggle]").first)
        self.click(item.locator(f"[name$='-value-{part}']"))


def begin(beginning: SchoolWithDrafts, browser: Browser, width: int = 1280) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="nl-NL")
    context.set_default_timeout(20_000)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": beginning.cookie, "url": beginning.origin}])
    page = context.new_page()
    page.goto(beginning.origin + reverse("wagtailadmin_home"))
    return page


def test_the_contact_page_of_a_small_school_is_online_in_at_most_25_clicks(
    beginning: SchoolWithDrafts, browser: Browser
) -> None:
    """Three people, each with a name that they know of, a number and a mailbox."""
    page = begin(beginning, browser)
    hand = Hand(page)
    hand.click(page.locator(".grip-desk a.button"))
    hand.fill("school-school_name", "De Kwikstaart")
    hand.fill("school-school_phone", "070 012 34 56")
    hand.fill("school-school_email", "info@kwikstaart.example")
    for key, name in (("adviser", "Anneke Voorbeeld"), ("teacher", "Bas Verzonnen"), ("lead", "Carla Bedacht")):
        hand.fill(f"{key}-name", name)
        place = page.locator(f"[name='{key}-told_on']").locator("xpath=ancestor::*[@data-field-input]")
        hand.click(place.get_by_role("button", name="Weet ik niet" if key == "lead" else "Vandaag"))
        hand.fill(f"{key}-email", f"{key}@kwikstaart.example")
        if not page.locator(f"[name='{key}-shown']").is_checked():
            hand.click(page.locator(f"[name='{key}-shown']"))
    hand.fill("adviser-phone", "070 012 34 57")
    hand.click(page.get_by_role("button", name="Bewaar als concept"))
    hand.publish()
    shown = Client().get("/online-gedrag/wie-helpt/", headers={"host": HOST})
    page.context.close()
    let_requests_end(10)
    contact = beginning.pages()["contact"]
    assert contact.live
    cards = [raw["value"] for raw in contact.contacts.raw_data if raw["value"].get("name")]
    assert [card["name"] for card in cards] == ["Bas Verzonnen", "Carla Bedacht", "Anneke Voorbeeld"]
    assert [card["told_on"] == "unknown" for card in cards] == [False, True, False]
    assert shown.status_code in (200, 404)  # the overview above it is a draft still
    print(f"three people: {hand.clicks} clicks, {hand.fields} fields")
    assert hand.clicks <= MOST_CLICKS_FOR_THREE


def test_a_school_is_online_in_at_most_25_clicks_and_12_fields(beginning: SchoolWithDrafts, browser: Browser) -> None:
    page = begin(beginning, browser)
    steps = page.locator(".grip-desk__steps li")
    assert steps.count() == 8
    hand = Hand(page)

    hand.click(page.locator(".grip-desk a.button"))  # how the school is reached, and who can be gone to
    hand.fill("school-school_phone", "070 012 34 58")
    if not page.locator("[name='adviser-shown']").is_checked():
        hand.click(page.locator("[name='adviser-shown']"))
    hand.click(page.get_by_role("button", name="Bewaar als concept"))
    hand.publish()

    hand.go_on()  # what the school does already
    hand.tick("cells", "", "confirmed")
    hand.publish()

    for _each in ("the norm", "after an incident", "the tips"):
        hand.go_on()
        hand.publish()
    hand.home()
    page.locator(".grip-desk").wait_for()
    # What is left takes longer than an afternoon: a reader with expertise, to agree on the norm together, and a link on
    # a front page that has no menu.
    left = page.locator(".grip-desk__steps li:not(:has(.grip-desk__done)) > a").all_inner_texts()
    assert [word for word in ("expertise", "samen", "weg") if not any(word in one for one in left)] == [], left
    assert len(left) == 3
    page.context.close()
    let_requests_end(10)
    assert all(one.live for one in beginning.pages().values())
    print(f"online: {hand.clicks} clicks, {hand.fields} fields")
    assert hand.clicks <= MOST_CLICKS
    assert hand.fields <= MOST_FIELDS


def test_the_short_form_is_filled_in_by_keyboard_alone_and_fits_a_phone(
    beginning: SchoolWithDrafts, browser: Browser
) -> None:
    page = begin(beginning, browser, width=390)
    page.locator(".grip-desk a.button").focus()
    page.keyboard.press("Enter")
    page.locator("[name='adviser-told_on']").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("[name='school-school_name']").focus()
    reached = []
    for _press in range(60):
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))
        if reached[-1] == "Bewaar als concept":
            break
        page.keyboard.press("Tab")
    wanted = ("adviser-name", "adviser-told_on", "Vandaag", "Weet ik niet", "adviser-shown", "lead-email")
    assert [one for one in wanted if one not in reached] == []
    assert reached[-1] == "Bewaar als concept"
    page.locator("[name='adviser-told_on']").locator("xpath=ancestor::*[@data-field-input]").get_by_role(
        "button", name="Vandaag"
    ).focus()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => document.querySelector(\"[name='adviser-told_on']\").value.match(/^\\d+-\\d+-\\d{4}$/)"
    )
    page.context.close()
    let_requests_end(10)


@pytest.mark.thorough
def test_with_very_many_pages_the_list_comes_after_the_page(
    beginning: SchoolWithDrafts, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gripwagtail.admin.home_panel._AT_ONCE", 4)
    page = begin(beginning, browser)
    page.locator("#gripwagtail-desk-later .grip-desk :is(ol, ul) a").first.wait_for()
    assert page.locator(".grip-desk").count() == 1
    assert "nakijken" not in page.locator(".grip-desk").inner_text()
    let_requests_end(30)
