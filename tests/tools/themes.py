"""Photographs one page of the example school under the stylesheets of real frameworks, for docs/themes.md.

    make demo                                               in one terminal
    python -m tests.tools.stylesheets FOLDER                in another
    GRIP_STYLESHEETS=FOLDER python -m tests.tools.themes    writes to docs/images

The first is the example school as it is. For the others its stylesheet is replaced, on the way to the browser, by that
of a framework as it is published on npm, with the recipe of docs/themes behind it; header and footer of the school get
the classes that the framework has for them. Our part of the page and our stylesheet stay what they are. Nothing of a
framework is kept here but the pictures. Look at each before you commit it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from tests import browsers, stylesheets
from tests.tools.screenshots import OUT, save

RECIPES: Final = Path(__file__).resolve().parents[2] / "docs" / "themes"
PAGE: Final = "/online-gedrag/wie-helpt/"
HOST_STYLESHEET: Final = "**/static/example/site.css"
# For people who walk through a page with the keyboard. A framework without a class for it would show it.
SKIP: Final = "a.skip-link"


@dataclass(frozen=True)
class Theme:
    """A host: its stylesheets, by their names in tests/stylesheets, and its classes by what has them in our school."""

    name: str
    sheets: tuple[str, ...] = ()
    classes: Mapping[str, str] = field(default_factory=dict)


THEMES: Final = (
    Theme("own"),
    Theme(
        "bootstrap",
        ("bootstrap5",),
        {
            SKIP: "visually-hidden-focusable",
            ".site-header": "bg-dark",
            ".site-languages": "container pt-2 text-light",
            ".site-languages a": "link-light",
            ".site-header__inner": "container navbar navbar-expand navbar-dark",
            "a.brand": "navbar-brand",
            ".brand__place": "visually-hidden",
            ".site-nav ul": "navbar-nav",
            ".site-nav li": "nav-item",
            ".site-nav a": "nav-link",
            ".site-main": "container py-4",
            ".site-footer": "bg-body-tertiary py-4",
            ".site-footer__inner": "container row",
        },
    ),
    Theme(
        "nlds",
        ("utrecht", "utrecht_theme"),
        {
            "html": "utrecht-root",
            "body": "utrecht-theme utrecht-document utrecht-body",
            SKIP: "utrecht-skip-link utrecht-skip-link--visible-on-focus",
            ".site-header": "utrecht-page-header",
            ".site-languages": "utrecht-page-header__content",
            "a.brand": "utrecht-page-header__content utrecht-link",
            ".brand__name": "utrecht-heading-3",
            ".brand__place": "",
            ".site-nav": "utrecht-nav-bar",
            ".site-nav ul": "utrecht-nav-bar__content utrecht-nav-list",
            ".site-nav li": "utrecht-nav-list__item",
            ".site-nav a": "utrecht-nav-list__link utrecht-link",
            ".site-main": "utrecht-page-body__content",
            ".site-footer": "utrecht-page-footer",
            ".site-footer__inner": "utrecht-page-footer__content",
        },
    ),
    Theme("pico", ("pico",), {"body > header": "container", ".site-main": "container", ".site-footer": "container"}),
    Theme(
        "bulma",
        ("bulma",),
        {
            SKIP: "is-sr-only",
            ".site-header": "has-background-light",
            ".site-languages": "container pt-3",
            ".site-header__inner": "container is-flex is-align-items-center",
            "a.brand": "navbar-item has-text-weight-bold",
            ".brand__place": "is-sr-only",
            ".site-nav ul": "is-flex",
            ".site-nav a": "navbar-item",
            ".site-main": "container section",
            ".site-footer": "footer",
            ".site-footer__inner": "container",
        },
    ),
    Theme(
        "foundation",
        ("foundation",),
        {
            SKIP: "show-on-focus",
            ".site-languages": "grid-container",
            ".site-header__inner": "top-bar",
            "a.brand": "menu-text",
            ".brand__place": "show-for-sr",
            ".site-nav ul": "menu",
            ".site-main": "grid-container",
            ".site-footer": "grid-container",
        },
    ),
    Theme(
        "govuk",
        ("govuk",),
        {
            SKIP: "govuk-skip-link",
            ".site-languages": "govuk-width-container govuk-!-padding-top-2",
            ".site-header__inner": "govuk-service-navigation govuk-width-container govuk-service-navigation__container",
            "a.brand": "govuk-service-navigation__service-name govuk-service-navigation__link",
            ".brand__place": "govuk-visually-hidden",
            ".site-nav ul": "govuk-service-navigation__list",
            ".site-nav li": "govuk-service-navigation__item",
            ".site-nav a": "govuk-service-navigation__link",
            ".site-main": "govuk-width-container govuk-main-wrapper govuk-body",
            ".site-footer": "govuk-footer govuk-body",
            ".site-footer__inner": "govuk-width-container",
        },
    ),
    Theme("tailwind", ("tailwind4",)),
)


def shoot(browser: Browser, address: str, out: Path, width: int, height: int, colours: str) -> list[Path]:
    """Makes every picture. Raises ``RuntimeError`` for a page or a stylesheet that does not come."""
    made: list[Path] = []
    for theme in THEMES:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=1,
            locale="nl-NL",
            color_scheme="dark" if colours == "dark" else "light",
            reduced_motion="reduce",
        )
        replaced = replace(context, css_of(theme)) if theme.sheets else [HOST_STYLESHEET]
        # Letters and pictures that belong to a framework are not here.
        context.route("**/*.{woff,woff2,ttf,eot}", lambda route: route.abort())
        tab = context.new_page()
        answer = tab.goto(urljoin(address, PAGE), wait_until="load")
        if answer is None or answer.status != 200:
            raise RuntimeError(f"{PAGE} answers {answer.status if answer else 'nothing'}.")
        if not replaced:
            raise RuntimeError(f"{PAGE} does not ask for {HOST_STYLESHEET}.")
        if theme.sheets:
            dress(tab, theme, dark=colours == "dark")
        made.append(out / f"theme-{theme.name}.png")
        save(tab.screenshot(animations="disabled"), made[-1])
        context.close()
    return made


def css_of(theme: Theme) -> str:
    """The stylesheets of a framework, and what its site tells us about itself. ``RuntimeError`` without them."""
    at = stylesheets.folder()
    if at is None:
        raise RuntimeError(stylesheets.MISSING)
    recipe = (RECIPES / f"{theme.name}.css").read_text(encoding="utf-8")
    return "\n".join([*(stylesheets.real(name, at).css for name in theme.sheets), recipe])


def dress(page: Page, theme: Theme, dark: bool) -> None:
    """Gives the school's own elements the classes of the framework."""
    source = next(one for one in (*stylesheets.REAL, *stylesheets.PICTURED) if one.name == theme.sheets[0])
    classes = {"html": source.root_class, "body": source.body_class, **theme.classes}
    page.evaluate(
        """([classes, attributes, skip]) => {
            const found = Object.entries(classes).map(([selector, names]) =>
                [[...document.querySelectorAll(selector)].filter(one => !one.closest(".grip") || names), names])
            for (const [all, names] of found) for (const one of all) one.className = names
            for (const [name, value] of attributes) document.documentElement.setAttribute(name, value)
            if (skip) document.querySelector(skip).hidden = true
        }""",
        [
            {selector: names for selector, names in classes.items() if names or selector in theme.classes},
            list(source.dark if dark else source.light),
            "" if SKIP in theme.classes else SKIP,
        ],
    )


