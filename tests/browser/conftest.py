"""A planted school behind a live server, and a browser that visits it.

The tests only read, so one school serves them all. It is planted for the whole folder, and
afterwards the database is put back as it was.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from gripwagtail.lookup.sources import KINDS
from tests import browsers, live, planted
from tests import factories as make
from tests.browser.headers import StrictPolicy

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PLACES = (*KINDS, "blocks")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name == "browser":
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db)  # else pytest-django makes no database when run alone


@dataclass
class LiveSchool:
    """Where the pages are: one of each kind, and a page of the host with all our blocks."""

    origin: str
    paths: dict[str, str]

    def url(self, place: str) -> str:
        return self.origin + self.paths[place]


@dataclass
class Visit:
    """A page in the browser, with all that went over the wire and all that was complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def run(self, script: str, value: Any = None) -> Any:
        return self.page.evaluate(script, value)

    def open_everything(self) -> None:
        self.run("document.querySelectorAll('details').forEach(one => { one.open = true })")

    def top_of(self, selector: str) -> float:
        box = self.page.locator(selector).first.bounding_box()
        assert box, f"{selector} is not to be seen"
        return box["y"]


def put_back(before: str) -> None:
    """The database as it was, once no request is being answered any more: one that is may write into the empty one."""
    browsers.let_requests_end(30)
    call_command("flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True)
    # Content types come first, or saving another row makes the one that it needs, with a number of its own.
    rows = sorted(json.loads(before), key=lambda row: row["model"] != "contenttypes.contenttype")
    connection.creation.deserialize_db_from_string(json.dumps(rows))
    cache.clear()


@pytest.fixture(scope="package")
def school(django_db_setup: None, django_db_blocker: Any) -> Iterator[LiveSchool]:
    browsers.require_chromium()  # without one there is no need to plant
    name = f"{StrictPolicy.__module__}.{StrictPolicy.__name__}"
    with django_db_blocker.unblock(), override_settings(MIDDLEWARE=[name, *settings.MIDDLEWARE]):
        before = connection.creation.serialize_db_to_string()
        try:
            planted_school = planted.plant("vo")
            pages = {**planted_school.pages, "blocks": planted_school.with_blocks}
            with live.serving() as origin:
                yield LiveSchool(origin, {name: planted.path_of(page) for name, page in pages.items()})
        finally:
            put_back(before)


@pytest.fixture(scope="module", autouse=True)
def school_stays(school: LiveSchool, django_db_blocker: Any) -> Iterator[None]:
    """Who makes pages beside the school takes only those away: the next file visits it."""
    yield
    with django_db_blocker.unblock():
        gone = [kind for kind in KINDS if not make.page_class(kind).objects.live().exists()]
    assert gone == [], f"this file took pages of the school away: {gone}"


@pytest.fixture(scope="package")
def browser(school: LiveSchool) -> Iterator[Browser]:
    """One for the whole folder. Asks for the school, so that it is gone before the database is put back."""
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright, browsers.closing_for_sure():
        # Playwright keeps an event loop in this thread, which Django takes for asynchronous code of ours.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = browsers.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def visit(school: LiveSchool, browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Opens a page of the school: ``visit("contact", width=360, color_scheme="dark")``."""
    with ExitStack() as stack:

        def go(place: str, width: int = 360, without_css: bool = False, **options: Any) -> Visit:
            context: BrowserContext = browsers.new_context(browser, viewport={"width": width, "height": 760}, **options)
            stack.callback(context.close)
            if without_css:
                context.route("**/*.css", lambda route: route.abort())
            context.set_default_timeout(5000)
            visit = Visit(context.new_page())
            visit.page.on("request", lambda request: visit.requests.append(request.url))
            visit.page.on("console", lambda message: visit.complaints.append(message.text))
            visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
            response = visit.page.goto(school.url(place))
            assert response is not None and response.ok, response
            return visit

        yield go


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest) -> str:
    """Each of our five pages, and the page of the host with all blocks."""
    return str(request.param)
