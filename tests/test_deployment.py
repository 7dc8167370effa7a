"""The lines for nginx in the documentation: what they hand out, and what they keep to themselves."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar, NamedTuple

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from wagtail.documents.models import Document

from gripwagtail.middleware import NginxCacheMiddleware
from tests.tools.cluster import free_port, nginx_configuration, wait_for

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
LINES = "\n".join(re.findall(r"^```nginx\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL))
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def location(path: str) -> str:
    """What is between the braces of a location."""
    found = re.search(rf"location {re.escape(path)} \{{(.*?)\}}", LINES, re.DOTALL)
    assert found, f"there is no location {path}"
    return found[1]


def test_documents_are_handed_out_by_wagtail_alone() -> None:
    folder = Document._meta.get_field("file").upload_to
    assert "internal;" in location(f"/media/{folder}/")
    assert "alias" not in location(f"/media/{folder}/")


def test_what_editors_uploaded_is_never_run() -> None:
    lines = location("/media/")
    assert "add_header X-Content-Type-Options nosniff always;" in lines
    assert re.search(r'add_header Content-Security-Policy "default-src \'none\'; sandbox" always;', lines)


def test_no_other_place_serves_the_folder_of_media() -> None:
    assert LINES.count("/srv/school/media") == 1
    assert "root /srv/school;" not in LINES


PATHS = [f"{way}/secret.txt" for way in ("documents", "documents/", "images/../documents", "%64ocuments")]


class Before(NamedTuple):
    """nginx, and the port at which it looks for the application."""

    front: str
    application: int


@pytest.fixture
def front(before: Before) -> str:
    return before.front


@pytest.fixture
def before(tmp_path: Path) -> Iterator[Before]:
    """nginx with these lines, before an application that is down."""
    if NGINX is None:
        pytest.skip("needs nginx")
    for name in ("documents/secret.txt", "images/drawing.svg"):
        file = tmp_path / "media" / name
        file.parent.mkdir(parents=True)
        file.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    for folder in (tmp_path, *tmp_path.parents):
        if "pytest" in folder.name:
            folder.chmod(0o755)
    port = free_port()
    place = SimpleNamespace(folder=tmp_path, port=free_port())
    config = tmp_path / "nginx.conf"
    config.write_text(nginx_configuration(place, port), encoding="utf-8")  # type: ignore[arg-type]
    with subprocess.Popen(
        [NGINX, "-p", str(tmp_path), "-c", str(config), "-g", "daemon off;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            wait_for(port)
            yield Before(f"http://127.0.0.1:{port}", place.port)
        finally:
            process.terminate()
            process.wait(20)


@pytest.mark.parametrize("path", PATHS)
def test_nginx_itself_keeps_a_document_back(front: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{front}/media/{path}", timeout=10)  # noqa: S310
    assert refused.value.code == 404


def test_nginx_itself_hands_out_a_picture_that_runs_nothing(front: str) -> None:
    with urllib.request.urlopen(f"{front}/media/images/drawing.svg", timeout=10) as picture:  # noqa: S310
        assert picture.status == 200
        assert picture.headers["X-Content-Type-Options"] == "nosniff"
        assert picture.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


class QuietPage(BaseHTTPRequestHandler):
    """An application with one quiet page, behind the middleware."""

    visits: ClassVar[int] = 0

    def do_GET(self) -> None:
        type(self).visits += 1
        headers = {"Cache-Control": "private, no-store", "CDN-Cache-Control": "max-age=1, stale-if-error=3600"}
        view = NginxCacheMiddleware(lambda request: HttpResponse(b"Help", headers=headers))
        response = view(RequestFactory().get("/"))
        self.send_response(200)
        for name, value in response.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(response.content)))
        self.end_headers()
        self.wfile.write(response.content)

    def log_message(self, *args: object) -> None:
        pass


def test_nginx_keeps_a_quiet_page_while_the_site_is_down_and_no_browser_may(before: Before) -> None:
    with ThreadingHTTPServer(("127.0.0.1", before.application), QuietPage) as application:
        serving = threading.Thread(target=application.serve_forever)
        serving.start()
        try:
            assert [heard(before.front)[1], heard(before.front)[1]] == ["Help", "Help"]
            assert QuietPage.visits == 1
        finally:
            application.shutdown()
            serving.join()
    time.sleep(1.1)
    headers, text = heard(before.front)
    assert text == "Help"
    assert headers["Cache-Control"] == "private, no-store"
    assert "X-Accel-Expires" not in headers


def heard(address: str) -> tuple[Mapping[str, str], str]:
    with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310
        return dict(response.headers), response.read().decode()


def test_what_is_sent_is_compressed_as_far_as_is_worth_it() -> None:
    assert "gzip_comp_level 6;" in LINES
