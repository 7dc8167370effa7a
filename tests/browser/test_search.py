"""Searching what happened: on the device, best matches first and nothing hidden; 112 and 113 for a life in danger."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gripwagtail import safety
from tests.browser.conftest import Visit
from tests.by_day import by_day

INPUT = "[data-grip-search] input"
STATUS = "[data-grip-search] [role=status]"
RESULTS = "[data-grip-search] + .grip-best"
CALLS = "[data-grip-search] .grip-danger"
ABOUT_LIFE = ["het-gaat-niet-meer", "zorgen-om-een-ander"]
LAST = "iets-anders"


@pytest.fixture
def page(visit: Callable[..., Visit]) -> Visit:
    """With the ranking, which comes when the box gets the focus."""
    shown = visit("incident_help")
    shown.page.locator(INPUT).fill("gehackt")
    shown.page.locator(f"{RESULTS} #account-kwijt").wait_for()
    shown.page.locator(INPUT).fill("")
    return shown


def search(shown: Visit, text: str) -> list[str]:
    """Types the text and gives the situations that match, in their order."""
    shown.page.locator(INPUT).fill("")
    shown.page.locator(INPUT).press_sequentially(text)
    return matches(shown)


def matches(shown: Visit) -> list[str]:
    ids: list[str] = shown.page.locator(f"{RESULTS} [data-grip-situation]").evaluate_all(
        "all => all.map(one => one.id)"
    )
    return ids


def found(shown: Visit) -> list[str]:
    """All situations that can be seen, in their order."""
    ids: list[str] = shown.page.locator("[data-grip-situation]").evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => one.id)"
    )
    return ids


def everything(shown: Visit) -> list[str]:
    ids: list[str] = shown.page.locator("[data-grip-situation]").evaluate_all("all => all.map(one => one.id)")
    return ids


def seen_headings(shown: Visit) -> list[str]:
    texts: list[str] = shown.page.locator(".grip-groups > section > h2").evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => one.textContent)"
    )
    return texts


def says(shown: Visit, text: str) -> None:
    """Waits until the status says so: it does when the typing stops."""
    shown.page.locator(STATUS, has_text=text).wait_for()


@pytest.mark.parametrize(
    ("typed", "key"),
    by_day(
        [
            ("sextortion", "dreigen-met-foto"),  # another word
            ("NAAKTFOTO", "foto-gaat-rond"),  # the title, in capitals
            ("wachtw", "account-kwijt"),  # a part of a word
            ("bankpas klusje", "rekening-uitlenen"),  # title and words
            ("gehacktt", "account-kwijt"),  # a letter too many
            ("gehakt", "account-kwijt"),  # too few
            ("gehackd", "account-kwijt"),  # a wrong one
            ("gehcakt", "account-kwijt"),  # swapped
            ("géhackt", "account-kwijt"),  # a mark too many
            ("loverbóy!", "ouder-iemand"),  # and what is no letter
        ],
        ("sextortion", "dreigen-met-foto"),
        ("NAAKTFOTO", "foto-gaat-rond"),
        ("gehackd", "account-kwijt"),
    ),
)
def test_a_situation_is_found(page: Visit, typed: str, key: str) -> None:
    before = everything(page)
    shown = search(page, typed)
    assert key in shown[:2]
    assert len(shown) < 8
    assert found(page) == [*shown, *(one for one in before if one not in shown)]
    says(page, str(len(shown)))
    assert not page.page.locator(CALLS).is_visible()


@pytest.mark.glance
def test_a_whole_sentence_is_understood_and_hides_nothing(page: Visit) -> None:
    before = everything(page)
    assert search(page, "mijn dochter haar naaktfotoos zijn verspreid")[0] == "foto-gaat-rond"
    assert search(page, "ik word gepest in de klassenapp")[0] == "online-gepest"
    assert search(page, "ik ben bang want iemand wil geld anders zet hij mijn foto online")[0] == "dreigen-met-foto"
    assert sorted(found(page)) == sorted(before)


def test_what_is_only_in_the_text_of_a_situation_finds_it_too(page: Visit) -> None:
    page.page.reload()
    page.page.locator("#account-kwijt .grip-steps li").first.evaluate("one => one.append(' kwibuswoord')")
    page.page.locator(INPUT).fill("kwibuswoord")
    page.page.locator(f"{RESULTS} #account-kwijt").wait_for()
    assert matches(page) == ["account-kwijt"]


def test_what_answers_more_of_the_words_comes_first_and_short_words_have_no_typing_errors(page: Visit) -> None:
    assert {"account-kwijt", "opgelicht"} <= set(search(page, "gehackt tikkie"))
    assert search(page, "snup") == [LAST]
    assert "account-kwijt" in search(page, "snap")


def test_a_group_of_which_nothing_is_left_goes_with_its_heading(page: Visit) -> None:
    before = seen_headings(page)
    shown = search(page, "zelf gedaan, spijt, en mijn probleem staat er niet bij")
    assert {"zelf-gedaan", LAST} <= set(shown)
    # These two are a group.
    assert seen_headings(page) == ["Past het best", *before[:-1]]


@pytest.mark.glance
def test_when_nothing_is_found_the_way_for_everything_else_comes_first(page: Visit) -> None:
    before = everything(page)
    assert search(page, "xyzzy") == [LAST]
    assert found(page) == [LAST, *(one for one in before if one != LAST)]
    says(page, page.page.locator(f"#{LAST} summary").inner_text().strip())
    page.page.locator(f"#{LAST} summary").click()
    assert page.page.locator(f"#{LAST} [data-grip-audience]").first.is_visible()


IN_DANGER = [
    "dood",
    "zelfmoord",
    "zelfmord",
    "Suïcide",
    "sucide",
    "ik wil niet meer leven",
    "i want to die",
    "i wanna die",
    "kill myself",
    "113",
    "mezelf pijn doen",
    "snijden",
    "mijn vriendin neemt afscheid en wil doodgaan",
    "kms",
    "kill",
]


@pytest.mark.parametrize(
    "typed", by_day(IN_DANGER, "dood", "zelfmord", "ik wil niet meer leven", "i want to die", "kms")
)
def test_a_life_in_danger_brings_112_and_113_and_what_is_about_it_first(page: Visit, typed: str) -> None:
    shown = search(page, typed)
    calls = page.page.locator(f"{CALLS} a")
    assert calls.evaluate_all("all => all.map(one => one.getAttribute('href'))") == ["tel:112", "tel:113"]
    assert all(call.is_visible() for call in calls.all())
    assert set(shown[:2]) == set(ABOUT_LIFE)
    bottom = page.run(f"document.querySelector('{INPUT}').getBoundingClientRect().bottom")
    assert 0 <= page.top_of(CALLS) - bottom < 40
    first = page.top_of(f"#{shown[0]}")
    assert page.top_of(CALLS) < first
    assert all(first < page.top_of(f"#{other}") for other in found(page)[1:])
    assert safety.sentence("danger_life", "nl")[0] in calls.last.inner_text()


@pytest.mark.parametrize(
    ("typed", "key"),
    [("i will kill you stuurde hij", "iemand-dreigt"), ("hij zegt dat hij mij gaat doodsteken", "iemand-dreigt")],
)
def test_a_word_of_danger_does_not_replace_what_was_asked(page: Visit, typed: str, key: str) -> None:
    shown = search(page, typed)
    assert shown[0] == key
    assert set(shown[1:3]) == set(ABOUT_LIFE)
    assert page.page.locator(f"{CALLS} a[href='tel:112']").is_visible()


def test_afterwards_everything_stands_where_it_stood(page: Visit) -> None:
    before = everything(page)
    headings = seen_headings(page)
    search(page, "dood")
    assert everything(page) != before
    assert seen_headings(page)[0] == "Past het best" != headings[0]
    page.page.locator(INPUT).fill("")
    assert everything(page) == found(page) == before
    assert seen_headings(page) == headings
    assert not page.page.locator(CALLS).is_visible()


@pytest.mark.parametrize(
    "typed",
    ["klassenapp", "bekijken", "groepsapp", "wil foto", "die jongen", "vakantie", "ik ben bang want die jongen dreigt"],
)
def test_common_words_are_not_taken_for_danger(page: Visit, typed: str) -> None:
    search(page, typed)
    assert not page.page.locator(CALLS).is_visible()


def test_a_word_without_end_does_not_keep_the_page_from_answering(page: Visit) -> None:
    """A script can put in more than the box takes, and so can a browser that restores a page."""
    spent = page.page.locator(INPUT).evaluate(
        """box => [1000, 3000, 20000].map(length => {
            box.value = 'ab'.repeat(length / 2)
            const began = performance.now()
            box.dispatchEvent(new Event('input'))
            return performance.now() - began
        })"""
    )
    # Two seconds and thirteen, before; a busy machine takes some time for the list itself.
    assert max(spent) < 300, spent
    assert matches(page) == [LAST]
    assert page.page.locator(INPUT).get_attribute("maxlength") == "80"


def test_what_comes_after_eighty_letters_is_not_read(page: Visit) -> None:
    put_in = "(box, text) => { box.value = text; box.dispatchEvent(new Event('input')) }"
    page.page.locator(INPUT).evaluate(put_in, f"{'q ' * 40}gehackt")
    assert matches(page) == [LAST]
    page.page.locator(INPUT).evaluate(put_in, f"{'q ' * 36}gehackt")
    assert matches(page) == ["account-kwijt"]


@pytest.mark.glance
def test_what_it_needs_is_loaded_at_the_focus_and_says_nothing_of_what_is_typed(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    names = ["ranking.min.js", "words-nl.json"]
    assert not [url for url in shown.requests if url.endswith(tuple(names))]
    shown.requests.clear()
    shown.page.locator(INPUT).focus()
    shown.page.locator(INPUT).press_sequentially("gehackt")
    shown.page.locator(f"{RESULTS} #account-kwijt").wait_for()
    origin = shown.run("location.origin")
    assert sorted(shown.requests) == [f"{origin}/static/gripwagtail/{name}" for name in names]
    assert shown.complaints == []


def test_where_the_ranking_cannot_be_loaded_the_list_stays_and_112_still_comes(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    before = everything(shown)
    shown.page.route("**/ranking*.js", lambda route: route.abort())
    search(shown, "gehackt")
    shown.page.wait_for_timeout(600)
    assert found(shown) == before
    assert shown.page.locator(STATUS).inner_text() == ""
    search(shown, "ik wil dood")
    assert shown.page.locator(f"{CALLS} a[href='tel:113']").is_visible()
    assert matches(shown) == ABOUT_LIFE


WORDS = "**/words-nl.json"
ONLY_IN_WORDS, KNOWN_BY_WORDS = "onlyfans", "foto-gaat-rond"


def test_words_that_did_not_come_are_asked_for_again_at_the_next_thing_typed(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    shown.page.route(WORDS, lambda route: route.abort())
    # What is on the page is searched with meanwhile.
    shown.page.locator(INPUT).fill("gehackt")
    shown.page.locator(f"{RESULTS} #account-kwijt").wait_for()
    # Only the words know this one.
    assert search(shown, ONLY_IN_WORDS) == [LAST]
    shown.page.unroute(WORDS)
    shown.page.locator(INPUT).press("Space")
    shown.page.locator(f"{RESULTS} #{KNOWN_BY_WORDS}").wait_for()
    # And then no more.
    shown.requests.clear()
    search(shown, "gehackt")
    assert shown.requests == []


@pytest.mark.parametrize("status", [404, 503])
@pytest.mark.parametrize(("what", "kind"), [(WORDS, "application/json"), ("**/ranking*.js", "text/javascript")])
def test_an_answer_that_is_an_error_is_not_asked_for_at_every_letter(
    visit: Callable[..., Visit], what: str, kind: str, status: int
) -> None:
    shown = visit("incident_help")
    asked: list[str] = []

    def refuse(route: Any) -> None:
        asked.append(route.request.url)
        route.fulfill(status=status, content_type=kind, body="{}")

    shown.page.route(what, refuse)
    shown.page.locator(INPUT).focus()
    for _letter in range(6):
        shown.page.locator(INPUT).press("x")
        shown.page.wait_for_timeout(100)
    assert len(asked) == 1


def test_a_ranking_that_did_not_come_is_asked_for_again(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help")
    shown.page.route("**/ranking*.js", lambda route: route.abort())
    search(shown, "gehackt")
    shown.page.unroute("**/ranking*.js")
    shown.page.locator(INPUT).press("Space")
    shown.page.locator(f"{RESULTS} #account-kwijt").wait_for()


def under_policy(visit: Callable[..., Visit], policy: str) -> Visit:
    """The page as it is on a site with this policy."""
    shown = visit("norm")
    shown.page.route(
        "**/er-is-iets-gebeurd/",
        lambda route: route.fulfill(
            response=(answer := route.fetch()), headers={**answer.headers, "content-security-policy": policy}
        ),
    )
    shown.page.goto(shown.page.url.replace("onze-norm", "er-is-iets-gebeurd"))
    return shown


def test_words_that_the_policy_of_the_site_refuses_are_not_asked_for_without_end(visit: Callable[..., Visit]) -> None:
    shown = under_policy(visit, "default-src 'self'; connect-src 'none'")
    search(shown, "gehackt")
    shown.page.locator(f"{RESULTS} #account-kwijt").wait_for()
    search(shown, "gehackt foto")
    shown.complaints.clear()
    assert "account-kwijt" in search(shown, "foto gehackt")
    assert shown.complaints == []


def test_nor_is_a_ranking_that_it_refuses_and_112_still_comes(visit: Callable[..., Visit]) -> None:
    everywhere = "http://*:*/static/gripwagtail/"
    allowed = " ".join(
        f"{everywhere}{name}" for name in ("search.min.js", "exit.min.js", "guide.min.js", "night.min.js")
    )
    shown = under_policy(visit, f"default-src 'self'; script-src {allowed}")
    before = everything(shown)
    search(shown, "gehackt")
    search(shown, "gehackt foto")
    assert shown.complaints
    shown.complaints.clear()
    search(shown, "ik wil dood")
    assert shown.page.locator(f"{CALLS} a[href='tel:113']").is_visible()
    search(shown, "foto gehackt")
    assert shown.complaints == []
    assert found(shown) == before


SHIFTS = """() => new Promise(done => {
  let moved = 0
  const count = list => list.getEntries().forEach(one => { moved += one.value })
  new PerformanceObserver(count).observe({ type: 'layout-shift', buffered: true })
  setTimeout(() => done(moved), 300)
})"""


@pytest.mark.parametrize("width", [360, 390, 1280])
def test_nothing_moves_when_the_box_gets_its_script(visit: Callable[..., Visit], width: int) -> None:
    shown = visit("incident_help", width=width)
    assert shown.page.locator(INPUT).is_visible()
    assert shown.run(SHIFTS) == 0
    top = shown.page.locator("[data-grip-situation]").first.bounding_box()
    shown.page.route("**/search*.js", lambda route: route.abort())
    shown.page.reload()
    assert not shown.page.locator(INPUT).is_visible()
    assert shown.page.locator("[data-grip-situation]").first.bounding_box() == top


def test_nothing_typed_leaves_a_trace(page: Visit) -> None:
    address, length = page.page.url, page.run("history.length")
    page.requests.clear()
    for typed in ("gehackt", "dood", "xyzzy"):
        search(page, typed)
        page.page.keyboard.press("Enter")
    says(page, ".")
    assert page.requests == []
    assert (page.page.url, page.run("history.length")) == (address, length)
    assert page.run("localStorage.length + sessionStorage.length") == 0
    assert page.page.context.cookies() == []


def test_what_was_typed_is_gone_when_the_browser_keeps_the_page_for_back(page: Visit) -> None:
    before = everything(page)
    search(page, "dood")
    page.run("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    assert page.page.locator(INPUT).input_value() == ""
    assert found(page) == before


def test_the_field_tells_the_browser_to_remember_and_send_nothing(page: Visit) -> None:
    field = page.page.locator(INPUT)
    assert field.evaluate("one => one.form") is None
    assert field.get_attribute("name") is None
    given = {
        name: field.get_attribute(name) for name in ("autocomplete", "autocapitalize", "autocorrect", "spellcheck")
    }
    assert given == {"autocomplete": "off", "autocapitalize": "off", "autocorrect": "off", "spellcheck": "false"}


def test_enter_sends_nothing_where_a_host_has_put_everything_in_a_form(page: Visit) -> None:
    page.run(
        """() => {
            const main = document.querySelector('main'), form = document.createElement('form')
            main.before(form)
            form.append(main)
        }"""
    )
    page.requests.clear()
    search(page, "gehackt")
    page.page.keyboard.press("Enter")
    page.page.wait_for_timeout(200)
    assert page.requests == []
    assert found(page)[0] == "account-kwijt"


@pytest.mark.glance
def test_it_works_with_the_keyboard_alone(visit: Callable[..., Visit]) -> None:
    page = visit("incident_help")
    before = everything(page)
    for _ in range(20):
        page.page.keyboard.press("Tab")
        if page.run(f"document.activeElement.matches('{INPUT}')"):
            break
    page.page.keyboard.type("gehackt")
    page.page.locator(f"{RESULTS} #account-kwijt").wait_for()
    assert found(page)[0] == "account-kwijt"
    page.page.keyboard.press("Tab")
    page.page.keyboard.press("Enter")
    assert page.page.locator("#account-kwijt [data-grip-audience]").first.is_visible()
    page.page.keyboard.press("Shift+Tab")
    page.page.keyboard.press("Escape")
    assert page.page.locator(INPUT).input_value() == ""
    assert found(page) == before
    page.page.wait_for_function("selector => !document.querySelector(selector).textContent", arg=STATUS)
    assert page.run(f"document.activeElement.matches('{INPUT}')")


def test_with_the_keyboard_112_comes_right_after_the_field(page: Visit) -> None:
    search(page, "dood")
    page.page.keyboard.press("Tab")
    assert page.run("document.activeElement.getAttribute('href')") == "tel:112"


def test_it_has_a_name_and_tells_a_screen_reader_what_was_found(page: Visit) -> None:
    assert page.page.get_by_role("searchbox").count() == 1
    assert page.page.get_by_role("searchbox").get_attribute("type") == "search"
    assert page.page.locator("[data-grip-search] label").inner_text().strip()
    # What comes into a live region that was there already is read out.
    assert page.page.locator("[data-grip-search] [aria-live=polite]").count() == 1
    search(page, "dood")
    assert page.page.locator(f"[aria-live=polite] > {CALLS.split()[1]}").count() == 1
    assert page.page.get_by_role("heading", name="Past het best").is_visible()


def test_without_javascript_there_is_no_field(visit: Callable[..., Visit]) -> None:
    shown = visit("incident_help", java_script_enabled=False)
    assert shown.page.locator(INPUT).count() == 1
    assert not shown.page.locator("[data-grip-search]").is_visible()
    assert shown.page.locator("[data-grip-search]").evaluate("one => one.getBoundingClientRect().height") == 0
    assert shown.page.locator("[data-grip-situation]").first.is_visible()


def test_who_you_are_and_what_you_search_go_together(page: Visit) -> None:
    page.page.locator(".grip-choose input[value='parent']").first.check()
    search(page, "gehackt")
    page.page.locator("#account-kwijt summary").click()
    assert page.page.locator("#account-kwijt [data-grip-audience='parent']").is_visible()
    assert not page.page.locator("#account-kwijt [data-grip-audience='pupil']").is_visible()
