"""What a reader of a page gets to see, measured in Chromium: ``gripwagtail_doctor --browser``.

Nothing leaves the machine and no server is needed: each request of the browser is answered in this process, as the
host would, and one for another host is refused. The measuring is in ``measuring.js``.
"""

from __future__ import annotations

import mimetypes
import os
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from types import TracebackType
from typing import Any, Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from .answer import fetch
from .errors import ANYTHING, last_line
from .findings import DoctorFinding, found
from .host_css import static_file
from .measured import findings_of
from .shown import ShownPage

_SCRIPT: Final = Path(__file__).with_name("measuring.js")
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
# A phone of the size that most visitors have, and a desk.
_PHONE: Final = {"width": 390, "height": 760}
_DESK: Final = {"width": 1280, "height": 800}
# Seconds.
_PATIENCE: Final = 120
# The parts of ours that have words, none of which is painted: a kind of fault of its own.
_HIDDEN: Final = """() => [...document.querySelectorAll('.grip')]
    .filter(one => !one.parentElement.closest('.grip') && one.textContent.trim())
    .filter(one => ![one, ...one.querySelectorAll('*')].some(each => {
        const box = each.getBoundingClientRect()
        const painted = each.checkVisibility({ opacityProperty: true, visibilityProperty: true })
        return painted && box.width > 1 && box.height > 1
    }))
    .map(one => [...one.classList].find(name => /-(block|page)$/.test(name)) || '').filter(Boolean)
    .map(name => ['hidden', name, name.replace(/^grip-|-(block|page)$/g, ''), 'hidden', 'seen'])"""
_EMPTY: Final = """() => [...document.querySelectorAll('.grip')]
    .filter(one => !one.parentElement.closest('.grip') && !one.textContent.trim())
    .map(one => [...one.classList].find(name => name.endsWith('-block')) || '').filter(Boolean)"""


class NoBrowser(Exception):
    """There is no browser to look with; the message says what to install."""


