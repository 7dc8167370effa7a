"""Leaving at once: by the button, the skip link or Shift three times, with nothing to come back to."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from gripwagtail.conf import DEFAULTS
from tests.browser.conftest import Visit
from tests.by_day import by_day

if TYPE_CHECKING:
    from playwright.sync_api import Route

AWAY = DEFAULTS["EXIT_URL"]
ANYWHERE = "https://www.knmi.nl/**"
BUTTON, SKIP = ".grip-exit", ".grip-skip"
STATUS = ".grip-exit + [role=status]"
COVER = ".grip-exit-cover"
# What a reader can see: the elements at nine points of the window.
SEEN = """() => {
    const at = [.1, .5, .9]
    return [...new Set(at.flatMap(x => at.map(y => document.elementFromPoint(innerWidth * x, innerHeight * y)))
        .map(one => one.className))]
}"""
# Whether a click on the middle of an element would reach it.
IS_HIT = """one => {
    one = one.nodeType ? one : document.querySelector(one)
    const box = one.getBoundingClientRect()
    return one.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2))
}"""
# As the browser does on Back, when it has kept the page as it was.
COME_BACK = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"


@pytest.fixture
def opened(visit: Callable[..., Visit]) -> Callable[..., Visit]:
    """Opens a page for which the exit address answers."""

    def go(place: str = "incident_help", **options: object) -> Visit:
        shown = visit(place, **options)

        def answer(route: Route) -> None:
            route.fulfill(content_type="text/html", body="<title>Het weer</title><p>Zon")

        shown.page.context.route(ANYWHERE, answer)
        shown.requests.clear()
        return shown

    return go


@pytest.fixture
def stuck(visit: Callable[..., Visit]) -> Callable[..., Visit]:
    """Opens a page for which the exit address brings nothing, so that ours stays in the window as it was left."""

    def go(place: str = "incident_help", **options: object) -> Visit:
        shown = visit(place, **options)
        shown.page.context.route(ANYWHERE, lambda route: route.fulfill(status=204))
        return shown

    return go


def is_in_reach(shown: Visit) -> bool:
    """Whether a finger that aims at the button hits it, all along its width."""
    return bool(
        shown.page.locator(BUTTON).evaluate(
            """one => {
                const box = one.getBoundingClientRect()
                return [.1, .5, .9].every(at =>
                    one.contains(document.elementFromPoint(box.x + box.width * at, box.y + box.height / 2)))
            }"""
        )
    )


def press(shown: Visit, *keys: str) -> None:
    for key in keys:
        shown.page.keyboard.press(key)


def by_button(shown: Visit) -> None:
    shown.page.locator(BUTTON).click()


def by_skip_link(shown: Visit) -> None:
    shown.page.locator(SKIP).focus()
    press(shown, "Enter")


def by_shift(shown: Visit) -> None:
    press(shown, "Shift", "Shift", "Shift")


WAYS = [by_button, by_skip_link, by_shift]


@pytest.mark.parametrize("leave", WAYS)
@pytest.mark.parametrize("place", ["incident_help", "contact"])
def test_the_page_is_left_and_back_does_not_show_it(
    opened: Callable[..., Visit], place: str, leave: Callable[[Visit], None]
) -> None:
    shown = opened(place)
    length = shown.run("history.length")
    leave(shown)
    shown.page.wait_for_url(AWAY)
    assert shown.page.title() == "Het weer"
    assert shown.run("history.length") == length
    shown.page.go_back()
    assert shown.page.url == "about:blank"


@pytest.mark.parametrize("leave", WAYS)
def test_the_new_page_is_not_told_where_the_visitor_came_from(
    opened: Callable[..., Visit], leave: Callable[[Visit], None]
) -> None:
    """Also on a page of the host, which says nothing about referrers."""
    for place in ("incident_help", "blocks"):
        if place == "blocks" and leave is by_skip_link:
            continue  # a block has no skip link: its button is where the editor puts it
        shown = opened(place)
        with shown.page.expect_request(ANYWHERE) as asked:
            leave(shown)
        assert "referer" not in asked.value.all_headers()
        shown.page.wait_for_url(AWAY)


@pytest.mark.parametrize("leave", WAYS)
@pytest.mark.parametrize("colours", by_day([{"color_scheme": "dark"}, {"forced_colors": "active"}, {}], {}))
def test_the_page_is_blank_before_the_other_one_answers(
    stuck: Callable[..., Visit], leave: Callable[[Visit], None], colours: dict[str, str]
) -> None:
    shown = stuck(**colours)
    busy = shown.page.locator(BUTTON).get_attribute("data-grip-busy")
    shown.run("scrollTo({ top: 400, behavior: 'instant' })")
    leave(shown)
    shown.page.locator(COVER).wait_for()
    assert shown.run(SEEN) == ["grip-exit-cover"]
    assert shown.page.locator("body").is_hidden()
    assert shown.page.locator("html").inner_text().strip() == busy
    assert shown.page.title() == busy
    assert shown.page.get_by_role("alert").inner_text() == busy


def test_without_our_stylesheet_the_page_is_blank_too(stuck: Callable[..., Visit]) -> None:
    shown = stuck(without_css=True)
    busy = shown.page.locator(BUTTON).get_attribute("data-grip-busy")
    by_button(shown)
    assert shown.page.locator("html").inner_text().strip() == busy


@pytest.mark.glance
def test_the_page_is_there_again_when_the_browser_had_kept_it(stuck: Callable[..., Visit]) -> None:
    shown = stuck()
    title = shown.page.title()
    press(shown, "Shift")
    by_button(shown)
    shown.page.locator(COVER).wait_for()
    shown.run(COME_BACK)
    assert shown.page.locator(COVER).count() == 0
    assert shown.page.locator("h1").is_visible()
    assert shown.page.title() == title
    assert shown.page.locator(STATUS).inner_text() == ""
    assert shown.page.locator("meta[name=referrer][content=no-referrer]").count() == 0
    by_button(shown)
    shown.page.locator(COVER).wait_for()


@pytest.mark.glance
def test_each_press_of_shift_is_announced_and_shown(stuck: Callable[..., Visit]) -> None:
    shown = stuck()
    status, dots = shown.page.locator(STATUS), shown.page.locator(".grip-exit-dots")
    assert status.inner_text() == ""
    assert not dots.is_visible()
    said = []
    before = shown.page.locator(BUTTON).bounding_box()
    for presses in (1, 2):
        press(shown, "Shift")
        assert dots.is_visible()
        assert dots.locator(".grip-exit-dot").count() == presses
        said.append(status.inner_text())
    assert "2" in said[0]
    assert "1" in said[1]
    assert dots.get_attribute("aria-hidden") == "true"
    assert shown.page.locator(BUTTON).bounding_box() == before  # nothing moves
    assert shown.page.locator(COVER).count() == 0
    press(shown, "Shift")
    shown.page.locator(COVER).wait_for()


def test_after_five_seconds_the_presses_are_forgotten_and_that_is_said(stuck: Callable[..., Visit]) -> None:
    shown = stuck()
    shown.page.clock.install()
    press(shown, "Shift")
    shown.page.clock.fast_forward(4000)
    press(shown, "Shift")  # five seconds from one press to the next
    shown.page.clock.fast_forward(4000)
    assert shown.page.locator(".grip-exit-dot").count() == 2
    shown.page.clock.fast_forward(1100)
    assert shown.page.locator(STATUS).inner_text() == shown.page.locator(BUTTON).get_attribute("data-grip-expired")
    assert not shown.page.locator(".grip-exit-dots").is_visible()
    shown.page.clock.fast_forward(5100)
    assert shown.page.locator(STATUS).inner_text() == ""
    press(shown, "Shift", "Shift")
    assert shown.page.locator(COVER).count() == 0


@pytest.mark.parametrize("keys", [["Shift+a"] * 4, ["Shift+Tab"] * 4, ["Shift", "Shift", "a", "Shift"]])
def test_shift_with_another_key_does_not_count(stuck: Callable[..., Visit], keys: list[str]) -> None:
    shown = stuck()
    press(shown, *keys)
    assert shown.page.locator(COVER).count() == 0


def test_shift_that_is_let_go_before_the_letter_does_not_count(stuck: Callable[..., Visit]) -> None:
    shown = stuck()
    for _ in range(4):
        for turn in ("down Shift", "down A", "up Shift", "up A"):
            way, key = turn.split()
            getattr(shown.page.keyboard, way)(key)
        assert shown.page.locator(STATUS).inner_text() == ""
    assert shown.page.locator(COVER).count() == 0


def keys_as_sent(shown: Visit, *events: str) -> None:
    """Key events as browsers send them, such as “up Shift+Alt”: the key, and which others are down after it."""
    for event in events:
        way, keys = event.split()
        key, *held = keys.split("+")
        others = {f"{name.lower()}Key": True for name in held}
        shown.page.evaluate(
            "([type, init]) => document.dispatchEvent(new KeyboardEvent(type, { ...init, bubbles: true }))",
            [f"key{way}", {"key": key, **others}],
        )


def test_both_shift_keys_together_leave(stuck: Callable[..., Visit]) -> None:
    shown = stuck()
    both = ("down Shift+Shift", "down Shift+Shift", "up Shift+Shift", "up Shift")
    keys_as_sent(shown, *both, *both)
    shown.page.locator(COVER).wait_for()


@pytest.mark.parametrize("other", ["Alt", "Ctrl", "Meta"])
@pytest.mark.parametrize("first", ["Shift", "other"])
def test_going_through_the_layouts_of_a_keyboard_does_not_leave(
    stuck: Callable[..., Visit], other: str, first: str
) -> None:
    shown = stuck()
    down = f"down {other}+{other}", f"down Shift+Shift+{other}"
    up = (f"up Shift+{other}", f"up {other}") if first == "Shift" else (f"up {other}+Shift", "up Shift")
    for _turn in range(4):
        keys_as_sent(shown, *down, *up)
    # The other key held, and Shift alone pressed again and again.
    keys_as_sent(shown, down[0], *(f"{way} Shift+{other}" for way in ("down", "up") * 4))
    assert shown.page.locator(COVER).count() == 0


def test_shift_works_while_a_field_has_the_focus(stuck: Callable[..., Visit]) -> None:
    shown = stuck()
    shown.page.locator("[data-grip-search] input").focus()
    by_shift(shown)
    shown.page.locator(COVER).wait_for()


def test_two_buttons_count_a_press_once(stuck: Callable[..., Visit]) -> None:
    shown = stuck()
    address = shown.page.url
    html = shown.page.request.get(address).text()
    twice = re.sub(r'(?s)<a class="grip-exit".*?</a>', lambda found: found[0] * 2, html)
    shown.page.context.route(address, lambda route: route.fulfill(content_type="text/html", body=twice))
    shown.page.goto(address)
    assert shown.page.locator(BUTTON).count() == 2
    press(shown, "Shift", "Shift")
    assert shown.page.locator("[role=status]:not(.grip-search *)").count() == 1
    assert [row.locator(".grip-exit-dot").count() for row in shown.page.locator(".grip-exit-dots").all()] == [2, 2]
    assert shown.page.locator(COVER).count() == 0
    shown.page.locator(BUTTON).nth(1).click()
    shown.page.locator(COVER).wait_for()


@pytest.mark.glance
def test_without_javascript_both_are_plain_links(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help", java_script_enabled=False)
    shown.page.context.route(ANYWHERE, lambda route: route.fulfill(content_type="text/html", body="<p>Zon"))
    links = shown.page.locator("[data-grip-exit]")
    assert {link.get_attribute("href") for link in links.all()} == {AWAY}
    assert {link.get_attribute("rel") for link in links.all()} == {"noreferrer"}
    with shown.page.expect_request(ANYWHERE) as asked:
        shown.page.locator(BUTTON).click()
    assert "referer" not in asked.value.all_headers()
    shown.page.wait_for_url(AWAY)


def test_the_skip_link_is_seen_only_while_it_has_the_focus_and_covers_nothing(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    skip = shown.page.locator(SKIP)
    assert skip.evaluate("one => one === one.closest('.grip').querySelector('a')")
    # Not a spot of it is drawn.
    hit = """one => {
        const box = one.getBoundingClientRect()
        return one.contains(document.elementFromPoint(box.x + 9, box.y + 9))
    }"""
    assert not skip.evaluate(hit)
    skip.focus()
    assert skip.evaluate(hit)
    below = skip.bounding_box()
    assert below
    assert below["y"] + below["height"] <= shown.top_of(".grip a[href='tel:112']")


def test_112_is_in_sight_above_the_exit_on_a_small_phone(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help", width=360)
    shown.page.set_viewport_size({"width": 360, "height": 640})
    tops = [shown.top_of(one) for one in (".grip a[href='tel:112']", ".grip a[href='tel:113']", BUTTON)]
    assert 0 <= tops[0] < tops[1] < tops[2] < 600


@pytest.mark.glance
def test_the_exit_stays_in_sight_while_scrolling(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help", width=360)
    shown.run("scrollTo({ top: 1500, behavior: 'instant' })")
    assert is_in_reach(shown)


HEADER = "<header style='position: {}; inset: 0 0 auto; height: 120px; z-index: 1030; background: #333'></header>"


@pytest.mark.parametrize("width", by_day([320, 390, 1280], 390))
@pytest.mark.parametrize(
    ("way", "html"),
    [
        ("a sticky header", HEADER.format("sticky")),
        ("a fixed header", HEADER.format("fixed")),
        ("a header in front of all", HEADER.format("fixed").replace("1030", "2147483647")),
        ("an ancestor that hides what sticks out", "<style>main, main > div { overflow-x: hidden }</style>"),
    ],
    ids=lambda one: one if "<" not in one else "",
)
def test_the_exit_is_in_reach_whatever_the_host_does_with_its_header(
    visit: Callable[..., Visit], width: int, way: str, html: str
) -> None:
    for place in ("incident_help", "contact"):
        shown = visit(place, width=width, bypass_csp=True)
        shown.run(f"document.body.insertAdjacentHTML('afterbegin', {html!r})")
        for top in (0, 300, 1500, 99999):
            shown.run(f"scrollTo({{ top: {top}, behavior: 'instant' }})")
            assert is_in_reach(shown), (place, top)


def test_at_the_end_of_the_page_the_exit_lies_over_nothing_of_the_host(visit: Callable[..., Visit]) -> None:
    shown = visit("contact", width=360, bypass_csp=True)
    shown.run("document.body.insertAdjacentHTML('beforeend', '<footer><a id=last href=#>Colofon</a></footer>')")
    shown.run("scrollTo({ top: 99999, behavior: 'instant' })")
    assert shown.run(IS_HIT, "#last")


def test_what_gets_the_focus_does_not_end_up_under_the_exit(visit: Callable[..., Visit]) -> None:
    shown = visit("contact", width=360)
    hidden = shown.run(
        """is_hit => {
            const hit = eval(is_hit)
            return [...document.querySelectorAll('.grip a[href]:not(.grip-skip)')].filter(link => {
                if (!link.checkVisibility()) return false
                scrollTo({ top: 0, behavior: 'instant' })
                link.focus()
                return !hit(link)
            }).map(link => link.outerHTML.slice(0, 120))
        }""",
        IS_HIT,
    )
    assert hidden == []


def test_on_a_screen_too_low_for_it_the_exit_stays_in_the_page(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help", width=320)
    shown.page.set_viewport_size({"width": 320, "height": 190})  # 400 percent
    assert shown.page.locator(".grip-exit-bar").evaluate("one => getComputedStyle(one).position") == "static"


def test_the_distance_to_the_edge_is_for_the_host_to_choose(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help", width=360)
    before = shown.top_of(BUTTON)
    shown.run("document.documentElement.style.setProperty('--grip-exit-offset', '3rem')")
    assert shown.top_of(BUTTON) == pytest.approx(before - 48, abs=1)


@pytest.mark.parametrize("place", ["incident_help", "contact", "blocks"])
def test_it_says_honestly_that_the_history_stays_and_on_paper_there_is_nothing_of_it(
    visit: Callable[..., Visit], place: str
) -> None:
    shown = visit(place)
    note = shown.page.locator(".grip-exit-note")
    assert note.is_visible()
    assert abs(shown.top_of(".grip-exit-note") - shown.top_of(BUTTON)) < 60
    shown.page.emulate_media(media="print")
    for one in (BUTTON, SKIP, ".grip-exit-note"):
        assert not any(link.is_visible() for link in shown.page.locator(one).all())


def test_right_to_left_the_exit_stands_on_the_other_side(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    middle = "one => { const b = one.getBoundingClientRect(); return b.x + b.width / 2 - innerWidth / 2 }"
    button = shown.page.locator(BUTTON)
    assert button.evaluate(middle) < 0
    shown.run("document.documentElement.dir = document.querySelector('.grip-incident-help-page').dir = 'rtl'")
    assert button.evaluate(middle) > 0
    assert shown.run("document.documentElement.scrollWidth") <= 360
