"""A parent with a phone in the hand at eleven at night, and a reader before a long list of cards."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import browsers
from tests.browser.conftest import Visit


@pytest.mark.glance
def test_at_eleven_at_night_a_parent_finds_in_one_tap_who_answers_now_and_in_two_what_can_wait(
    visit: Callable[..., Visit],
) -> None:
    shown = visit("blocks", at=browsers.AT_NIGHT, has_touch=True, is_mobile=True)
    shown.page.locator(".grip-block a.grip-more[href*='wie-helpt']").first.tap()
    night = shown.page.locator(".grip-evening")
    night.locator("a[href='tel:08002000']").wait_for(state="visible")
    shown.page.locator(".grip-evening-more[open]").wait_for()  # by the clock of the device, without a tap
    said = night.inner_text()
    assert said.index("Dag en nacht") < said.index("Veilig Thuis") < said.index("Kijk op hun site")
    assert "Kan het wachten" in said
    for number in ("112", "113"):
        assert shown.page.locator(f".grip-danger a[href='tel:{number}']").is_visible()


@pytest.mark.glance
def test_whoever_can_be_reached_first_is_on_the_first_screen_of_a_small_phone(visit: Callable[..., Visit]) -> None:
    shown = visit("contact", width=360)
    # At any hour: day and night comes before people.
    link = shown.page.locator(".grip-evening a").first
    box = link.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 640
    assert box["height"] >= 44


def test_opening_what_to_do_at_night_leaves_no_trace(visit: Callable[..., Visit]) -> None:
    shown = visit("contact")
    address, length = shown.page.url, shown.run("history.length")
    shown.requests.clear()
    shown.page.locator(".grip-evening-more > summary").click()
    assert (shown.page.url, shown.run("history.length"), shown.requests) == (address, length, [])


def test_whatever_the_topic_the_school_stays(visit: Callable[..., Visit]) -> None:
    shown = visit("contact")
    shown.page.locator(".grip-topic select").select_option("money")
    assert shown.page.locator(".grip-school").is_visible()


@pytest.mark.glance
def test_a_pupil_sees_the_chat_before_the_phone_and_only_lines_for_pupils(visit: Callable[..., Visit]) -> None:
    shown = visit("contact")
    shown.page.locator(".grip-choose input[value='pupil']").check()
    shown.open_everything()
    line = shown.page.locator("[data-grip-helpline='kindertelefoon']").first
    chat, phone = line.locator(".grip-chat a"), line.locator(".grip-phone").first
    first, second = chat.bounding_box(), phone.bounding_box()
    assert first is not None and second is not None
    assert (first["y"], first["x"]) < (second["y"], second["x"])
    assert not shown.page.locator("article[data-grip-helpline='mind']").is_visible()
