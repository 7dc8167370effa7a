"""In the editor a closed item is a row, and nothing about it differs from one whose form was there all along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import override_settings
from wagtail.models import Comment

from gripwagtail.lookup.sources import KINDS
from tests import factories as make
from tests.browser.conftest import LiveSchool
from tests.browser.editing import (
    ITEMS,
    MOUNTED,
    POSTED,
    Desk,
    Opens,
    cards,
    labels,
    opening,
    press,
    rows,
    sat_down,
    save,
    stored,
    three,
    toggle,
)
from tests.by_day import by_day
from tests.full_items import full_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.skipif(settings.ROOT_URLCONF != "tests.hosts.urls", reason="the editor of one host is enough")

MOST_ELEMENTS = 8_000  # of a planted contact page; 24 000 where all of its items are built


def pages() -> dict[str, Any]:
    found = {kind: full_page(make.page_class(kind)) for kind in KINDS}
    alike = three()
    lists = {
        **dict.fromkeys(("own way", "saved", "changed"), alike),
        **{name: three() for name in ("moved", "dragged", "added", "commented")},
        "refused": [*three(), make.contact(label="Kaart vier", kind="person", name="Saida Fictief")],
        "ticked": [make.contact(label=f"Kaart {word}", confirmed=False) for word in ("een", "twee")],
        "odd": [*three(), make.contact(label="Kaart vier", scope="nergens")],
        "dated": [
            make.contact(label="Kaart een", valid_from="2026-08-17", valid_until="2027-07-31"),
            make.contact(label="Kaart twee"),
        ],
        "sought": [make.contact(label="Kaart een", where="Lokaal 2.14"), make.contact(label="Kaart twee")],
    }
    return found | {name: make.make_page("contact", contacts=items) for name, items in lists.items()}


@pytest.fixture(scope="module")
def desk(school: LiveSchool, django_db_blocker: Any) -> Iterator[Desk]:
    """Outside a transaction, and all at once: the live server reads what is here, and writes what is sent."""
    with django_db_blocker.unblock(), override_settings(WAGTAIL_AUTOSAVE_INTERVAL=0):
        user = make.editor()
        made = pages()
        second = made["commented"].contacts.raw_data[1]["id"]
        Comment.objects.create(
            page=made["commented"], user=user, text="Klopt dit?", contentpath=f"contacts.{second}.label"
        )
        yield sat_down(school.origin, user, made)
        for page in made.values():
            type(page).objects.get(pk=page.pk).delete()
        user.delete()


@pytest.fixture
def opens(desk: Desk, browser: Browser) -> Iterator[Opens]:
    with opening(desk, browser) as go:
        yield go


def test_a_planted_contact_page_is_light(desk: Desk, opens: Opens) -> None:
    page = opens(max(make.page_class("contact").objects.all(), key=lambda one: len(one.contacts.raw_data)))
    count = page.locator(ITEMS).count()

    assert count > 30
    assert rows(page) == count
    assert page.evaluate("document.querySelectorAll('*').length") <= MOST_ELEMENTS


@pytest.mark.slow
@pytest.mark.parametrize("kind", by_day(KINDS, "contact", "incident_help"))
def test_a_closed_item_posts_and_is_called_what_wagtail_would(kind: str, desk: Desk, opens: Opens) -> None:
    edited = desk[kind]
    headings = f"""() => [...document.querySelectorAll('{ITEMS} > section > .w-panel__header [data-panel-heading]')]
        .map((heading) => heading.textContent.replace(/\\s+/g, ' ').trim())"""
    own, ours = opens(edited, own_way=True), opens(edited)

    assert rows(ours) > 0
    assert rows(own) == 0
    called = ours.evaluate(headings)
    assert called == [one for one in own.evaluate(headings) if one in called]
    assert ours.evaluate(POSTED) == own.evaluate(POSTED)
    # Opening all of them changes nothing either.
    ours.evaluate(
        """items => document.querySelectorAll(items).forEach(
            (item) => item.querySelector('.grip-closed') && item.querySelector('[data-panel-toggle]').click(),
        )""",
        ITEMS,
    )
    assert rows(ours) == 0
    assert ours.evaluate(POSTED) == own.evaluate(POSTED)


def test_what_nobody_opens_is_saved_as_wagtail_would(desk: Desk, opens: Opens) -> None:
    save(opens(desk["own way"], own_way=True))
    page = opens(desk["saved"])
    assert rows(page) == 3
    save(page)
    # And once more, of what is whole by now.
    save(opens(desk["saved"]))

    assert labels(desk["saved"]) == ["Kaart een", "Kaart twee", "Kaart drie"]
    assert stored(desk["saved"]) == stored(desk["own way"])


def test_what_is_changed_in_one_card_is_all_that_changes(desk: Desk, opens: Opens) -> None:
    save(opens(desk["own way"], own_way=True))
    page = opens(desk["changed"])
    posted = page.evaluate(POSTED)
    toggle(cards(page).nth(1))
    assert rows(page) == 2
    # Nothing to save yet, so Wagtail makes no draft of it.
    assert page.evaluate(POSTED) == posted
    page.locator("[name='contacts-1-value-label']").fill("Juf Annemiek")
    toggle(cards(page).nth(1))
    save(page)

    expected = [dict(value) for _id, value in stored(desk["own way"])]
    expected[1]["label"] = "Juf Annemiek"
    assert [value for _id, value in stored(desk["changed"])] == expected


def shown(heading: Any) -> str:
    """Its words, with the spaces that a browser shows."""
    return " ".join((heading.text_content() or "").split())


def test_a_card_that_visitors_do_not_see_is_ticked_on_its_row(desk: Desk, opens: Opens) -> None:
    page = opens(desk["ticked"])
    before = page.evaluate(POSTED)
    first, second = cards(page).nth(0), cards(page).nth(1)
    heading = first.locator("[data-panel-heading-text]").first
    called = shown(heading)
    assert called.startswith("Niet zichtbaar: Kaart een")
    tick = first.get_by_role("button", name="Laat zien op de site: dit klopt voor onze school")
    assert tick.is_visible()
    tick.focus()
    page.keyboard.press("Enter")

    assert called == f"Niet zichtbaar: {shown(heading)}"
    assert tick.is_hidden()
    assert first.locator("[data-panel-toggle]").first.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.hasAttribute('data-panel-toggle')")
    assert [one for one in page.evaluate(POSTED) if one not in before] == [["contacts-0-value-confirmed", "on"]]
    # With the box itself in sight there is no second one.
    toggle(second)
    assert second.locator(".grip-tick").is_hidden()
    toggle(second)
    assert second.locator(".grip-tick").is_visible()
    save(page)
    assert [value["confirmed"] for _id, value in stored(desk["ticked"])] == [True, False]


def test_a_row_on_which_nothing_is_hidden_has_no_tick(desk: Desk, opens: Opens) -> None:
    assert opens(desk["saved"]).locator(".grip-tick").count() == 0


def test_a_row_says_from_and_until_when_visitors_see_the_card(desk: Desk, opens: Opens) -> None:
    page = opens(desk["dated"])
    headings = page.locator(f"{ITEMS} [data-panel-heading-text]")
    dated, undated = headings.nth(0), headings.nth(1)
    assert "zichtbaar vanaf 17-8-2026 · zichtbaar t/m 31-7-2027 · Kaart een" in shown(dated)
    assert "t/m" not in shown(undated)
    # Whoever changes or empties it reads that on the row, and in the line of the closed part of the card.
    toggle(cards(page).nth(0))
    fold = cards(page).nth(0).get_by_text("zichtbaar t/m 31-7-2027")
    assert fold.count() >= 1
    page.locator("[name='contacts-0-value-valid_until']").evaluate(
        "box => { box.value = ''; box.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    toggle(cards(page).nth(0))
    assert "t/m" not in shown(dated)
    assert "vanaf 17-8-2026 · Kaart een" in shown(dated)


def test_a_closed_card_can_be_moved_copied_and_deleted(desk: Desk, opens: Opens) -> None:
    edited = desk["moved"]
    page = opens(edited)
    press(cards(page).nth(2), "MOVE_UP")
    press(cards(page).nth(0), "DELETE")
    assert rows(page) == 3
    press(cards(page).nth(1), "DUPLICATE")
    page.locator("[name='contacts-3-value-label']").fill("Kaart vier")
    save(page)

    assert labels(edited) == ["Kaart drie", "Kaart vier", "Kaart twee"]
    ids = [item_id for item_id, _value in stored(edited)]
    assert len(set(ids)) == 3
    original = next(value for _id, value in stored(edited) if value["label"] == "Kaart drie")
    copied = next(value for _id, value in stored(edited) if value["label"] == "Kaart vier")
    assert {**copied, "label": "", "phones": ""} == {**original, "label": "", "phones": ""}
    assert [one["value"] for one in copied["phones"]] == [one["value"] for one in original["phones"]]


def test_a_closed_card_can_be_dragged(desk: Desk, opens: Opens) -> None:
    edited = desk["dragged"]
    page = opens(edited)
    cards(page).nth(0).locator("[data-streamfield-action=DRAG]").first.drag_to(cards(page).nth(2))
    moved = [cards(page).nth(number).locator("[name$='-order']").first.input_value() for number in range(3)]
    assert moved == ["0", "1", "2"]
    save(page)

    assert labels(edited) == ["Kaart twee", "Kaart drie", "Kaart een"]


def test_a_new_card_is_open(desk: Desk, opens: Opens) -> None:
    page = opens(desk["added"])
    page.locator("[data-contentpath=contacts] button.c-sf-add-button").last.evaluate("button => button.click()")

    page.locator("[name='contacts-3-value-label']").wait_for()
    assert rows(page) == 3


def test_an_error_in_a_closed_card_opens_it(desk: Desk, opens: Opens) -> None:
    page = opens(desk["refused"])
    assert rows(page) == 4
    save(page, "action-publish")
    page.wait_for_function(MOUNTED, polling=200)

    assert rows(page) == 3
    told = cards(page).nth(3).locator("[data-contentpath=told_on]")
    assert told.locator(".error-message").is_visible()
    assert cards(page).nth(3).locator("[data-panel-toggle]").first.get_attribute("aria-expanded") == "true"
    assert page.locator("[name='contacts-0-value-label']").get_attribute("type") == "hidden"


def test_a_card_with_a_comment_or_in_the_address_is_built_at_once(desk: Desk, opens: Opens) -> None:
    edited = desk["commented"]
    third = edited.contacts.raw_data[2]["id"]
    page = opens(edited, anchor=f"#block-{third}-section")

    assert rows(page) == 1
    shown = page.locator("#comments [data-annotation], #comments .comment, #comments li")
    assert shown.count() == 1
    toggle(cards(page).nth(1))
    assert cards(page).nth(1).locator("[data-comment-add]").count() > 0


def test_a_comment_that_a_colleague_makes_meanwhile_is_shown(desk: Desk, opens: Opens) -> None:
    page = opens(desk["added"])
    first, second = (raw["id"] for raw in desk["added"].contacts.raw_data[:2])
    # As Wagtail says what came back with a draft that it saved.
    page.evaluate(
        """path => document.dispatchEvent(new CustomEvent("w-autosave:success",
            { detail: { data: { comments: { comments: [{ contentpath: path }] } } } }))""",
        f"contacts.{second}.label",
    )

    assert rows(page) == 2
    assert page.locator("[name='contacts-1-value-label']").get_attribute("type") != "hidden"
    assert cards(page).nth(0).locator(".grip-closed").count() == 1
    assert cards(page).nth(0).get_attribute("data-contentpath") == first


def test_the_map_of_the_page_is_that_of_wagtail(desk: Desk, opens: Opens) -> None:
    shown = """() => [...document.querySelectorAll('[data-minimap-container] a')]
        .map((link) => [link.getAttribute('href'), link.textContent.replace(/\\s+/g, ' ').trim()])"""
    listed = []
    for own_way in (True, False):
        page = opens(desk["added"], own_way=own_way)
        page.wait_for_function("() => document.querySelector('[data-minimap-container] a')", polling=200)
        # Wagtail draws it anew a tenth of a second after the last panel was made.
        page.wait_for_timeout(500)
        listed.append(page.evaluate(shown))
    own, ours = listed
    assert [one for one in own if one not in ours and "Kaart" in one[1]] == []
    assert [text for _link, text in ours if "Kaart" in text] == [text for _link, text in own if "Kaart" in text]
    toggle(cards(page).nth(0))
    page.locator("[name='contacts-0-value-label']").fill("Juf Annemiek")
    toggle(cards(page).nth(0))
    page.wait_for_timeout(500)
    assert any("Kaart twee" in text for _link, text in page.evaluate(shown))


def test_what_a_form_cannot_show_is_left_to_wagtail(desk: Desk, opens: Opens) -> None:
    page = opens(desk["odd"])

    assert rows(page) == 3
    assert page.locator("select[name='contacts-3-value-scope']").count() == 1


def test_the_search_of_the_browser_finds_what_is_in_a_closed_card(desk: Desk, opens: Opens) -> None:
    page = opens(desk["sought"])
    row = cards(page).nth(0).locator(".grip-closed")

    assert "Lokaal 2.14" in (row.text_content() or "")
    # What the browser does before it shows what it found.
    row.evaluate("row => row.dispatchEvent(new Event('beforematch', { bubbles: true }))")
    page.locator("[name='contacts-0-value-where']").wait_for()
