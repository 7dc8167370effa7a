"""For which page, and for whom, an entry of the cache is: its key, and the list of the keys of a page.

The list is there so that entries can be deleted, and made again without a visitor. It says of each what its key hides.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.urls import get_script_prefix

from .. import __version__
from ..conf import conf
from ..lookup.context import PageContext

# How many keys are asked for at once.
CHUNK: Final = 500


class KeptPlace(NamedTuple):
    """What entries differ by, beside the release and the settings, as plain data."""

    page: int | None
    site: int | None
    language: str
    prefix: str
    urlconf: str
    # What is below the address of the page, such as its poster; empty for the page itself.
    beside: str = ""

    @classmethod
    def of(cls, page_context: PageContext, beside: str = "") -> KeptPlace:
        site = page_context.request_site
        return cls(
            getattr(page_context.page, "pk", None),
            site.pk if site else None,
            page_context.active_language,
            get_script_prefix(),
            str(getattr(page_context.request, "urlconf", None) or settings.ROOT_URLCONF),
            beside,
        )

    @classmethod
    def read(cls, found: Any) -> KeptPlace | None:
        """From a list; ``None`` for what was not written by us."""
        if not isinstance(found, tuple) or len(found) != len(cls._fields):
            return None
        page, site, *words = found
        fits = isinstance(page, int | None) and isinstance(site, int) and all(isinstance(word, str) for word in words)
        return cls(*found) if fits else None

    @property
    def key(self) -> str:
        parts = (
            __version__,
            str("" if self.page is None else self.page),
            str(self.site or ""),
            self.language,
            self.prefix,
            self.urlconf,
            self.beside,
            # A sheet is kept with the addresses of its stylesheet and script.
            str(settings.STATIC_URL),
            repr(sorted(conf.given.items(), key=str)),
        )
        return "gripwagtail." + hashlib.sha256("\0".join(parts).encode()).hexdigest()


def list_of(page: int | None) -> str:
    """Under which key the keys of a page are listed; ``None`` is what is on no page."""
    return f"gripwagtail.keys.{page or 0}"


def listed(found: Any) -> dict[str, Any]:
    """The keys in a list with their places, if it is one."""
    return found if isinstance(found, dict) else {}


def places_in(lists: Iterable[Any]) -> list[KeptPlace]:
    read = (KeptPlace.read(place) for found in lists for place in listed(found).values())
    return [place for place in read if place is not None]


__all__ = ["CHUNK", "KeptPlace", "list_of", "listed", "places_in"]
