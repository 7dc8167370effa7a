"""Texts as schools have them, typed and pasted through the admin: every fact is on the public page, and nothing untrue.

Two of the ten are looked at with every change, all of them every night. What it costs in clicks and fields is printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.browser.conftest import LiveSchool
from tests.browsers import let_requests_end
from tests.entering.compare import lost_and_untrue
from tests.entering.facts import SchoolText, texts
from tests.entering.hand import Hand

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.skipif(settings.ROOT_URLCONF != "tests.hosts.urls", reason="the editor of one host is enough")

HOST = "teksten.example"
# Of a contact page and of a norm, with most kinds of facts between them.
ALWAYS = ("03-brievenbus",)
MOST_CLICKS_A_CARD, MOST_FIELDS_A_CARD = 14, 7


NEW_CARD = "a new card"


@dataclass
class Admin:
    """A school with an empty draft for each text, and the session of its communicator.

    Each draft has a translation, which is there first: the facts come when it is published.
    """

    origin: str
    cookie: str
    pages: dict[str, tuple[Any, Any]]


@pytest.fixture(scope="module")
def admin(school: LiveSchool, django_db_blocker: Any) -> Iterator[Admin]:
    """Outside a transaction, which would lock what the live server writes. In a test only is read, at its end."""
    with django_db_blocker.unblock(), override_settings(WAGTAIL_AUTOSAVE_INTERVAL=0):
        site = make.site_with(HOST)
        make.settings_of(site, school_name="De Kwikstaart", phone="070 012 34 56", email="info@kwikstaart.example")
        user = make.editor()
        client = Client()
        client.force_login(user)
        home, kinds = site.root_page.specific, {**{text.name: text.kind for text in texts()}, NEW_CARD: "contact"}
        pages = {name: _empty(home, kind) for name, kind in kinds.items()}
        yield Admin(school.origin, client.cookies[settings.SESSION_COOKIE_NAME].value, pages)
        home = type(home).objects.get(pk=home.pk)
        site.delete()
        home.get_translations().delete()
        home.delete()
        user.delete()


def _empty(home: Any, kind: str) -> tuple[Any, Any]:
    # Each in a place of its own: next to another page of its kind nobody would know which one is meant.
    page = make.make_page(kind, make.home_page(home), live=False)
    page.save_revision(log_action=True)
    return page, make.translate(page, "en")


@contextmanager
def hand_at(admin: Admin, browser: Browser, page: Any) -> Iterator[Hand]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    context.set_default_timeout(60_000)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": admin.cookie, "url": admin.origin}])
    try:
        yield Hand(context.new_page(), admin.origin + reverse("wagtailadmin_pages:edit", args=[page.pk]))
    finally:
        context.close()
        let_requests_end(10)


def entered(admin: Admin, browser: Browser, text: SchoolText) -> None:
    page, english = admin.pages[text.name]
    with hand_at(admin, browser, page) as hand:
        hand.enter(text)
        assert hand.publish() == []
    print(f"\n{text.name}: {len(text.facts)} facts, {hand.clicks} clicks, {hand.fields} fields")
    cache.clear()
    found = {
        language: lost_and_untrue(text, make.see(one), language) for language, one in (("nl", page), ("en", english))
    }
    assert found == {"nl": [], "en": []}
    if text.most_clicks is not None:
        assert hand.clicks <= text.most_clicks


@pytest.mark.parametrize("text", [text for text in texts() if text.name in ALWAYS], ids=lambda text: text.name)
def test_no_fact_of_a_school_is_lost_and_none_is_untrue(admin: Admin, browser: Browser, text: SchoolText) -> None:
    entered(admin, browser, text)


@pytest.mark.thorough
@pytest.mark.parametrize("text", [text for text in texts() if text.name not in ALWAYS], ids=lambda text: text.name)
def test_nor_of_any_other_text(admin: Admin, browser: Browser, text: SchoolText) -> None:
    entered(admin, browser, text)


@pytest.mark.thorough
def test_a_new_card_costs_few_clicks_and_fields(admin: Admin, browser: Browser) -> None:
    """From the page to a person on the site: role, name, told on, phone, mail, when."""
    told = timezone.localdate().strftime("%d-%m-%Y")
    page, _english = admin.pages[NEW_CARD]
    with hand_at(admin, browser, page) as hand:
        hand.add("contacts")
        for part, typed in {
            "roles": "confidential-internal",
            "label": "Juf Noor",
            "told_on": told,
            "email": "noor@kwikstaart.example",
            "when": "maandag",
        }.items():
            hand.type(f"contacts-0-value-{part}", typed)
        hand.into_list("contacts-0", "phones", 1, "070 012 34 56")
        hand.type("contacts-0-value-confirmed", True)
        assert hand.publish() == []
    print(f"\n{NEW_CARD}: {hand.clicks} clicks, {hand.fields} fields")
    assert make.see(page).select_one(".grip-contact h3").get_text() == "Juf Noor"
    assert hand.clicks <= MOST_CLICKS_A_CARD
    assert hand.fields <= MOST_FIELDS_A_CARD
