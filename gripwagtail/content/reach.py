"""Whom a card is about and how to reach them: a check confirms that this was correct, and lapses when it changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..page_class import GripPage
from .identities import digest, identity_of, numbers_of
from .items import raw_items
from .texts import flat

_ADDRESSES: Final = ("email", "form_url", "instagram")
_MORE: Final = ("email_more", "website", "address")


def said_on(value: Mapping[str, Any]) -> str:
    """Identifies the name, the numbers and the addresses on a card."""
    addresses = [flat(value.get(name)).casefold() for name in _ADDRESSES]
    # Left out where there are none: a check of before they were there still holds.
    addresses += [f"{name} {text.casefold()}" for name in _MORE if (text := flat(value.get(name)))]
    return digest(repr([identity_of("contacts", value), sorted(numbers_of(value)), addresses]))


def said_by_cards(page: GripPage) -> dict[str, str]:
    """The same of every card of a page, by its id; nothing for a page without cards."""
    cards = getattr(page, page.grip_cards) if page.grip_cards else None
    return {item_id: said_on(value) for item_id, _kind, value in raw_items(cards) if item_id} if cards else {}


__all__ = ["said_by_cards", "said_on"]
