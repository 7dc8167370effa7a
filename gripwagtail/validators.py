"""Validators of model fields. Their paths are in migrations: keep them."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http.request import validate_host
from django.utils.translation import gettext as _

from .phone import parse_phone
from .sanitize import safe_url, usable_url


def dialable(value: str) -> None:
    """Accepts one phone number that can be dialled."""
    parse_phone(value)


def dialable_lines(value: str) -> None:
    """Accepts phone numbers, one per line."""
    for line in value.splitlines():
        if line.strip():
            parse_phone(line)


def usable_address(value: str) -> None:
    """Accepts a web address that says where it leads: see ``sanitize.usable_url``."""
    if not usable_url(value):
        raise ValidationError(_("This address cannot be used. Type one that begins with https://."), code="address")


def secure_elsewhere(value: str) -> None:
    """Accepts an https address on another host than this install: the page that "leave this page" opens.

    Asks no database: of our own hosts it knows those in ``ALLOWED_HOSTS``.
    """
    if not (safe_url(value) and value.lower().startswith("https://")):
        raise ValidationError(_("Type an address that begins with https://."), code="https")
    if validate_host(_host(value), [host for host in settings.ALLOWED_HOSTS if host != "*"]):
        raise ValidationError(
            _("Choose a page on another site: someone who leaves the page wants to be gone."), code="elsewhere"
        )


def leads_elsewhere(value: str) -> bool:
    """Whether the address is an https one on another host than all sites of this install."""
    try:
        secure_elsewhere(value)
    except ValidationError:
        return False
    from wagtail.models import Site

    # Wagtail keeps these between requests, so this takes no query.
    return _host(value) not in {_host(root.root_url) for root in Site.get_site_root_paths()}


def _host(url: str) -> str:
    """The host of an address, as people distinguish one site from another."""
    return (urlsplit(url.strip()).hostname or "").removeprefix("www.").rstrip(".")
