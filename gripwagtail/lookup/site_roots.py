"""The roots of all sites of an install, by their place in the tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from wagtail.models import Site


class SiteRoots:
    """As Wagtail keeps them, a row for each site and language. A page is looked up by the places above it."""

    def __init__(self, page: Any, request: HttpRequest | None) -> None:
        # Wagtail leaves them with the request once it has asked the cache, which may be on another machine.
        rows = Site.get_site_root_paths() if page is None or request is None else page._get_site_root_paths(request)
        self._by_path: dict[str, list[Any]] = defaultdict(list)
        for row in rows:
            self._by_path[row.root_path].append(row)

    def at(self, url_path: str) -> Sequence[Any]:
        """Those whose root is exactly here: two sites may share one."""
        return self._by_path.get(url_path, ())

    def above(self, url_path: str) -> Sequence[Any]:
        """The deepest above a page: nested sites each own their part of the tree."""
        place = url_path
        while place:
            if place in self._by_path:
                return self._by_path[place]
            place = place[: place.rstrip("/").rfind("/") + 1]
        return ()

    def has_some_within(self, url_path: str) -> bool:
        """Whether any is nested below a page."""
        return any(path.startswith(url_path) and path != url_path for path in self._by_path)


__all__ = ["SiteRoots"]
