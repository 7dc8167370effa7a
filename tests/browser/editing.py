"""Opening the edit view of our pages in a browser, for tests of what is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from gripwagtail.content.items import raw_items
from tests import factories as make
from tests.browsers import let_requests_end

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

MOUNTED = """() =>
    document.querySelector('[data-streamfield-stream-count]') && !document.querySelector('[data-controller~=w-block]')
"""
# What the form would send, as Wagtail's watch for unsaved work reads it. Rich text gets keys at random.
POSTED = """() => [...new FormData(document.querySelector('form[data-edit-form]'))]
    .filter(([name]) => !/^(csrf|loaded_revision|next|body-)/.test(name))"""
ITEMS = "[data-streamfield-stream-container] > [data-streamfield-child]"
# In the place of our script, one that leaves it all to Wagtail.
WAGTAILS_OWN = """
    window.telepath.register("gripwagtail.blocks.Item", window.telepath.constructors["wagtail.blocks.StructBlock"]);
"""


@dataclass
class Desk:
    """Pages by the name of what is done with them, and the session of who may edit them."""

    origin: str
    cookie: str
    pages: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.pages[name]


def sat_down(origin: str, user: Any, made: dict[str, Any]) -> Desk:
    client = Client()
    client.force_login(user)
    return Desk(origin, client.cookies[settings.SESSION_COOKIE_NAME].value, made)


def three() -> list[make.Raw]:
    return [make.contact(label=f"Kaart {word}") for word in ("een", "twee", "drie")]


Opens = Callable[..., "Page"]


@contextmanager
def opening(desk: Desk, browser: Browser) -> Iterator[Opens]:
    """Opens the edit view of a page; ``own_way``: as Wagtail builds it."""
    contexts = []

    def go(edited: Any, own_way: bool = False, anchor: str = "") -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
        contexts.append(context)
        context.set_default_timeout(20_000)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": desk.cookie, "url": desk.origin}])
        if own_way:
            context.route(
                "**/closed*.js", lambda route: route.fulfill(body=WAGTAILS_OWN, content_type="text/javascript")
            )
        page = context.new_page()
        page.goto(desk.origin + reverse("wagtailadmin_pages:edit", args=[edited.pk]) + anchor)
        page.wait_for_function(MOUNTED, polling=200)
        return page

    try:
        yield go
    finally:
        for context in contexts:
            context.close()
        let_requests_end(10)


def cards(page: Page) -> Locator:
    return page.locator(f"[data-contentpath=contacts] {ITEMS}")


def rows(page: Page) -> int:
    return page.locator(".grip-closed").count()


def press(item: Locator, action: str) -> None:
    item.locator(f"[data-streamfield-action={action}]").first.evaluate("button => button.click()")


def toggle(item: Locator) -> None:
    item.locator("[data-panel-toggle]").first.click()


def save(page: Page, action: str = "") -> None:
    """As the button for it does; the menu with these buttons is Wagtail's."""
    with page.expect_response(lambda one: one.request.method == "POST" and one.url.endswith("/edit/")) as answer:
        page.evaluate(
            """action => {
                const form = document.querySelector('form[data-edit-form]');
                if (action) form.append(Object.assign(document.createElement('input'),
                    { type: 'hidden', name: action, value: action }));
                form.requestSubmit();
            }""",
            action,
        )
    assert answer.value.status < 400
    page.wait_for_load_state()


def stored(edited: Any, stream: str = "contacts") -> list[tuple[str, Any]]:
    """The items of the newest revision, with their ids. Nothing can be written after this: the test holds the table."""
    newest = type(edited).objects.get(pk=edited.pk).get_latest_revision_as_object()
    return [(item_id, dict(value)) for item_id, _kind, value in raw_items(getattr(newest, stream))]


def labels(edited: Any) -> list[str]:
    return [value["label"] for _id, value in stored(edited)]
