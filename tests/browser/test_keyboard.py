"""Without a mouse, with large letters, with still screens and on paper: the pages stay usable."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from gripwagtail.lookup.sources import KINDS
from tests.browser.conftest import PLACES, Visit
from tests.by_day import by_day

READERS = ("pupil", "parent", "staff")
WITH_DANGER = ("contact", "incident_help")  # the two pages that begin with 112, 113 and the exit link
A4 = {"width": 794, "height": 1123}  # in CSS pixels

# Where Tab stops within our roots, in the order of the page. Of a group of radios it stops at the chosen one, or at the
# first where none is.
STOPS = """() => {
    const isStop = one => {
        if (one.type !== 'radio') return true
        const group = [...document.getElementsByName(one.name)]
        return one === (group.find(other => other.checked) || group[0])
    }
    window.stops = [...document.querySelectorAll('.grip :is(a[href], summary, select, input)')]
        .filter(isStop)
        .filter(one => one.checkVisibility({ checkVisibilityCSS: true }))
    return window.stops.map(one => one.outerHTML.slice(0, 100))
}"""
HERE = "window.stops.indexOf(document.activeElement)"
# What is drawn around the element with the focus: its style, and its width in pixels.
OUTLINE = """() => {
    const style = getComputedStyle(document.activeElement)
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
}"""
MOVING = """() => {
    const seconds = text => Math.max(...text.split(',').map(one => parseFloat(one) * (one.includes('ms') ? .001 : 1)))
    return [...document.querySelectorAll('.grip, .grip *')].flatMap(one =>
        [null, '::before', '::after', '::marker'].filter(part => {
            const style = getComputedStyle(one, part)
            return seconds(style.transitionDuration) > .01
                || (style.animationName !== 'none' && seconds(style.animationDuration) > .01)
        }).map(part => `${one.className || one.tagName}${part || ''}`))
}"""
# What lies further to the right than the page is wide. What is only for the ear is one pixel large.
CUT_OFF = """() => {
    const wide = document.documentElement.clientWidth + .5
    return [...document.querySelectorAll('.grip *')].filter(one => {
        const box = one.getBoundingClientRect()
        return box.width > 1 && (box.right > wide || box.left < -.5)
    }).map(one => one.outerHTML.slice(0, 120))
}"""


def tab(shown: Visit, back: bool = False) -> int:
    """Goes to the next stop. Says which of ours it is, or -1 for something of the host or the browser."""
    shown.page.keyboard.press("Shift+Tab" if back else "Tab")
    return int(shown.run(HERE))


def is_shown(shown: Visit, selector: str) -> list[bool]:
    """Of each element whether it has a place on the screen."""
    return list(shown.page.locator(selector).evaluate_all("all => all.map(one => one.checkVisibility())"))


# With the keyboard


@pytest.mark.parametrize("place", WITH_DANGER)
def test_of_all_that_is_ours_tab_meets_the_quick_way_out_first_and_then_112_113_and_the_button(
    visit: Callable[..., Visit], place: str
) -> None:
    shown = visit(place)
    shown.run(STOPS)
    for _ in range(10):  # first the links of the host
        if tab(shown) >= 0:
            break
    met = []
    for _ in range(4):
        met.append(shown.run("document.activeElement.getAttribute('href')"))
        assert shown.run("document.activeElement.getBoundingClientRect().bottom <= innerHeight")
        way_out = shown.run("document.activeElement.matches('[data-grip-exit]')")
        for _ in range(10):  # the quick way out is in the header of the host, before its links
            if tab(shown) >= 0:
                break
    assert met[1:3] == ["tel:112", "tel:113"]
    assert way_out
    assert met[0] == met[3]
    assert met[0].startswith("https://")


@pytest.mark.parametrize(
    "place", [pytest.param(one, marks=pytest.mark.thorough if one == "incident_help" else ()) for one in PLACES]
)
def test_tab_passes_everything_in_the_order_of_the_page_and_then_leaves(
    visit: Callable[..., Visit], place: str
) -> None:
    """Both ways, with everything opened: nothing is skipped and nothing holds the focus."""
    shown = visit(place, width=1280)
    shown.open_everything()
    expected = list(range(len(shown.run(STOPS))))
    assert expected
    for back in (False, True):
        met: list[int] = []
        for _ in range(len(expected) + 20):
            at = tab(shown, back)
            if len(met) == len(expected) and at != met[-1]:
                break  # it went on: to the host, or round
            if at >= 0:
                met.append(at)
        else:
            pytest.fail("the focus does not come out")
        assert met == (expected[::-1] if back else expected)


@pytest.mark.parametrize("colours", by_day(["light", "dark"], "light"))
def test_whatever_has_the_focus_has_a_line_around_it(visit: Callable[..., Visit], place: str, colours: str) -> None:
    shown = visit(place, color_scheme=colours)
    stops = shown.run(STOPS)
    bare, kinds = [], set()
    for _ in range(len(stops) + 10):
        if (at := tab(shown)) < 0:
            continue
        kinds.add(shown.run("document.activeElement.tagName"))
        if not shown.run(OUTLINE):
            bare.append(stops[at])
    assert bare == []
    assert "A" in kinds
    if place == "incident_help":
        assert kinds == {"A", "SUMMARY", "INPUT"}


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_opens_a_situation_and_closes_it_again(visit: Callable[..., Visit], key: str) -> None:
    shown = visit("incident_help")
    shown.run(STOPS)
    situation = shown.page.locator("[data-grip-situation]").first
    for _ in range(20):
        tab(shown)
        if shown.run("document.activeElement.matches('summary')"):
            break
    assert not situation.locator("[data-grip-audience]").first.is_visible()
    shown.page.keyboard.press(key)
    assert all(part.is_visible() for part in situation.locator("[data-grip-audience]").all())
    shown.page.keyboard.press(key)
    assert not situation.locator("[data-grip-audience]").first.is_visible()
    assert shown.run("document.activeElement.matches('summary')")


@pytest.mark.glance
def test_arrow_keys_choose_who_you_are_and_the_parts_of_the_others_go(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    assert not shown.page.locator(".grip-choose input:checked").count()
    shown.open_everything()
    assert all(is_shown(shown, "[data-grip-audience]"))  # nobody chose: everybody
    shown.page.locator(".grip-choose input").first.focus()
    for reader, key in zip(READERS, ("Space", "ArrowRight", "ArrowRight"), strict=True):
        shown.page.keyboard.press(key)
        assert shown.run("document.activeElement.value") == reader
        # In every row the same.
        checked = shown.page.locator(".grip-choose input:checked")
        assert {one.input_value() for one in checked.all()} == {reader}
        assert checked.count() == shown.page.locator(".grip-who").count()
        for other in READERS:
            parts = is_shown(shown, f"[data-grip-audience='{other}']")
            assert parts
            assert set(parts) == {other == reader}


@pytest.mark.glance
def test_arrow_keys_choose_whose_contacts_are_shown(visit: Callable[..., Visit]) -> None:
    shown = visit("contact")
    cards = shown.page.locator("[data-grip-contact]")
    serves = [text.split() for text in cards.evaluate_all("all => all.map(one => one.dataset.gripServes)")]
    shown.open_everything()
    shown.page.locator(".grip-choose input:checked").focus()
    for reader in READERS:
        shown.page.keyboard.press("ArrowDown")
        expected = [not served or reader in served for served in serves]
        assert is_shown(shown, "[data-grip-contact]") == expected
        assert any(expected)
    shown.page.keyboard.press("ArrowDown")
    assert all(is_shown(shown, "[data-grip-contact]"))


# With large letters


@pytest.mark.parametrize(("percent", "width", "height"), [(200, 640, 380), (400, 320, 190)])
def test_zoomed_in_nothing_scrolls_sideways(
    visit: Callable[..., Visit], place: str, percent: int, width: int, height: int
) -> None:
    """A screen of 1280 by 760 pixels has this size when the page is enlarged."""
    shown = visit(place, width=width, device_scale_factor=percent / 100)
    shown.page.set_viewport_size({"width": width, "height": height})
    assert shown.run("devicePixelRatio") == percent / 100
    for _ in range(2):  # closed, and with everything opened
        assert shown.run("document.documentElement.scrollWidth") <= width
        assert shown.run(CUT_OFF) == []
        shown.open_everything()


# With still screens


def test_who_asks_for_little_motion_sees_nothing_move(visit: Callable[..., Visit], place: str) -> None:
    shown = visit(place, reduced_motion="reduce")
    shown.open_everything()
    assert shown.run(MOVING) == []


def test_without_that_wish_nothing_moves_either_and_what_would_is_seen(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help", reduced_motion="no-preference")
    assert shown.run(MOVING) == []
    shown.run("document.querySelector('.grip-title').style.transition = 'color 1s'")
    assert shown.run(MOVING) == ["grip-title"]


# On paper


@pytest.mark.parametrize("kind", KINDS)
def test_on_paper_there_is_the_page_without_its_buttons_and_nothing_is_cut_off(
    visit: Callable[..., Visit], kind: str
) -> None:
    shown = visit(kind, width=A4["width"])
    shown.page.set_viewport_size({"width": A4["width"], "height": A4["height"]})
    shown.open_everything()
    on_screen = squeezed(shown.page.locator(".grip").first.inner_text())
    shown.page.emulate_media(media="print")
    assert not any(is_shown(shown, "[data-grip-exit], .grip-choose"))
    assert shown.run("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert shown.run(CUT_OFF) == []

    title = shown.page.locator("h1").inner_text()
    pdf = shown.page.pdf(format="A4")
    assert pdf.startswith(b"%PDF-")
    text = words_of(pdf)
    assert squeezed(title) in text
    # In figures: on paper there is no link. The contact page prints as its sheet, which has no routes.
    assert text.count("112") >= (1 if kind == "contact" else on_screen.count("112"))
    if kind in WITH_DANGER:
        assert text.index("112") < text.index("113") < text.index(squeezed(title))
        assert b"(tel:112)" in pdf  # on a screen the number in the PDF can be called
    for button in shown.page.locator("[data-grip-exit], .grip-choose legend").all():
        words = squeezed(button.evaluate("one => one.textContent"))
        assert words
        assert words not in text


def squeezed(text: str) -> str:
    """Without spaces: a PDF places words and lines, and writes no space between them."""
    return re.sub(r"\s+", "", text).casefold()


def words_of(pdf: bytes) -> str:
    """The text of a PDF as Chromium makes it, page after page, squeezed.

    It reads no more than that: compressed streams, and fonts with a table from glyphs to characters.
    """
    objects: dict[int, bytes] = {
        int(number): body for number, body in re.findall(rb"(?s)(?<!\d)(\d+) 0 obj\n?(.*?)\nendobj", pdf)
    }

    def stream(number: int) -> str:
        raw = objects[number].split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0]
        is_packed = b"/FlateDecode" in objects[number].split(b"stream\n", 1)[0]
        return (zlib.decompress(raw) if is_packed else raw).decode("latin-1")

    tables: dict[str, dict[str, str]] = {}
    for number, body in objects.items():
        if found := re.search(rb"/ToUnicode (\d+) 0 R", body):
            tables[f"F{number}"] = characters(stream(int(found[1])))

    words: list[str] = []
    for body in objects.values():
        found = re.search(rb"/Contents (\d+) 0 R", body)
        if not re.search(rb"/Type\s*/Page\b", body) or not found:
            continue
        table: dict[str, str] = {}
        for font, glyphs in re.findall(r"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>", stream(int(found[1]))):
            if font:
                table = tables.get(font, {})
            else:
                words += [table.get(glyphs[at : at + 4].upper(), "") for at in range(0, len(glyphs), 4)]
    return squeezed("".join(words))


def characters(cmap: str) -> dict[str, str]:
    """From a glyph, as four figures, to what it represents."""
    found: dict[str, str] = {}

    def decoded(figures: str, plus: int = 0) -> str:
        units: Any = bytearray.fromhex(figures)
        units[-2:] = (int.from_bytes(units[-2:], "big") + plus).to_bytes(2, "big")
        return bytes(units).decode("utf-16-be")

    for part in re.findall(r"(?s)beginbfchar(.*?)endbfchar", cmap):
        for glyph, figures in re.findall(r"<(\w+)> <(\w+)>", part):
            found[glyph.upper()] = decoded(figures)
    for part in re.findall(r"(?s)beginbfrange(.*?)endbfrange", cmap):
        for first, last, figures in re.findall(r"<(\w+)> <(\w+)> <(\w+)>", part):
            for plus in range(int(last, 16) - int(first, 16) + 1):
                found[f"{int(first, 16) + plus:04X}"] = decoded(figures, plus)
    return found
