"""Goes the ways of those who need help, tap by tap, and prints how far it is to somebody who answers at night.

    make journeys
    python -m tests.tools.journeys [--only 1] [--pictures FOLDER]

A parent, a pupil without JavaScript, a teacher, two mothers who read English and Arabic, somebody with a keyboard and
large letters, and who prints. Each begins at the front page of a school: the example school, or one that planted the
starter texts and did nothing more. Everything is really tapped in Chromium, on a Tuesday at 23:00 by its clock; what is
counted is what was needed. 112 and 113 are above every page and count for nobody else: "answers at 23:00" is a service
that is there day and night by the package's own data. A tap on a number counts as one. Ends with 1 when a journey
cannot be gone to its end. ``--pictures`` keeps what was on the screen at each step.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Error, Locator, Page, Route, sync_playwright

from tests import browsers
from tests.walking import SITUATION, Reached, Stuck, Walk

from .journey_keys import LARGE, enter, press_tab, sideways
from .journey_rows import Row, table
from .visited import EXAMPLE, FRESH, School, school

NIGHT: Final = datetime.datetime(2026, 11, 24, 22, tzinfo=datetime.UTC)  # 23:00 in the Netherlands
PHONE, SMALL, DESK = (390, 844), (360, 640), (1280, 800)
WORDS_A_MINUTE: Final = 240
MARGINS: Final = dict.fromkeys(("top", "right", "bottom", "left"), "10mm")

CHOSEN = """() => [
    [...document.querySelectorAll('input[type=radio]:checked')].map(one => one.value).filter(Boolean),
    document.querySelectorAll('[data-grip-situation][open]').length
]"""
# Of all words that can be seen, how many are in Dutch; names and numbers that no language has are left out.
DUTCH = r"""() => {
    document.querySelectorAll('main details').forEach(one => { one.open = true })
    const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
    let dutch = 0, all = 0
    while (texts.nextNode()) {
        const around = texts.currentNode.parentElement
        if (!around.checkVisibility() || around.closest('[translate=no]')) continue
        const words = (texts.currentNode.data.match(/\p{L}+/gu) || []).length
        all += words
        if (around.closest('[lang]').lang.startsWith('nl')) dutch += words
    }
    return [dutch, all]
}"""
HREFS = "all => all.map(one => [...one.querySelectorAll('a')].map(link => link.getAttribute('href')))"


class Journeys:
    """All of them, one after the other, in one browser."""

    def __init__(self, browser: Browser, pictures: Path | None) -> None:
        self.browser = browser
        self.pictures = pictures
        self.rows: list[Row] = []

    @contextlib.contextmanager
    def walk(self, at: School, row: Row, script: str = "", **options: Any) -> Iterator[Walk]:
        """At the front page of a school; what stops it is written into the row."""
        width, height = row.screen
        if width < DESK[0] and not script:
            options = {"has_touch": True, "is_mobile": True, **options}
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            timezone_id="Europe/Amsterdam",
            locale="nl-NL",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(10_000)
        context.route(lambda url: not url.startswith(at.base), elsewhere)
        if script:
            context.add_init_script(script)
        self.rows.append(row)
        row.journey += f" ({at.name})"
        name = re.sub(r"\W+", "-", f"{row.journey}{row.language} {width}")
        walk = Walk(context.new_page(), self.pictures, name)
        try:
            walk.page.clock.set_fixed_time(NIGHT)
            walk.page.goto(at.base + at.paths["nl"]["home"])
            walk.shoot("home")
            yield walk
        except (Stuck, Error) as reason:
            row.stuck = True
            row.happened.append(str(reason).splitlines()[0])
        finally:
            if not row.screens:
                row.screens = walk.screens
            row.happened.insert(0, " → ".join(walk.steps) or "the front page")
            context.close()

    def parent(self, at: School) -> None:
        for screen in (PHONE, SMALL):
            row = Row("1 parent, says who", "nl", screen)
            with self.walk(at, row) as walk:
                walk.go_as("parent", at.paths["nl"]["incident_help"], "incident")
                calls_or_opens(walk, at, row)
                row.happened.append(at_night(walk, at, "parent"))
            row = Row("1 parent, straight to a title", "nl", screen)
            with self.walk(at, row) as walk:
                walk.go_to_title(at.paths["nl"]["incident_help"], "incident")
                calls_or_opens(walk, at, row)
            self.who_helps("1 parent", at, "nl", screen)

    def who_helps(self, who: str, at: School, language: str, screen: tuple[int, int], *before: str) -> None:
        """To the page with everybody, and what the front page has itself."""
        row = Row(f"{who}, who helps", language, screen)
        with self.walk(at, row) as walk:
            to_language(walk, at, language)
            walk.go(at.paths[language]["contact"], "contact", [(at.paths[language]["overview"], "overview")])
            calls(walk, at, row)

    def pupil(self, at: School) -> None:
        path = at.paths["nl"]["incident_help"]
        for scripts, name in ((False, "no JavaScript"), (True, "JavaScript")):
            row = Row(f"2 pupil, says who, {name}", "nl", PHONE)
            with self.walk(at, row, java_script_enabled=scripts) as walk:
                walk.go_as("pupil", path, "incident")
                calls_or_opens(walk, at, row)
            row = Row(f"2 pupil, leaves and goes back, {name}", "nl", PHONE, to_a_person=False)
            with self.walk(at, row, java_script_enabled=scripts) as walk:
                walk.go(path, "incident")
                walk.say_who("pupil")
                walk.open_situation()
                walk.tap(walk.first(".grip-exit", "exit"), "exit")
                walk.page.wait_for_url(lambda url: not url.startswith(at.base))
                walk.page.go_back()
                back = urlsplit(walk.page.url).path
                chosen, opened = walk.run(CHOSEN)
                row.happened.append(f"Back shows {back}, chosen: {chosen or 'nothing'}, open: {opened}")
                if chosen or opened or (scripts and back == path):
                    raise Stuck("who picks up the phone sees what was looked at")
        row = Row("2 pupil, straight to a title, no JavaScript", "nl", PHONE)
        with self.walk(at, row, java_script_enabled=False) as walk:
            walk.go_to_title(path, "incident")
            calls_or_opens(walk, at, row)
        self.who_helps("2 pupil", at, "nl", PHONE)

    def teacher(self, at: School) -> None:
        paths = at.paths["nl"]
        overview, norm = (paths["overview"], "overview"), (paths["norm"], "norm")
        for name, over in (("what to do", []), ("what to do, over the overview", [overview])):
            row = Row(f"3 teacher, {name}", "nl", PHONE)
            with self.walk(at, row) as walk:
                walk.go_as("staff", paths["incident_help"], "incident", over)
                situation = calls_or_opens(walk, at, row)
                words = walk.words(situation)
                row.happened.append(f"{words} words, {words / WORDS_A_MINUTE:.1f} minutes of reading")
        for name, path, via in (
            ("class sheet", norm[0] + "class-sheet/", [norm, overview]),
            ("poster", paths["incident_help"] + "poster/", [overview]),
        ):
            row = Row(f"3 teacher, {name}", "nl", PHONE, to_a_person=False)
            with self.walk(at, row) as walk:
                walk.go(path, name, via)
                row.pages = printed(walk.page)
        row = Row("3 teacher, something to say in class", "nl", PHONE, to_a_person=False)
        with self.walk(at, row) as walk:
            walk.go(*overview)
            walk.tap(walk.first("details:has(q) > summary", "fold with openings"), "openings")
            walk.tap(walk.first("main q", "opening"), "first opening")

    def mother(self, at: School) -> None:
        for language in ("en", "ar"):
            path = at.paths[language]["incident_help"]
            row = Row("4 mother, says who", language, PHONE)
            with self.walk(at, row) as walk:
                to_language(walk, at, language)
                walk.go_as("parent", path, "incident")
                calls_or_opens(walk, at, row)
            row = Row("4 mother, straight to a title", language, PHONE)
            with self.walk(at, row) as walk:
                to_language(walk, at, language)
                walk.go_to_title(path, "incident")
                calls_or_opens(walk, at, row)
                dutch, words = walk.run(DUTCH)
                titles = walk.seen(f"{SITUATION} > summary")
                foreign = [one for one in titles if one.locator("[lang=nl]").count() or "nl" in lang_of(one)]
                row.happened.append(
                    f"{dutch} of {words} words of the page in Dutch, {len(foreign)} of {len(titles)} titles"
                )
            self.who_helps("4 mother", at, language, PHONE)

    def keyboard(self, at: School) -> None:
        path = at.paths["nl"]["incident_help"]
        for screen in (PHONE, DESK):
            row = Row("5 keyboard, 200 % text", "nl", screen)
            with self.walk(at, row, script=LARGE) as walk:
                sideways(walk, row, "front page")
                stops = [press_tab(walk, lambda tag, href, _open: tag == "A" and urlsplit(href).path == path)]
                enter(walk, "incident", path)
                stops.append(press_tab(walk, lambda tag, _href, _open: tag == "SUMMARY"))
                enter(walk, "situation")
                sideways(walk, row, "help page")
                for name, numbers in (("number", None), ("night", at.numbers.always)):
                    found = press_tab(
                        walk,
                        lambda _tag, href, inside, wanted=numbers: (
                            inside
                            and href.startswith("tel:")
                            and (href in wanted if wanted is not None else href not in at.numbers.emergency)
                        ),
                        stay=True,
                    )
                    stops.append(found)
                    href = walk.run("document.activeElement.href")
                    setattr(row, name, Reached(href, walk.taps + 1, walk.screens))
                row.happened.append("stops: " + ", ".join(map(str, stops)))

    def paper(self, po: School, vo: School) -> None:
        for at, language in ((po, "nl"), (po, "en"), (po, "ar"), (vo, "nl")):
            paths = at.paths[language]
            contact, incident = (paths["contact"], "contact"), (paths["incident_help"], "incident")
            overview = (paths["overview"], "overview")
            for name, path, via in (
                ("contact page", contact[0], [overview]),
                ("sheet", contact[0] + "print/", [contact, overview]),
                ("poster", incident[0] + "poster/", [overview]),
                ("one situation", incident[0], []),
            ):
                row = Row(f"6 print, {name}", language, DESK, to_a_person=False)
                with self.walk(at, row) as walk:
                    to_language(walk, at, language)
                    walk.go(path, name, via)
                    if name == "one situation":
                        walk.open_situation()
                    row.pages = printed(walk.page)


def elsewhere(route: Route) -> None:
    """The rest of the world: an empty page."""
    route.fulfill(status=200, content_type="text/html", body="<!doctype html><title>elsewhere</title>")


def to_language(walk: Walk, at: School, language: str) -> None:
    if language != "nl":
        walk.tap(walk.first(f"a[hreflang='{language}']", f"link to “{language}”"), language)
        walk.page.wait_for_url(at.base + at.paths[language]["home"])


def lang_of(one: Locator) -> str:
    return str(one.evaluate("one => one.closest('[lang]').lang"))


def calls(walk: Walk, at: School, row: Row, inside: Locator | None = None) -> None:
    """The first number that is read, and the first that answers at this hour: both are called."""
    main = inside or walk.page.locator("main")
    row.number = walk.call(lambda href: href not in at.numbers.emergency, main)
    row.night = walk.call(lambda href: href in at.numbers.always, main)
    if row.number is None and row.night is None:
        raise Stuck("there is nobody to call but 112 and 113")
    if row.night is None:
        row.happened.append("only 112 and 113 answer here at night")
    row.screens = (row.night or row.number or Reached("", 0, 0)).screens


def calls_or_opens(walk: Walk, at: School, row: Row) -> Locator:
    """Who answers may be in sight before anything is opened. A situation is opened all the same, and returned."""
    in_sight = walk.in_sight(lambda href: href in at.numbers.always, walk.page.locator("main"))
    situation = walk.open_situation()
    calls(walk, at, row, situation)
    row.situation = row.night
    if in_sight:
        row.night, row.screens = in_sight, in_sight.screens
    return situation


def at_night(walk: Walk, at: School, reader: str) -> str:
    """In how many situations somebody else than 112 and 113 answers this reader at night."""
    parts = walk.page.locator(f"{SITUATION} [data-grip-audience='{reader}']")
    hrefs = parts.evaluate_all(
        "all => all.map(one => [...one.querySelectorAll('a')].map(link => link.getAttribute('href')))"
    )
    there = sum(any(href in at.numbers.always for href in links) for links in hrefs)
    return f"in {there} of {len(hrefs)} situations somebody answers at night beside 112 and 113"


def printed(page: Page) -> int:
    """How many sheets of A4 the browser would print."""
    pdf = page.pdf(format="A4", margin=MARGINS, prefer_css_page_size=True)
    said = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout
    return int(re.findall(rb"Pages:\s+(\d+)", said)[0])


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Go the ways of those who need help, and print how far it is.")
    parser.add_argument("--only", default="123456", help="the numbers of the journeys, such as 14")
    parser.add_argument("--pictures", type=Path, help="a folder for a picture of each step")
    options = parser.parse_args(argv)
    if browsers.find_chromium() is None:
        print(browsers.MISSING, file=sys.stderr)
        return 1
    if set(options.only) & {"3", "6"} and shutil.which("pdfinfo") is None:
        print("no pdfinfo was found, which counts the sheets (install poppler-utils)", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        po = stack.enter_context(school("po", EXAMPLE, Path(folder) / "po"))
        vo = stack.enter_context(school("vo", FRESH, Path(folder) / "vo"))
        playwright = stack.enter_context(sync_playwright())
        browser = browsers.launch(playwright)
        stack.callback(browser.close)
        journeys = Journeys(browser, options.pictures)
        every: dict[str, Callable[[], None]] = {
            "1": lambda: journeys.parent(po),
            "2": lambda: journeys.pupil(vo),
            "3": lambda: journeys.teacher(po),
            "4": lambda: journeys.mother(po),
            "5": lambda: journeys.keyboard(po),
            "6": lambda: journeys.paper(po, vo),
        }
        for number in options.only:
            every[number]()
    print("\n".join(table(journeys.rows)))
    return int(any(row.stuck for row in journeys.rows))


if __name__ == "__main__":
    sys.exit(main())
