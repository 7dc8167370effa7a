"""Photographs the example school for the documentation, and prints the list of what it shot.

    make demo                                  in one terminal
    python -m tests.tools.screenshots          in another; writes to docs/images
    DEMO_PASSWORD=... python -m tests.tools.screenshots --admin    the editors' desk instead

The front page and our five pages in Dutch, and what a parent in a hurry reads in Arabic, on a phone and on a desktop.
Of our pages it is the first screen, as a visitor sees it; of the front page the screen that begins at our first block.
Look at each picture before you commit it.
"""

from __future__ import annotations

import argparse
import os
import sys
from io import BytesIO
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests import browsers

OUT: Final = Path(__file__).resolve().parents[2] / "docs" / "images"
PAGES: Final = {
    "home": "/",
    "overview": "/online-gedrag/",
    "norm": "/online-gedrag/onze-norm/",
    "contact": "/online-gedrag/wie-helpt/",
    "parent-tips": "/online-gedrag/tips-voor-ouders/",
    "incident": "/online-gedrag/er-is-iets-gebeurd/",
    "home-ar": "/ar/",
    "contact-ar": "/ar/online-gedrag/wie-helpt/",
    "incident-ar": "/ar/online-gedrag/er-is-iets-gebeurd/",
}
ADMIN_PAGES: Final = {"desk": "/admin/", "desk-report": "/admin/gripwagtail/report/"}
SCREENS: Final = {"phone": (360, 740), "desktop": (1280, 800)}
ROOM_ABOVE: Final = 40  # pixels above our first block
COLOURS: Final = 128  # A page is flat colour and text; more colours only make the file larger.


def shoot(browser: Browser, address: str, out: Path, password: str = "") -> list[Path]:
    """Makes every picture, or with a password those of the admin. ``RuntimeError`` when a page does not answer."""
    made: list[Path] = []
    for screen, (width, height) in SCREENS.items():
        context = browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=1,
            locale="nl-NL",
            color_scheme="light",
            reduced_motion="reduce",
        )
        tab = context.new_page()
        if password:
            tab.goto(urljoin(address, "/admin/login/"))
            tab.fill("[name=username]", "admin")
            tab.fill("[name=password]", password)
            tab.click("button[type=submit]")
        for name, path in (ADMIN_PAGES if password else PAGES).items():
            answer = tab.goto(urljoin(address, path), wait_until="load")
            if answer is None or answer.status != 200:
                raise RuntimeError(f"{path} answers {answer.status if answer else 'nothing'}.")
            if name.startswith("home"):
                tab.locator("main .grip").first.evaluate(
                    "(block, room) => window.scrollTo(0, block.getBoundingClientRect().top + window.scrollY - room)",
                    ROOM_ABOVE,
                )
            made.append(out / f"{name}-{screen}.png")
            save(tab.screenshot(animations="disabled"), made[-1])
        context.close()
    return made


def save(picture: bytes, path: Path) -> None:
    """Writes a small PNG: a palette instead of full colours."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Photograph the example school for the documentation.")
    parser.add_argument("--address", default="http://127.0.0.1:8000/", help="where the example school runs")
    parser.add_argument("--out", type=Path, default=OUT, help="the folder for the pictures")
    parser.add_argument("--admin", action="store_true", help="the admin, with the password in DEMO_PASSWORD")
    options = parser.parse_args(argv)
    password = os.environ.get("DEMO_PASSWORD", "") if options.admin else ""
    if options.admin and not password:
        parser.error("Set DEMO_PASSWORD to the password of the example school's admin.")

    if browsers.find_chromium() is None:
        print(browsers.MISSING, file=sys.stderr)
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = browsers.launch(playwright)
        try:
            made = shoot(browser, options.address, options.out, password)
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
