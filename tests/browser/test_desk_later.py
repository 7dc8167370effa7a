"""With very many pages, the list of what to do comes when the home page of the admin is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.browser.conftest import LiveSchool
from tests.browsers import let_requests_end

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.skipif(settings.ROOT_URLCONF != "tests.hosts.urls", reason="the admin of one host is enough")


LISTED = '<section class="grip-desk"><ul><li><a href="/admin/">Iets te doen</a></li></ul></section>'


def test_the_list_comes_after_the_page(
    school: LiveSchool, browser: Browser, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gripwagtail.admin.home_panel._AT_ONCE", 4)
    where = reverse("gripwagtail_desk")
    with django_db_blocker.unblock():
        user, client = make.editor(), Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    with browser.new_context(locale="nl-NL") as context:
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": school.origin}])
        page = context.new_page()
        # A database in memory answers one request at a time.
        page.route(f"**{where}", lambda route: route.fulfill(body=LISTED, content_type="text/html; charset=utf-8"))
        page.goto(school.origin + reverse("wagtailadmin_home"))
        page.locator("#gripwagtail-desk-later .grip-desk :is(ol, ul) a").first.wait_for()
        assert page.locator(".grip-desk").count() == 1
        assert "nakijken" not in page.locator(".grip-desk").inner_text()
    let_requests_end(30)
    with django_db_blocker.unblock():
        user.delete()
