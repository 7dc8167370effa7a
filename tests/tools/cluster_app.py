"""The example site for ``tests.tools.cluster``: an answer names the worker that made it, an address changes a page."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

from example_site.wsgi import application as site

WORKER = "X-Worker"
REMOVE = "/-/remove-a-contact/"
NUMBER = "/-/number-a-contact/"
# What the first card is called then, before its number.
NUMBERED = "Nummer"


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        return start_response(status, [*headers, (WORKER, str(os.getpid()))], *more)

    if environ["PATH_INFO"] == REMOVE and environ["REQUEST_METHOD"] == "POST":
        start("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
        return [remove_a_contact().encode()]
    if environ["PATH_INFO"] == NUMBER and environ["REQUEST_METHOD"] == "POST":
        label = f"{NUMBERED} {int(environ['QUERY_STRING'])}"
        start("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
        return [call_a_contact(label).encode()]
    return site(environ, start)


def remove_a_contact() -> str:
    """Take the first card that has a label from the contact page and publish that, as the editor does; its label."""
    page, cards, first = _contact_page()
    page.contacts = [card for card in cards if card["id"] != first["id"]]
    page.save_revision().publish()
    return str(first["value"]["label"])


def call_a_contact(label: str) -> str:
    """Give that card this label, and publish the page."""
    page, cards, first = _contact_page()
    named = {**first, "value": {**first["value"], "label": label}}
    page.contacts = [named if card["id"] == first["id"] else card for card in cards]
    page.save_revision().publish()
    return label


def _contact_page() -> tuple[Any, list[Any], Any]:
    """The contact page, its cards, and the first of them that has a label and is shown."""
    from wagtail.models import Locale

    from gripwagtail.pages.models import GripContactPage

    page = GripContactPage.objects.live().get(locale=Locale.get_default())
    cards = list(page.contacts.raw_data)
    return page, cards, next(card for card in cards if card["value"].get("label") and card["value"].get("confirmed"))
