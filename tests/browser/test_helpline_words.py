"""The words of a helpline in other languages are closed in the editor, each under the name of its language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from wagtail.users.models import UserProfile

from gripwagtail.models import GripHelpline
from tests import factories as make
from tests.browser.conftest import LiveSchool

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.skipif(settings.ROOT_URLCONF != "tests.hosts.urls", reason="the editor of one host is enough")


@pytest.fixture(scope="module")
def desk(school: LiveSchool, django_db_blocker: Any) -> Iterator[tuple[str, str]]:
    """The edit view of a planted helpline, and the session of who may open it."""
    with django_db_blocker.unblock(), override_settings(WAGTAIL_AUTOSAVE_INTERVAL=0):
        user = make.editor()
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
        client = Client()
        client.force_login(user)
        row = GripHelpline.objects.get(key="kindertelefoon")
        edit = reverse("wagtailsnippets_gripwagtail_griphelpline:edit", args=[row.pk])
        yield school.origin + edit, client.cookies[settings.SESSION_COOKIE_NAME].value
        user.delete()


def test_a_closed_item_is_headed_by_its_language(desk: tuple[str, str], browser: Browser) -> None:
    from playwright.sync_api import expect

    address, cookie = desk
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(address)
    headings = page.locator("[data-contentpath=words] [data-panel-heading]")
    expect(headings).to_have_text(
        [f"Language {name}" for name in ("English", "Arabic", "Turkish", "Polish", "Ukrainian")]
    )
    expect(page.locator("[name=words-1-value-does]")).to_be_hidden()
    page.locator("[data-contentpath=words] [data-panel-toggle]").nth(1).click()
    expect(page.locator("[name=words-1-value-language]")).to_have_value("ar")
    assert page.locator("[name=words-1-value-does]").evaluate("input => getComputedStyle(input).direction") == "rtl"
    # Wagtail's own complain about the strict policy.
    assert not [text for text in complaints if "gripwagtail.widgets" in text]
    context.close()
