"""What the school board keeps for all its schools: kept once, on the board's own site."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin

from ..content.contact import Contact, read_contacts
from ..lookup.context import PageContext
from ..roles import roles
from .nameless import as_named


def board_cards(page_context: PageContext, own: Iterable[Contact]) -> list[Contact]:
    """The board's cards of today, for the roles that the school does not fill itself.

    A board has no board: one level. The number of queries is the same for any number of schools.
    """
    there = page_context.board
    source = there.source("contact") if there else None
    if there is None or source is None:
        return []
    filled = {role for card in own for role in card.roles}
    known = roles()
    shown, _hidden = source.items("contacts", read_contacts, page_context.today, source.school)
    link, cards = source.link, []
    for card in shown:
        card.roles = tuple(
            role for role in card.roles if role not in filled and role in known and known[role].from_board
        )
        card.role_labels = [known[role].label for role in card.roles]
        if not (card.roles and as_named(card, page_context) and card.can_be_reached):
            continue
        card.board_name = source.school.name or str(there.site)
        card.board_url = str(link or "")
        if card.form_url.startswith("/") and there.site:
            card.form_url = urljoin(there.site.root_url, card.form_url)
        cards.append(card)
    return cards


__all__ = ["board_cards"]
