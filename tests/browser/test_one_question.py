"""The incident page asks one question at a time, and forgets the answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import LiveSchool, Visit

ROW = ".grip-incident > .grip-who"
FIRST = "[data-grip-situation]"


def choose(shown: Visit, reader: str) -> None:
    shown.page.locator(f"{ROW} label", has=shown.page.locator(f"[value={reader}]")).click()


@pytest.mark.parametrize("javascript", [True, False])
def test_the_three_choices_are_in_one_row_and_high_enough_for_a_thumb(
    visit: Callable[..., Visit], javascript: bool
) -> None:
    shown = visit("incident_help", width=360, java_script_enabled=javascript)
    boxes = [label.bounding_box() for label in shown.page.locator(f"{ROW} label").all()]
    assert len(boxes) == 3
    assert len({round(box["y"]) for box in boxes if box}) == 1
    assert all(box and box["height"] >= 44 and box["width"] >= 44 for box in boxes)


@pytest.mark.glance
def test_in_an_opened_situation_the_question_stands_again_and_counts_everywhere(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    choose(shown, "parent")
    first = shown.page.locator(FIRST).first
    first.locator("summary").click()
    again = first.locator(".grip-who")
    again.wait_for()
    assert again.locator("input:checked").input_value() == "parent"
    again.locator("label", has=shown.page.locator("[value=staff]")).click()
    assert shown.page.locator(f"{ROW} input:checked").input_value() == "staff"
    assert first.locator("[data-grip-audience=staff]").is_visible()
    assert not first.locator("[data-grip-audience=parent]").is_visible()
    first.locator("summary").click()
    first.locator("summary").click()
    assert first.locator(".grip-who").count() == 1


@pytest.mark.glance
def test_without_javascript_back_shows_nothing_chosen(visit: Callable[..., Visit], school: LiveSchool) -> None:
    shown = visit("incident_help", java_script_enabled=False)
    choose(shown, "pupil")
    assert shown.page.locator("input:checked").count() == 1
    shown.page.goto(school.url("norm"))
    shown.page.go_back()
    assert shown.page.url == school.url("incident_help")
    assert shown.page.locator("input:checked").count() == 0


def test_enter_on_a_choice_sends_nothing(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    shown.requests.clear()
    shown.page.locator(f"{ROW} input").first.focus()
    shown.page.keyboard.press("Space")
    shown.page.keyboard.press("Enter")
    shown.page.wait_for_timeout(200)
    assert shown.requests == []
    assert "?" not in shown.page.url


TITLES = {
    "pupil": "Iemand bedreigt mij",
    "parent": "Iemand bedreigt mijn kind",
    "staff": "Iemand bedreigt een leerling",
}


@pytest.mark.parametrize("javascript", [True, False])
def test_a_title_is_in_the_words_of_the_reader_and_has_one_name_at_a_time(
    visit: Callable[..., Visit], javascript: bool
) -> None:
    shown = visit("incident_help", java_script_enabled=javascript)
    title = shown.page.locator("#iemand-dreigt > summary")
    # The pupil's for who said nothing.
    for reader, words in {"": TITLES["pupil"], **TITLES}.items():
        if reader:
            choose(shown, reader)
        assert title.inner_text() == words
        assert title.aria_snapshot().count("heading") == 1
        assert f'"{words}"' in title.aria_snapshot()
        others = [one for name in ("parent", "staff") if name != reader for one in (f".grip-say-{name}",)]
        assert not any(one.is_visible() for other in others for one in shown.page.locator(other).all())
    shown.page.emulate_media(media="print")
    assert title.inner_text() == TITLES["pupil"]


def test_the_three_questions_lead_to_titles_in_the_words_of_the_reader(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    place = shown.page.locator("#iemand-dreigt > summary").get_attribute("id")
    links = shown.page.locator(f".grip-guide a[href='#{place}']")
    for reader, words in TITLES.items():
        choose(shown, reader)
        assert set(links.all_text_contents()) == {words}


# What says that “I” means another, in the three questions.
SAYS = ".grip-guide > .grip-say-{reader}"
# As the page says it above the list where a situation of the school's own has no title for parents.
SAYS_IT_ABOVE = """all => all.forEach(one => {
    const line = document.createElement('p')
    line.className = 'grip-say-parent'
    one.after(line)
})"""


@pytest.mark.parametrize("reader", ["parent", "staff"])
def test_the_three_questions_say_whom_i_means_only_where_a_title_may_say_it(
    visit: Callable[..., Visit], reader: str
) -> None:
    shown = visit("incident_help")
    shown.page.locator(".grip-guide > summary").click()
    choose(shown, reader)
    # The planted titles all have their words for this reader.
    assert not shown.page.locator(SAYS.format(reader=reader)).is_visible()
    shown.page.locator(ROW).evaluate_all(SAYS_IT_ABOVE)
    choose(shown, "pupil")
    choose(shown, reader)
    assert shown.page.locator(SAYS.format(reader=reader)).is_visible() == (reader == "parent")
    choose(shown, "pupil")
    assert not any(one.is_visible() for one in shown.page.locator(".grip-guide > [class^=grip-say]").all())


@pytest.mark.parametrize("reader", ["parent", "staff"])
def test_without_javascript_the_three_questions_always_say_it(visit: Callable[..., Visit], reader: str) -> None:
    """Their titles are the pupil's then."""
    shown = visit("incident_help", java_script_enabled=False)
    shown.page.locator(".grip-guide > summary").click()
    choose(shown, reader)
    assert shown.page.locator(SAYS.format(reader=reader)).is_visible()


