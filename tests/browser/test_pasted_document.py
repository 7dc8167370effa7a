"""A document that somebody pastes into formatted text: its headings stay headings, at levels that a text has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from tests import factories as make
from tests.browser.conftest import LiveSchool
from tests.browsers import let_requests_end

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

# As Word puts it on the clipboard: classes, styles and marks of its own around every word.
DOCUMENT = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>h1 {mso-style-next:Normal}</style></head>"
    "<body lang=NL><!--StartFragment-->"
    + "".join(
        f"<h{n} style='mso-outline-level:{n}'><span lang=NL>Kop {n}<o:p></o:p></span></h{n}>" for n in range(1, 7)
    )
    + "<p class=MsoNormal><span lang=NL>Gewone tekst, <a href='mailto:info@kwikstaart.example?subject=Pesten'>"
    "mail ons</a>.<o:p></o:p></span></p><!--EndFragment--></body></html>"
)
# What is on the clipboard comes in with the keys that paste.
COPY = """async html => navigator.clipboard.write([
    new ClipboardItem({ "text/html": new Blob([html], { type: "text/html" }),
                        "text/plain": new Blob(["Kop"], { type: "text/plain" }) })
])"""


@pytest.fixture(scope="module")
def form(school: LiveSchool, browser: Browser, django_db_blocker: Any) -> Iterator[tuple[Page, Any]]:
    """The form of a norm with one text, and the page that it is of. Outside a transaction, as the server writes."""
    with django_db_blocker.unblock(), override_settings(WAGTAIL_AUTOSAVE_INTERVAL=0):
        user = make.editor()
        client = Client()
        client.force_login(user)
        norm = make.make_page("norm", body=[{"type": "paragraph", "value": "<p>Begin</p>", "id": "een"}])
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
        )
        context.set_default_timeout(20_000)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": school.origin}])
        page = context.new_page()
        page.goto(school.origin + reverse("wagtailadmin_pages:edit", args=[norm.pk]))
        yield page, norm
        context.close()
        let_requests_end(10)
        norm.delete()
        user.delete()


def test_headings_of_word_become_those_of_a_text_and_its_mail_link_stays(form: tuple[Page, Any]) -> None:
    from playwright.sync_api import expect

    page, norm = form
    editor = page.locator("[data-streamfield-child] .public-DraftEditor-content").locator("visible=true").first
    editor.click()
    page.keyboard.press("ControlOrMeta+a")
    page.evaluate(COPY, DOCUMENT)
    page.keyboard.press("ControlOrMeta+v")
    # The editor writes what it holds into the form a moment later.
    expect(page.locator("[name='body-0-value']")).to_have_value(re.compile("Kop 6"), timeout=20_000)
    with page.expect_navigation():
        page.locator("form#page-edit-form").evaluate("form => form.requestSubmit(form.querySelector('[type=submit]'))")

    stored = type(norm).objects.get(pk=norm.pk).get_latest_revision_as_object().body[0].value.source
    found = re.findall(r"<(\w+)[^>]*>(?:<[^>]*>)*(Kop \d|Gewone)", stored)
    assert found == [
        ("h2", "Kop 1"),
        ("h2", "Kop 2"),
        ("h3", "Kop 3"),
        ("h4", "Kop 4"),
        ("h4", "Kop 5"),
        ("h4", "Kop 6"),
        ("p", "Gewone"),
    ]
    assert 'href="mailto:info@kwikstaart.example' in stored
