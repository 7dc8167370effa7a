"""The addresses of what a page offers beside itself, for the templates of the page."""

from __future__ import annotations

from typing import Any, Final, cast

from wagtail.coreutils import WAGTAIL_APPEND_SLASH

from ..content.contact import Contact
from ..lookup.context import PageContext
from ..lookup.source import Source
from ..page_class import ContactPage
from ..stored.failures import attempt
from .people import Directory

# What is in the address of a single card: enough to distinguish forty, and a link to the card on the page as well.
KEY_LENGTH: Final = 8
# The first word of sub-routes that have more below them, or that others link to.
PRACTISE: Final = "practise"
SHARE: Final = "share"
TEAM: Final = "team"
TOGETHER: Final = "together"


def offers(source: Source, page_context: PageContext, people: Directory | None = None) -> dict[str, Any]:
    """``print_url``, ``vcards_url`` and, by the id of a card, ``vcard_urls``; empty where there is nothing.

    ``people`` is the directory of the page, where someone has read it already.
    """
    own = _address(page_context)
    if not own:
        return {"print_url": "", "vcards_url": "", "vcard_urls": {}}
    cards = savable(source, people or Directory.of(source, page_context))
    return {
        "print_url": below(own, "print"),
        "vcards_url": below(own, "vcard") if cards else "",
        "vcard_urls": {card.id: below(own, "vcard", key_of(card)) for card in cards},
    }


def subroute_url(page_context: PageContext, *parts: str) -> str:
    """The address of a sub-route of the page shown, or "" while nobody can visit it."""
    own = _address(page_context)
    return below(own, *parts) if own else ""


def _address(page_context: PageContext) -> str:
    # A request made by hand has no host, and then Wagtail's address fails.
    request = page_context.request if page_context.request_site else None
    page = page_context.our_page
    if not page.live:
        return ""
    return attempt(
        f"The address of page {page.pk}", lambda: str(page.get_url(request) or ""), "", page_context.failures
    )


def below(url: str, *parts: str) -> str:
    """The address of a sub-route, with a slash at its end where Wagtail's own addresses have one."""
    return "/".join([url.rstrip("/"), *parts]) + ("/" if WAGTAIL_APPEND_SLASH else "")


def savable(source: Source, people: Directory) -> list[Contact]:
    """The school's own cards of today that name nobody, when the school offers them."""
    return (
        [card for card in people.own if card.id and not card.is_personal]
        if cast(ContactPage, source.facts).vcards
        else []
    )


def key_of(card: Contact) -> str:
    return card.id[:KEY_LENGTH]


def share_url(page_context: PageContext, *said: object) -> str:
    """Where the texts of the page shown are, when it has something to share."""
    return subroute_url(page_context, SHARE) if any(said) else ""


__all__ = ["KEY_LENGTH", "SHARE", "below", "key_of", "offers", "savable", "share_url", "subroute_url"]
