"""Which browser the tests use, and how it is started.

No browser is ever downloaded: Playwright drives the Chromium that the machine has.
"""

from __future__ import annotations

import datetime
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
# What a page shows hangs on the hour of the device: a Tuesday morning in Amsterdam, a Tuesday night.
SCHOOL_HOURS = datetime.datetime(2026, 9, 1, 10, tzinfo=datetime.UTC)
AT_NIGHT = datetime.datetime(2026, 9, 1, 21, tzinfo=datetime.UTC)
# Only the date is another one: the clock of Playwright takes away what the browser knows of its own requests as well.
CLOCK = """at => {
    const Real = Date, ahead = at - Real.now();
    Date = class extends Real {
        constructor(...given) { given.length ? super(...given) : super(Real.now() + ahead); }
        static now() { return Real.now() + ahead; }
    };
}"""
TIMEZONE = "Europe/Amsterdam"
MISSING = "no Chromium was found (install it, or give its path in GRIP_CHROMIUM)"


def find_chromium() -> str | None:
    """The path of Chromium or Chrome, or None. GRIP_CHROMIUM, a path or a name, goes before all others."""
    chosen = os.environ.get("GRIP_CHROMIUM")
    for name in (chosen,) if chosen else NAMES:
        if path := shutil.which(name):
            return path
    return None


def is_required() -> bool:
    """Whether a missing browser is a failure (GRIP_REQUIRE_BROWSER=1) instead of a reason to skip."""
    return os.environ.get("GRIP_REQUIRE_BROWSER") == "1"


def require_chromium() -> str:
    """The path of Chromium; skips the test without one, or fails it where a browser is required."""
    path = find_chromium()
    if path is None:
        (pytest.fail if is_required() else pytest.skip)(MISSING)
    return path


def require_poppler() -> str:
    """The path of the tool that reads a printed page, in the same way."""
    path = shutil.which("pdftotext")
    if path is None or not shutil.which("pdfinfo"):
        (pytest.fail if is_required() else pytest.skip)("no pdftotext was found (install poppler-utils)")
    return path


def launch_args() -> list[str]:
    args = [
        "--disable-gpu",
        "--no-first-run",
        # A browser that calls home would wait for hosts that a test machine cannot reach.
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        args.append("--no-sandbox")  # Chromium refuses to start its sandbox as root
    return args


def launch(playwright: Playwright) -> Browser:
    """A headless Chromium with an empty profile."""
    return playwright.chromium.launch(executable_path=require_chromium(), args=launch_args())


def new_context(browser: Browser, at: datetime.datetime = SCHOOL_HOURS, **options: Any) -> BrowserContext:
    """A visitor whose clock says the same at whatever hour the tests are run: a school day, in the morning."""
    context = browser.new_context(timezone_id=TIMEZONE, **options)
    context.add_init_script(f"({CLOCK})({at.timestamp() * 1000})")
    return context


@contextmanager
def closing_for_sure() -> Iterator[None]:
    """Lets no visitor leave on the way from one page to the next.

    Chromium forgets that it has to close a window which is just going to another page, for one because a form was sent.
    Playwright has no limit for how long it waits for that, so the test would wait for ever.
    """
    from playwright.sync_api import BrowserContext, Error

    close = BrowserContext.close

    def stand_still(page: Page) -> None:
        for _try in range(5):
            try:
                page.goto("about:blank", timeout=20_000)
                return
            except Error:  # the other page came in between
                continue

    def close_standing_still(context: BrowserContext, **options: Any) -> None:
        for page in context.pages:
            stand_still(page)
        close(context, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BrowserContext, "close", close_standing_still)
        yield


def let_requests_end(seconds: float) -> None:
    """Waits until no request of the live server is being answered: one that is has the database of the test."""
    until = time.monotonic() + seconds
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            # One whose browser keeps the connection waits for nothing.
            thread.join(timeout=max(0.0, until - time.monotonic()))
