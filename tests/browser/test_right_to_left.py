"""Arabic is right: direction, numbers, Dutch names, nothing beside or over anything else, on screens and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import override_settings
from wagtail.models import Locale

from gripwagtail.item_blocks.fields import Words
from gripwagtail.lookup.sources import KINDS, page_model
from tests import factories as make
from tests import planted
from tests.browser.conftest import LiveSchool, Visit
from tests.browser.test_accessibility import faults
from tests.by_day import by_day

LANGUAGES = [("nl", "Nederlands"), ("ar", "العربية")]
PAPER = {
    "poster": ("incident_help", "poster/"),
    "print": ("contact", "print/"),
    "class-sheet": ("norm", "class-sheet/"),
    "share": ("parent_tips", "share/"),
}
PLACES = (*KINDS, "blocks", *PAPER)
# What a translator might write, with a name and a number that run the other way.
SAID = "هذا نص باللغة العربية، فيه اسم مثل Offlimits ورقم مثل 112، ويقرؤه من يقرأ من اليمين إلى اليسار. "

# Whatever shows: not cut away for screen readers, not floating over the page while it scrolls.
SHOWN = """root => {
    const seen = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), found = []
    while (seen.nextNode()) {
        const text = seen.currentNode, around = text.parentElement
        if (!text.data.trim() || !around.checkVisibility()) continue
        if (around.closest('.grip-hidden, .grip-exit-bar, .grip-skip')) continue
        const range = document.createRange()
        range.selectNodeContents(text)
        found.push({ text, around, range, boxes: [...range.getClientRects()].filter(box => box.width > 1) })
    }
    return found
}"""


def arabic_of(text: str) -> str:
    """Arabic of the same length, with as many lines."""
    return "\n".join((SAID * (len(line) // len(SAID) + 1))[: len(line)].strip() for line in text.split("\n"))


def translated(page: Any) -> dict[str, Any]:
    """The words of a page in Arabic, but for every third item, which nobody has come to yet."""
    fields: dict[str, Any] = {name: arabic_of(getattr(page, name)) for name in ("title", *page.grip_words)}
    for stream in page.grip_streams:
        blocks = page._meta.get_field(stream).stream_block.child_blocks
        items = [dict(raw) for raw in getattr(page, stream).raw_data]
        for place, item in enumerate(items):
            if place % 3 != 2:
                children = blocks[item["type"]].child_blocks
                words = {name: text for name, text in item["value"].items() if isinstance(children.get(name), Words)}
                item["value"] = {**item["value"], **{name: arabic_of(text or "") for name, text in words.items()}}
        fields[stream] = items
    return fields


@pytest.fixture(scope="module")
def arabic(school: LiveSchool, django_db_blocker: Any) -> Iterator[None]:
    """The planted school in Arabic as well, for as long as this module runs: places such as ``ar/contact``."""
    with django_db_blocker.unblock(), override_settings(LANGUAGES=LANGUAGES, WAGTAIL_CONTENT_LANGUAGES=LANGUAGES):
        dutch = Locale.objects.get(language_code="nl")
        paths = {}
        for kind in KINDS:
            page = make.page_class(kind).objects.get(locale=dutch)
            paths[f"ar/{kind}"] = planted.path_of(make.translate(page, "ar", **translated(page)))
        with_blocks = make.home_class().objects.get(title="Alle blokken", locale=dutch)
        paths["ar/blocks"] = planted.path_of(make.translate(with_blocks, "ar", title=arabic_of("Alle blokken")))
        for place, (kind, leaf) in PAPER.items():
            paths[f"ar/{place}"] = paths[f"ar/{kind}"] + leaf
        school.paths.update(paths)
        yield
        for place in paths:
            del school.paths[place]
        locale = Locale.objects.get(language_code="ar")
        for page in page_model().objects.filter(locale=locale, depth=2):
            page.specific.delete()
        locale.delete()


@pytest.fixture(params=by_day(PLACES, "contact", "incident_help", "blocks", next(iter(PAPER))))
def place(request: pytest.FixtureRequest) -> str:
    return f"ar/{request.param}"


@pytest.fixture
def open_at(arabic: None, visit: Callable[..., Visit]) -> Callable[..., Visit]:
    """Opens a place with everything in it unfolded."""

    def go(place: str, width: int = 360, **options: Any) -> Visit:
        shown = visit(place, width=width, **options)
        # Once more, because the first time a browser also looks for a favicon, which the host does not have.
        shown.complaints.clear()
        shown.page.reload()
        shown.open_everything()
        return shown

    return go


# By daylight on the page that is called from and on all blocks; the largest page takes half a minute.
@pytest.mark.parametrize("kind", by_day(PLACES, "contact", "blocks"))
def test_axe_finds_nothing_on_a_phone_or_a_desk(open_at: Callable[..., Visit], kind: str) -> None:
    shown = open_at(f"ar/{kind}", bypass_csp=True)
    for width in (360, 1280):
        shown.page.set_viewport_size({"width": width, "height": 760})
        assert faults(shown) == [], f"at {width} px"


def test_everything_of_ours_runs_from_right_to_left(open_at: Callable[..., Visit], place: str) -> None:
    shown = open_at(place)
    roots = shown.run("[...document.querySelectorAll('.grip')].map(one => [getComputedStyle(one).direction, one.lang])")
    assert roots
    assert {direction for direction, _lang in roots} == {"rtl"}
    assert {lang for _direction, lang in roots} <= {"ar", ""}  # on paper the language is on the document
    assert shown.complaints == []


# A list has room for its marks on one side only.
MARKS = """[...document.querySelectorAll('.grip li, .grip-paper-sheet li')].filter(one => {
    const { listStyleType, listStylePosition, direction } = getComputedStyle(one)
    const shows = one.checkVisibility() && listStyleType !== 'none' && listStylePosition === 'outside'
    return shows && direction !== getComputedStyle(one.parentElement).direction
}).map(one => one.textContent)"""


def test_the_mark_of_a_line_in_another_language_is_within_its_list(open_at: Callable[..., Visit], place: str) -> None:
    assert open_at(place).run(MARKS) == []


def test_there_are_lines_in_another_language(open_at: Callable[..., Visit]) -> None:
    other = "[...document.querySelectorAll('.grip-list > li')].filter(one => one.matches(':dir(ltr)')).length"
    assert open_at("ar/overview").run(other) > 0


def test_nothing_scrolls_sideways(open_at: Callable[..., Visit], place: str) -> None:
    shown = open_at(place)
    for width in (320, 360, 1280):
        shown.page.set_viewport_size({"width": width, "height": 760})
        assert shown.run("document.documentElement.scrollWidth") <= width
        beyond = shown.run(
            f"""() => ({SHOWN})(document.body).filter(({{ boxes }}) =>
                boxes.some(box => box.left < -1 || box.right > document.documentElement.clientWidth + 1)
            ).map(({{ text }}) => text.data)"""
        )
        assert beyond == [], f"at {width} px"


def test_no_text_lies_over_another(open_at: Callable[..., Visit], place: str) -> None:
    shown = open_at(place)
    for width in (360, 1280):
        shown.page.set_viewport_size({"width": width, "height": 760})
        # Arabic letters are tall, and a line of text may be less tall than they are: what counts is its middle half.
        over = shown.run(
            f"""() => {{
                const lines = ({SHOWN})(document.body).flatMap(({{ text, boxes }}) => boxes.map(box => ({{
                    text, left: box.left, right: box.right,
                    top: box.top + box.height / 4, bottom: box.bottom - box.height / 4
                }})))
                const meet = (one, other) => one.text !== other.text
                    && Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1
                    && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1
                return lines.flatMap((one, place) => lines.slice(place + 1).filter(other => meet(one, other))
                    .map(other => `${{one.text.data.trim()}} | ${{other.text.data.trim()}}`))
            }}"""
        )
        assert over == [], f"at {width} px"


def test_numbers_and_addresses_run_from_left_to_right(open_at: Callable[..., Visit], place: str) -> None:
    found = open_at(place).run(
        rf"""() => ({SHOWN})(document.body).filter(({{ text, around }}) =>
            around.closest('.grip') && /\d[\d -]{{5,}}\d|@\w|https?:/.test(text.data)
        ).map(({{ text, around }}) => {{
            const isolate = around.closest('[dir=ltr]'), style = isolate && getComputedStyle(isolate)
            const at = place => {{
                const range = document.createRange()
                range.setStart(text, place)
                range.setEnd(text, place + 1)
                return range.getBoundingClientRect()
            }}
            const first = text.data.search(/\S/), last = text.data.trimEnd().length - 1
            const runs = at(first).top < at(last).top || at(first).left < at(last).left
            return [text.data.trim(), style?.direction, style?.unicodeBidi, runs]
        }})"""
    )
    assert [one for one in found if one[1:] != ["ltr", "isolate", True]] == []
    if place.split("/")[1] in ("contact", "incident_help", "print", "poster"):
        assert found


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "norm"])
def test_what_is_still_in_dutch_says_so_and_runs_its_own_way(open_at: Callable[..., Visit], kind: str) -> None:
    found = open_at(f"ar/{kind}").run(
        f"""() => ({SHOWN})(document.querySelector('main')).map(({{ text, around }}) =>
            [text.data, around.closest('[lang]').lang, getComputedStyle(around).direction])"""
    )
    dutch = [direction for text, lang, direction in found if lang == "nl" and len(text.split()) > 3]
    arabic = [direction for text, lang, direction in found if lang == "ar" and text.strip() and text.strip()[0] in SAID]
    assert set(dutch) == {"ltr"}
    assert "rtl" in arabic


def test_a_card_begins_at_the_right_also_for_a_dutch_name(open_at: Callable[..., Visit]) -> None:
    away = open_at("ar/contact").run(
        f"""() => [...document.querySelectorAll('.grip-card')].filter(card => card.checkVisibility()).map(card => {{
            const inside = card.getBoundingClientRect().right - parseFloat(getComputedStyle(card).paddingRight)
            const title = card.querySelector('.grip-card-title')
            const begins = Math.max(...({SHOWN})(title).flatMap(({{ boxes }}) => boxes.map(box => box.right)))
            return [title.textContent, inside - begins]
        }}).filter(([, room]) => room > 4)"""
    )
    assert away == []


def test_on_paper_a_dutch_name_does_not_touch_what_follows_it(open_at: Callable[..., Visit]) -> None:
    shown = open_at("ar/contact", width=1280)
    shown.run("document.querySelectorAll('.grip-card-name').forEach(one => one.remove())")
    shown.run("""document.querySelectorAll('.grip-contact > :first-child').forEach(title => title.insertAdjacentHTML(
        'afterend', '<p class="grip-card-name" dir="auto">A. Voorbeeld</p><p class="grip-card-roles">مستشار</p>'))""")
    shown.page.emulate_media(media="print")
    gaps = shown.run("""[...document.querySelectorAll('.grip-card-name')].filter(one => one.checkVisibility()).map(
        one => one.getBoundingClientRect().left - one.nextElementSibling.getBoundingClientRect().right)""")
    assert len(gaps) > 3
    assert min(abs(gap) for gap in gaps) >= 1


def test_marks_and_the_way_out_stand_on_the_other_side(open_at: Callable[..., Visit]) -> None:
    shown = open_at("ar/incident_help", width=1280)
    middle = {
        name: shown.run(
            f"(box => (box.left + box.right) / 2)(document.querySelector('{name}').getBoundingClientRect())"
        )
        for name in (".grip-exit", ".grip-danger-number", ".grip-danger-text")
    }
    assert middle[".grip-exit"] > 640
    assert middle[".grip-danger-number"] > middle[".grip-danger-text"]
    widths = (
        "(style => [style.borderLeftWidth, style.borderRightWidth])(getComputedStyle(document.querySelector('%s')))"
    )
    left, right = (float(width.removesuffix("px")) for width in shown.run(widths % ".grip-evidence"))
    assert right > left


def test_the_route_runs_down_the_right_side(open_at: Callable[..., Visit]) -> None:
    shown = open_at("ar/contact")
    line, text = shown.run(
        """() => {
            const stop = document.querySelector('.grip-stop')
            return [stop.getBoundingClientRect().right, stop.querySelector('p').getBoundingClientRect().right]
        }"""
    )
    assert line > 300
    assert text < line - 20
