"""The page of who is in a hurry comes in pieces, over a slow line or to a busy phone: what is there stays there.

A line of text may grow while its words come in; the way out, the first question and what is below them may not move.
"""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from tests import browsers
from tests.browser.conftest import LiveSchool
from tests.by_day import by_day

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAUSE = 0.04
# Each tag of our page is a piece, as far as the first situation; then the rest at once.
UNTIL = b"data-grip-situation"
PIECE = re.compile(rb"[^<]*<[^>]*(?:>|$)|[^<]+$")
WATCH = """() => {
    window.shifts = [];
    const tell = ({ node, previousRect, currentRect }) =>
        JSON.stringify([node?.className || node?.textContent, previousRect, currentRect]);
    new PerformanceObserver(list => list.getEntries().forEach(
        one => window.shifts.push([one.value, ...one.sources.map(tell)])
    )).observe({ type: "layout-shift", buffered: true });
}"""


def in_pieces(origin: str) -> type[BaseHTTPRequestHandler]:
    class Slow(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_args: object) -> None:
            pass

        def do_GET(self) -> None:
            asked = http.client.HTTPConnection(origin.removeprefix("http://"))
            asked.request("GET", self.path)
            answer = asked.getresponse()
            body, kind = answer.read(), answer.headers.get("content-type", "")
            asked.close()
            self.send_response(answer.status)
            self.send_header("content-type", kind)
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()
            for piece in self.pieces(body) if kind.startswith("text/html") else [body]:
                self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
                self.wfile.flush()
                time.sleep(PAUSE)
            self.wfile.write(b"0\r\n\r\n")

        def pieces(self, body: bytes) -> Iterator[bytes]:
            begin, end = body.find(b'<div class="grip '), body.find(UNTIL)
            if begin < 0 or end < 0:  # not the page, but what a browser asks besides
                begin = end = len(body)
            yield body[:begin]
            yield from PIECE.findall(body[begin:end])
            if rest := body[end:]:  # an empty piece would be the last one
                yield rest

    return Slow


@pytest.fixture
def slow(school: LiveSchool) -> Iterator[str]:
    """The address of the page when it comes in pieces."""
    server = ThreadingHTTPServer(("localhost", 0), in_pieces(school.origin))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}{school.paths['incident_help']}"
    server.shutdown()
    server.server_close()


@pytest.mark.slow
@pytest.mark.parametrize("width", by_day([360, 390], 360))
def test_nothing_moves_while_the_page_comes(slow: str, browser: Browser, width: int) -> None:
    context = browsers.new_context(browser, viewport={"width": width, "height": 760})
    context.add_init_script(f"({WATCH})()")
    page = context.new_page()
    page.goto(slow, timeout=60_000)
    assert page.locator("[data-grip-situation]").count() > 5
    page.locator("[data-grip-search] input").wait_for()  # its script is there as well
    page.wait_for_timeout(300)
    shifts = page.evaluate("window.shifts")
    context.close()
    assert shifts == []
