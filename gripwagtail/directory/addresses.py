"""Where the sheet and the cards of a contact page are, for the template of that page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.coreutils import WAGTAIL_APPEND_SLASH

from ..lookup.context import Here
from ..lookup.source import Source
from ..subroutes.vcard import key_of, savable
from .people import Directory

if TYPE_CHECKING:
    from .people import Directory


def offers(source: Source, here: Here, people: Directory | None = None) -> dict[str, Any]:
    """``print_url``, ``vcards_url`` and, by the id of a card, ``vcard_urls``; empty where there is nothing.

    ``people`` is the directory of the page, where somebody has read it already.
    """
    # Here, because pages offer what is made from pages.
    own = _address(here)
    if not own:
        return {"print_url": "", "vcards_url": "", "vcard_urls": {}}
    cards = savable(source, people or Directory.of(source, here))
    return {
        "print_url": below(own, "print"),
        "vcards_url": below(own, "vcard") if cards else "",
        "vcard_urls": {card.id: below(own, "vcard", key_of(card)) for card in cards},
    }


def leaf_url(here: Here, *parts: str) -> str:
    """The address of a sub-route of the page shown, or "" while nobody can visit it."""
    own = _address(here)
    return below(own, *parts) if own else ""


def _address(here: Here) -> str:
    # A request made by hand has no host, and then Wagtail's address fails.
    request = here.request if here.request_site else None
    return (here.page.get_url(request) or "") if here.page.live else ""


def below(url: str, *parts: str) -> str:
    """The address of a sub-route, with a slash at its end where Wagtail's own addresses have one."""
    return "/".join([url.rstrip("/"), *parts]) + ("/" if WAGTAIL_APPEND_SLASH else "")


__all__ = ["below", "leaf_url", "offers"]
