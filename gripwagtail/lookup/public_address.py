"""The full address of a page for what leaves the site: paper, phones, and texts that people pass on.

It comes from Wagtail's record of the site, which many sites never fill in: a poster with the code of
``http://localhost`` hangs for a year. What a visitor asked for tells when that record is wrong.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest

from ..page_class import GripPage
from ..text.hosts import host_asked, host_of, is_local


def public_address(page: GripPage, request: HttpRequest | None) -> str:
    """The address by which somebody elsewhere can open this page; empty when the record of the site gives none."""
    address = str(page.get_full_url(request) or "")
    host = host_of(address)
    asked = host_of(host_asked(request))
    if is_local(host) and asked and not is_local(asked):
        return ""
    # Whoever asked for it over https at this very host knows that this works.
    if request is not None and request.is_secure() and asked == host and address.startswith("http://"):
        parts = urlsplit(address)
        address = parts._replace(scheme="https", netloc=parts.netloc.removesuffix(":80")).geturl()
    return address


def wrong_address(page: GripPage, request: HttpRequest | None) -> str:
    """What the record of the site says instead; empty when it is right."""
    return "" if public_address(page, request) else str(page.get_full_url(request) or "–")


__all__ = ["public_address", "wrong_address"]
