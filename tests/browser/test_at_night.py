"""Who answers at night is in sight before anything is opened, and who you are can be said on the page before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import LiveSchool, Visit
from tests.by_day import by_day

NIGHT = ".grip-groups > .grip-section > .grip-links"
READERS = {"pupil": 1, "parent": 2, "staff": 3}


@pytest.mark.parametrize("javascript", [True, False])
def test_the_help_page_says_who_answers_day_and_night_right_below_what_cannot_wait(
    visit: Callable[..., Visit], javascript: bool
) -> None:
    shown = visit("incident_help", java_script_enabled=javascript)
    night = shown.page.locator(NIGHT)
    assert night.is_visible()
    assert night.locator("a[href='tel:08002000']").is_visible()
    # 113 is above the page. Nobody is sent to a line that is not for them: one for adults says so.
    assert not night.locator("a[href='tel:113']").count()
    assert "volwassenen" in night.locator("[data-grip-helpline=luisterlijn]").inner_text()
    last_urgent = shown.page.locator("[data-grip-urgency=now]").last
    assert last_urgent.bounding_box()["y"] < night.bounding_box()["y"]  # type: ignore[index]


@pytest.mark.parametrize("place", ["blocks", "overview"])
@pytest.mark.parametrize("reader", READERS)
def test_a_link_says_who_comes_and_leaves_no_trace(visit: Callable[..., Visit], place: str, reader: str) -> None:
    shown = visit(place)
    shown.page.locator(f".grip-readers a[href$='#w{READERS[reader]}']").first.click()
    shown.page.locator(f".grip-incident [value={reader}]:checked").first.wait_for(state="attached")
    assert "#" not in shown.page.url
    first = shown.page.locator("[data-grip-situation]").first
    first.locator("summary").click()
    seen = [
        part.get_attribute("data-grip-audience")
        for part in first.locator("[data-grip-audience]").all()
        if part.is_visible()
    ]
    assert seen == [reader]
    shown.page.go_back()
    shown.page.go_forward()
    assert shown.page.locator(".grip-who input:checked").count() == 0


def test_without_a_script_there_are_no_such_links_and_the_way_to_the_page_stays(visit: Callable[..., Visit]) -> None:
    shown = visit("blocks", java_script_enabled=False)
    assert not shown.page.locator(".grip-readers").first.is_visible()
    assert shown.page.locator(".grip-call-to-action .grip-button").is_visible()


def test_the_block_leads_to_who_helps_as_well(visit: Callable[..., Visit], school: LiveSchool) -> None:
    shown = visit("blocks")
    shown.page.locator(".grip-call-to-action .grip-more").click()
    assert shown.page.url == school.url("contact")


@pytest.mark.parametrize("width", by_day([320, 360, 390], 360))
def test_no_dot_hangs_at_the_end_of_a_line(visit: Callable[..., Visit], width: int) -> None:
    shown = visit("incident_help", width=width)
    shown.open_everything()
    hanging = shown.run(
        """() => {
        const found = []
        let dots = 0
        for (const part of document.querySelectorAll('.grip-links dd')) {
            const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
            while (texts.nextNode()) {
                const at = texts.currentNode.data.indexOf('·')
                if (at < 0 || !texts.currentNode.parentElement.checkVisibility()) continue
                dots++
                const dot = document.createRange()
                dot.setStart(texts.currentNode, at)
                dot.setEnd(texts.currentNode, at + 1)
                // What is after it begins in the same line: the next letter is not below it.
                let [text, from] = [texts.currentNode, at + 2]
                if (!text.data.slice(from).trim()) [text, from] = [texts.nextNode() && texts.currentNode, 0]
                const next = document.createRange()
                next.setStart(text, from)
                next.setEnd(text, from + 1)
                const [one, other] = [dot, next].map(range => range.getBoundingClientRect())
                if (other.top > one.bottom - 4) found.push(part.textContent)
            }
        }
        return [dots, found]
    }"""
    )
    assert hanging[0] > 3
    assert hanging[1] == []


def test_a_chat_has_its_sign_in_a_list_of_who_helps(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    shown.open_everything()
    sign = "one => getComputedStyle(one, '::before').clipPath"
    chat = shown.page.locator(".grip-help .grip-chat").first.evaluate(sign)
    phone = shown.page.locator(".grip-help a[href^='tel:']").first.evaluate(sign)
    assert chat.startswith("path(") and phone.startswith("path(")
    assert chat != phone


def test_the_poster_is_a_link_away(visit: Callable[..., Visit], school: LiveSchool) -> None:
    shown = visit("incident_help")
    shown.page.locator(".grip-on-screen a[href$='/poster/']").click()
    assert shown.page.url == f"{school.url('incident_help')}poster/"
