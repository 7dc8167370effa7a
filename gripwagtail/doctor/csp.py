"""Whether a Content Security Policy lets a browser fetch a file: the part of the standard that our files need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from urllib.parse import SplitResult, urlsplit

# The directives that decide, the first one given wins.
STYLE: Final = ("style-src-elem", "style-src", "default-src")
SCRIPT: Final = ("script-src-elem", "script-src", "default-src")
# Of what a script fetches.
CONNECT: Final = ("connect-src", "default-src")

_PORTS: Final = {"http": 80, "https": 443}


def policies_of(headers: Mapping[str, str], in_page: Iterable[str]) -> list[str]:
    """Every policy of an answer: a header may have several, and the page itself may bring more. All have to agree."""
    header = headers.get("Content-Security-Policy", "")
    return [policy.strip() for given in (header, *in_page) for policy in given.split(",") if policy.strip()]


def refuses(policy: str, directives: Sequence[str], url: str, page_url: str, nonce: str = "") -> str:
    """The directive that refuses the file at ``url``, as it is in the policy; empty when none does."""
    given: dict[str, list[str]] = {}
    for directive in policy.split(";"):
        name, *sources = directive.split() or [""]
        given.setdefault(name.lower(), sources)
    name = next((name for name in directives if name in given), "")
    if not name or _allows(given[name], urlsplit(url), urlsplit(page_url), nonce, directives is SCRIPT):
        return ""
    return " ".join([name, *given[name]])


def _allows(sources: list[str], url: SplitResult, page: SplitResult, nonce: str, of_script: bool) -> bool:
    if nonce and f"'nonce-{nonce}'" in sources:
        return True
    if of_script and "'strict-dynamic'" in sources:
        return False  # then only a nonce or a hash counts
    return any(_matches(source, url, page) for source in sources)


def _matches(source: str, url: SplitResult, page: SplitResult) -> bool:
    if source.startswith("'"):
        return source.lower() == "'self'" and _same_origin(url, page)
    if source == "*":
        return url.scheme in (*_PORTS, page.scheme)
    if source.endswith(":"):
        return _scheme_fits(source[:-1].lower(), url.scheme)
    scheme, _mark, rest = source.rpartition("://")
    parts = urlsplit(f"//{rest}")
    host, wanted = (url.hostname or "").lower(), (parts.netloc.partition(":")[0]).lower()
    return (
        _scheme_fits(scheme.lower() or page.scheme, url.scheme)
        and (host.endswith(wanted[1:]) if wanted.startswith("*.") else host == wanted)
        and _port_fits(parts.netloc.partition(":")[2], url)
        and _path_fits(parts.path, url.path)
    )


def _same_origin(url: SplitResult, page: SplitResult) -> bool:
    return (
        url.hostname == page.hostname
        and _scheme_fits(page.scheme, url.scheme)
        and (_port(url) == _port(page) or {_port(url), _port(page)} <= set(_PORTS.values()))
    )


def _scheme_fits(wanted: str, have: str) -> bool:
    return wanted == have or (wanted, have) == ("http", "https")


def _port_fits(wanted: str, url: SplitResult) -> bool:
    return wanted == "*" or (
        _port(url) == int(wanted) if re.fullmatch(r"[0-9]{1,5}", wanted) else _port(url) == _PORTS.get(url.scheme)
    )


def _path_fits(wanted: str, have: str) -> bool:
    return not wanted or (have.startswith(wanted) if wanted.endswith("/") else have == wanted)


def _port(url: SplitResult) -> int | None:
    return url.port or _PORTS.get(url.scheme)


__all__ = ["CONNECT", "SCRIPT", "STYLE", "policies_of", "refuses"]