def replace(context: BrowserContext, css: str) -> list[str]:
    """Lets the host's stylesheet be another one. The list fills with the addresses that were asked for."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=css, content_type="text/css; charset=utf-8")

    context.route(HOST_STYLESHEET, answer)
    return asked


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Photograph one page under the stylesheets of real frameworks.")
    parser.add_argument("--address", default="http://127.0.0.1:8000/", help="where the example school runs")
    parser.add_argument("--out", type=Path, default=OUT, help="the folder for the pictures")
    parser.add_argument("--width", type=int, default=1280, help="of the screen, in pixels (360 for a phone)")
    parser.add_argument("--height", type=int, default=900, help="of the screen, in pixels")
    parser.add_argument("--colours", choices=("light", "dark"), default="light", help="what the visitor prefers")
    options = parser.parse_args(argv)

    if browsers.find_chromium() is None:
        print(browsers.MISSING, file=sys.stderr)
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = browsers.launch(playwright)
        try:
            made = shoot(browser, options.address, options.out, options.width, options.height, options.colours)
        except (OSError, RuntimeError) as problem:
            print(problem, file=sys.stderr)
            return 1
        finally:
            browser.close()
    for path in made:
        with Image.open(path) as image:
            print(f"{path.name}  {image.width} × {image.height}  {path.stat().st_size // 1024} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
