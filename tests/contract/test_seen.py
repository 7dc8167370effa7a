"""The doctor on every host beside a browser: what it calls right can be seen there, and what cannot is an error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import translation

from gripwagtail.doctor.browser import Browser
from gripwagtail.doctor.examination import Report, examine
from gripwagtail.doctor.findings import CODES, DoctorFinding
from gripwagtail.doctor.scope import sites
from gripwagtail.doctor.shown import ShownPage
from gripwagtail.lookup.sources import KINDS, models_of
from gripwagtail.starter import helplines
from tests import factories as make
from tests import planted
from tests.browsers import require_chromium

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HAS_PAGES = any(map(models_of, KINDS))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    require_chromium()
    with Browser() as opened:
        yield opened


@pytest.fixture
def pages(home: Any) -> list[Any]:
    """All that visitors see of ours on this host: its own page with all blocks, and our pages where it has them."""
    helplines.update()
    found = list(make.five_pages(home).values()) if HAS_PAGES else []
    return [*found, make.home_page(body=planted.all_blocks())]


def verdict(browser: Browser) -> tuple[Report, int]:
    before = browser.pages
    with translation.override("en"):
        report = examine(sites(), browser=browser)
    return report, browser.pages - before


def glance(look: Callable[..., Iterator[DoctorFinding]]) -> Callable[..., Iterator[DoctorFinding]]:
    """Looks at the help page, and at the page of the host."""

    def looks(browser: Browser, shown: ShownPage) -> Iterator[DoctorFinding]:
        if getattr(shown.page, "grip_kind", "incident_help") == "incident_help":
            yield from look(browser, shown)

    return looks


def errors(report: Report) -> list[str]:
    return [f"{one.code}: {one.message}" for one in report.findings if one.level >= CODES["page.crashed"]]


def test_what_the_doctor_calls_right_a_reader_can_see_use_and_leave(pages: list[Any], browser: Browser) -> None:
    report, looked = verdict(browser)

    assert looked == len(pages)
    assert not errors(report)
    assert not [f"{one.code}: {one.message}" for one in report.findings if one.code.startswith("browser.")]


@pytest.mark.parametrize(
    ("css", "code"),
    [
        (".grip { display: none !important }", "browser.hidden"),
        pytest.param(
            ".grip * { color: #fff !important; background: #fff !important }",
            "browser.unreadable",
            marks=pytest.mark.thorough,
        ),
    ],
)
def test_over_a_page_that_cannot_be_shown_it_never_says_that_there_is_no_error(
    pages: list[Any], browser: Browser, settings: Any, monkeypatch: pytest.MonkeyPatch, css: str, code: str
) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.broken_host.adds_a_style"]
    settings.BROKEN_STYLE = css
    # What hides one of our pages hides them all: the help page, and the page of the host.
    monkeypatch.setattr(Browser, "look", glance(Browser.look))
    report, looked = verdict(browser)

    assert looked == 1 + HAS_PAGES
    places = {one.place for one in report.findings if one.code == code}
    assert len(places) == looked, places
