"""On paper: the poster and the class sheet are one A4, and the incident page prints the situation that is open."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from itertools import groupby

import pytest

from tests import browsers
from tests.browser.conftest import LiveSchool, Visit
from tests.browser.test_accessibility import faults
from tests.by_day import by_day

MARGINS = dict.fromkeys(("top", "right", "bottom", "left"), "10mm")
OPEN = "document.querySelectorAll('[data-grip-situation]')[{}].open = true"

# Words whose letters are on more than one line, but for addresses, which may break anywhere.
BROKEN_WORDS = """[...document.querySelectorAll('main')].flatMap(root => {
    const seen = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), broken = [];
    while (seen.nextNode()) {
        const text = seen.currentNode, around = text.parentElement;
        if (!around.checkVisibility() || around.closest('.grip-hidden, [dir=ltr][translate=no]')) continue;
        for (const word of text.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
            const range = document.createRange();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            const boxes = [...range.getClientRects()].filter(box => box.width > 0);
            if (new Set(boxes.map(box => Math.round(box.top))).size > 1) broken.push(word[0]);
        }
    }
    return broken;
})"""


def paper(shown: Visit) -> list[str]:
    """The text of each sheet that the browser would print, with single spaces."""
    tool = browsers.require_poppler()
    # The sheets bring their own size and margins; a page of the host gets those of the browser.
    pdf = shown.page.pdf(format="A4", margin=MARGINS, prefer_css_page_size=True)
    text = subprocess.run([tool, "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return [" ".join(sheet.split()) for sheet in text.split("\f")[:-1]]


def standing_lines(shown: Visit) -> list[int]:
    """How thick each line down a table is on the first sheet, from left to right, in dots of 300 an inch."""
    browsers.require_poppler()
    pdf = shown.page.pdf(format="A4", prefer_css_page_size=True)
    draw = ["pdftoppm", "-gray", "-r", "300", "-singlefile", "-"]
    _kind, size, _white, dots = subprocess.run(draw, input=pdf, capture_output=True, check=True).stdout.split(b"\n", 3)
    width, _height = map(int, size.split())
    dark = [sum(dot < 128 for dot in dots[column::width]) for column in range(width)]
    runs = groupby(count > max(dark) / 2 for count in dark)
    return [len(list(run)) for is_line, run in runs if is_line]


def titles(shown: Visit) -> list[str]:
    return [" ".join(title.split()) for title in shown.page.locator("[data-grip-situation] summary").all_inner_texts()]


def refused(shown: Visit) -> list[str]:
    """What the strict policy of this site did not allow."""
    return [complaint for complaint in shown.complaints if "Content Security Policy" in complaint]


@pytest.fixture
def poster(visit: Callable[..., Visit], school: LiveSchool) -> Visit:
    shown = visit("incident_help", width=1280)
    shown.page.goto(school.url("incident_help") + "poster/")
    return shown


def test_the_poster_is_one_sheet_from_the_first_number_to_the_last_date_and_a_second_with_agreements(
    poster: Visit, school: LiveSchool
) -> None:
    agreements = poster.page.locator(".grip-poster-agreed li").all_inner_texts()
    sheet, second = paper(poster)
    assert sheet.index("112") < sheet.index("Er is iets gebeurd")
    # A line may end after a hyphen, which the tool that reads the paper takes for one of its own.
    assert school.paths["incident_help"].strip("/").replace("-", "") in re.sub(r"[\s-]", "", sheet)
    assert re.search(r"20\d\d\D*$|20\d\d$", sheet)
    assert agreements
    assert [one for one in agreements if one[:12] not in second or one[:12] in sheet] == []
    assert refused(poster) == []


def test_112_and_113_on_the_poster_are_in_sixty_points(poster: Visit) -> None:
    poster.page.emulate_media(media="print")
    sizes = (
        "[...document.querySelectorAll('.grip-danger-number')].map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert poster.run(sizes) == [80, 80]  # pixels of CSS: 60 points


def test_the_code_on_the_poster_is_as_large_as_a_phone_needs(poster: Visit) -> None:
    poster.page.emulate_media(media="print")
    image = poster.page.locator(".grip-poster-qr")
    box = image.bounding_box()
    assert box is not None
    assert box["width"] == pytest.approx(box["height"], abs=1)
    # 70 mm in the 96 pixels an inch of CSS: a poster is read from across a corridor.
    assert box["width"] >= 70 / 25.4 * 96
    assert poster.run("document.querySelector('.grip-poster-qr').complete")
    assert poster.run("document.querySelector('.grip-poster-qr').naturalWidth") > 0


@pytest.mark.parametrize("width", by_day([360, 1280], 360))
def test_poster_and_class_sheet_fit_the_screen(visit: Callable[..., Visit], school: LiveSchool, width: int) -> None:
    shown = visit("norm", width=width)
    for address in (school.url("norm") + "class-sheet/", school.url("incident_help") + "poster/"):
        shown.page.goto(address)
        assert shown.run("document.documentElement.scrollWidth") <= width
        assert refused(shown) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_poster_and_class_sheet(
    visit: Callable[..., Visit], school: LiveSchool, width: int
) -> None:
    shown = visit("norm", width=width, bypass_csp=True)
    for address in (school.url("norm") + "class-sheet/", school.url("incident_help") + "poster/"):
        shown.page.goto(address)
        assert faults(shown) == []


def test_the_class_sheet_is_one_sheet_with_every_agreement(visit: Callable[..., Visit], school: LiveSchool) -> None:
    shown = visit("norm", width=1280)
    shown.page.goto(school.url("norm") + "class-sheet/")
    agreements = shown.page.locator(".grip-class-sheet-agreed p:not(.grip-write)").all_inner_texts()
    [sheet] = paper(shown)
    assert len(agreements) >= 3
    # Letters that are drawn as one come back as another sign; the first words are enough.
    assert [agreement for agreement in agreements if agreement[:12] not in sheet] == []


@pytest.mark.parametrize(
    ("kind", "sheet"),
    [("incident_help", "team/log/"), ("norm", "together/result/"), ("overview", "practise/questions/")],
)
def test_the_lines_at_both_sides_of_a_table_are_as_thick_as_those_in_it(
    visit: Callable[..., Visit], school: LiveSchool, kind: str, sheet: str
) -> None:
    shown = visit(kind, width=1280)
    shown.page.goto(school.url(kind) + sheet)
    lines = standing_lines(shown)
    assert len(lines) > 2
    assert max(lines) - min(lines) <= 1, lines


def test_with_nothing_open_every_situation_is_printed_in_full(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help", width=1280)
    steps = shown.run("[...document.querySelectorAll('.grip-steps > li')].map(step => step.textContent)")
    text = " ".join(paper(shown))
    assert [title for title in titles(shown) if title not in text] == []
    whole = re.sub(r"\W", "", text)
    assert len(steps) > 100
    # A step may be on two sheets, or beside another one: its first words are enough.
    assert [step for step in steps if re.sub(r"\W", "", step)[:12] not in whole] == []


def test_with_one_open_only_that_one_is_printed_on_one_sheet_below_danger(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help", width=1280)
    for number, title in enumerate(titles(shown)):
        shown.run(OPEN.format(number))
        sheets = paper(shown)
        assert len(sheets) == 1, (title, len(sheets), sheets[1][:300])
        [sheet] = sheets
        assert title in sheet
        assert max(sheet.index("112"), sheet.index("113")) < sheet.index(title)
        assert not [other for other in titles(shown) if other != title and other in sheet and other not in title]
        shown.run(OPEN.format(number).replace("true", "false"))


@pytest.mark.parametrize("font", ["serif", "sans-serif"])
def test_whatever_the_font_of_the_host_the_longest_situation_is_one_sheet(
    visit: Callable[..., Visit], font: str
) -> None:
    shown = visit("incident_help", width=1280, bypass_csp=True)
    shown.page.add_style_tag(content=f"body {{ font-family: {font} }}")
    lengths = shown.run("[...document.querySelectorAll('[data-grip-situation]')].map(one => one.textContent.length)")
    for number in sorted(range(len(lengths)), key=lengths.__getitem__)[-2:]:
        shown.run(OPEN.format(number))
        assert len(paper(shown)) == 1
        shown.run(OPEN.format(number).replace("true", "false"))


def test_no_number_is_broken_over_two_lines(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help", width=1280)
    shown.open_everything()
    shown.page.emulate_media(media="print")
    shown.page.set_viewport_size({"width": 710, "height": 1000})
    broken = """[...document.querySelectorAll('.grip-links b')].filter(one =>
        one.checkVisibility() && one.getClientRects().length > 1).map(one => one.textContent)"""
    assert shown.run("document.querySelectorAll('.grip-links b').length") > 10
    assert shown.run(broken) == []


def test_no_number_of_a_card_is_broken_over_two_lines(visit: Callable[..., Visit]) -> None:
    shown = visit("contact", width=1280)
    shown.open_everything()
    shown.page.emulate_media(media="print")
    broken = """[...document.querySelectorAll('.grip-phone bdi')].filter(one =>
        one.checkVisibility() && one.getClientRects().length > 1).map(one => one.textContent)"""
    # Where a line ends hangs on the sheet and the letters, so several are tried.
    for width in range(400, 720, 16):
        shown.page.set_viewport_size({"width": width, "height": 1000})
        assert shown.run(broken) == [], width


def test_what_is_printed_can_be_dialled_and_typed(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help", width=1280)
    shown.run(OPEN.format(0))
    sheet = re.sub(r"\s", "", "".join(paper(shown)))
    links = shown.page.locator("[data-grip-situation]").first.locator(".grip-links dd a")
    assert links.count() > 3
    for link in links.all():
        address = link.get_attribute("href") or ""
        # Columns stand beside each other, so a name of two lines is not in one piece.
        number = re.sub(r"\s", "", link.inner_text()).rpartition(",")[2]
        assert (address if address.startswith("http") else number) in sheet


def test_what_is_for_the_screen_is_not_printed(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help", width=1280)
    shown.page.emulate_media(media="print")
    for screen in ("[data-grip-exit]", ".grip-choose", "[data-grip-search]", ".grip-button"):
        assert not any(one.is_visible() for one in shown.page.locator(screen).all()), screen
