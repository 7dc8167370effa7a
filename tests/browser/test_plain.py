"""It is a page of plain HTML first: without scripts, without our stylesheet, on paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import Visit


@pytest.mark.glance
def test_every_situation_opens_without_javascript(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help", java_script_enabled=False)
    situations = shown.page.locator("[data-grip-situation]")
    assert situations.count() >= 15
    for situation in situations.all():
        part = situation.locator("[data-grip-audience]").first
        assert not part.is_visible()
        situation.locator("summary").click()
        assert part.is_visible()
        assert part.inner_text().strip()


@pytest.mark.glance
def test_a_reader_is_chosen_without_javascript(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help", java_script_enabled=False)
    first = shown.page.locator("[data-grip-situation]").first
    first.locator("summary").click()
    shown.page.locator("input[value='parent']").first.check()
    assert not first.locator("[data-grip-audience='pupil']").is_visible()
    assert first.locator("[data-grip-audience='parent']").is_visible()


@pytest.mark.glance
def test_without_a_stylesheet_danger_comes_first(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help", without_css=True)
    order = [
        ".grip a[href='tel:112']",
        ".grip a[href='tel:113']",
        ".grip-exit",
        "h1",
        "input[value='pupil']",
        "[data-grip-situation]",
        ".grip section:last-of-type p",
    ]
    tops = [shown.top_of(selector) for selector in order]
    assert tops == sorted(tops)


@pytest.mark.glance
def test_the_contact_page_too_begins_with_danger(visit: Callable[..., Visit]) -> None:
    shown = visit("contact", without_css=True)
    order = [".grip a[href='tel:112']", ".grip a[href='tel:113']", ".grip-exit", "h1", "[data-grip-contact]"]
    tops = [shown.top_of(selector) for selector in order]
    assert tops == sorted(tops)


@pytest.mark.parametrize(
    ("height", "last"), [(640, "[data-grip-search] input"), (740, "[data-grip-situation] summary")]
)
def test_the_first_screen_of_a_phone_holds_danger_title_and_where_to_begin_above_the_exit(
    visit: Callable[..., Visit], height: int, last: str
) -> None:
    shown = visit("incident_help", width=360)
    shown.page.set_viewport_size({"width": 360, "height": height})
    exit_bar = shown.top_of(".grip-exit-bar")
    assert exit_bar < height
    for selector in (".grip a[href='tel:112']", ".grip a[href='tel:113']", "h1", ".grip-choose", last):
        box = shown.page.locator(selector).first.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < box["y"] + box["height"] <= exit_bar, selector


@pytest.mark.glance
def test_on_paper_there_is_no_exit_but_there_are_numbers(visit: Callable[..., Visit]) -> None:
    for place in ("incident_help", "contact"):
        shown = visit(place)
        shown.page.emulate_media(media="print")
        assert not shown.page.locator("[data-grip-exit]").first.is_visible()
        assert not shown.page.locator(".grip-choose").first.is_visible()
        assert shown.page.locator("a[href='tel:112']").first.is_visible()


@pytest.mark.glance
def test_a_person_is_called_within_two_taps_from_a_page_with_our_blocks(visit: Callable[..., Visit]) -> None:
    shown = visit("blocks")
    shown.page.locator(".grip-contacts-block .grip-more").click()
    person = shown.page.locator("[data-grip-contact] a[href^='tel:']").first
    assert person.is_visible()
