"""Somebody who goes through a site with a finger: every tap is made, and taps and scrolling are counted.

What is tapped is found as a reader finds it, by what can be seen; nothing here knows where anything is on a page.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Error, Locator, Page

SITUATION = "[data-grip-situation]"
NUMBERS = "a[href^='tel:']"
READERS = ("pupil", "parent", "staff")

SEEN = "one => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0"
# As little as a thumb needs, and at once: a page that glides would still be moving when it is measured.
NEAR = "one => one.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' })"
HIT = """one => {
    const box = one.getClientRects()[0]
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    return one.contains(hit)
}"""
NO_DIALOG = """() => document.addEventListener('click', event => {
    if (event.target.closest("a[href^='tel:']")) event.preventDefault()
}, true)"""


class Stuck(Exception):
    """The way does not go on: what was looked for and is not there, or did not do what it says."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Which numbers answer at any hour, by the data of the school that is visited."""

    emergency: frozenset[str]  # 112 and 113 with its longer number: above every page, whatever the trouble
    always: frozenset[str]  # the others

    @classmethod
    def of_the_data(cls) -> Numbers:
        """Read from the services in the database, where Django is set up."""
        from gripwagtail.content.phones import phones_of
        from gripwagtail.models import GripHelpline
        from gripwagtail.text.phone_spotting import ALWAYS_ALLOWED
        from gripwagtail.vocabulary import LIFE_LINE

        emergency, always = set(ALWAYS_ALLOWED), set[str]()
        for row in GripHelpline.objects.filter(active=True, day_and_night=True):
            (emergency if row.key == LIFE_LINE else always).update(row.phones.splitlines())
        return cls(*(frozenset(phone.href for phone in phones_of(given)) for given in (emergency, always)))


@dataclass(frozen=True, slots=True)
class Reached:
    """A number that was tapped: after how many taps, that one counted, and how many screens of scrolling."""

    href: str
    taps: int
    screens: float