def test_what_is_said_to_the_pupil_is_marked_for_the_others_alone(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    first = shown.page.locator(f"{FIRST}:has(> .grip-say-other)").first
    first.locator("> summary").click()
    mark = first.locator("> .grip-say-other")
    for reader, is_marked in (("pupil", False), ("parent", True), ("staff", True), ("pupil", False)):
        choose(shown, reader)
        assert mark.is_visible() == is_marked


@pytest.mark.parametrize("javascript", [True, False])
def test_a_link_to_a_situation_opens_it_and_tells_nothing(
    visit: Callable[..., Visit], school: LiveSchool, javascript: bool
) -> None:
    shown = visit("norm", java_script_enabled=javascript)
    shown.page.goto(f"{school.url('incident_help')}#n3")
    summary = shown.page.locator("#n3")
    assert summary.is_visible()
    assert shown.page.locator(f"{FIRST}[open]").count() == int(javascript)
    if javascript:
        assert shown.run("document.activeElement.id") == "n3"
        assert shown.page.url == school.url("incident_help")


def test_on_paper_there_are_all_readers_whoever_was_chosen(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    choose(shown, "parent")
    first = shown.page.locator(FIRST).first
    first.locator("summary").click()
    shown.page.emulate_media(media="print")
    assert all(part.is_visible() for part in first.locator("[data-grip-audience]").all())
    assert not shown.page.locator(".grip-guide").is_visible()


def test_three_questions_lead_to_a_situation_and_leave_no_trace(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    address, length = shown.page.url, shown.run("history.length")
    guide = shown.page.locator(".grip-guide")
    guide.locator("> summary").click()
    guide.locator("> details > summary").first.click()
    guide.locator("> details > details > summary").first.click()
    link = guide.locator("a").first
    title = link.inner_text()
    link.click()
    opened = shown.page.locator(f"{FIRST}[open]")
    assert opened.locator("> summary").inner_text() == title
    assert shown.run("document.activeElement.matches('summary')")
    assert (shown.page.url, shown.run("history.length")) == (address, length)


# What a reader sees of the colours, mixed by the browser itself.
CONTRAST = """one => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
    const light = colour => {
        canvas.fillStyle = colour
        canvas.fillRect(0, 0, 1, 1)
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(part => {
            const share = part / 255
            return share <= .04045 ? share / 12.92 : ((share + .055) / 1.055) ** 2.4
        })
        return .2126 * r + .7152 * g + .0722 * b
    }
    const { color, backgroundColor } = getComputedStyle(one)
    const [low, high] = [light(color), light(backgroundColor)].sort((a, b) => a - b)
    return (high + .05) / (low + .05)
}"""


@pytest.mark.parametrize("colours", [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_danger_exit_and_action_are_readable(visit: Callable[..., Visit], colours: dict[str, str]) -> None:
    shown = visit("incident_help", **colours)
    choose(shown, "pupil")
    for selector in (
        ".grip-danger-number",
        ".grip-danger-link > .grip-pair",
        ".grip-exit > .grip-pair",
        ".grip-button > .grip-pair",
        f"{ROW} label:has(:checked)",
    ):
        contrast = shown.page.locator(selector).first.evaluate(CONTRAST)
        assert contrast >= 4.5, (selector, contrast)


def test_the_signs_are_no_files_and_say_nothing(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    sign = """one => {
        const style = getComputedStyle(one, '::before')
        return [style.content, style.clipPath.slice(0, 5), style.maskImage]
    }"""
    for selector in (".grip-help a[href^='tel:']", ".grip-urgency", ".grip-exit > .grip-pair"):
        assert shown.page.locator(selector).first.evaluate(sign) == ['""', "path(", "none"]


def test_with_a_header_the_exit_is_the_second_stop_of_the_page(visit: Callable[..., Visit], school: LiveSchool) -> None:
    shown = visit("incident_help")
    html = shown.page.request.get(shown.page.url).text().replace("<body>", "<body><a id=skip href='#main'>Inhoud</a>")
    shown.page.context.route(
        school.url("incident_help"), lambda route: route.fulfill(content_type="text/html", body=html)
    )
    shown.page.goto(school.url("incident_help"))
    shown.page.keyboard.press("Tab")
    assert shown.run("document.activeElement.id") == "skip"
    shown.page.keyboard.press("Tab")
    assert shown.run("document.activeElement.matches('[data-grip-exit]')")
    assert shown.page.locator(".grip-skip").is_visible()
    assert shown.page.locator(".grip-skip").count() == 1


def test_the_button_tells_of_shift_only_where_that_works(visit: Callable[..., Visit]) -> None:
    assert visit("incident_help", width=1280).page.locator("[data-grip-shift]").is_visible()
    assert (
        not visit("incident_help", width=1280, java_script_enabled=False).page.locator("[data-grip-shift]").is_visible()
    )
    assert not visit("incident_help", width=390).page.locator("[data-grip-shift]").is_visible()


def test_in_a_block_112_and_113_have_a_frame_and_a_word_of_their_own(visit: Callable[..., Visit]) -> None:
    shown = visit("blocks")
    frame = shown.page.locator(".grip-call-to-action").first
    assert frame.evaluate("one => parseFloat(getComputedStyle(one).borderTopWidth)") >= 2
    assert frame.locator("> *").first.inner_text().strip()
    label, link = frame.locator("> *").first.bounding_box(), frame.locator("a[href='tel:112']").bounding_box()
    assert label and link and label["y"] < link["y"]
