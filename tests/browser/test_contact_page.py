"""The contact page on a phone and on paper: short as it opens, groups that are found, filters that filter."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import browsers
from tests.browser.conftest import LiveSchool, Visit
from tests.browser.test_accessibility import faults

PHONE = {"width": 390, "height": 844}
# In phone screens, as it opens.
LONGEST, LONGEST_CONTACT = 8, 6
CARDS = "[data-grip-contact], article[data-grip-helpline]"
# What is on a page of the host around ours is the host's: here next to nothing.
SCREENS = "document.documentElement.scrollHeight / innerHeight"


def phone(visit: Callable[..., Visit], place: str, **options: object) -> Visit:
    shown = visit(place, width=PHONE["width"], **options)
    shown.page.set_viewport_size(PHONE)
    return shown


def test_no_page_is_longer_than_a_reader_scrolls(visit: Callable[..., Visit], school: LiveSchool) -> None:
    shown = phone(visit, "contact")
    assert shown.run(SCREENS) <= LONGEST_CONTACT
    for place in ("overview", "norm", "parent_tips", "incident_help"):
        shown.page.goto(school.url(place))
        assert shown.run(SCREENS) <= LONGEST, place
    for place in ("norm", "parent_tips"):
        shown.page.goto(f"{school.url(place)}share/")
        assert shown.run(SCREENS) <= LONGEST, f"{place} share/"


def test_the_first_screen_has_who_answers_now_a_person_and_the_ways_on(visit: Callable[..., Visit]) -> None:
    shown = phone(visit, "contact")
    edge = shown.top_of(".grip-exit-bar")
    for what in (".grip-evening a[href='tel:08002000']", ".grip-first a", ".grip-jump a[href='#grip-about-staff']"):
        assert shown.top_of(what) < edge, what
    for link in shown.page.locator(".grip-jump li a").all():
        box = link.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= edge + 1


@pytest.mark.parametrize("target", ["card in a group", "steps"])
def test_a_link_into_a_group_opens_it(visit: Callable[..., Visit], school: LiveSchool, target: str) -> None:
    shown = phone(visit, "contact")
    if target == "steps":
        shown.page.locator(".grip-jump a[href='#grip-begin']").click()
        assert shown.page.locator("#grip-begin").is_visible()
        assert 0 <= shown.top_of("#grip-begin") < PHONE["height"] / 2
        return
    folded = shown.page.locator(".grip-people details [data-grip-contact]").first
    key = folded.get_attribute("id")
    assert not folded.is_visible()
    shown.page.goto(f"{school.url('contact')}#{key}")
    folded.wait_for(state="visible")
    assert 0 <= shown.top_of(f"#{key}") < PHONE["height"] / 2


def test_a_topic_leaves_those_who_name_it_opens_their_groups_and_says_how_many(visit: Callable[..., Visit]) -> None:
    shown = phone(visit, "contact")
    before = len([card for card in shown.page.locator(CARDS).all() if not card.get_attribute("hidden")])
    shown.page.locator(".grip-topic select").select_option("money")
    left = [card for card in shown.page.locator(f":is({CARDS}):not([hidden])").all()]
    assert 0 < len(left) < before / 2
    for card in left:
        topics = (card.get_attribute("data-grip-topics") or "").split()
        in_group = card.evaluate("card => Boolean(card.closest('details'))")
        assert "money" in topics or (not topics and not in_group)
        assert card.is_visible()
    assert shown.page.locator("article[data-grip-helpline='fraudehelpdesk']").is_visible()
    assert shown.page.locator("[data-grip-counted]").inner_text().startswith(f"{len(left)} ")
    shown.page.locator(".grip-topic select").select_option("")
    assert not shown.page.locator("[data-grip-counted]").inner_text()
    assert not shown.page.locator(f":is({CARDS})[hidden]").count()
    assert not shown.page.locator("article[data-grip-helpline='fraudehelpdesk']").is_visible()


def test_who_you_are_and_what_it_is_about_count_together_and_hide_empty_groups(visit: Callable[..., Visit]) -> None:
    shown = phone(visit, "contact")
    shown.page.locator(".grip-topic select").select_option("images")
    everyone = int(shown.page.locator("[data-grip-counted]").inner_text().split()[0])
    shown.page.locator(".grip-choose input[value='pupil']").check()
    pupils = int(shown.page.locator("[data-grip-counted]").inner_text().split()[0])
    assert 0 < pupils <= everyone
    seen = [card for card in shown.page.locator(CARDS).all() if card.is_visible()]
    assert len(seen) == pupils
    for fold in shown.page.locator(".grip-people details:has([data-grip-serves])").all():
        if fold.is_visible():
            assert any(card.is_visible() for card in fold.locator(CARDS).all())


def test_without_a_script_there_is_no_choice_that_does_nothing(visit: Callable[..., Visit]) -> None:
    shown = phone(visit, "contact", java_script_enabled=False)
    assert not shown.page.locator(".grip-topic").is_visible()
    shown.page.locator(".grip-choose label:has([value='staff'])").click()
    assert shown.page.locator(".grip-people details > summary").first.is_visible()


def test_narrowing_leaves_no_trace(visit: Callable[..., Visit]) -> None:
    shown = phone(visit, "contact")
    address, length = shown.page.url, shown.run("history.length")
    shown.requests.clear()
    shown.page.locator(".grip-topic select").select_option("money")
    shown.page.locator(".grip-choose input[value='pupil']").check()
    assert (shown.page.url, shown.run("history.length"), shown.requests) == (address, length, [])
    assert shown.run("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_the_page_as_it_opens_and_while_narrowed(visit: Callable[..., Visit], width: int) -> None:
    shown = visit("contact", width=width, bypass_csp=True)
    assert faults(shown) == []
    shown.page.locator(".grip-topic select").select_option("money")
    assert faults(shown) == []


# --- on paper -----------------------------------------------------------------------


def pages_of(shown: Visit, folder: Path) -> list[str]:
    browsers.require_poppler()
    file = folder / "contact.pdf"
    margins = dict.fromkeys(("top", "right", "bottom", "left"), "10mm")
    shown.page.pdf(path=file, format="A4", margin=margins, prefer_css_page_size=True)
    return subprocess.check_output(["pdftotext", "-layout", file, "-"], text=True).split("\f")[:-1]


def test_printed_it_is_as_short_as_its_sheet_with_every_group_open_and_the_night(
    visit: Callable[..., Visit], tmp_path: Path
) -> None:
    shown = visit("contact", width=1280)
    names = shown.run("[...document.querySelectorAll('.grip-contact h3')].map(one => one.textContent)")
    services = shown.run("[...document.querySelectorAll('.grip-helpline h3 bdi')].map(one => one.textContent)")
    sheets = pages_of(shown, tmp_path)
    assert len(sheets) <= 2
    whole = " ".join("".join(sheets).split())
    assert "Is de school dicht?" in whole
    assert len(names) > 3
    assert [name for name in (*names, *services) if name.split()[0].casefold() not in whole.casefold()] == []
    for number in ("0800-2000", "0800-0432", "0900 111 3 111"):
        assert number in whole


@pytest.mark.parametrize("leaf", ["print/", "poster/", "class-sheet/", "card/"])
def test_a_button_prints_and_a_link_leads_back(visit: Callable[..., Visit], school: LiveSchool, leaf: str) -> None:
    kind = {"print/": "contact", "class-sheet/": "norm"}.get(leaf, "incident_help")
    shown = visit(kind)
    shown.page.add_init_script("window.print = () => { window.printed = true }")
    shown.page.goto(school.url(kind) + leaf)
    shown.page.locator("[data-grip-print]").click()
    assert shown.run("window.printed") is True
    assert not shown.page.locator("[data-grip-by-hand]").is_visible()
    shown.page.locator(".grip-paper-back").click()
    assert shown.page.url == school.url(kind)


def test_without_a_script_a_sheet_says_how_to_print(visit: Callable[..., Visit], school: LiveSchool) -> None:
    shown = visit("contact", java_script_enabled=False)
    shown.page.goto(f"{school.url('contact')}print/")
    assert not shown.page.locator("[data-grip-print]").is_visible()
    assert shown.page.locator("[data-grip-by-hand]").is_visible()


def test_on_a_pocket_card_the_name_of_the_school_is_not_torn_apart_beside_its_number(
    visit: Callable[..., Visit], school: LiveSchool
) -> None:
    shown = visit("incident_help")
    shown.page.goto(f"{school.url('incident_help')}card/")
    name = shown.page.locator(".grip-pocket-card li > span").first
    name.evaluate("span => { span.textContent = 'De Kwikstaarten'; }")
    lines = """span => {
        const words = document.createRange();
        words.selectNodeContents(span);
        return new Set([...words.getClientRects()].map(box => Math.round(box.top))).size;
    }"""
    assert name.evaluate(lines) == 1


def test_ten_pocket_cards_of_a_business_card_are_on_one_sheet(
    visit: Callable[..., Visit], school: LiveSchool, tmp_path: Path
) -> None:
    shown = visit("incident_help", width=1280)
    shown.page.goto(f"{school.url('incident_help')}card/")
    [sheet] = pages_of(shown, tmp_path)
    assert sheet.count("113") == 10
    shown.page.emulate_media(media="print")
    millimetre = 96 / 25.4
    for card in shown.page.locator(".grip-pocket-card").all():
        box = card.bounding_box()
        assert box is not None
        assert box["width"] / millimetre == pytest.approx(85, abs=0.5)
        assert box["height"] / millimetre == pytest.approx(54, abs=0.5)
        assert card.evaluate("one => one.scrollHeight <= one.clientHeight + 1")
