"""What Wagtail saves by itself, of a page whose cards are closed: nothing before somebody types, and then all of it.

The database is read last: while a test holds a table, the server could not write what the browser sends.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
import wagtail
from django.conf import settings
from django.test import override_settings

from gripwagtail.text.length import LINE
from tests import factories as make
from tests.browser.conftest import LiveSchool
from tests.browser.editing import POSTED, Desk, Opens, cards, labels, opening, rows, sat_down, stored, three, toggle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.skipif(settings.ROOT_URLCONF != "tests.hosts.urls", reason="the editor of one host is enough"),
    pytest.mark.skipif(wagtail.VERSION < (8,), reason="this Wagtail saves nothing by itself"),
]

# Wagtail looks every half second whether something changed, from two seconds after the form is there, and then waits
# for this.
INTERVAL_MS = 200
SETTLE_MS = 4_000
TITLE = "input[name=title]"


@pytest.fixture(scope="module")
def desk(school: LiveSchool, django_db_blocker: Any) -> Iterator[Desk]:
    with django_db_blocker.unblock(), override_settings(WAGTAIL_AUTOSAVE_INTERVAL=INTERVAL_MS):
        user = make.editor()
        made = {name: make.make_page("contact", contacts=three()) for name in ("quiet", "title", "card", "pasted")}
        yield sat_down(school.origin, user, made)
        for page in made.values():
            type(page).objects.get(pk=page.pk).delete()
        user.delete()


@pytest.fixture
def opens(desk: Desk, browser: Browser) -> Iterator[Opens]:
    with opening(desk, browser) as go:
        yield go


def is_draft(one: Any) -> bool:
    return bool(one.request.method == "POST" and one.url.partition("?")[0].endswith("/edit/"))


def settle(page: Page) -> list[str]:
    """Waits until Wagtail knows what was in the form. What was posted to the edit view in the meantime."""
    posted: list[str] = []
    page.on("request", lambda one: posted.append(one.url) if one.method == "POST" and "/edit/" in one.url else None)
    page.wait_for_timeout(SETTLE_MS)
    return posted


def saved_by_itself(page: Page, selector: str, text: str) -> None:
    with page.expect_response(is_draft) as answer:
        page.locator(selector).fill(text)
        page.locator(selector).blur()
    assert answer.value.status == 200
    assert answer.value.json()["success"] is True


def test_no_draft_is_made_of_a_page_that_somebody_only_reads(desk: Desk, opens: Opens) -> None:
    page = opens(desk["quiet"])
    assert rows(page) == 3
    assert settle(page) == []
    toggle(cards(page).nth(1))
    toggle(cards(page).nth(0))
    toggle(cards(page).nth(0))
    assert rows(page) == 1
    page.wait_for_timeout(SETTLE_MS // 2)

    assert page.locator("form[data-edit-form][data-controller~=w-autosave]").count() == 1
    assert not desk["quiet"].revisions.exists()


def test_a_draft_holds_the_closed_cards_as_they_were(desk: Desk, opens: Opens) -> None:
    edited = desk["title"]
    before = [(raw["id"], raw["value"]) for raw in edited.contacts.raw_data]
    page = opens(edited)
    settle(page)
    posted = dict(page.evaluate(POSTED))
    saved_by_itself(page, TITLE, "Wie helpt je")
    assert rows(page) == 3
    now = dict(page.evaluate(POSTED))
    assert {name: now[name] for name in posted if name.startswith("contacts-")} == {
        name: value for name, value in posted.items() if name.startswith("contacts-")
    }

    assert type(edited).objects.get(pk=edited.pk).get_latest_revision_as_object().title == "Wie helpt je"
    assert [item_id for item_id, _value in stored(edited)] == [item_id for item_id, _value in before]
    for (_id, value), (_same, old) in zip(stored(edited), before, strict=True):
        assert {name: value[name] for name in old} == dict(old)


def test_what_is_typed_in_a_card_is_in_the_draft(desk: Desk, opens: Opens) -> None:
    edited = desk["card"]
    page = opens(edited)
    settle(page)
    toggle(cards(page).nth(1))
    saved_by_itself(page, "[name='contacts-1-value-label']", "Juf Annemiek")
    # The next one goes into the same draft, and so does a card that was closed until then.
    toggle(cards(page).nth(2))
    saved_by_itself(page, "[name='contacts-2-value-label']", "Meester Wout")
    assert rows(page) == 1

    assert labels(edited) == ["Kaart een", "Juf Annemiek", "Meester Wout"]
    assert edited.revisions.count() == 1


def test_a_long_text_that_is_pasted_is_in_the_draft_whole(desk: Desk, opens: Opens) -> None:
    edited = desk["pasted"]
    page = opens(edited)
    settle(page)
    toggle(cards(page).nth(0))
    field = page.locator("[name='contacts-0-value-label']")
    field.fill("")
    text = " ".join(["Voor elke vraag"] * 60)
    assert 400 < len(text) < LINE
    with page.expect_response(is_draft) as answer:
        # As a paste arrives: at once, and as typed text.
        field.focus()
        page.keyboard.insert_text(text)
    assert answer.value.json()["success"] is True
    assert cards(page).nth(0).locator("[data-panel-heading]").first.inner_text()
    toggle(cards(page).nth(0))
    assert field.input_value() == text

    assert labels(edited) == [text, "Kaart twee", "Kaart drie"]
