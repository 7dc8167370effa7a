"""What visitors get from nginx, Apache and Caddy with the lines of docs/mirror.md when the site itself is down."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from gripwagtail.mirror.folder import Folder
from gripwagtail.mirror.servers import snippets
from tests.mirror_servers import LATE, PROGRAMS, SOON, Front, lines, program, running

pytestmark = pytest.mark.slow

SITE = "school.example"
POLICY = "default-src 'self'; script-src 'self' \"x\""
HELP = "/online-gedrag/wie-helpt/"
DOWN = ("gone", "broken", "hanging")


def write(place: Path, days: list[str]) -> None:
    """A mirror as ``gripwagtail_mirror`` writes it, with a few pages."""
    folder = Folder(str(place))
    place.mkdir(exist_ok=True)
    folder.begin()
    for path in ("/", HELP, f"{HELP}print/"):
        folder.put(f"whole/{SITE}{path}index.html", f"whole 112 {path}".encode())
        folder.put(f"alone/{SITE}{path}index.html", f"alone 112 {path}".encode())
    folder.put(f"whole/{SITE}{HELP}poster/qr/index.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    folder.put(f"whole/{SITE}{HELP}vcard/1a/index.vcf", b"BEGIN:VCARD")
    folder.put("files/static/gripwagtail/grip.min.css", b".grip {}")
    folder.put("files/static/gripwagtail/exit.min.js", b"export {}")
    folder.put("manifest.json", b"{}")
    for name, text in snippets({"Content-Security-Policy": POLICY}).items():
        folder.put(name, text.encode())
    folder.last_for(days, f"whole/{SITE}")
    folder.swap()


def days() -> list[str]:
    today = datetime.date.today()
    return [(today + datetime.timedelta(days=number)).isoformat() for number in (-1, 0, 1)]


@pytest.fixture(scope="module", params=PROGRAMS)
def front(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    if program(request.param) is None:
        pytest.skip(f"needs {request.param}")
    folder = tmp_path_factory.mktemp(request.param)
    write(folder / "mirror", days())
    with running(request.param, folder / "mirror", folder) as found:
        yield found


def test_while_the_application_is_well_it_answers(front: Front) -> None:
    with front.before("well"):
        for path in ("/", "/nieuws/", "/online-gedrag/"):
            assert front.ask(path).text == "the application"


@pytest.mark.parametrize("how", DOWN)
def test_a_page_of_ours_comes_from_the_mirror_and_soon(front: Front, how: str) -> None:
    with front.before(how):
        for path in ("/", f"{HELP}print/"):
            heard = front.ask(path)
            assert heard.text == f"whole 112 {path}"
            assert heard.seconds < (LATE if how == "hanging" else SOON)
            # Apache keeps the status of what it replaces.
            assert heard.status == (200 if front.server != "apache" else heard.status)


def test_with_the_headers_that_it_had(front: Front) -> None:
    with front.before("gone"):
        heard = front.ask("/")
        assert heard.headers["Content-Type"] == "text/html; charset=utf-8"
        assert heard.headers["Cache-Control"] == "private, no-store"
        assert heard.headers["Referrer-Policy"] == "same-origin"
        assert heard.headers["X-Content-Type-Options"] == "nosniff"
        assert heard.headers["Content-Security-Policy"] == POLICY
        assert "X-Robots-Tag" not in heard.headers
        assert front.ask(f"{HELP}print/").headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("path", "kind", "text"),
    [
        (f"{HELP}poster/qr/", "image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
        (f"{HELP}vcard/1a/", "text/vcard", "BEGIN:VCARD"),
        ("/static/gripwagtail/grip.min.css", "text/css", ".grip {}"),
        ("/static/gripwagtail/exit.min.js", "text/javascript", "export {}"),
    ],
)
def test_what_is_no_page_has_its_own_type(front: Front, path: str, kind: str, text: str) -> None:
    with front.before("gone"):
        heard = front.ask(path)
        assert heard.text == text
        # No browser uses a stylesheet or script that comes with an error.
        assert heard.status == 200 or not path.startswith("/static/")
        assert heard.headers["Content-Type"].partition(";")[0] == kind


@pytest.mark.parametrize("path", ["/nieuws/", "/manifest.json", "/headers/nginx.conf", "/whole/", "/wp-login.php"])
def test_any_other_address_leads_to_112_and_says_that_it_is_down(front: Front, path: str) -> None:
    with front.before("gone"):
        heard = front.ask(path)
        assert (heard.status, heard.text) == (503, "alone 112 /")


def test_a_form_that_was_sent_is_not_answered_as_if_it_had_come_through(front: Front) -> None:
    with front.before("gone"):
        heard = front.post("/")
        assert heard.status == 503
        assert "112" in heard.text


def test_after_the_last_day_112_stands_alone_and_a_new_version_is_there_at_once(front: Front) -> None:
    mirror = front.mirror
    with front.before("gone"):
        write(mirror, ["2026-01-01", "2099-01-01"])
        try:
            assert front.ask(f"{HELP}print/").text == f"alone 112 {HELP}print/"
        finally:
            write(mirror, days())
        assert front.ask(f"{HELP}print/").text == f"whole 112 {HELP}print/"


# --- always from the mirror, with nginx ---------------------------------------------


@pytest.fixture
def nginx(front: Front) -> Front:
    if front.server != "nginx":
        pytest.skip("is for nginx")
    return front


def test_a_quiet_page_never_waits_for_the_application_where_a_school_wants_that(nginx: Front) -> None:
    with nginx.before("well"):
        assert nginx.ask(HELP).text == f"whole 112 {HELP}"
        assert nginx.ask(HELP, Cookie="sessionid=1").text == "the application"
    with nginx.before("hanging"):
        heard = nginx.ask(HELP)
        assert heard.seconds < SOON
        assert heard.headers["Cache-Control"] == "private, no-store"
        # What is not in the mirror asks the application, and then the mirror again.
        assert nginx.ask(f"{HELP}elders/").text == "alone 112 /"


def test_an_editor_on_a_quiet_page_gets_the_mirror_too_when_the_application_is_gone(nginx: Front) -> None:
    with nginx.before("gone"):
        assert nginx.ask(HELP, Cookie="sessionid=1").text == f"whole 112 {HELP}"


def test_the_lines_for_every_server_are_tried() -> None:
    assert [len(lines(server)) for server in PROGRAMS] == [2, 1, 1]
