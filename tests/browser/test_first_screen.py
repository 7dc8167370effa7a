"""The first title is on the first screen of a small phone, in every language, also below sentences that stand twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import override_settings
from wagtail.models import Locale

from gripwagtail.lookup.sources import page_model
from gripwagtail.starter.plans import planting
from gripwagtail.starter.texts import load
from tests import factories as make
from tests import planted
from tests.browser.conftest import LiveSchool, Visit
from tests.starter_texts import FOR_PARENTS

# All languages that we speak, each with how a school would call the page.
TITLES = {
    "nl": "",
    "en": "Something happened",
    "ar": "حدث شيء ما",
    "pl": "Coś się stało",
    "tr": "Bir şey oldu",
    "uk": "Щось сталося",
}
LANGUAGES = [(code, code) for code in TITLES]
SMALL = {"width": 360, "height": 640}
# The words of these that are on more than one line: each was cut in two.
CUT_WORDS = """selector => [...document.querySelectorAll(selector)].flatMap(element => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), cut = []
    while (walker.nextNode()) {
        for (const word of walker.currentNode.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
            const range = document.createRange()
            range.setStart(walker.currentNode, word.index)
            range.setEnd(walker.currentNode, word.index + word[0].length)
            if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) cut.push(word[0])
        }
    }
    return cut
})"""
HEADER = 64  # pixels; a host with a larger one has it larger on every page
HEADER_OF_64 = f"""document.querySelector('body > header').style.cssText =
    'block-size: {HEADER}px; margin: 0; overflow: hidden'"""


@pytest.fixture(scope="module")
def paths(school: LiveSchool, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    """The planted help page in each language, of which nobody has translated more than the title."""
    with django_db_blocker.unblock(), override_settings(LANGUAGES=LANGUAGES, WAGTAIL_CONTENT_LANGUAGES=LANGUAGES):
        page = make.page_class("incident_help").objects.get()
        copies = {code: make.translate(page, code, title=title) for code, title in TITLES.items() if title}
        yield {"nl": planted.path_of(page), **{code: planted.path_of(copy) for code, copy in copies.items()}}
        for code in copies:
            locale = Locale.objects.get(language_code=code)
            for root in page_model().objects.filter(locale=locale, depth=2):
                root.specific.delete()
            locale.delete()


@pytest.fixture(scope="module")
def shipped_paths(paths: dict[str, str], django_db_blocker: Any) -> dict[str, str]:
    """The same with the title and the introduction that we ship, and the titles of its situations."""
    with django_db_blocker.unblock():
        for code in FOR_PARENTS:
            plan = planting("incident_help", load(code, "vo"))
            copy = make.page_class("incident_help").objects.get(locale__language_code=code)
            copy.title, copy.intro = plan.title, plan.fields["intro"]
            copy.save()
            make.set_items(copy, "situations", plan.streams["situations"])
    return paths


@pytest.fixture
def opened(visit: Callable[..., Visit], school: LiveSchool, paths: dict[str, str]) -> Callable[[str], Visit]:
    """The page in a language on a small phone, below a header of the host."""

    def go(code: str) -> Visit:
        shown = visit("norm", width=SMALL["width"], bypass_csp=True)
        shown.page.set_viewport_size(SMALL)
        # A page in a language that was not asked for before compiles its templates and reads its catalog.
        shown.page.set_default_timeout(30_000)
        shown.page.goto(school.origin + paths[code])
        shown.run(HEADER_OF_64)
        return shown

    return go


@pytest.mark.parametrize("code", TITLES)
def test_the_first_title_is_on_the_first_screen_above_the_exit(opened: Callable[[str], Visit], code: str) -> None:
    shown = opened(code)
    assert shown.page.locator(".grip").first.get_attribute("lang") == code
    # The menu with all languages is above it.
    assert shown.page.locator(".grip-languages a").count() == len(TITLES) - 1
    box = shown.page.locator("[data-grip-situation] > summary").first.bounding_box()
    assert box
    assert box["y"] + box["height"] <= shown.top_of(".grip-exit-bar")


@pytest.mark.parametrize("code", FOR_PARENTS)
def test_so_it_is_with_the_texts_that_we_ship(
    opened: Callable[[str], Visit], shipped_paths: dict[str, str], code: str
) -> None:
    shown = opened(code)
    box = shown.page.locator("[data-grip-situation] > summary").first.bounding_box()
    assert box
    assert box["y"] + box["height"] <= shown.top_of(".grip-exit-bar")


def test_what_is_not_translated_is_said_above_the_list(opened: Callable[[str], Visit]) -> None:
    shown = opened("en")
    assert shown.page.locator(".grip-partly").inner_text() == "Part of this page is in another language: Dutch"
    assert shown.top_of(".grip-partly") < shown.top_of("[data-grip-situation]")
    assert not opened("nl").page.locator(".grip-partly").count()


def test_every_other_language_is_within_a_thumb_of_the_top(opened: Callable[[str], Visit]) -> None:
    shown = opened("uk")
    links = shown.page.locator(".grip-languages a").all()
    boxes = [link.bounding_box() for link in links]
    assert all(box and min(box["height"], box["width"]) >= 44 for box in boxes)
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in boxes)


@pytest.mark.parametrize("code", TITLES)
def test_no_word_on_a_button_that_asks_who_you_are_is_cut_in_two(opened: Callable[[str], Visit], code: str) -> None:
    shown = opened(code)
    assert shown.page.locator(".grip-incident > .grip-who > label").count() == 3
    assert shown.run(CUT_WORDS, ".grip-who > label") == []
    shown.run("document.querySelector('.grip-who > label').append(' onafscheidelijkheidsverklaring')")
    assert shown.run(CUT_WORDS, ".grip-who > label") == ["onafscheidelijkheidsverklaring"]
