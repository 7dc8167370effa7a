"""The measuring finds what is wrong on small pages with known answers, and nothing on one where all is well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests import measuring
from tests.stylesheets import Sheet

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LINK = "<link rel='stylesheet' href='data:text/css,/*gripwagtail/*/'>"
# All that is asked for, in a page as small as can be.
GOOD = """
<style>
  body { background: #fff; color: #222; font: 16px/1.5 sans-serif; margin: 16px }
  h1 { font-size: 28px } h2 { font-size: 22px }
  .grip-exit { background: #000; color: #fff; display: block; min-height: 44px; width: 120px }
  .grip-exit { position: fixed; right: 16px; top: 8px; z-index: 2000 }
  .grip-danger-link { border: 2px solid; color: inherit; display: block; min-height: 44px }
  .grip-situation > summary { display: flex; list-style: none; min-height: 48px }
  .grip-situation > summary::after { border: solid; border-width: 0 0 2px 2px; content: ""; height: 10px; width: 10px }
  [role=list] { list-style: none; padding: 0 }
  input { background: #fff; border: 2px solid #222; color: #222; font: inherit; min-height: 44px }
  label { display: block; min-height: 44px }
</style>
<main><div class="grip">
  <a class="grip-exit" href="/weg">Weg hier</a>
  <ul class="grip-danger" role="list">
    <li><a class="grip-danger-link" href="tel:112"><span>112 bij gevaar</span></a></li>
  </ul>
  <h1>Er is iets gebeurd</h1>
  <section class="grip-section"><h2>Wat dan</h2>
    <p>Een gewone zin met <a href="/x">een link</a> erin.</p>
    <ul class="tell"><li>Een</li><li>Twee</li></ul>
    <label>Zoek <input type="search"></label>
    <label><input type="radio" name="who"> leerling</label>
    <details class="grip-situation"><summary>Wie</summary><p>Iemand.</p></details>
  </section>
  <p style="height: 3000px">Einde</p>
</div></main>
"""


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 760})
    yield context.new_page()
    context.close()


@pytest.fixture
def shown(tab: Page) -> Callable[..., Page]:
    """A document in the browser, ready to be measured; ``shown(css)`` is the good page with more rules."""

    def show(css: str = "", html: str = "") -> Page:
        body = html or f"{GOOD}<style id='more'></style>{LINK}"
        if html or not tab.query_selector("#more"):
            tab.set_content(f"<!doctype html><html lang='nl'><head><title>x</title></head><body>{body}</body></html>")
            measuring.prepare(tab)
        if not html:
            tab.evaluate("css => { document.querySelector('#more').textContent = css }", css)
            measuring.dress(tab, Sheet("none", "", ""))
        return tab

    return show


def found(page: Page) -> Counter[str]:
    return Counter(fault.kind for fault in measuring.faults(page))


def test_where_all_is_well_nothing_is_found(shown: Callable[..., Page]) -> None:
    page = shown()
    measured = measuring.measure(page)
    assert [str(fault) for fault in measured.faults] == []
    assert measured.looked == {"text": 14, "boundary": 4, "target": 6, "heading": 2, "chevron": 1, "mark": 2}
    assert measuring.exit_faults(page) == []


# What a host does, and the kinds of fault that it makes, each as often as there are elements.
SPOILED = {
    "white on white": ("p { color: #fff }", {"text": 3}),
    "a background that only stood on the link": (".grip-exit { background: transparent }", {"text": 1, "boundary": 1}),
    "grey a little too light": ("p { color: #777 }", {"text": 3}),
    "grey just dark enough": ("p { color: #767676 }", {}),
    "large letters ask for less": ("p { color: #949494; font-size: 24px }", {}),
    "bold ones of 19 px too": ("p { color: #949494; font-size: 19px; font-weight: 700 }", {}),
    "letters that are half seen through": ("p { color: rgb(0 0 0 / 0.4) }", {"text": 3}),
    "a paragraph that is half seen through": ("p { opacity: 0.4 }", {"text": 4}),
    "a background that is half seen through": (
        "section { background: rgb(0 0 0 / 0.5); } section * { color: #555 }",
        {"text": 9, "chevron": 1},
    ),
    "a mixed colour": ("p { color: color-mix(in srgb, currentColor 40%, transparent) }", {"text": 3}),
    "a mixed colour in another space": ("p { color: color-mix(in oklab, white 80%, black) }", {"text": 3}),
    "a dark body": ("body { background: #111 }", {"text": 12, "boundary": 2, "chevron": 1}),
    "a picture behind the words": ("section > p { background-image: linear-gradient(#000, #fff) }", {"undecided": 2}),
    "a line of a picture below a link": (
        "p a { background: linear-gradient(#222, #222) 0 100% / 100% 1px no-repeat; text-decoration: none }",
        {},
    ),
    "a line that is not there yet": (
        "p a { background: linear-gradient(#222, #222) 0 100% / 0 1px no-repeat; text-decoration: none }",
        {"link": 1},
    ),
    "typed words as light as the field": ("input { color: #ddd }", {"text": 1}),
    "words that a rule prints": ("h2::before { color: #ccc; content: 'stap ' }", {"text": 1}),
    "small letters": ("p { font-size: 11px }", {"size": 4}),
    "letters of no size": (".tell { font-size: 0 }", {"size": 2}),
    "no border round a field": ("input { border: 0 }", {"boundary": 1}),
    "a border too light": ("input { border-color: #ddd }", {"boundary": 1}),
    "a line below instead of a box": (".grip-danger-link { border-width: 0 0 2px }", {"boundary": 1}),
    "a thick bar instead of a box": (".grip-danger-link { border-width: 0 0 0 5px }", {}),
    "a box on what stands in the link": (
        ".grip-danger-link { border: 0 } .grip-danger-link > * { border: 2px solid }",
        {},
    ),
    "a radio button that a host draws, and does not": (
        "[type=radio] { appearance: none; border: 0; height: 16px; width: 16px }",
        {"boundary": 1},
    ),
    "a low link": (".grip-danger-link { min-height: 0 }", {"target": 1}),
    "a low label": ("label { min-height: 0 } input { min-height: 0 }", {"target": 2}),
    "a title as small as the text": ("h1 { font-size: 16px }", {"heading": 1}),
    "all headings flattened": ("h1, h2 { font-size: inherit }", {"heading": 2}),
    "text at the edge": ("body { margin: 0 }", {"edge": 8}),
    "text over the other edge": (".tell { margin-left: 340px; white-space: nowrap }", {"edge": 2, "sideways": 1}),
    "wider than the screen": ("h1 { width: 500px }", {"sideways": 1}),
    "a mark without lines": (".grip-situation > summary::after { border: 0 }", {"chevron": 1}),
    "a mark on a line of its own": (".grip-situation > summary { display: block }", {"chevron": 1}),
    "the browser's own mark": (
        ".grip-situation > summary { display: list-item; list-style: disclosure-closed inside } "
        ".grip-situation > summary::after { content: none }",
        {},
    ),
    "no bullets": ("ul { list-style: none }", {"mark": 1}),
    "bullets outside": (".tell { padding: 0 }", {"mark": 1}),
    "bullets where there are to be none": ("[role=list] { list-style: disc }", {"mark": 1}),
    "a list moved aside": ("[role=list] { padding-inline-start: 32px }", {"mark": 1}),
    "a link that looks like text": ("p a { text-decoration: none }", {"link": 1}),
    "an exit that is hidden": (".grip-exit { display: none }", {"missing": 1}),
    "an exit of no size": (".grip-exit { height: 4px; min-height: 0; overflow: hidden }", {"missing": 1, "target": 1}),
    "what only a screen reader meets is not looked at": ("p { clip-path: inset(50%); color: #fff }", {}),
}


@pytest.mark.parametrize("name", SPOILED)
def test_what_a_host_spoils_is_found_once_for_each_element(shown: Callable[..., Page], name: str) -> None:
    css, expected = SPOILED[name]
    page = shown(css)
    assert found(page) == expected, "\n".join(map(str, measuring.faults(page)))


@pytest.mark.parametrize(
    ("text", "background", "ratio"),
    [("#fff", "#fff", 1.0), ("#000", "#fff", 21.0), ("#777", "#fff", 4.48), ("color(srgb 0 0 0 / .5)", "#fff", 3.95)],
)
def test_a_contrast_is_the_number_of_the_standard(
    shown: Callable[..., Page], text: str, background: str, ratio: float
) -> None:
    style = f"<style>.grip {{ background: {background}; margin: 16px }} p {{ color: {text} }}</style>"
    page = shown(html=f"{style}<div class='grip'><p>Woord</p></div>")
    measured = [fault.measured for fault in measuring.faults(page) if fault.kind == "text"]
    assert measured == ([pytest.approx(ratio, abs=0.05)] if ratio < 4.5 else [])


def test_every_way_to_write_a_colour_is_read(shown: Callable[..., Page]) -> None:
    page = shown()
    for colour in ("#336699", "rgb(51 102 153)", "color(srgb 0.2 0.4 0.6)", "hsl(210 50% 40%)"):
        assert page.evaluate("colour => measuring.rgba(colour)", colour) == pytest.approx([0.2, 0.4, 0.6, 1], abs=0.005)
    for colour in ("oklab(50% 0 0)", "color-mix(in oklch, red, blue)", "light-dark(#fff, #000)", "rgb(0 0 0 / 4%)"):
        assert len(page.evaluate("colour => measuring.rgba(colour)", colour)) == 4


def test_what_is_no_colour_is_refused(shown: Callable[..., Page]) -> None:
    from playwright.sync_api import Error

    with pytest.raises(Error, match="not a colour"):
        shown().evaluate("measuring.rgba('no colour')")


def test_a_page_without_anything_of_ours_is_refused(shown: Callable[..., Page]) -> None:
    from playwright.sync_api import Error

    with pytest.raises(Error, match="nothing of ours"):
        measuring.faults(shown(html="<p>Niets</p>"))


def test_the_dark_form_of_a_page_is_measured_in_the_dark(shown: Callable[..., Page]) -> None:
    """Dark letters that do not follow the scheme are seen by day and not by night."""
    page = shown("body { background: Canvas } section p { color: #222 } .grip * { background-color: transparent }")
    sheet = Sheet("x", "x", "", scheme="light dark")
    measuring.dress(page, sheet)
    by_day = found(page)
    measuring.dress(page, sheet, dark=True)
    assert found(page)["text"] > by_day["text"]


def test_a_stylesheet_after_ours_wins_where_one_before_ours_does_not(shown: Callable[..., Page]) -> None:
    ours = "<link rel='stylesheet' href='data:text/css,/*gripwagtail/*/p{font-size:16px}'>"
    page = shown(html=f"{ours}<div class='grip' style='margin:16px'><p>Woord</p></div>")
    page.wait_for_function(
        "document.styleSheets.length && getComputedStyle(document.querySelector('p')).fontSize === '16px'"
    )
    small = Sheet("small", "small", "p { font-size: 9px }")
    measuring.dress(page, small)
    assert found(page)["size"] == 0
    measuring.dress(page, small, after=True)
    assert found(page)["size"] == 1
    measuring.dress(page, Sheet("none", "none", ""))
    assert found(page)["size"] == 0


def test_links_that_are_too_pale_on_the_page_of_the_host_too_are_its_own(shown: Callable[..., Page]) -> None:
    """Not so where it is our ground that makes them so, and never what safety needs."""
    page = shown("a { color: #1a8cff }")
    kinds = Counter(fault.kind for fault in measuring.measure(page).faults)
    assert kinds == {measuring.HOST: 1}
    assert found(page) == {}
    assert found(shown("a { color: #1a8cff } section p { background: #f4f4f4 }")) == {"text": 1}
    assert found(shown("a, .grip-danger-link { color: #1a8cff }"))["text"] == 1
    assert found(shown("a, p { color: #1a8cff }"))["text"] == 3


EXITS = {
    "it does not stick": (".grip-exit { position: static }", 10),
    "it lies below headers": (".grip-exit { z-index: 1 }", 6),
    "something lies over it": ("section { position: fixed; inset: 0; z-index: 3000 }", 15),
}


@pytest.mark.parametrize("name", EXITS)
def test_an_exit_that_cannot_be_hit_is_found(shown: Callable[..., Page], name: str) -> None:
    css, times = EXITS[name]
    found = measuring.exit_faults(shown(css))
    assert len(found) == times, "\n".join(map(str, found))


def test_the_exit_block_of_a_host_is_looked_at_where_it_was_put(shown: Callable[..., Page]) -> None:
    """It goes along with its block, so that it is not asked to be in view while one reads on."""
    exit_block = "<div class='grip-exit-block'><a class='grip-exit'>Weg</a></div>"
    block = f"<div class='grip'><div style='height: 3000px'></div>{exit_block}</div>"
    assert measuring.exit_faults(shown(html=block + LINK)) == []
    covered = f"<style>.grip-exit {{ pointer-events: none }}</style>{block}{LINK}"
    assert len(measuring.exit_faults(shown(html=covered))) == 5


def test_a_site_is_looked_at_as_it_is_unless_frames_are_asked_for(shown: Callable[..., Page]) -> None:
    """The doctor looks at somebody's whole site: what is in a frame that we made is not theirs."""
    page = shown("section { position: fixed; inset: 0; z-index: 3000 }")
    page.evaluate(
        """() => {
            window.changes = []
            window.seer = new MutationObserver(all => window.changes.push(...all.map(one => one.type)))
            window.seer.observe(document.documentElement, { attributes: true, childList: true, subtree: true })
        }"""
    )
    found = page.evaluate("measuring.exit({ framed: false })")
    changes = page.evaluate(
        "() => { const all = window.seer.takeRecords().map(one => one.type); window.seer.disconnect(); return all }"
    )
    assert [words for _kind, _where, words, *_rest in found] == [
        f"{place}, nothing round it" for place in ("top", "middle", "bottom")
    ]
    assert changes == []


def test_a_change_of_how_the_exit_is_painted_is_seen(shown: Callable[..., Page]) -> None:
    before = measuring.looks(shown())
    assert len(before) == 2
    assert measuring.looks(shown(".grip-exit { border-top: 1px solid red }")) != before
    assert measuring.looks(shown(".grip-danger-link span { color: #333 }")) != before
    assert measuring.looks(shown("h1 { color: #333 }")) == before
