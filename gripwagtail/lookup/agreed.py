"""Whether the school agreed to its norm. What we say around it follows this: on the page, on paper, in the API."""

from __future__ import annotations

from typing import cast

from ..content.norm import is_agreed, read_agreed
from ..page_class import NormPage
from .source import Source


def norm_is_agreed(norm: Source | None) -> bool:
    """Of the norm as visitors read it today; no norm is agreed to by nobody."""
    if norm is None:
        return False
    adopted_on = cast(NormPage, norm.facts).adopted_on
    return is_agreed(norm.items("agreed", read_agreed), adopted_on, lambda: norm.page_context.today)


__all__ = ["norm_is_agreed"]
