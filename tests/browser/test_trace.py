"""Nobody can see later what was looked at: no request, no cookie, no address, no history."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import LiveSchool, Visit


@pytest.mark.glance
def test_choosing_who_you_are_hides_the_others_and_leaves_no_trace(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    first = shown.page.locator("[data-grip-situation]").first
    address, length = shown.page.url, shown.run("history.length")
    shown.requests.clear()

    first.locator("summary").click()
    shown.page.locator(".grip-choose label", has=shown.page.locator("[value='pupil']")).first.click()

    assert first.locator("[data-grip-audience='pupil']").is_visible()
    for other in ("parent", "staff"):
        hidden = shown.page.locator(f"[data-grip-audience='{other}']")
        assert not any(part.is_visible() for part in hidden.all())
    assert shown.requests == []
    assert shown.page.url == address
    assert shown.run("history.length") == length


@pytest.mark.glance
def test_choosing_on_the_contact_page_leaves_no_trace(visit: Callable[..., Visit]) -> None:
    shown = visit("contact")
    address, length = shown.page.url, shown.run("history.length")
    shown.requests.clear()
    shown.page.locator(".grip-choose input[value='pupil']").check()
    for card in shown.page.locator("[data-grip-contact]").all():
        served = (card.get_attribute("data-grip-serves") or "").split()
        # Also in a group that is closed.
        is_shown = card.evaluate("one => getComputedStyle(one).display !== 'none'")
        assert is_shown == (not served or "pupil" in served)
    assert shown.requests == []
    assert (shown.page.url, shown.run("history.length")) == (address, length)


@pytest.mark.glance
def test_a_choice_is_forgotten_when_the_page_is_opened_again(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    shown.page.locator(".grip-choose input[value='pupil']").first.check()
    assert shown.page.locator(".grip-choose input:checked").count()
    shown.page.reload()
    assert not shown.page.locator(".grip-choose input:checked").count()


def test_nothing_is_kept_and_nobody_else_is_asked(visit: Callable[..., Visit], school: LiveSchool, place: str) -> None:
    shown = visit(place)
    shown.open_everything()
    shown.page.wait_for_load_state("networkidle")
    assert shown.page.context.cookies() == []
    assert shown.run("localStorage.length + sessionStorage.length") == 0
    assert [url for url in shown.requests if not url.startswith(school.origin + "/")] == []


def test_the_strictest_policy_has_nothing_to_refuse(visit: Callable[..., Visit], place: str) -> None:
    shown = visit(place)
    shown.page.wait_for_load_state("networkidle")
    # Chromium asks for an icon when the host names none.
    assert [text for text in shown.complaints if "favicon" not in text and "404" not in text] == []
