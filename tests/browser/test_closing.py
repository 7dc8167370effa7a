"""A visitor who leaves on the way to another page leaves all the same: a test that waits for it would wait for ever."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.conftest import LiveSchool, Visit


def test_a_window_on_its_way_to_another_page_stands_still_before_it_is_closed(
    school: LiveSchool, visit: Callable[..., Visit]
) -> None:
    visitor = visit("overview")
    seen: list[str] = []
    visitor.page.on("framenavigated", lambda frame: seen.append(frame.url))
    visitor.run("address => { setTimeout(() => { location = address }) }", school.url("contact"))
    visitor.page.context.close()

    assert seen[-1] == "about:blank"
    assert visitor.page.is_closed()
