"""Inputs in the editor keep the whole paste and count it; below an address stands where it will lead."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import RequestFactory

from gripwagtail.admin.addresses import where_it_leads
from tests.browser.test_phone_field import desk, edit  # noqa: F401  (fixtures)

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.skipif(settings.ROOT_URLCONF != "tests.hosts.urls", reason="the editor of one host is enough")

PASTED = "Een alinea uit een brief van school. " * 20


def test_a_paste_is_kept_whole_and_its_surplus_is_counted(edit: Callable[[], Page]) -> None:  # noqa: F811
    from playwright.sync_api import expect

    page = edit()
    label = page.locator("[name='contacts-0-value-label']")
    label.click()
    count = label.locator("xpath=following-sibling::*[contains(@class, 'grip-count')]")
    expect(count).to_have_text("12 / 120")
    label.fill("")
    # As pasting does: a browser would cut this off at a maxlength.
    page.evaluate("text => document.execCommand('insertText', false, text)", PASTED)
    assert label.input_value() == PASTED
    over = len(PASTED.strip()) - 120
    expect(count).to_have_text(f"{len(PASTED.strip())} / 120 (\u2212{over})")
    page.locator("[name='title']").click()
    expect(count).to_be_visible()
    label.fill("Kort")
    page.locator("[name='title']").click()
    expect(count).to_have_count(0)


def test_below_an_address_stands_where_it_leads(edit: Callable[[], Page]) -> None:  # noqa: F811
    from playwright.sync_api import expect

    def answered(route: Route) -> None:
        request: Any = route.request
        asked = RequestFactory().generic("POST", "/", request.post_data_buffer, request.headers["content-type"])
        route.fulfill(json=json.loads(where_it_leads(asked).content))

    page = edit()
    page.route("**/gripwagtail/address/", answered)
    field = page.locator("[name='contacts-0-value-website']")
    field.evaluate("input => input.dispatchEvent(new Event('beforematch', { bubbles: true }))")
    line = field.locator("xpath=following-sibling::*[contains(@class, 'grip-address')]")
    field.fill("www.school.nl/melden")
    expect(line).to_contain_text("https://www.school.nl/melden")
    field.fill("protocol.pdf")
    expect(line).to_contain_text("https://")
    expect(line).to_have_class("grip-address grip-address--refused")
