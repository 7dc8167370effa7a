"""Which addresses are in the mirror: our published pages, what is beside them, and the front page of each site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from django.db.models import Q
from wagtail.models import Site

from ..lookup.restrictions import ancestor_paths, are_restricted
from ..lookup.sources import is_ours, page_model
from ..page_class import SitePage
from ..serving.pages_with_blocks import own_pages

_NAME: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?")
# What is no part of the name of a file anywhere.
_UNSAFE: Final = re.compile(r'[\x00-\x1f\\:*?"<>|]')
# In letters: longer is no name of a file.
_LONGEST: Final = 80
_DEFAULT_PORTS: Final = (80, 443)


class MirrorAddress(NamedTuple):
    """One address of the mirror."""

    site: Site
    path: str
    page: SitePage
    # What follows the address of the page; empty for the page itself.
    below: str = ""

    @property
    def is_ours(self) -> bool:
        return is_ours(type(self.page))

    @property
    def is_quiet(self) -> bool:
        """Whether somebody looks for help here."""
        return bool(getattr(self.page, "grip_quiet", False))

    @property
    def is_front(self) -> bool:
        """Whether this is the front page of the site, in any language."""
        return bool(self.page.translation_key == self.site.root_page.translation_key)

    @property
    def language(self) -> str:
        return str(self.page.locale.language_code)

    def __str__(self) -> str:
        return f"{folder_of(self.site)}{self.path}"


def folder_of(site: Site) -> str:
    """The folder of a site: its host name, with the port where that is no usual one. Raises ``ValueError``."""
    if not _NAME.fullmatch(site.hostname) or ".." in site.hostname:
        raise ValueError(site.hostname)
    return site.hostname.lower() if site.port in _DEFAULT_PORTS else f"{site.hostname.lower()}_{site.port}"


def file_of(path: str, index: str) -> str:
    """The file for an address: each is a folder with an index in it. Raises ``ValueError`` for what can be none."""
    parts = [unquote(part) for part in path.strip("/").split("/")] if path.strip("/") else []
    for part in parts:
        if part in ("", ".", "..") or "/" in part or len(part) > _LONGEST or _UNSAFE.search(part):
            raise ValueError(path)
    return "/".join([*parts, index])


def sites() -> list[Site]:
    return list(Site.objects.select_related("root_page__locale").order_by("hostname", "port"))


def front_pages(site: Site) -> Iterator[SitePage]:
    """The front page of a site in each language in which it is published, that of its main language first."""
    root = site.root_page
    found = page_model().objects.filter(translation_key=root.translation_key, live=True).select_related("locale")
    yield from sorted(found.specific(), key=lambda page: page.pk != root.pk)


def pages(known: Iterable[Site]) -> Iterator[MirrorAddress]:
    """The address of each front page and each published page of ours; none that is behind a view restriction."""
    by_key = {site.pk: site for site in known}
    seen: set[tuple[int, int]] = set()
    for page in _all(by_key.values()):
        parts = page.get_url_parts()
        if parts is None or parts[2] is None or parts[0] not in by_key:
            continue
        if _is_closed(page) or (parts[0], page.pk) in seen:
            continue
        seen.add((parts[0], page.pk))
        yield MirrorAddress(by_key[parts[0]], parts[2], page)


def pages_with_cards() -> Iterator[tuple[int, SitePage]]:
    """Each published page with cards, also one that not everyone may see, with the key of its site."""
    for page in own_pages(Q()):
        parts = page.get_url_parts() if getattr(page, "grip_cards", "") else None
        if parts is not None:
            yield parts[0], page


def below(address: MirrorAddress) -> Iterator[MirrorAddress]:
    """What may be beside a page of ours: sheets, the poster, cards, texts to share."""
    page: Any = address.page
    for path in page.get_cached_paths() if address.is_ours else ():
        if path not in ("", "/"):
            whole = f"{address.path.rstrip('/')}/{path.lstrip('/')}"
            yield address._replace(path=whole, below=path.strip("/"))


def _all(known: Iterable[Site]) -> Iterator[Any]:
    for site in known:
        yield from front_pages(site)
    yield from own_pages(Q())


def _is_closed(page: SitePage) -> bool:
    """Asked of the restriction itself: a page with a password answers with a form, and with 200."""
    return are_restricted(ancestor_paths(page.path))


__all__ = ["MirrorAddress", "below", "file_of", "folder_of", "front_pages", "pages", "pages_with_cards", "sites"]
