"""The headers that belong to the files, in lines for nginx, Caddy and Apache that lie beside them.

What a page said of the site it keeps saying: a policy that holds scripts of others off is needed most in the hour in
which the site itself is down.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FOLDER: Final = "headers"
# Every page of the mirror: an old copy stays nowhere, and no other site hears where a visitor came from.
ALWAYS: Final = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
TYPES: Final = {
    "text/html": "html",
    "text/css": "css",
    "text/javascript": "js mjs",
    "text/vcard": "vcf",
    "image/svg+xml": "svg",
    "image/png": "png",
    "image/jpeg": "jpg jpeg",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/x-icon": "ico",
    "font/woff2": "woff2",
    "font/woff": "woff",
    "application/json": "json",
}


def snippets(headers: Mapping[str, str]) -> dict[str, str]:
    """The name of each file with its lines."""
    said = {**headers, **ALWAYS}
    return {
        f"{FOLDER}/nginx.conf": _nginx(said),
        f"{FOLDER}/caddy.conf": _caddy(said),
        f"{FOLDER}/apache.conf": _apache(said),
    }


def _nginx(said: Mapping[str, str]) -> str:
    types = [f"    {kind} {endings};" for kind, endings in TYPES.items()]
    # A dollar begins a variable, and nginx has no sign that takes that away.
    lines = [f'add_header {name} "{_quoted(value)}" always;' for name, value in said.items() if "$" not in value]
    return "\n".join(["types {", *types, "}", "charset utf-8;", *lines, ""])


def _caddy(said: Mapping[str, str]) -> str:
    # Braces begin a placeholder.
    lines = [f'header {name} "{_quoted(value)}"' for name, value in said.items() if "{" not in value]
    return "\n".join([*lines, ""])


def _apache(said: Mapping[str, str]) -> str:
    types = [f"AddType {kind} {' '.join(f'.{one}' for one in endings.split())}" for kind, endings in TYPES.items()]
    # A percent sign begins a format.
    lines = [f'Header always set {name} "{_quoted(value).replace("%", "%%")}"' for name, value in said.items()]
    return "\n".join([*types, "AddDefaultCharset utf-8", *lines, ""])


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')


__all__ = ["ALWAYS", "FOLDER", "snippets"]
