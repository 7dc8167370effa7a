"""Names of hosts: what an address or a request says, which of them nobody outside this machine can open, and which were
never filled in.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

_LOCAL: Final = frozenset({"localhost", "testserver", "local", "internal", "lan", "home", "localdomain"})
# Reserved for documentation: what a new project is made with.
_EXAMPLES: Final = ("example.com", "example.org", "example.net")


def host_of(address: str) -> str:
    """The name in an address, or in ``host:port``; lower case. Empty where no browser could read it."""
    return _named(address)[0]


def known_host(address: str) -> str:
    """The host of an address, or of ``host:port``, as visitors know it: with or without “www.” it is one.

    With its port where that is not one of those that nobody types.
    """
    host, port = _named(address)
    host = host.removeprefix("www.")
    return f"{host}:{port}" if host and port not in (None, 80, 443) else host


def place_of(address: str) -> tuple[str, str] | None:
    """To which host an address leads, as visitors know it, and to what there: its path without an end.

    No host is this one. A place on the same page (``#x``), an address that says only the last part of the way, and what
    no browser could open name nothing.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    host = known_host(parts.netloc)
    is_read = bool(host) if parts.netloc else parts.path.startswith("/")
    return (host, parts.path.rstrip("/")) if is_read and parts.scheme in ("", "http", "https") else None


def host_asked(request: HttpRequest | None) -> str:
    """The ``host:port`` that a visitor asked for, behind a proxy as well; of a request made by hand there is none."""
    try:
        return "" if request is None else request.get_host()
    except (DisallowedHost, KeyError):
        return ""


def _named(address: str) -> tuple[str, int | None]:
    """The name and the port in an address. The final dot of a name changes nothing."""
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
        return (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return "", None


def is_local(host: str) -> bool:
    """Whether a phone or a reader elsewhere can never open this host."""
    host = host.lower().strip("[]")
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return not host or host.rsplit(".", 1)[-1] in _LOCAL
    return number.is_loopback or number.is_unspecified or number.is_private or number.is_link_local


def is_example(host: str) -> bool:
    """Whether this is what a new project was made with."""
    return any(host.lower() == one or host.lower().endswith(f".{one}") for one in _EXAMPLES)


def is_somewhere(host: str) -> bool:
    """Whether visitors could know this host."""
    return "." in host.strip(".") and "*" not in host and not is_local(host) and not is_example(host)


def real_hosts() -> list[str]:
    """Hosts of which the settings say that the site is known by them; none while it is being made."""
    if settings.DEBUG:
        return []
    named: Iterable[str] = (
        *settings.ALLOWED_HOSTS,
        *settings.CSRF_TRUSTED_ORIGINS,
        getattr(settings, "WAGTAILADMIN_BASE_URL", "") or "",
    )
    return [host for name in named if is_somewhere(host := host_of(name).lstrip("."))]


__all__ = [
    "host_asked",
    "host_of",
    "is_example",
    "is_local",
    "is_somewhere",
    "known_host",
    "place_of",
    "real_hosts",
]
