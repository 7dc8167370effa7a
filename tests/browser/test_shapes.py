"""Every shape of a site in a browser: what the doctor says of it is what a reader gets to see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from django.utils import translation

from gripwagtail.doctor.browser import Browser as LookingGlass
from gripwagtail.doctor.examination import examine
from gripwagtail.doctor.findings import CODES, DoctorFinding
from gripwagtail.doctor.scope import sites
from gripwagtail.doctor.shown import ShownPage
from tests.browser.conftest import LiveSchool
from tests.shapes import SHAPES, Shape, shaped

pytestmark = pytest.mark.slow


class _Glance(LookingGlass):
    """Looks at the help page and at the pages of the host: what our pages are made of is the same on the others."""

    def look(self, shown: ShownPage) -> Any:
        if getattr(shown.page, "grip_kind", "incident_help") == "incident_help":
            yield from super().look(shown)


@pytest.fixture(scope="module")
def glance(school: LiveSchool) -> Iterator[_Glance]:
    """One for all of these, beside the browser of the others."""
    with _Glance() as opened:
        yield opened


def verdict(glance: _Glance) -> tuple[list[DoctorFinding], int]:
    before = glance.pages
    with translation.override("en"):
        report = examine(sites(), browser=glance)
    return [one for one in report.findings if one.code.startswith("browser.")], report.in_browser - before


# These differ most in what a browser shows; the others do so at night.
ACCEPTED = {"tailwind", "dark"}


@pytest.mark.parametrize(
    "shape",
    [pytest.param(one, id=one.name, marks=() if one.name in ACCEPTED else pytest.mark.thorough) for one in SHAPES],
)
def test_the_doctor_says_what_the_browser_shows(
    shape: Shape, school: LiveSchool, glance: _Glance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with shaped(shape, tmp_path, monkeypatch):
        found, looked = verdict(glance)

    assert looked >= 2
    assert {one.code for one in found} == shape.browser, [one.message for one in found]
    # What cannot be shown is never without an error.
    assert not [one for one in found if CODES[one.code] >= CODES["page.crashed"]]


@pytest.mark.parametrize(
    ("css", "code"),
    [
        (".grip-exit, .grip-exit * { color: #fff !important; background: #fff !important }", "browser.unreadable"),
        pytest.param(".grip-exit { display: none !important }", "browser.missing", marks=pytest.mark.thorough),
        pytest.param(
            "@media (min-width: 1000px) { .grip-exit { display: none !important } }",
            "browser.missing",
            marks=pytest.mark.thorough,
        ),
        pytest.param("main { opacity: 0 }", "browser.hidden", marks=pytest.mark.thorough),
        ("body::after { content: ''; position: fixed; inset: 0; z-index: 99999 }", "browser.exit"),
        pytest.param("main { inline-size: 900px }", "browser.sideways", marks=pytest.mark.thorough),
        pytest.param(".grip * { font-size: 9px !important }", "browser.looks", marks=pytest.mark.thorough),
    ],
)
def test_what_a_host_spoils_is_an_error_or_warning_of_the_doctor(
    css: str, code: str, school: LiveSchool, glance: _Glance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = SHAPES[0]
    files = {name: text.replace("</head>", f"<style>{css}</style></head>") for name, text in plain.templates.items()}
    with shaped(Shape("spoilt", "", files), tmp_path, monkeypatch):
        found, _looked = verdict(glance)

    assert code in {one.code for one in found}


def test_nothing_leaves_the_machine_while_it_looks(
    school: LiveSchool, glance: _Glance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    fetched = __import__("gripwagtail.doctor.browser", fromlist=["fetch"]).fetch
    monkeypatch.setattr("gripwagtail.doctor.browser.fetch", lambda url: (asked.append(url), fetched(url))[1])
    files = {
        name: text.replace("</head>", '<script src="https://elders.example/a.js"></script></head>')
        for name, text in SHAPES[0].templates.items()
    }
    with shaped(Shape("calls", "", files), tmp_path, monkeypatch), override_settings(DEBUG=False):
        verdict(glance)

    assert asked
    assert not [url for url in asked if "elders" in url]
