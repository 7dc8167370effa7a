"""Photographs one page of the example school in the themes of three hosts, for docs/themes.md.

    make demo                            in one terminal
    python -m tests.tools.themes         in another; writes to docs/images

The first is the example school as it is. For the others its stylesheet is replaced on the way to the browser by one of
docs/themes; the page itself and our stylesheet stay what they are. Look at each picture before you commit it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Route, sync_playwright

from tests import browsers
from tests.tools.screenshots import OUT, save

STYLES: Final = Path(__file__).resolve().parents[2] / "docs" / "themes"
THEMES: Final = {"own": None, "bootstrap": STYLES / "bootstrap.css", "nlds": STYLES / "nlds.css"}
PAGE: Final = "/online-gedrag/wie-helpt/"
HOST_STYLESHEET: Final = "**/static/example/site.css"


def shoot(browser: Browser, address: str, out: Path, width: int, height: int, colours: str) -> list[Path]:
    """Makes every picture. Raises ``RuntimeError`` for a page or a stylesheet that does not come."""
    made: list[Path] = []
    for name, stylesheet in THEMES.items():
        context = browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=1,
            locale="nl-NL",
            color_scheme="dark" if colours == "dark" else "light",
            reduced_motion="reduce",
        )
        replaced = replace(context, stylesheet) if stylesheet else [HOST_STYLESHEET]
        tab = context.new_page()
        answer = tab.goto(urljoin(address, PAGE), wait_until="load")
        if answer is None or answer.status != 200:
            raise RuntimeError(f"{PAGE} answers {answer.status if answer else 'nothing'}.")
        if not replaced:
            raise RuntimeError(f"{PAGE} does not ask for {HOST_STYLESHEET}.")
        made.append(out / f"theme-{name}.png")
        save(tab.screenshot(animations="disabled"), made[-1])
        context.close()
    return made


def replace(context: BrowserContext, stylesheet: Path) -> list[str]:
    """Lets the host's stylesheet be another one. The list fills with the addresses that were asked for."""
    asked: list[str] = []
    text = stylesheet.read_text(encoding="utf-8")

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=text, content_type="text/css; charset=utf-8")

    context.route(HOST_STYLESHEET, answer)
    return asked


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Photograph one page in the themes of three hosts.")
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
        except RuntimeError as problem:
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
