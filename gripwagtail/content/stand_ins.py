"""Who stands in for a contact that is not shown: it has expired, has not begun or is not confirmed."""

from __future__ import annotations

from collections.abc import Iterable

from .contact import Contact


def stand_in(role: str, shown: Iterable[Contact], hidden: Iterable[Contact]) -> list[Contact]:
    """Who answers for a role: its own cards, else those it falls back to. Loops are cut."""
    shown, hidden = list(shown), list(hidden)
    seen: set[str] = set()
    while role and role not in seen:
        seen.add(role)
        hits = [contact for contact in shown if role in contact.roles]
        if hits:
            return hits
        role = next((contact.fallback_role for contact in hidden if role in contact.roles), "")
    return []


__all__ = ["stand_in"]
