"""What real schools type at its longest stays on the screen and in its card, in four languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import override_settings
from wagtail.models import Site

from gripwagtail.lookup.sources import KINDS
from tests import factories as make
from tests import long_school, planted
from tests.browser.conftest import LiveSchool, Visit
from tests.browser.test_right_to_left import translated

pytestmark = pytest.mark.slow

LANGUAGES = [("nl", "Nederlands"), ("en", "English"), ("ar", "العربية"), ("pl", "polski")]
SHEETS = {
    "contact": ["print/"],
    "incident_help": ["poster/", "card/"],
    "norm": ["class-sheet/", "share/"],
    "parent_tips": ["share/"],
}
# Width, height and how much larger the letters are than usual.
SCREENS = [(320, 760, 100), (390, 844, 200), (640, 360, 100), (1280, 800, 200)]

# Every line of text that is to be seen and is not between the edges of its card, situation or part.
OUTSIDE = """() => {
    const around = '.grip-card, .grip-agreement, .grip-situation, .grip-evening, .grip-first, .grip-fold, .grip-callout'
        + ', .grip-door, .grip-danger-link, .grip-paper-contact, .grip-pocket-card, .grip-share-item, .grip-pair'
    const found = []
    let seen = 0
    for (const card of document.querySelectorAll(around)) {
        if (!card.checkVisibility()) continue
        const edge = card.getBoundingClientRect()
        const texts = document.createTreeWalker(card, NodeFilter.SHOW_TEXT)
        while (texts.nextNode()) {
            const text = texts.currentNode
            if (!text.data.trim() || text.parentElement.closest('.grip-hidden')) continue
            const range = document.createRange()
            range.selectNodeContents(text)
            for (const box of range.getClientRects()) {
                if (box.width < 2) continue
                seen++
                const isOut = box.left < edge.left - 1 || box.right > edge.right + 1
                if (isOut) found.push(`${card.className}: ${text.data}`)
            }
        }
    }
    return [seen, [...new Set(found)].slice(0, 10)]
}"""


@pytest.fixture(scope="module")
def long(school: LiveSchool, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    """The addresses of the long school in each language, for as long as this module runs."""
    with django_db_blocker.unblock(), override_settings(LANGUAGES=LANGUAGES, WAGTAIL_CONTENT_LANGUAGES=LANGUAGES):
        root = Site.objects.get(is_default_site=True).root_page
        pages = long_school.plant(make.home_page(root, title="Alles is lang"))
        paths = {f"nl/{kind}": planted.path_of(pages[kind]) for kind in KINDS}
        made = []
        for code in ("en", "ar", "pl"):
            for kind in ("overview", *(kind for kind in KINDS if kind != "overview")):
                fields = translated(pages[kind]) if code == "ar" else {"title": f"{code} {pages[kind].title}"}
                copy = make.translate(pages[kind], code, **fields)
                made.append(copy)
                paths[f"{code}/{kind}"] = planted.path_of(copy)
        yield paths
        for page in (*made, *pages.values()):
            type(page).objects.filter(pk=page.pk).first() and type(page).objects.get(pk=page.pk).delete()


def see(shown: Visit, address: str, width: int, height: int, letters: int) -> None:
    shown.page.set_viewport_size({"width": width, "height": height})
    shown.page.goto(address)
    shown.run("size => { document.documentElement.style.fontSize = `${size}%` }", letters)
    shown.open_everything()


def assert_it_fits(shown: Visit, where: str) -> None:
    wide, room = shown.run("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= room, f"{where}: {wide} px wide on {room}"
    seen, outside = shown.run(OUTSIDE)
    assert seen > 0, where
    assert outside == [], where


@pytest.mark.parametrize(("width", "height", "letters"), SCREENS)
@pytest.mark.parametrize(
    "code",
    [
        pytest.param(code, marks=() if code in ("nl", "ar") else pytest.mark.thorough)  # the longest, and the other way
        for code, _name in LANGUAGES
    ],
)
def test_nothing_scrolls_sideways_and_nothing_leaves_its_card(
    visit: Callable[..., Visit],
    school: LiveSchool,
    long: dict[str, str],
    code: str,
    width: int,
    height: int,
    letters: int,
) -> None:
    shown = visit("norm", width=width)
    for kind in KINDS:
        see(shown, school.origin + long[f"{code}/{kind}"], width, height, letters)
        assert_it_fits(shown, f"{code} {kind} at {width} × {height}, {letters} %")


@pytest.mark.parametrize(("width", "height", "letters"), SCREENS)
def test_sheets_and_texts_to_share_fit_the_screen_too(
    visit: Callable[..., Visit], school: LiveSchool, long: dict[str, str], width: int, height: int, letters: int
) -> None:
    shown = visit("norm", width=width)
    for kind, leaves in SHEETS.items():
        for leaf in leaves:
            see(shown, school.origin + long[f"nl/{kind}"] + leaf, width, height, letters)
            wide = shown.run("document.documentElement.scrollWidth")
            assert wide <= width, f"{leaf} at {width}: {wide}"


def test_the_long_school_is_as_long_as_it_says() -> None:
    assert len(long_school.MAIL) >= 60
    assert len(long_school.WORD) >= 45
    assert len(long_school.NAME) == 80
    assert len(long_school.cards()) == 40