@dataclass
class Walk:
    """One visitor, from one page on."""

    page: Page
    pictures: Path | None = None  # a folder for what the screen shows before and after each tap
    name: str = "walk"
    taps: int = 0
    pixels: float = 0
    steps: list[str] = field(default_factory=list)

    @property
    def screens(self) -> float:
        assert self.page.viewport_size is not None
        return self.pixels / self.page.viewport_size["height"]

    def tap(self, what: Locator, called: str) -> None:
        """Scrolls to it and taps it; ``Stuck`` when it cannot be tapped."""
        try:
            before = self.height()
            what.evaluate(NEAR)
            self.pixels += abs(self.height() - before)
            self.shoot(f"{called}, before")
            what.click()
        except Error as problem:
            raise Stuck(f"“{called}” cannot be tapped: {str(problem).splitlines()[0]}") from problem
        self.taps += 1
        self.steps.append(called)
        self.page.wait_for_load_state()
        self.shoot(called)

    def height(self) -> float:
        return float(self.page.evaluate("scrollY"))

    def shoot(self, called: str) -> None:
        if self.pictures is not None:
            self.pictures.mkdir(parents=True, exist_ok=True)
            number = len(list(self.pictures.glob(f"{self.name}-*.png"))) + 1
            words = "".join(sign if sign.isalnum() else "-" for sign in called)
            path = self.pictures / f"{self.name}-{number:02}-{words}.png"
            with contextlib.suppress(Error):  # between two pages there is nothing to photograph
                self.page.screenshot(path=path, animations="disabled")

    def seen(self, selector: str, inside: Locator | None = None) -> list[Locator]:
        """What fits and can be seen, in the order of the page; what is below the screen can be scrolled to."""
        return [one for one, _href in self.seen_with_href(selector, inside)]

    def seen_with_href(self, selector: str, inside: Locator | None = None) -> list[tuple[Locator, str]]:
        """The same, each with where it goes to; asked all at once, for a page may have hundreds of links."""
        every = (inside or self.page).locator(selector)
        found = every.evaluate_all(f"all => all.map(one => [({SEEN})(one), one.href || ''])")
        return [(every.nth(at), href) for at, (seen, href) in enumerate(found) if seen]

    def first(self, selector: str, called: str, inside: Locator | None = None) -> Locator:
        found = self.seen(selector, inside)
        if not found:
            raise Stuck(f"There is no {called} to be seen on {urlsplit(self.page.url).path}.")
        return found[0]

    def links_to(self, path: str) -> list[Locator]:
        """Links to that address, those in the main part of the page first: they are larger, and say more.

        One that says who comes as well is another one.
        """
        found = [
            link
            for selector in ("main a[href]", ":is(header, footer, nav) a[href]")
            for link, href in self.seen_with_href(selector)
            if urlsplit(href).path == path and not urlsplit(href).fragment
        ]
        return [link for link in found if "grip-button" in (link.get_attribute("class") or "").split()] or found

    def unfold(self, path: str) -> None:
        """Opens what hides a link to that address, as somebody does who reads what it is called."""
        folded = self.page.locator(f"details:not([open]):has(a[href$='{path}']) > summary")
        while folded.count() and not self.links_to(path):
            self.tap(folded.first, "fold")

    def go(self, path: str, called: str, via: Collection[tuple[str, str]] = ()) -> None:
        """Taps a link to that address, or first goes to the page that has one."""
        self.unfold(path)
        links = self.links_to(path)
        if not links and via:
            step, *others = via
            self.go(*step, via=others)
            return self.go(path, called)
        if not links:
            raise Stuck(f"No link on {urlsplit(self.page.url).path} goes to {path}.")
        self.tap(links[0], called)
        try:
            self.page.wait_for_url(lambda url: urlsplit(url).path == path)
        except Error as problem:
            raise Stuck(f"“{called}” does not go to {path} but to {self.page.url}.") from problem
        return None

    def go_as(self, reader: str, path: str, called: str, via: Collection[tuple[str, str]] = ()) -> None:
        """Goes there by a link that says who comes; where there is none, says it there."""
        for step in via:
            self.go(*step)
        link = self.seen(f"main a[href$='{path}#w{READERS.index(reader) + 1}']")
        if not link:
            self.go(path, called)
            return self.say_who(reader)
        self.tap(link[0], f"{called} as {reader}")
        self.page.wait_for_url(lambda url: urlsplit(url).path == path)
        if not self.first(f"label:has(input[value='{reader}'])", reader).locator("input").is_checked():
            raise Stuck(f"“{reader}” was tapped and is not chosen.")
        return None

    def go_to_title(self, path: str, called: str, via: Collection[tuple[str, str]] = ()) -> None:
        """Taps a title of a situation where the page has one, or goes to the page with all titles."""
        titles = self.seen(f"main a[href^='{path}#n']")
        if not titles:
            return self.go(path, called, via)
        self.tap(titles[0], f"{called}, title")
        self.page.wait_for_url(lambda url: urlsplit(url).path == path)
        return None

    def say_who(self, reader: str) -> None:
        """Answers the question who you are, in the first place where it can be answered."""
        choice = self.first(f"label:has(input[value='{reader}'])", f"choice “{reader}”")
        self.tap(choice, reader)
        if not choice.locator("input").is_checked():
            raise Stuck(f"“{reader}” was tapped and is not chosen.")

    def open_situation(self, which: str = SITUATION) -> Locator:
        """Opens the first one in sight that fits; where a link led to one, that one, if it is not open already."""
        opened = self.page.locator(f"{which}[open]")
        if opened.count():
            return opened.first
        if self.page.locator(f"{which} > summary:target").count():
            which += ":has(> summary:target)"
        title = self.first(f"{which} > summary", "situation")
        self.tap(title, "situation")
        situation = title.locator("..")
        if situation.get_attribute("open") is None:
            raise Stuck("The situation was tapped and is not open.")
        return situation

    def numbers(self, inside: Locator | None = None) -> list[tuple[Locator, str]]:
        """All numbers that can be seen, in the order of the page."""
        return self.seen_with_href(NUMBERS, inside)

    def call(self, fits: Callable[[str], bool], inside: Locator | None = None) -> Reached | None:
        """Taps the first number that fits, and goes back to where that began; None where there is none."""
        link, href = next((found for found in self.numbers(inside) if fits(found[1])), (None, ""))
        if link is None:
            return None
        self.without_dialog()
        at, before = self.height(), (self.taps, self.pixels, list(self.steps))
        self.tap(link, href)
        # No phone here: what a tap leaves is that the link has the focus.
        if not link.evaluate("one => one === document.activeElement"):
            raise Stuck(f"{href} was tapped, and something else was hit.")
        reached = Reached(href, self.taps, self.screens)
        self.taps, self.pixels, self.steps = before
        self.page.evaluate("at => scrollTo({ top: at, behavior: 'instant' })", at)
        return reached

    def in_sight(self, fits: Callable[[str], bool], inside: Locator | None = None) -> Reached | None:
        """How far it is to the first number that fits, which is not tapped; the page is left as it was."""
        link, href = next((found for found in self.numbers(inside) if fits(found[1])), (None, ""))
        if link is None:
            return None
        at = self.height()
        link.evaluate(NEAR)
        pixels = self.pixels + abs(self.height() - at)
        if not link.evaluate(HIT):
            raise Stuck(f"{href} cannot be tapped: something lies over it.")
        self.page.evaluate("at => scrollTo({ top: at, behavior: 'instant' })", at)
        assert self.page.viewport_size is not None
        return Reached(href, self.taps + 1, pixels / self.page.viewport_size["height"])

    def without_dialog(self) -> None:
        """No phone takes the call: the question with what to open it would lie over the page and take the next tap.

        A page that was loaded without scripts has none of ours even where this one may run.
        """
        self.page.context.new_cdp_session(self.page).send("Emulation.setScriptExecutionDisabled", {"value": False})
        self.page.evaluate(NO_DIALOG)

    def words(self, inside: Locator) -> int:
        return len(inside.inner_text().split())

    def run(self, script: str, value: Any = None) -> Any:
        return self.page.evaluate(script, value)
