"""The words by which a site's own search finds the contact page.

A name that stands in a search index is found for as long as the index is not rebuilt, also
by who was never meant to look for it. So names are left out unless the school asked these people.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from ..vocabulary import known, roles
from .items import day, fact, keys, raw_items, text_of

_WORDS = ("about", "where", "when")


def findable_text(contacts: Any, with_names: bool = False) -> str:
    """Roles and words of the cards that visitors see, one card a line."""
    labels, today = roles(), timezone.localdate()
    lines = []
    for _id, _kind, value in raw_items(contacts):
        start, end = day(value.get("valid_from")), day(value.get("valid_until"))
        is_of_today = (start is None or start <= today) and (end is None or today <= end)
        if not value.get("confirmed", True) or not is_of_today:
            continue
        parts = [str(labels[role]) for role in known(keys(value.get("roles")), labels)]
        parts += [text_of(value.get(name)) for name in _WORDS]
        is_personal = value.get("kind") == "person" or bool(fact(value.get("name")))
        if with_names or not is_personal:
            parts += [text_of(value.get(name)) for name in ("label", "name", "organisation")]
        lines.append(" ".join(part for part in parts if part))
    return "\n".join(lines)


__all__ = ["findable_text"]
