"""The stylesheets, scripts, fonts and pictures that pages of the mirror need, from the storage of static files.

Which these are the pages say themselves, so their names are those of the release that made the pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote, urljoin

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

_IN_CSS: Final = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])([^"')\s]+)""")
_ENDS: Final = r"""[^"'\s()<>?#&,;\\]+"""


def prefix() -> str:
    """What the address of each static file of this site begins with; empty where another server has them."""
    address = str(getattr(staticfiles_storage, "base_url", None) or "")
    return address if address.startswith("/") and not address.startswith("//") else ""


def named_in(html: str) -> set[str]:
    """The addresses of static files in a page: of links, scripts and pictures, and those that a script loads later."""
    begins = prefix()
    return set(re.findall(rf"""(?<=["'(\s,])({re.escape(begins)}{_ENDS})""", html)) if begins else set()


def named_in_css(address: str, content: bytes) -> Iterator[str]:
    """Those that a stylesheet brings along."""
    for found in _IN_CSS.findall(content.decode("utf-8", "replace")):
        whole = urljoin(address, found).partition("#")[0].partition("?")[0]
        if whole.startswith(prefix()):
            yield whole


def content_of(address: str) -> bytes | None:
    """What is in the file at this address; ``None`` where there is none."""
    name = unquote(address.removeprefix(prefix()))
    if ".." in name.split("/") or name.startswith("/"):
        return None
    try:
        with staticfiles_storage.open(name) as file:
            return bytes(file.read())
    except Exception:  # the storage is the host's; before "collectstatic" it has nothing
        found = finders.find(name)
    if not isinstance(found, str):
        return None
    with open(found, "rb") as file:
        return file.read()


__all__ = ["content_of", "named_in", "named_in_css", "prefix"]
