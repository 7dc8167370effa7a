"""What the doctor makes of what a browser measured, and of a machine without one."""

from __future__ import annotations

import io
import json
import re
import sys
import time
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from gripwagtail.doctor.browser import Browser, NoBrowser
from gripwagtail.doctor.examination import examine
from gripwagtail.doctor.findings import CODES
from gripwagtail.doctor.measured import CODES as CODES_OF_KINDS
from gripwagtail.doctor.measured import findings_of
from gripwagtail.doctor.scope import sites
from tests import measuring
from tests.browsers import require_chromium
from tests.doctored import healthy_pages, provokes  # noqa: F401  (the first is a fixture)
from tests.measuring import SCRIPT

pytestmark = pytest.mark.django_db

FAULTS: dict[str, list[Any]] = {
    "browser.hidden": ["hidden", "grip-norm-page", "norm", "hidden", "seen"],
    "browser.missing": ["missing", "a", "112", "not seen", "seen"],
    "browser.exit": ["exit", "a", "top, nothing round it", "div.navbar", "a hit"],
    "browser.unreadable": ["text", "span", "Verlaat deze pagina", 1.0, 4.5],
    "browser.pale": ["text", "p", "Bron", 3.9, 4.5],
    "browser.edge": ["edge", "p", "Bron", 0, 8],
    "browser.sideways": ["sideways", "html", "", 420, 390],
    "browser.looks": ["size", "p", "Bron", 9.4, 12],
}


# What people read of each, in English and in Dutch.
EXAMPLES = {
    "browser.hidden": ("the page itself", "de pagina zelf"),
    "browser.missing": ("“112”", "“112”"),
    "browser.exit": (
        "at the top of the page (covered by div.navbar)",
        "boven aan de pagina (er ligt div.navbar overheen)",
    ),
    "browser.unreadable": ("“Verlaat deze pagina” (contrast 1.0)", "“Verlaat deze pagina” (contrast 1,0)"),
    "browser.pale": ("“Bron” (contrast 3.9)", "“Bron” (contrast 3,9)"),
    "browser.edge": ("“Bron” (0 px from the edge)", "“Bron” (0 px van de rand)"),
    "browser.sideways": ("420 px wide", "420 px breed"),
    "browser.looks": ("“Bron” (letters of 9.4 px)", "“Bron” (letters van 9,4 px)"),
}


@pytest.mark.parametrize("code", FAULTS)
@provokes(
    "browser.hidden",
    "browser.missing",
    "browser.exit",
    "browser.unreadable",
    "browser.pale",
    "browser.edge",
    "browser.sideways",
    "browser.looks",
    "browser.empty-block",
)
def test_what_was_measured_is_one_finding_of_its_code_with_examples(code: str) -> None:
    with translation.override("en"):
        (one,) = findings_of([FAULTS[code]] * 5, [], "“Hulp” https://school.example/")
        (empty,) = findings_of([], ["grip-contacts-block", "grip-contacts-block"], "thuis")

    assert one.code == code
    assert one.message.count(EXAMPLES[code][0]) == 3
    assert (empty.code, "grip_contacts" in empty.message) == ("browser.empty-block", True)


@pytest.mark.parametrize("code", FAULTS)
def test_examples_are_in_the_language_of_who_reads_them(code: str) -> None:
    with translation.override("nl"):
        (one,) = findings_of([FAULTS[code], [*FAULTS[code], "1280 px"]], [], "")

    dutch = EXAMPLES[code][1]
    wide = f"{dutch[:-1]}, 1280 px)" if dutch.endswith(")") else dutch
    assert dutch in one.message
    assert wide in one.message


# What the measuring says of each kind by itself, beside a number.
SAID = sorted(set(re.findall(r'say\("(\w+)",[^,]+,\s*"([^"]+)"', SCRIPT.read_text(encoding="utf-8"))))
KINDS = sorted({kind for kind, _said in SAID} | set(re.findall(r'say\("(\w+)"', SCRIPT.read_text(encoding="utf-8"))))


def test_each_kind_that_is_measured_has_a_finding_or_is_no_fault() -> None:
    assert {*KINDS, "exit", "hidden", "text", "host"} == {*CODES_OF_KINDS, "undecided", "host"}
    assert set(measuring.KINDS) - {"undecided"} <= set(CODES_OF_KINDS)


