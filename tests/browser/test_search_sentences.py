"""What people type into the search box, and what comes first: whole sentences, with typing errors and street words.

Every situation that we ship is on the page, so that each sentence has as many to be mistaken for as there can be.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from django.test import override_settings

from gripwagtail.starter.plans import planting
from gripwagtail.starter.texts import load
from gripwagtail.text.accents import without_accents
from tests import browsers
from tests import factories as make
from tests.browser.headers import POLICY
from tests.planted import CSS, every_situation, plant, ticked
from tests.test_danger_words_languages import HEARD, SOMETHING_ELSE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

SENTENCES: dict[str, dict[str, dict[str, str]]] = tomllib.loads(
    Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8")
)
# "nl-po", "nl-vo", and so on: a language and a kind of school.
PAGES = tuple(SENTENCES["fitted"])
STATIC = CSS.parents[1]
TYPES = {".css": "text/css", ".js": "text/javascript", ".json": "application/json"}
LANGUAGES = [
    ("nl", "Nederlands"),
    ("en", "English"),
    ("ar", "العربية"),
    ("pl", "Polski"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
]

# Newcomers type these on a page in their own language too.
EVERYWHERE = ("nl", "en")

# Types each sentence and gives whether 112 and 113 come below the box, and the situations as they then stand, hidden
# ones left out.
TYPE_ALL = """sentences => {
  const box = document.querySelector("[data-grip-search] input");
  return sentences.map(sentence => {
    box.value = sentence;
    box.dispatchEvent(new Event("input"));
    const all = [...document.querySelectorAll("[data-grip-situation]")];
    const calls = document.querySelector("[data-grip-search] .grip-danger") !== null;
    return [calls, all.filter(one => one.checkVisibility()).map(one => one.id)];
  });
}"""
FIRST = ".grip-best [data-grip-situation]"
# What is about a life, of these as many as a page has.
ABOUT_LIFE = {"het-gaat-niet-meer", "zorgen-om-een-ander", "pijn-van-binnen", "opdrachten"}


class Answer(NamedTuple):
    calls: bool
    shown: list[str]


def items(language: str, school_type: str) -> list[dict[str, Any]]:
    """All situations of a kind of school, in a language as far as we ship them in it."""
    texts = load(language, school_type)
    for situation in texts.pages["incident_help"]["situations"]:
        situation["core"] = True
    shipped = {raw["value"]["key"]: ticked(raw) for raw in planting("incident_help", texts).streams["situations"]}
    given = every_situation(school_type)
    for raw in given:
        said = shipped.get(raw["value"]["key"], raw)["value"]
        raw["value"] |= {name: said[name] for name in ("title", "also")}
    return given


def html_of(page: Any) -> bytes:
    response = make.visit(page)
    assert response.status_code == 200
    return bytes(response.content)


def pages() -> dict[str, bytes]:
    """The incident page of each kind of school in each language, with every situation."""
    found = {}
    for school_type in ("po", "vo"):
        page = plant(school_type, f"{school_type}.example").pages["incident_help"]
        page = make.set_items(page, "situations", every_situation(school_type))
        found[f"nl-{school_type}"] = html_of(page)
        for language in dict(LANGUAGES[1:]):
            shown = make.translate(page, language, situations=items(language, school_type))
            found[f"{language}-{school_type}"] = html_of(shown)
    return found


def sentences_of(name: str) -> list[str]:
    """What is typed on a page, also without the signs of its letters or in the languages that are typed on every page,
    and what is about a life or sounds like it."""
    language, school_type = name.split("-")
    typed = [sentence for part in SENTENCES.values() for sentence in part[name]]
    typed += [
        sentence for other in EVERYWHERE for part in SENTENCES.values() for sentence in part[f"{other}-{school_type}"]
    ]
    danger = [*HEARD[language].strip().splitlines(), *SOMETHING_ELSE[language].strip().splitlines()]
    return list(dict.fromkeys([*typed, *map(without_accents, typed), *danger]))


def answers(browser: Browser) -> dict[str, dict[str, Answer]]:
    """What each page answers to each sentence."""
    html = pages()

    def serve(route: Route) -> None:
        path = route.request.url.split("/", 3)[3]
        if path in html:
            policy = f"{POLICY}; require-trusted-types-for 'script'"
            headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": policy}
            route.fulfill(body=html[path], headers=headers)
        elif (file := STATIC / path.removeprefix("static/")).is_file():
            route.fulfill(body=file.read_bytes(), content_type=f"{TYPES[file.suffix]}; charset=utf-8")
        else:
            route.fulfill(status=404)

    said = {}
    with browsers.new_context(browser) as context:
        context.set_default_timeout(10_000)
        context.route("http://sentences.test/**", serve)
        for name in PAGES:
            sentences = sentences_of(name)
            page = context.new_page()
            complaints: list[str] = []
            page.on("console", lambda message, heard=complaints: heard.append(message.text))
            page.goto(f"http://sentences.test/{name}")
            page.locator("[data-grip-search] input").focus()
            page.evaluate(TYPE_ALL, [sentences[0]])
            page.locator(FIRST).first.wait_for()
            found = [Answer(*answer) for answer in page.evaluate(TYPE_ALL, sentences)]
            said[name] = dict(zip(sentences, found, strict=True))
            assert [text for text in complaints if "favicon" not in text and "404" not in text] == []
            page.close()
    return said


Said = dict[str, dict[str, Answer]]


def of_what_people_type_the_right_situation_comes_first(said: Said) -> None:
    for part, of_pages in SENTENCES.items():
        wrong: dict[str, list[str]] = {language: [] for language, _name in LANGUAGES}
        asked = dict.fromkeys(wrong, 0)
        for name, sentences in of_pages.items():
            language = name.split("-")[0]
            asked[language] += len(sentences)
            everything = len(next(iter(said[name].values())).shown)
            for typed, keys in sentences.items():
                shown = said[name][typed].shown
                # Nothing is ever left out, and nothing stands there twice.
                assert len(shown) == len(set(shown)) == everything > 20, (name, typed)
                if shown[0] not in keys.split():
                    wrong[language].append(f"{name}: {typed} → {shown[0]}")
        total = sum(asked.values())
        right = total - sum(map(len, wrong.values()))
        print(f"{part}: {right} of {total} right first, {right / total:.1%}")
        for language, of_language in asked.items():
            print(f"  {language}: {of_language - len(wrong[language])} of {of_language}")
        # Which ones of those that were held out stays unsaid here, so that nobody fits the words to them.
        named = json.dumps(wrong, ensure_ascii=False, indent=1) if part == "fitted" else ""
        assert right >= 0.95 * total, (part, right, total, named)
        # No language hides behind the others.
        behind = {language for language, of_language in asked.items() if len(wrong[language]) > 0.1 * of_language}
        assert behind == set(), (part, named)


def who_types_dutch_or_english_is_understood_on_a_page_in_any_language(said: Said, other: str) -> None:
    for language, _name in LANGUAGES[2:]:
        asked = wrong = 0
        for school_type in ("po", "vo"):
            for part in SENTENCES.values():
                for typed, keys in part[f"{other}-{school_type}"].items():
                    asked += 1
                    wrong += said[f"{language}-{school_type}"][typed].shown[0] not in keys.split()
        assert wrong <= 0.05 * asked, (language, wrong, asked)


def the_signs_of_letters_make_no_difference(said: Said) -> None:
    """Neither to what is found: who types on a phone, or on the keyboard of somebody else, leaves them out."""
    differs = {
        (name, typed)
        for name, of_page in said.items()
        for typed, answer in of_page.items()
        if of_page.get(without_accents(typed), answer) != answer
    }
    assert differs == set()


def words_about_a_life_bring_what_helps_first_in_every_language(said: Said) -> None:
    for name in PAGES:
        for typed in HEARD[name.split("-")[0]].strip().splitlines():
            answer = said[name][typed]
            assert answer.calls, (name, typed)
            assert answer.shown[0] in ABOUT_LIFE, (name, typed, answer.shown[:3])


def words_about_something_else_do_not_bring_112_and_113(said: Said) -> None:
    for name in PAGES:
        for typed in SOMETHING_ELSE[name.split("-")[0]].strip().splitlines():
            assert not said[name][typed].calls, (name, typed)


@override_settings(LANGUAGES=LANGUAGES, WAGTAIL_CONTENT_LANGUAGES=LANGUAGES)
def test_what_is_typed_finds_what_happened(browser: Browser) -> None:
    """All of it at once: planting the pages takes much longer than typing."""
    browsers.require_chromium()
    said = answers(browser)
    of_what_people_type_the_right_situation_comes_first(said)
    for other in EVERYWHERE:
        who_types_dutch_or_english_is_understood_on_a_page_in_any_language(said, other)
    the_signs_of_letters_make_no_difference(said)
    words_about_a_life_bring_what_helps_first_in_every_language(said)
    words_about_something_else_do_not_bring_112_and_113(said)


def test_the_list_is_long_and_knows_everyone() -> None:
    everything = {typed: keys for part in SENTENCES.values() for page in part.values() for typed, keys in page.items()}
    assert len(everything) >= 150
    held_out = {typed for page in SENTENCES["held-out"].values() for typed in page}
    assert len(held_out) > len(everything) / 5
    for name in PAGES:
        language, school_type = name.split("-")
        known = {item["value"]["key"] for item in items(language, school_type)}
        asked = [keys.split() for part in SENTENCES.values() for keys in part[name].values()]
        assert {key for keys in asked for key in keys} <= known, name
        # Each situation of a school where Dutch is spoken is asked for.
        if language == "nl":
            assert {key for keys in asked for key in keys} == known, name
