"""Hostile texts in a real browser: nothing runs, nothing is asked for elsewhere, nothing is refused by the policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.urls import reverse

from gripwagtail.lookup.sources import KINDS
from tests import browsers, live, planted
from tests.browser.conftest import put_back
from tests.browser.headers import StrictPolicy
from tests.hostile.places import Deal
from tests.hostile.school import fill, plain
from tests.vectors import VECTORS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PLACES = (*KINDS, "blocks", "print", "poster", "class-sheet")
# What a text would run if it could; also what it would be if it could only open a window.
CANARY = """
    window.ran = [];
    window.kwik = number => { window.ran.push(String(number)); };
    for (const name of ["alert", "confirm", "prompt", "open"]) {
        window[name] = () => { window.ran.push(name); return null; };
    }
"""


@dataclass
class Hostile:
    """Where the pages are, and what an editor needs to come in."""

    origin: str
    paths: dict[str, str]
    edit: dict[str, str]
    session: str


@dataclass
class Seen:
    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    def settle(self) -> None:
        """Everything is opened, hovered and focused, so that what waits for that has its chance."""
        self.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        self.page.evaluate(
            """() => {
                for (const one of document.querySelectorAll('.grip *, main *')) {
                    for (const name of ['mouseover', 'mouseenter', 'pointerover', 'focus', 'toggle']) {
                        one.dispatchEvent(new Event(name, {bubbles: true}));
                    }
                }
            }"""
        )
        self.page.wait_for_load_state("networkidle")

    @property
    def ran(self) -> Any:
        return self.page.evaluate("window.ran")


@pytest.fixture(scope="module")
def hostile(browser: Browser, django_db_blocker: Any) -> Iterator[Hostile]:
    """A school with every text in its database, filled several times so that each text is on every kind of page."""
    from importlib import import_module

    from tests import factories as make

    with (
        django_db_blocker.unblock(),
        override_settings(MIDDLEWARE=[f"{StrictPolicy.__module__}.{StrictPolicy.__name__}", *settings.MIDDLEWARE]),
    ):
        before = connection.creation.serialize_db_to_string()
        try:
            # Beside the planted school, in a part of its own.
            school = plain(Deal(each_place=True), make.home_page(make.home_page(), title="Kwaad", slug="kwaad"))
            fill(school, copies=len(VECTORS) // 4, rich=len(VECTORS) // 2)
            editor = make.editor()
            store = import_module(settings.SESSION_ENGINE).SessionStore()
            store.update(
                {"_auth_user_id": str(editor.pk), "_auth_user_backend": "django.contrib.auth.backends.ModelBackend"}
            )
            store["_auth_user_hash"] = editor.get_session_auth_hash()
            store.save()
            paths = {kind: planted.path_of(page) for kind, page in school.pages.items()}
            paths |= {
                "blocks": planted.path_of(school.host),
                "print": f"{paths['contact']}print/",
                "poster": f"{paths['incident_help']}poster/",
                "class-sheet": f"{paths['norm']}class-sheet/",
            }
            edit = {kind: reverse("wagtailadmin_pages:edit", args=[page.pk]) for kind, page in school.pages.items()}
            with live.serving() as origin:
                yield Hostile(origin, paths, edit, str(store.session_key))
        finally:
            put_back(before)


@pytest.fixture
def look(hostile: Hostile, browser: Browser) -> Iterator[Callable[..., Seen]]:
    """Opens an address with the canary; ``bypass_csp`` lets a script run that the policy would have stopped."""
    with ExitStack() as stack:

        def go(path: str, session: str = "", html: str = "", **options: Any) -> Seen:
            context = browsers.new_context(browser, viewport={"width": 1280, "height": 900}, **options)
            stack.callback(context.close)
            context.set_default_timeout(30_000)
            context.add_init_script(CANARY)
            if session:
                context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": hostile.origin}])
            seen = Seen(context.new_page())
            # No name of another host is ever looked up; that one was asked for is enough.
            context.route(lambda url: not url.startswith(hostile.origin), lambda route: route.abort())
            seen.page.on("request", lambda request: seen.requests.append(request.url))
            seen.page.on("console", lambda message: seen.complaints.append(message.text))
            seen.page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
            if html:
                context.route(hostile.origin + path, lambda route: route.fulfill(body=html, content_type="text/html"))
            answer = seen.page.goto(hostile.origin + path)
            seen.answers.append(answer.status if answer else 0)
            seen.settle()
            return seen

        yield go


def elsewhere(seen: Seen, origin: str) -> list[str]:
    return [url for url in seen.requests if not url.startswith((f"{origin}/", "data:image/", "blob:" + origin))]


@pytest.mark.parametrize("place", PLACES)
def test_no_text_runs_or_asks_for_anything(place: str, hostile: Hostile, look: Callable[..., Seen]) -> None:
    # Without the policy, because a text that is only stopped by that runs on a host that has none.
    seen = look(hostile.paths[place], bypass_csp=True)
    assert seen.answers == [200]
    assert seen.ran == []
    assert seen.dialogs == []
    assert elsewhere(seen, hostile.origin) == []
    assert seen.page.url == hostile.origin + hostile.paths[place]


@pytest.mark.parametrize("place", PLACES)
def test_the_policy_has_nothing_to_refuse(place: str, hostile: Hostile, look: Callable[..., Seen]) -> None:
    seen = look(hostile.paths[place])
    assert [text for text in seen.complaints if "favicon" not in text and "404" not in text] == []


def test_no_text_runs_where_an_editor_opens_the_page(hostile: Hostile, look: Callable[..., Seen]) -> None:
    seen = look(hostile.edit["norm"], session=hostile.session, bypass_csp=True)
    assert seen.answers == [200]
    seen.page.wait_for_selector("[data-contentpath]")
    assert seen.ran == []
    assert seen.dialogs == []
    # Wagtail asks who wrote a comment, and other avatars, of another host.
    assert [url for url in elsewhere(seen, hostile.origin) if "gravatar" not in url] == []


def test_a_text_that_does_run_is_seen(hostile: Hostile, look: Callable[..., Seen]) -> None:
    html = "<main><p onmouseover=kwik(1)>x</p><script>kwik(2)</script><img src=https://kwaad.example/x.png></main>"
    seen = look("/proef/", html=html)
    assert set(seen.ran) == {"1", "2"}
    assert elsewhere(seen, hostile.origin) == ["https://kwaad.example/x.png"]