class Browser:
    """A Chromium that is open for as long as the doctor looks. ``pages`` counts what it looked at.

    It is driven in a thread of its own, which waits for what it asks: only this thread talks to Django, so the pages
    are those of the transaction in which the doctor works.
    """

    def __init__(self) -> None:
        self.pages = 0
        self._urls: Queue[str | None] = Queue()
        # What the other thread says: a word, what goes with it, and of which page or where an answer is awaited.
        self._said: Queue[tuple[str, Any, Any]] = Queue()
        self._thread: Thread | None = None

    def __enter__(self) -> Browser:
        try:
            import_module("playwright.sync_api")
        except ImportError:
            raise NoBrowser(_("--browser needs Playwright: pip install “gripwagtail[browser]”.")) from None
        self._thread = Thread(target=self._drive, daemon=True)
        self._thread.start()
        try:
            word, what, _place = self._said.get(timeout=_PATIENCE)
        except Empty:
            word, what = "failed", _("no answer in %(seconds)d seconds") % {"seconds": _PATIENCE}
        if word == "failed":
            raise NoBrowser(
                _("No Chromium could be started (%(error)s). Install one, or name it in GRIP_CHROMIUM.")
                % {"error": what}
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._thread is not None:
            self._urls.put(None)
            self._thread.join(_PATIENCE)

    def look(self, shown: ShownPage) -> Iterator[DoctorFinding]:
        """What is not as it has to be on a page that anyone may see."""
        if shown.answer.is_preview or not shown.answer.is_good or not shown.answer.outline.roots:
            return
        try:
            faults, empty = self._seen(shown.answer.url)
        except ANYTHING as error:
            yield found(
                "browser.failed",
                _("This page could not be looked at in a browser: %(error)s") % {"error": last_line(error)},
                _("Open it in a browser, and see what is in the way."),
                shown.place,
            )
            return
        self.pages += 1
        yield from findings_of(faults, empty, shown.place)

    def _seen(self, url: str) -> tuple[list[list[Any]], list[str]]:
        """What was measured. Until then this thread answers what the browser asks."""
        self._urls.put(url)
        while True:
            word, what, place = self._said.get(timeout=_PATIENCE)
            if word == "asked":
                place.put(_answered(what, url))
            elif place not in (None, url):
                continue  # of a page that this thread no longer waits for
            elif word == "failed":
                raise RuntimeError(what)
            else:
                seen: tuple[list[list[Any]], list[str]] = what
                return seen

    def _drive(self) -> None:
        try:
            from playwright.sync_api import sync_playwright

            with sync_playwright() as playwright:
                chromium = playwright.chromium.launch(executable_path=executable(), args=_arguments())
                self._said.put(("ready", None, None))
                while (url := self._urls.get()) is not None:
                    try:
                        self._said.put(("seen", self._measured(chromium, url), url))
                    except Exception as error:
                        self._said.put(("failed", last_line(error), url))
                chromium.close()
        except Exception as error:  # no driver, no Chromium, no right to start either: whatever ends this thread
            self._said.put(("failed", (str(error) or type(error).__name__).splitlines()[0], None))

    def _measured(self, chromium: Any, url: str) -> tuple[list[list[Any]], list[str]]:
        context = chromium.new_context(viewport=_PHONE, bypass_csp=True, service_workers="block")
        try:
            context.set_default_timeout(_PATIENCE * 1000)
            page = context.new_page()
            page.route("**/*", self._ask)
            page.goto(url, wait_until="load")
            empty = page.evaluate(_EMPTY)
            page.evaluate(_SCRIPT.read_text(encoding="utf-8"))
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.name = ''; one.open = true })")
            faults = _faults(page)
            page.set_viewport_size(_DESK)
            return faults + _of_the_desk(faults, _faults(page)), empty
        finally:
            context.close()

    def _ask(self, route: Any) -> None:
        place: Queue[dict[str, Any] | None] = Queue()
        self._said.put(("asked", route.request.url, place))
        answer = place.get(timeout=_PATIENCE)
        if answer is None:
            route.abort()
        else:
            route.fulfill(**answer)


def _faults(page: Any) -> list[list[Any]]:
    """What is not as it has to be on the screen as it is now."""
    faults: list[list[Any]] = page.evaluate("measuring.faults()")["found"]
    hidden: list[list[Any]] = page.evaluate(_HIDDEN)
    # In the site as it is: the suite also puts headers and clipped frames of its own round the page.
    covered: list[list[Any]] = page.evaluate("measuring.exit({ framed: false })")
    return hidden + faults + covered


def _of_the_desk(phone: list[list[Any]], desk: list[list[Any]]) -> list[list[Any]]:
    """What was not found on the phone already, each with the width at which it is."""
    known = {tuple(each[:3]) for each in phone}
    return [[*each, f"{_DESK['width']} px"] for each in desk if tuple(each[:3]) not in known]


def executable() -> str | None:
    """The Chromium of this machine; ``None`` leaves it to Playwright."""
    chosen = os.environ.get("GRIP_CHROMIUM")
    return next((path for name in ((chosen,) if chosen else _NAMES) if (path := shutil.which(name))), None)


def _arguments() -> list[str]:
    quiet = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
    # Chromium refuses to start its sandbox as root.
    return [*quiet, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else quiet


def _answered(url: str, page_url: str) -> dict[str, Any] | None:
    """What this host answers; nothing for another host, and for what fails."""
    if (file := static_file(url, page_url)) is not None:
        kind = mimetypes.guess_type(urlsplit(url).path)[0] or "application/octet-stream"
        return {"status": 200, "body": file, "headers": {"Content-Type": kind, "Access-Control-Allow-Origin": "*"}}
    if urlsplit(url).netloc != urlsplit(page_url).netloc:
        return None
    try:
        status, headers, body = fetch(url)
    except ANYTHING:
        return None
    return {"status": status, "headers": headers, "body": body}


__all__ = ["Browser", "NoBrowser", "executable"]
