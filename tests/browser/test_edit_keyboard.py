"""Who edits without a mouse comes everywhere in the edit view of our pages, and gets a card filled in and saved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import override_settings

from gripwagtail.lookup.sources import KINDS
from tests import factories as make
from tests.browser.conftest import LiveSchool
from tests.browser.editing import Desk, Opens, opening, sat_down, stored
from tests.by_day import by_day

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.skipif(settings.ROOT_URLCONF != "tests.hosts.urls", reason="the editor of one host is enough")

MOST_STOPS = 2_000
# Where Tab has to stop in the form: all that can be used and is in sight. Of a group of radios it stops at one; where
# an editor of rich text puts its own stops is not ours.
STOPS = """() => {
    const form = document.querySelector('form[data-edit-form]')
    const all = form.querySelectorAll('a[href], button, summary, select, textarea, input')
    window.stops = [...all].filter(one => !one.disabled && one.type !== 'hidden' && one.tabIndex >= 0
        && !one.closest('[data-draftail-input], .Draftail-Editor__wrapper, [aria-hidden=true], footer')
        && one.checkVisibility({ checkVisibilityCSS: true, checkOpacity: false }))
    return window.stops.length
}"""
# Marks where the focus is; 'the end' once it is out of the page and back at its beginning.
MARK = """() => {
    const here = document.activeElement
    if (here === document.body || here.hasAttribute('data-passed')) return 'the end'
    here.setAttribute('data-passed', '')
    return ''
}"""
MISSED = """() => window.stops.filter(one => !one.hasAttribute('data-passed') && one.type !== 'radio')
    .map(one => one.outerHTML.slice(0, 160))"""
# Whether what has the focus is on the screen.
IN_SIGHT = """() => {
    const box = document.activeElement.getBoundingClientRect()
    return box.bottom > 0 && box.top < innerHeight
}"""


@pytest.fixture(scope="module")
def desk(school: LiveSchool, django_db_blocker: Any) -> Iterator[Desk]:
    with django_db_blocker.unblock(), override_settings(WAGTAIL_AUTOSAVE_INTERVAL=0):
        user = make.editor()
        made = {kind: make.make_page(kind, **make.content_of(kind)) for kind in KINDS}
        yield sat_down(school.origin, user, made)
        for page in made.values():
            type(page).objects.get(pk=page.pk).delete()
        user.delete()


@pytest.fixture
def opens(desk: Desk, browser: Browser) -> Iterator[Opens]:
    with opening(desk, browser) as go:
        yield go


def tab_to(page: Page, what: str, most: int = 120) -> None:
    """Presses Tab until this has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
    pytest.fail(f"Tab does not come to {what}")


@pytest.mark.parametrize("kind", by_day(KINDS, "contact"))
def test_tab_comes_to_everything_in_the_form_and_out_of_it_again(kind: str, desk: Desk, opens: Opens) -> None:
    page = opens(desk[kind])
    # With the first item and every panel of ours open.
    page.locator("[data-streamfield-child] [data-panel-toggle][aria-expanded=false]").first.click()
    page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
    assert page.evaluate(STOPS) > 20
    page.evaluate("window.stops[0].focus()")
    page.evaluate(MARK)
    out_of_sight = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(MARK):
            break
        if not page.evaluate(IN_SIGHT):
            page.wait_for_timeout(500)  # Wagtail scrolls there slowly
        if not page.evaluate(IN_SIGHT):
            out_of_sight.append(page.evaluate("document.activeElement.outerHTML.slice(0, 160)"))
    else:
        pytest.fail("the focus does not come out")
    assert page.evaluate(MISSED) == []
    assert out_of_sight == []


def test_a_card_is_filled_in_and_saved_with_keys_alone(desk: Desk, opens: Opens) -> None:
    edited = desk["contact"]
    page = opens(edited)
    page.locator("[name=title]").focus()
    tab_to(page, "[data-contentpath=contacts] [data-streamfield-child] [data-panel-toggle]")
    page.keyboard.press("Enter")
    tab_to(page, "[name='contacts-0-value-label']")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Het zorgteam van de school")
    tab_to(page, "[name='contacts-0-value-email']")
    page.keyboard.type("zorg@kwikstaart.example")
    with page.expect_response(lambda one: one.request.method == "POST" and one.url.endswith("/edit/")) as answer:
        page.keyboard.press("ControlOrMeta+s")
    assert answer.value.status < 400
    page.wait_for_load_state()
    value = stored(edited)[0][1]
    assert (value["label"], value["email"]) == ("Het zorgteam van de school", "zorg@kwikstaart.example")
