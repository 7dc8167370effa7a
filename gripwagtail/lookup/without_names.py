"""A visit that asks for functions instead of people: that of who makes a copy for when nobody can correct it.

It is a request of our own that asks, by a mark that no visitor can send. What it gets is kept nowhere.
"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

_MARK: Final = "_gripwagtail_without_names"


def ask_without_names(request: HttpRequest) -> None:
    """From now on the answers to this request name nobody."""
    request.__dict__[_MARK] = True


def names_people(request: HttpRequest | None) -> bool:
    """Whether a card may say who somebody is."""
    return request is None or _MARK not in request.__dict__


__all__ = ["ask_without_names", "names_people"]
