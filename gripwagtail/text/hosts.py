"""Names of hosts: which of them nobody outside this machine can open, and which were never filled in."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

_LOCAL: Final = frozenset({"localhost", "testserver", "local", "internal", "lan", "home", "localdomain"})
# Reserved for documentation: what a new project is made with.
_EXAMPLES: Final = ("example.com", "example.org", "example.net")


def host_of(address: str) -> str:
    """The name in an address, or in ``host:port``; lower case."""
    try:
        return (urlsplit(address if "//" in address else f"//{address}").hostname or "").rstrip(".")
    except ValueError:
        return ""


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


__all__ = ["host_of", "is_example", "is_local", "is_somewhere", "real_hosts"]
