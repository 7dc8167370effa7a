"""Stored numbers, as far as they can be dialled."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from ..phone import Phone, parse_phone
from .items import PLACEHOLDER


def phones_of(texts: Iterable[str]) -> list[Phone]:
    """The numbers among the texts; what can not be dialled came in by another door and is left out."""
    found: list[Phone] = []
    for text in texts:
        if text.strip() and PLACEHOLDER not in text:
            try:
                found.append(parse_phone(text))
            except ValidationError:
                continue
    return found
