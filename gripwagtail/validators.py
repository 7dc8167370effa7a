"""Validators of model fields. Their paths stand in migrations: keep them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .phone import parse_phone
from .sanitize import safe_url


def dialable(value: str) -> None:
    """Accepts one phone number that can be dialled."""
    parse_phone(value)


def dialable_lines(value: str) -> None:
    """Accepts phone numbers, one a line."""
    for line in value.splitlines():
        if line.strip():
            parse_phone(line)


def usable_address(value: str) -> None:
    """Accepts a web address that ``safe_url`` lets through."""
    if not safe_url(value):
        raise ValidationError(_("This address can not be used. Type one that begins with https://."), code="address")


def secure_elsewhere(value: str) -> None:
    """Accepts an https address: the page that "leave this page" opens."""
    if not (safe_url(value) and value.lower().startswith("https://")):
        raise ValidationError(_("Type an address that begins with https://."), code="https")
