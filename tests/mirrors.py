"""What tests of the mirror have in common: a mirror in a folder, and middleware as hosts have it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.http import HttpRequest, HttpResponse

from gripwagtail.mirror.writing import WrittenMirror, place_of, write

Answer = Callable[[HttpRequest], HttpResponse]
POLICY = "default-src 'self'"
# The requests that a host counted as visits, and those that it left out.
COUNTED: list[str] = []
UNCOUNTED: list[str] = []


def with_middleware(*names: str) -> dict[str, Any]:
    """Settings with these of this module around all others."""
    return {"MIDDLEWARE": [*(f"tests.mirrors.{name}" for name in names), *settings.MIDDLEWARE]}


def policy(answer: Answer) -> Answer:
    """Says what browsers may load."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return middleware


def counting(answer: Answer) -> Answer:
    """Counts visits, but for those of the mirror."""

    def middleware(request: HttpRequest) -> HttpResponse:
        (UNCOUNTED if "X-Gripwagtail-Mirror" in request.headers else COUNTED).append(request.path)
        return answer(request)

    return middleware


def by_language(answer: Answer) -> Answer:
    """Answers in the language of the browser, at one address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers["Vary"] = "Accept-Language"
        if response.headers["Content-Type"].startswith("text/html"):
            response.content += f"<!-- {request.headers.get('Accept-Language')} -->".encode()
        return response

    return middleware


def with_cookie(answer: Answer) -> Answer:
    """Gives each visitor a number."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.set_cookie("visitor", "7")
        return response

    return middleware


def mute(answer: Answer) -> Answer:
    """Loses 112, as a template of a host might."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if response.headers["Content-Type"].startswith("text/html"):
            response.content = response.content.replace(b"112", b"")
        return response

    return middleware


def mute_help(answer: Answer) -> Answer:
    """Loses it on the help page alone."""
    muted = mute(answer)

    def middleware(request: HttpRequest) -> HttpResponse:
        return (muted if request.path.startswith("/hulp/") else answer)(request)

    return middleware


def maintenance(answer: Answer) -> Answer:
    """Answers itself where the people of the school are, with all that a page of ours needs."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/wie-helpt/"):
            return HttpResponse('<html><body><a href="tel:112">112</a> Even geduld.</body></html>')
        return answer(request)

    return middleware


class OverwritingStorage(FileSystemStorage):
    """Writes over what is there, as storages of other machines do."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        if self.exists(name):
            self.delete(name)
        return name


def canonical(answer: Answer) -> Answer:
    """Says in each page what its whole address is, as many hosts do."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if response.headers["Content-Type"].startswith("text/html"):
            response.content += f"<!-- {request.build_absolute_uri()} -->".encode()
        return response

    return middleware


def says_who(answer: Answer) -> Answer:
    """Names somebody on the front page, beside what is read there."""
    return _with_at_the_end(
        answer,
        '<meta name="description" content="Met Annemiek van den Berg"><!-- Annemiek van den Berg -->'
        '<script type="application/ld+json">{"name": "Annemiek van den Berg"}</script>'
        '<a href="/team/annemiek-van-den-berg/">Annemiek</a>',
    )


def says_who_in_a_script(answer: Answer) -> Answer:
    return _with_at_the_end(answer, "<script>const who = 'Annemiek van den Berg'</script>")


def _with_at_the_end(answer: Answer, html: str) -> Answer:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if request.path == "/":
            response.content = response.content.replace(b"</body>", f"{html}</body>".encode())
        return response

    return middleware


class Mirror:
    """One in a folder of its own."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.current = place / "current"

    def write(self, **options: Any) -> WrittenMirror:
        place = place_of(str(self.place))
        assert place is not None
        return write(place, **options)

    @property
    def manifest(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.current / "manifest.json").read_text(encoding="utf-8"))
        return found

    def files(self, part: str = "whole") -> set[str]:
        """Names below a part of it, from there on."""
        top = self.current / part
        return {path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file()}

    def text(self, name: str) -> str:
        return (self.current / name).read_text(encoding="utf-8")

    def all_text(self, part: str = "") -> str:
        """Everything that is in it, as one text; the names of files too."""
        files = [path for path in (self.current / part).rglob("*") if path.is_file()]
        return "\n".join([*map(str, files), *(path.read_bytes().decode("utf-8", "replace") for path in files)])

    def state(self) -> dict[str, int]:
        """Each file and folder with the moment at which it was written."""
        return {str(path): path.lstat().st_mtime_ns for path in [self.place, *self.place.rglob("*")]}
