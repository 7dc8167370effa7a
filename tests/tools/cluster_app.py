"""The example site for ``tests.tools.cluster``: an answer names the worker that made it, an address changes a page."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

from example_site.wsgi import application as site

WORKER = "X-Worker"
REMOVE = "/-/remove-a-contact/"


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        return start_response(status, [*headers, (WORKER, str(os.getpid()))], *more)

    if environ["PATH_INFO"] == REMOVE and environ["REQUEST_METHOD"] == "POST":
        start("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
        return [remove_a_contact().encode()]
    return site(environ, start)


def remove_a_contact() -> str:
    """Take the first card that has a label from the contact page and publish that, as the editor does; its label."""
    from wagtail.models import Locale

    from gripwagtail.pages.models import GripContactPage

    page = GripContactPage.objects.live().get(locale=Locale.get_default())
    cards = list(page.contacts.raw_data)
    gone = next(card for card in cards if card["value"].get("label") and card["value"].get("confirmed"))
    page.contacts = [card for card in cards if card["id"] != gone["id"]]
    page.save_revision().publish()
    return str(gone["value"]["label"])
