"""Measures the edit view of our pages beside a bare page of Wagtail with as many items, fields and words.

    python -m tests.tools.bench_editor [--rounds 9] [--kinds contact incident_help norm]

A throw-away SQLite database of the default host contains a school of the starter texts, with every claim ticked, and
beside each page a bare one (``tests.tools.bare_pages``). In turn, and in both orders:

open, draft, publish   queries and processor time of the server, in the process that asks; what is posted is what the
                       form in the browser would send
script, main thread    processor time in Chromium, from asking the page until all its blocks are there and two and a
                       half seconds more, in which Wagtail notes what is in the form
elements, nodes        in the document then; with nodes texts and comments count as well
posted                 fields that the form would send

Medians. No test depends on a time: tests/browser/test_closed_items.py counts elements.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.tools.bench import met, set_up, table

if TYPE_CHECKING:
    from playwright.sync_api import Browser

KINDS: Final = ("contact", "incident_help", "norm")
GOAL: Final = 1.2
ELEMENTS: Final = {"contact": 8_000}
PARTS: Final = ("open", "draft", "publish", "script", "main thread")
# After the last block is there: Wagtail notes after two seconds what is in the form.
SETTLE_MS: Final = 2_500
FORM: Final = "form[data-edit-form]"
# Wagtail puts each stream in the place of the element that asks for it.
MOUNTED: Final = """() =>
    document.querySelector('[data-streamfield-stream-count]') && !document.querySelector('[data-controller~=w-block]')
"""
COUNTED: Final = """() => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
    let nodes = 0;
    while (walker.nextNode()) nodes += 1;
    return [document.querySelectorAll('*').length, nodes];
}"""


class Measured:
    """Of one page: figures by what they are about, and what its form posts."""

    def __init__(self, name: str, page: Any) -> None:
        self.name = name
        self.page = page
        self.times: dict[str, list[float]] = defaultdict(list)
        self.counts: dict[str, int] = {}
        self.posted: list[tuple[str, str]] = []

    def median(self, part: str) -> float:
        return statistics.median(self.times[part])


def in_browser(browser: Browser, origin: str, cookie: tuple[str, str], one: Measured) -> None:
    """Opens the edit view with nothing kept but what a browser keeps, and notes what that took."""
    from django.urls import reverse

    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": origin}])
    page = context.new_page()
    page.set_default_timeout(900_000)
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(origin + reverse("wagtailadmin_pages:edit", args=[one.page.pk]))
    page.wait_for_function(MOUNTED, polling=1000)
    page.wait_for_timeout(SETTLE_MS)
    metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    one.times["script"].append(metrics["ScriptDuration"] * 1000)
    one.times["main thread"].append(metrics["TaskDuration"] * 1000)
    one.counts["elements"], one.counts["nodes"] = page.evaluate(COUNTED)
    one.posted = [tuple(each) for each in page.evaluate(f"[...new FormData(document.querySelector('{FORM}'))]")]
    one.counts["posted"] = len(one.posted)
    context.close()


def on_server(client: Any, one: Measured, count: bool = False) -> None:
    """Opens, saves and publishes, as the browser would."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    address = reverse("wagtailadmin_pages:edit", args=[one.page.pk])
    # Who publishes anew posts the revision that was last made, which is no part of the time.
    data: dict[str, list[str]] = defaultdict(list)
    for name, value in one.posted:
        if not name.startswith(("loaded_revision", "csrf")):
            data[name].append(value)
    asked: dict[str, Callable[[], Any]] = {
        "open": lambda: client.get(address),
        "draft": lambda: client.post(address, data),
        "publish": lambda: client.post(address, {**data, "action-publish": "action-publish"}),
    }
    for part, ask in asked.items():
        with CaptureQueriesContext(connection) as captured:
            started = time.process_time()
            response = ask()
            spent = (time.process_time() - started) * 1000
        expected = 200 if part == "open" else 302
        if response.status_code != expected:
            raise RuntimeError(f"{one.name}: {part} answers {response.status_code}.")
        if count:
            one.counts[part] = len(captured)
        else:
            one.times[part].append(spent)


def lines(pairs: list[tuple[Measured, Measured]]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [("", "bare", "ours", "×", "goal", "met")]
    for bare, ours in pairs:
        for part in PARTS:
            ratio = ours.median(part) / bare.median(part)
            goal = ("", "") if part == "main thread" else (f"≤ {GOAL}", met(ratio <= GOAL))
            row = (f"{ours.name}: {part}, ms", f"{bare.median(part):.0f}", f"{ours.median(part):.0f}", f"{ratio:.2f}")
            found.append((*row, *goal))
        for part, count in ours.counts.items():
            what = f"{part}, queries" if part in PARTS else part
            limit = ELEMENTS.get(ours.name) if part in ("elements", "nodes") else None
            goal = (f"≤ {limit}", met(count <= limit)) if limit else ("", "")
            ratio = count / bare.counts[part]
            found.append((f"{ours.name}: {what}", str(bare.counts[part]), str(count), f"{ratio:.2f}", *goal))
    return found


def main(argv: list[str] | None = None) -> int:
    first = (__doc__ or "").splitlines()[0]
    parser = argparse.ArgumentParser(prog="python -m tests.tools.bench_editor", description=first)
    parser.add_argument("--rounds", type=int, default=9, help="views of each page, half of them in either order (9)")
    parser.add_argument("--kinds", nargs="+", default=KINDS, help="which of our pages (contact incident_help norm)")
    parser.add_argument("--school-type", default="vo", help="po or vo (vo)")
    options = parser.parse_args(argv)

    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        import django
        import wagtail
        from django.conf import settings
        from django.db import connection
        from django.test import Client
        from playwright.sync_api import sync_playwright
        from pytest_django.live_server_helper import LiveServer

        from tests import browsers, planted
        from tests import factories as make
        from tests.tools.bare_pages import bare_copy, make_tables

        make_tables()
        school = planted.plant(options.school_type)
        user = make.editor()
        client = Client()
        client.force_login(user)
        cookie = settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value
        pairs = []
        for kind in options.kinds:
            ours = school.pages[kind]
            pairs.append((Measured(f"bare {kind}", bare_copy(ours)), Measured(kind, ours)))
        orders = [one for pair in pairs for one in pair], [one for pair in reversed(pairs) for one in reversed(pair)]

        server = LiveServer("localhost")
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        with sync_playwright() as playwright:
            browser = browsers.launch(playwright)
            version = browser.version
            for turn in range(options.rounds):
                for one in orders[turn % 2]:
                    in_browser(browser, server.url, cookie, one)
            browser.close()
        server.stop()

        for one in orders[0]:
            on_server(client, one)
            one.times.update({part: [] for part in ("open", "draft", "publish")})
            on_server(client, one, count=True)
        gc.collect()
        gc.freeze()
        for turn in range(options.rounds):
            for one in orders[turn % 2]:
                on_server(client, one)
        print(
            f"{datetime.date.today()}: Python {sys.version.split()[0]}, Django {django.__version__}, "
            f"Wagtail {wagtail.__version__}, Chromium {version}, {options.rounds} rounds in both orders, medians of "
            "processor time\n"
        )
        for line in table(lines(pairs)):
            print(line)
        connection.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
