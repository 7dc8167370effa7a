"""The lines for nginx in the documentation: what they hand out, and what they keep to themselves."""

from __future__ import annotations

import re
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from wagtail.documents.models import Document

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


@pytest.fixture
def front(tmp_path: Path) -> Iterator[str]:
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
            yield f"http://127.0.0.1:{port}"
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
