"""Advice to an editor about a page that may be published, but could be better.

A remark refuses nothing. The edit view shows them above the fields, and after publishing
Wagtail's own messages repeat them. What may not be published at all is in ``form``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from ..content.problems import Problem
from . import advice_contact as remarks_contact
from . import advice_incident as remarks_incident
from . import advice_translation as remarks_translation

# Reads a page (with its unsaved or draft content) and yields what there is to say.
Look = Callable[[Any], Iterator[Problem]]

# By kind of page; what applies to all kinds is in this module.
LOOKS: Final[Mapping[str, tuple[Look, ...]]] = {
    "contact": (remarks_contact.look,),
    "incident_help": (remarks_incident.look,),
}


def remarks(page: Any) -> list[Problem]:
    """All remarks on this page, in the order of its fields."""
    looks = (*LOOKS.get(getattr(page, "grip_kind", ""), ()), remarks_translation.look)
    return [remark for look in looks for remark in look(page)]


__all__ = ["LOOKS", "Look", "remarks"]
