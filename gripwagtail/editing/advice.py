"""What an editor is told about a page that may well be published, but could be better.

A remark refuses nothing. The edit view shows them above the fields, and after publishing
Wagtail's own messages repeat them. What may not be published at all is in ``forms``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..content.problems import Problem
from . import advice_translation as remarks_translation

# Reads a page (with its unsaved or draft content) and yields what there is to say.
Look = Callable[[Any], Iterator[Problem]]


def remarks(page: Any) -> list[Problem]:
    """All remarks on this page, in the order of its fields: what its class names, and what holds for all."""
    return [remark for look in (*page.grip_advice, remarks_translation.look) for remark in look(page)]


__all__ = ["Look", "remarks"]