@pytest.mark.parametrize(("kind", "said"), [each for each in SAID if each[0] != "undecided"])
def test_nothing_that_the_measuring_says_is_printed_as_it_says_it(kind: str, said: str) -> None:
    with translation.override("nl"):
        (one,) = findings_of([[kind, "ul", "Bron", said, "iets"]], [], "")
    with translation.override("en"):
        (same,) = findings_of([[kind, "ul", "Bron", said, "iets"]], [], "")

    assert said not in one.message
    assert "“Bron”" in one.message
    # What is wrong is said, unless the message itself is about nothing else.
    assert kind == "missing" or all(re.search(r"“Bron” \([^)]+\)", each.message) for each in (one, same))


@pytest.mark.parametrize("place", ["top", "middle", "bottom", "in view"])
def test_where_the_exit_cannot_be_tapped_is_said(place: str) -> None:
    with translation.override("nl"):
        (one,) = findings_of([["exit", "a", f"{place}, nothing round it", "off the screen", "a hit"]], [], "")
        (two,) = findings_of([["exit", "a", f"{place}, nothing round it", "div.navbar", "a hit"]], [], "")

    assert not re.search(r"top|middle|bottom|in view|off the|nothing", one.message + two.message)
    assert "div.navbar" in two.message


def test_a_block_that_cannot_be_seen_has_the_name_it_has_in_a_stream() -> None:
    (one,) = findings_of([["hidden", "grip-incident-help-block", "incident-help", "hidden", "seen"]], [], "")
    assert "grip_incident_help" in one.message


def test_what_cannot_be_shown_is_an_error_and_never_less() -> None:
    assert {code for code in FAULTS if CODES[code] >= CODES["page.crashed"]} == {
        "browser.hidden",
        "browser.missing",
        "browser.exit",
        "browser.unreadable",
    }


def test_what_is_the_choice_of_the_host_is_not_counted() -> None:
    assert (
        list(findings_of([["host", "a", "Bron", 3.9, 4.5], ["undecided", "p", "x", "a picture", "a colour"]], [], ""))
        == []
    )


@provokes("browser.failed")
def test_a_page_that_does_not_open_in_the_browser_is_named_and_the_others_go_on(pages: Any) -> None:
    class Slow(Browser):
        def _seen(self, url: str) -> Any:
            raise TimeoutError("too slow")

    with translation.override("en"):
        report = examine(sites(), browser=Slow())

    assert {each.code for each in report.findings} == {"browser.failed"}
    assert "too slow" in report.findings[0].message
    assert report.in_browser == 0


def test_without_a_browser_the_command_says_what_to_install(pages: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(NoBrowser, match=r"gripwagtail\[browser\]"), translation.override("en"):
        Browser().__enter__()
    with pytest.raises(CommandError, match="browser"):
        call_command("gripwagtail_doctor", "--browser", stdout=io.StringIO())
    with pytest.raises(CommandError, match="--content"):
        call_command("gripwagtail_doctor", "--browser", "--content", stdout=io.StringIO())


@pytest.mark.parametrize(
    "error", [OSError("no memory"), FileNotFoundError("driver"), PermissionError(), ValueError("")]
)
def test_whatever_keeps_a_browser_from_starting_is_said_in_a_line(
    pages: Any, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """No driver, no right to start one, a machine that is full: the command waits for nobody, and shows no trace."""

    def fail() -> None:
        raise error

    monkeypatch.setattr("playwright.sync_api.sync_playwright", fail)
    begin = time.monotonic()
    with pytest.raises(CommandError, match=str(error) or type(error).__name__):
        call_command("gripwagtail_doctor", "--browser", stdout=io.StringIO())
    assert time.monotonic() - begin < 30


def test_a_browser_that_says_nothing_is_waited_for_no_longer_than_its_time(
    pages: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gripwagtail.doctor.browser._PATIENCE", 0.01)
    monkeypatch.setattr(Browser, "_drive", lambda self: None)
    with pytest.raises(CommandError, match="GRIP_CHROMIUM"):
        call_command("gripwagtail_doctor", "--browser", stdout=io.StringIO())


@pytest.mark.slow
def test_the_command_opens_a_browser_of_its_own_and_says_how_many_pages_it_looked_at(pages: Any) -> None:
    require_chromium()
    out = io.StringIO()
    call_command("gripwagtail_doctor", "--browser", "--format", "json", stdout=out)
    told = json.loads(out.getvalue())

    # The five pages, and the home page with a block of ours.
    assert told["in_browser"] == 6
    assert [each for each in told["findings"] if each["severity"] == "ERROR"] == []
