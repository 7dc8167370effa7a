"""Under the stylesheets of other people: what wins from what. What one then sees: test_stylesheets.py.

Each sheet here is the part of a well-known one that once took something away, and comes before ours, as in a host.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import override_settings

from tests.browser.conftest import Visit
from tests.by_day import by_day

NORMALIZE = (
    "a { background-color: transparent } summary { display: list-item } button, input { margin: 0; font: inherit }"
)
MEYER = (
    "div, span, h1, h2, h3, h4, p, blockquote, a, em, small, strong, b, dl, dt, dd, ol, ul, li, fieldset, label,"
    " legend, article, details, nav, section, summary { margin: 0; padding: 0; border: 0; font: inherit }"
    "ol, ul { list-style: none } q::before, q::after { content: none }"
)
TAILWIND = (
    "*, ::before, ::after { box-sizing: border-box; border: 0 solid #e5e7eb } body { margin: 0 }"
    "h1, h2, h3, h4, h5 { font-size: inherit; font-weight: inherit } a { color: inherit; text-decoration: inherit }"
    "ol, ul { list-style: none } ol, ul, p, blockquote, dl, dd, h1, h2, h3, h4 { margin: 0; padding: 0 }"
    "summary { display: list-item } input, select { color: inherit; background: transparent }"
)
BOOTSTRAP = (
    "body { margin: 0; color: #212529 } a { color: #0d6efd } p, ul { margin: 0 0 1rem } ul { padding-left: 2rem }"
    "h2 { font-size: 2rem } h3 { font-size: 1.75rem } legend { float: left; width: 100%; font-size: 1.5rem }"
)
SMALL_ROOT = "html { font-size: 62.5% } body { margin: 0; font-size: 1.6rem }"
DARK = "body { background: #111; color: #eee } a { color: #9cf } input, select { color: #eee }"
ONE_ID = (
    "#host a { color: #f0f; background: transparent; border: 0; padding: 0; display: inline; font-size: 9px }"
    "#host * { color: #f0f; background: transparent; font-size: 9px; border-width: 0 }"
)
SHEETS = {
    "nothing": "",
    "normalize": NORMALIZE,
    "meyer": MEYER,
    "tailwind": TAILWIND,
    "bootstrap": BOOTSTRAP,
    "small root": SMALL_ROOT,
    "dark": DARK,
}
LONG = "vertrouwenspersoon-van-de-hele-school@obs-de-kwikstaart.example"
WORD = "aansprakelijkheidswaardevaststellingsverander"

# Of all that safety needs: colour, background, border and size of letters, and how high it is at least.
PAIRS = """() => [...document.querySelectorAll(
        '.grip-exit, .grip-button, .grip-danger-link, .grip-call > a, ' +
        '.grip-ways > li:first-child > a, .grip-first-way > a')].filter(one => one.checkVisibility()).map(link => {
        const inner = link.firstElementChild, style = getComputedStyle(inner), outer = getComputedStyle(link)
        return [link.className, style.color, style.backgroundColor, style.borderTopWidth, style.borderTopColor,
            style.fontSize, outer.borderTopWidth, outer.paddingTop, outer.backgroundColor].join(' ')
    })"""


@pytest.fixture
def styled(visit: Callable[..., Visit]) -> Callable[..., Visit]:
    """Opens a page once; ``put`` then changes the stylesheet of the host, which comes before ours."""

    def go(place: str, width: int = 390, **options: Any) -> Visit:
        shown = visit(place, width=width, bypass_csp=True, **options)
        shown.run(
            """() => {
                for (const own of document.querySelectorAll('link[rel=stylesheet]'))
                    if (!own.href.includes('/gripwagtail/')) own.remove()
                document.head.prepend(Object.assign(document.createElement('style'), { id: 'host-sheet' }))
                document.body.id = 'host'
            }"""
        )
        shown.open_everything()
        return shown

    return go


def put(shown: Visit, sheet: str) -> None:
    shown.run("css => { document.getElementById('host-sheet').textContent = css }", sheet)


def sheets() -> Iterator[tuple[str, str]]:
    yield from SHEETS.items()


def test_no_stylesheet_of_a_host_changes_what_safety_needs(styled: Callable[..., Visit], place: str) -> None:
    for colours in ("light", "dark"):
        shown = styled(place, color_scheme=colours)
        plain = shown.run(PAIRS)
        if place in ("incident_help", "contact", "blocks"):
            assert plain
        for name, sheet in [*sheets(), ("one id", ONE_ID)]:
            put(shown, sheet)
            assert shown.run(PAIRS) == plain, name


def test_what_is_typed_can_be_read_on_a_dark_host(styled: Callable[..., Visit]) -> None:
    for place, field in (("incident_help", ".grip-search input"), ("contact", ".grip-topic select")):
        shown = styled(place)
        if not shown.page.locator(field).count():
            continue
        colours = "one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]"
        plain = shown.page.locator(field).evaluate(colours)
        assert plain[0] != plain[1]
        for name, sheet in [*sheets(), ("one id", ONE_ID)]:
            put(shown, sheet)
            assert shown.page.locator(field).evaluate(colours) == plain, name


def test_a_property_of_the_host_still_steers_the_colours_of_a_button(styled: Callable[..., Visit]) -> None:
    shown = styled("incident_help")
    put(shown, ":root { --grip-accent: rgb(1, 2, 3); --grip-accent-text: rgb(250, 251, 252) } " + ONE_ID)
    colours = "one => [getComputedStyle(one).backgroundColor, getComputedStyle(one).color]"
    assert shown.page.locator(".grip-button > *").first.evaluate(colours) == ["rgb(1, 2, 3)", "rgb(250, 251, 252)"]


def test_in_a_layer_our_stylesheet_looks_the_same_under_a_strict_policy_and_yields_to_every_rule(
    visit: Callable[..., Visit],
) -> None:
    # Of an element: what it looks like by our stylesheet.
    look = """() => ['.grip-exit > .grip-pair', '.grip-danger-link > .grip-pair', '.grip-situation', '.grip-title']
        .map(name => getComputedStyle(document.querySelector(name)))
        .map(style => [style.fontSize, style.backgroundColor, style.borderTopWidth, style.display].join(' '))"""
    plain = visit("incident_help").run(look)
    with override_settings(GRIPWAGTAIL={"LOAD_CSS": "layered"}):
        shown = visit("incident_help")
        assert shown.run(look) == plain
        assert [one.split("/")[-1] for one in shown.requests if "/gripwagtail/grip" in one][:2] == [
            "grip-layered.min.css",
            "grip.min.css",
        ]
        assert not [said for said in shown.complaints if "Content Security Policy" in said]
        shown = visit("incident_help", bypass_csp=True)
        shown.page.add_style_tag(content="h1 { font-size: 77px }")
        assert shown.run("getComputedStyle(document.querySelector('.grip-title')).fontSize") == "77px"


def test_a_class_of_the_host_wins_from_ours(styled: Callable[..., Visit]) -> None:
    shown = styled("contact")
    put(shown, "body .grip-card { padding: 3px } .grip .grip-card-title { font-size: 31px }")
    assert shown.run("getComputedStyle(document.querySelector('.grip-card')).paddingTop") == "3px"
    assert shown.run("getComputedStyle(document.querySelector('.grip-card-title')).fontSize") == "31px"


def test_the_font_of_headings_is_the_hosts_unless_it_names_one_for_ours(styled: Callable[..., Visit]) -> None:
    shown = styled("norm")
    font = "getComputedStyle(document.querySelector('.grip h1')).fontFamily"
    put(shown, "h1, h2 { font-family: Marcellus }")
    assert shown.run(font) == "Marcellus"
    put(shown, "h1, h2 { font-family: Marcellus } :root { --grip-font-heading: Cambria }")
    assert shown.run(font) == "Cambria"


def test_letters_that_a_visitor_made_larger_are_larger_here_too(styled: Callable[..., Visit]) -> None:
    """The browser multiplies the size of the root, unless a host has fixed that in pixels."""
    shown = styled("incident_help")
    size = "parseFloat(getComputedStyle(document.querySelector('.grip-danger-number')).fontSize)"
    before = shown.run(size)
    put(shown, "html { font-size: 150% }")
    assert shown.run(size) == pytest.approx(before * 1.5, abs=0.1)
    put(shown, ":root { --grip-rem: 20px }")
    assert shown.run(size) == pytest.approx(before / 16 * 20, abs=0.1)


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_a_long_address_stays_inside_its_card(styled: Callable[..., Visit], width: int) -> None:
    shown = styled("contact", width=width)
    shown.run(
        """long => {
            for (const list of document.querySelectorAll('.grip-ways')) {
                const link = text => `<li><a class="grip-mail" href="mailto:x"><bdi dir="ltr">${text}</bdi></a></li>`
                list.innerHTML = link(long) + link(long)
            }
            for (const title of document.querySelectorAll('.grip-card-title')) title.textContent = 'a'.repeat(45)
        }""",
        LONG,
    )
    for name, sheet in sheets():
        put(shown, sheet)
        out = shown.run(
            """() => [...document.querySelectorAll('.grip-card :is(bdi, a, .grip-card-title)')].filter(one =>
                one.getBoundingClientRect().right > one.closest('.grip-card').getBoundingClientRect().right).length"""
        )
        assert out == 0, name
        assert shown.run("document.documentElement.scrollWidth") <= width, name


def test_a_word_of_45_letters_anywhere_never_scrolls_the_page_sideways(
    styled: Callable[..., Visit], place: str
) -> None:
    shown = styled(place, width=320)
    before = shown.run("document.querySelector('.grip:not(.grip-skip-first)').scrollHeight")
    shown.run(
        """word => {
            for (const ours of document.querySelectorAll('.grip')) {
                const texts = document.createTreeWalker(ours, NodeFilter.SHOW_TEXT)
                while (texts.nextNode()) {
                    const text = texts.currentNode
                    if (/[a-z]{2}/i.test(text.data)) text.data += ' ' + word
                }
            }
        }""",
        WORD,
    )
    assert shown.run("document.querySelector('.grip:not(.grip-skip-first)').scrollHeight") > before
    for name in ("nothing", "bootstrap"):
        put(shown, SHEETS[name])
        assert shown.run("document.documentElement.scrollWidth") <= 320, name
        # An element that hides what sticks out would keep the page as wide as it is, and cut the word.
        out = shown.run(
            """() => [...document.querySelectorAll('.grip :not(option)')].filter(one => {
                const box = one.getBoundingClientRect()
                const card = one.parentElement.closest('.grip-card, .grip-agreement')
                const around = card ? card.getBoundingClientRect() : { left: 0, right: 320 }
                const rim = card ? 8 : -1
                return box.width > 1 && one.checkVisibility()
                    && (box.right > around.right - rim || box.left < around.left + rim)
            }).map(one => one.outerHTML.slice(0, 90))"""
        )
        assert out == [], name


@pytest.mark.parametrize("width", by_day([390, 1280], 390))
def test_a_container_of_the_host_is_not_padded_once_more(styled: Callable[..., Visit], width: int) -> None:
    shown = styled("norm", width=width)
    padding = "parseFloat(getComputedStyle(document.querySelector('.grip-norm-page')).paddingInlineStart)"
    put(shown, "body { margin: 0 } main { margin: 0; padding: 0; max-width: none }")
    assert shown.run(padding) >= 8
    put(shown, "body { margin: 0 } main { margin: 0 auto; padding: 0 1rem; max-width: 60rem }")
    assert shown.run(padding) == 0
