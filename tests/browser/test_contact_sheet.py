"""The sheet of the contact page on paper: one side of A4 for a usual school, in letters that can be read."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import timezone, translation

from gripwagtail.content.contact import SchoolOffice, read_contacts
from gripwagtail.content.items import LanguagePair
from gripwagtail.roles import ROLES
from gripwagtail.subroutes.letters import letters_for
from tests import browsers
from tests import factories as make
from tests.browser.conftest import LiveSchool, Visit
from tests.by_day import by_day

A4 = "595.92 x 842.88"  # points, as Chromium makes it


@pytest.fixture(scope="module")
def poppler() -> None:
    browsers.require_poppler()


@pytest.fixture
def sheet(visit: Callable[..., Visit], school: LiveSchool) -> Callable[..., Visit]:
    """Opens the sheet of the planted school, with as many cards as asked for."""

    def go(cards: int = 0, **options: object) -> Visit:
        shown = visit("contact", **options)
        shown.complaints.clear()
        shown.page.goto(f"{school.url('contact')}print/")
        if cards:
            fill = """([html, letters]) => {
                document.querySelector('.grip-paper-contacts').innerHTML = html
                document.querySelector('main').className = `grip-paper-sheet grip-paper-${letters}`
            }"""
            rest = "[...document.querySelectorAll('.grip-paper-part p, .grip-paper-run')].map(one => one.innerText)"
            shown.page.evaluate(fill, full_cards(cards, shown.run(rest)))
        return shown

    return go


def full_cards(count: int, rest: list[str]) -> list[str]:
    """Cards with every part that a school usually fills in, a fifth of them persons; and the size of their letters."""
    roles = list(ROLES)
    raw = [
        make.contact(
            label=f"De vertrouwenspersoon van bouw {number}",
            roles=[roles[number % len(roles)]],
            phones=["070 012 34 56 (kies 3)"],
            email=f"vertrouwenspersoon{number}@kwikstaart.example",
            where="Lokaal 2.14, brievenbus in de hal",
            when="maandag, dinsdag en donderdag",
            reply_time="Binnen een schooldag",
            **({"kind": "person", "name": "Annemiek Voorbeeld"} if number % 5 == 4 else {}),
        )
        for number in range(count)
    ]
    with translation.override("nl"):
        school = SchoolOffice(email="info@kwikstaart.example")
        shown, _hidden = read_contacts(raw, None, LanguagePair("nl", "nl"), timezone.localdate(), school)
        html = "".join(render_to_string("gripwagtail/takeaway/contact.html", {"contact": card}) for card in shown)
        return [html, letters_for(shown, (), rest)]


def printed(shown: Visit, folder: Path) -> tuple[int, str, str]:
    """How many pages come out of the printer, of which size, and what is on them."""
    file = folder / "sheet.pdf"
    shown.page.pdf(path=file, prefer_css_page_size=True)
    about = dict(
        line.split(":", 1) for line in subprocess.check_output(["pdfinfo", file], text=True).splitlines() if ":" in line
    )
    text = subprocess.check_output(["pdftotext", "-layout", file, "-"], text=True)
    return int(about["Pages"]), about["Page size"], text


@pytest.mark.usefixtures("poppler")
@pytest.mark.parametrize("cards", by_day([0, 8, 9, 13, 20], 9, 20))
def test_up_to_twenty_full_cards_are_one_sheet_of_a4(sheet: Callable[..., Visit], cards: int, tmp_path: Path) -> None:
    pages, size, text = printed(sheet(cards), tmp_path)
    assert pages == 1
    assert A4 in size or "A4" in size
    for part in ("112", "113", "Op school", "Buiten school", "0800-2000"):
        assert part in text
    assert "/wie-helpt/" in "".join(text.split())
    assert "Ctrl+P" not in text
    if cards:
        assert text.count("@kwikstaart.example") >= cards


@pytest.mark.usefixtures("poppler")
def test_forty_cards_go_on_to_a_second_sheet_and_no_further(sheet: Callable[..., Visit], tmp_path: Path) -> None:
    pages, _size, text = printed(sheet(40), tmp_path)
    assert pages == 2
    first, second = text.split("\f")[:2]
    assert "113" in first.splitlines()[1] + first.splitlines()[0]
    assert "@kwikstaart.example" in second
    assert "/wie-helpt/" in second
    assert len([line for line in second.splitlines() if line.strip()]) > 10


@pytest.mark.parametrize("cards", by_day([0, 20, 40], 20))
def test_no_letter_on_paper_is_smaller_than_nine_points(sheet: Callable[..., Visit], cards: int) -> None:
    shown = sheet(cards)
    shown.page.emulate_media(media="print")
    sizes = shown.run("[...document.querySelectorAll('main *')].map(one => parseFloat(getComputedStyle(one).fontSize))")
    assert min(sizes) >= 12 - 0.01  # pixels of CSS: 9 points


@pytest.mark.parametrize("cards", by_day([0, 8, 14, 20], 14))
def test_the_sheet_is_full(sheet: Callable[..., Visit], cards: int) -> None:
    """In the largest of three letters that fits, at least six tenths are text; the white between the parts fills it."""
    shown = sheet(cards, width=718)
    shown.page.emulate_media(media="print")
    tall = "parseFloat(getComputedStyle(document.querySelector('main')).height) / 96 * 25.4"
    assert 280 <= shown.run(tall) <= 284
    shown.run("document.querySelector('main').style.minBlockSize = 0")
    assert shown.run(tall) >= 0.6 * 283


def test_a_few_cards_are_in_larger_letters_than_many(sheet: Callable[..., Visit]) -> None:
    sizes = []
    for cards in (3, 20):
        shown = sheet(cards)
        shown.page.emulate_media(media="print")
        size = "parseFloat(getComputedStyle(document.querySelector('.grip-paper-contact')).fontSize)"
        sizes.append(shown.run(size))
    assert sizes[0] > sizes[1]


@pytest.mark.parametrize("width", by_day([320, 360, 1280], 320))
def test_on_a_screen_it_says_how_to_print_and_nothing_sticks_out(sheet: Callable[..., Visit], width: int) -> None:
    shown = sheet(20, width=width)
    assert shown.page.locator(".grip-paper-hint").is_visible()
    assert shown.run("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    shown.page.emulate_media(media="print")
    assert not shown.page.locator(".grip-paper-hint").is_visible()


def test_it_asks_nobody_else_and_breaks_no_policy(sheet: Callable[..., Visit], school: LiveSchool) -> None:
    shown = sheet(java_script_enabled=False)
    assert shown.complaints == []
    assert all(request.startswith(school.origin) for request in shown.requests)
    assert shown.page.locator("h1").is_visible()


def test_written_from_right_to_left_the_numbers_stay_as_they_are(sheet: Callable[..., Visit]) -> None:
    shown = sheet(4)
    shown.run("document.documentElement.dir = 'rtl'")
    number = shown.page.locator(".grip-paper-contact .grip-paper-number bdi").first
    assert number.evaluate("one => getComputedStyle(one).direction") == "ltr"
    title = shown.page.locator("h1").bounding_box()
    school_name = shown.page.locator(".grip-paper-school").bounding_box()
    assert title and school_name
    assert title["x"] > school_name["x"] or title["y"] < school_name["y"]
