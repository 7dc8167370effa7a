"""What an editor is told about a page that may well be published, but could be better.

A remark refuses nothing. The edit view shows them above the fields, and after publishing
Wagtail's own messages repeat them. What may not be published at all is in ``form``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from ..content.problems import Problem
from . import advice_contact, advice_incident, advice_translation

# Reads a page (with its unsaved or draft content) and yields what there is to say.
Adviser = Callable[[Any], Iterator[Problem]]

# By kind of page; what holds for all kinds is in ``remarks``.
ADVISERS: Final[Mapping[str, tuple[Adviser, ...]]] = {
    "contact": (advice_contact.find_problems,),
    "incident_help": (advice_incident.find_problems,),
}


def remarks(page: Any) -> list[Problem]:
    """All remarks on this page, in the order of its fields."""
    looks = (*ADVISERS.get(getattr(page, "grip_kind", ""), ()), advice_translation.find_problems)
    return [remark for look in looks for remark in look(page)]


__all__ = ["ADVISERS", "Adviser", "remarks"]
