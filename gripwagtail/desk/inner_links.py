"""Where our pages lead within this install, and which of those places are gone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from django.apps import apps
from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from wagtail.fields import StreamField

from ..content.items import raw_items
from ..item_blocks.document import FileBlock, is_key
from ..item_blocks.fields import AddressBlock
from ..lookup.sources import page_model
from ..page_class import GripPage, SitePage
from ..sanitize import safe_url

# The url path of the root of the site, and a link as a page keeps it.
StoredLink = tuple[str, str]

_LONGEST: Final = 18
_TAG: Final = re.compile(r"<a\b[^<>]*>", re.IGNORECASE)
_PLACE: Final = re.compile(r'\b(linktype|id)="([^"<>]*)"')


def inner_links(page: GripPage) -> list[str]:
    """The pages and documents in the rich text (``page/12``, ``document/3``), and addresses that begin with a slash."""
    found = [*_in_body(page), *_in_items(page)]
    return list(dict.fromkeys(found))


def _in_body(page: GripPage) -> Iterator[str]:
    for raw in page.body.raw_data:
        text = raw.get("value")
        for tag in _TAG.findall(text) if isinstance(text, str) else ():
            named = dict(_PLACE.findall(tag))
            if named.get("linktype") in ("page", "document") and _is_number(named.get("id", "")):
                yield f"{named['linktype']}/{named['id']}"


def _in_items(page: GripPage) -> Iterator[str]:
    for name in page.grip_streams:
        field = page._meta.get_field(name)
        for _id, kind, value in raw_items(getattr(page, name)) if isinstance(field, StreamField) else ():
            block = field.stream_block.child_blocks.get(kind)
            for child, part in getattr(block, "child_blocks", {}).items():
                if isinstance(part, FileBlock) and is_key(key := value.get(child)) and _is_number(str(key)):
                    yield f"document/{key}"
                address = safe_url(value.get(child)) if isinstance(part, AddressBlock) else ""
                if address.startswith("/") and not address.startswith("//"):
                    yield address.partition("#")[0].partition("?")[0]


def _is_number(key: str) -> bool:
    """Whether this may be the key of a row: any text can be stored, and no longer number is one for a database."""
    return key.isdecimal() and len(key) <= _LONGEST


def gone(links: Iterable[StoredLink]) -> set[StoredLink]:
    """Those that lead nowhere now. One query each for pages, documents, addresses and redirects.

    An address that may be the host's own is trusted: a false alarm costs more than a link that is noticed later.
    """
    asked = set(links)
    pages = _live_pages({int(link[5:]) for _root, link in asked if link.startswith("page/")})
    numbers = {link: number for _root, link in asked if (number := _document(link))}
    documents = _documents(set(numbers.values()))
    found = {
        (root, link)
        for root, link in asked
        if (link.startswith("page/") and int(link[5:]) not in pages) or numbers.get(link, 0) not in {0, *documents}
    }
    addresses = {(root, link) for root, link in asked if link.startswith("/") and _is_page_address(link)}
    return found | _unanswered(addresses)


def _live_pages(numbers: set[int]) -> set[int]:
    if not numbers:
        return set()
    return set(page_model().objects.filter(pk__in=numbers, live=True).values_list("pk", flat=True))


def _documents(numbers: set[int]) -> set[int]:
    if not numbers or not apps.is_installed("wagtail.documents"):
        return numbers
    from wagtail.documents import get_document_model

    return set(get_document_model().objects.filter(pk__in=numbers).values_list("pk", flat=True))


def _document(link: str) -> int:
    """The number of the document that a link leads to; 0 for anything else."""
    if link.startswith("document/"):
        return int(link[9:])
    found = _view(link) if link.startswith("/") else None
    return int(found.kwargs["document_id"]) if found and found.url_name == "wagtaildocs_serve" else 0


def _is_page_address(link: str) -> bool:
    found = _view(link)
    return found is not None and found.url_name == "wagtail_serve"


def _view(link: str) -> ResolverMatch | None:
    """What answers here, in the language of the address and not in that of the editor."""
    first = link.strip("/").partition("/")[0]
    path = link if link.endswith("/") or "." in link.rpartition("/")[2] else f"{link}/"
    with translation.override(first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        try:
            return resolve(path)
        except Resolver404:
            return None


def _unanswered(addresses: set[StoredLink]) -> set[StoredLink]:
    if not addresses:
        return set()
    places = {link: _url_paths(*link) for link in addresses}
    wanted = {path for paths in places.values() for path in (*paths, *map(_above, paths))}
    ours = page_model().objects.filter(url_path__in=wanted, live=True).select_related("content_type")
    live = {page.url_path: _makes_addresses(page.content_type.model_class()) for page in ours}
    answered = {
        link
        for link, paths in places.items()
        # Below a page that makes addresses of its own there may be anything.
        if any(path in live or live.get(_above(path), False) for path in paths)
    }
    lost = addresses - answered
    redirected = _redirected(lost)
    return {link for link in lost if link[1].rstrip("/") not in redirected}


def _redirected(addresses: set[StoredLink]) -> set[str]:
    if not apps.is_installed("wagtail.contrib.redirects"):
        return set()
    from wagtail.contrib.redirects.models import Redirect

    paths = {link.rstrip("/") for _root, link in addresses}
    return set(Redirect.objects.filter(old_path__in=paths).values_list("old_path", flat=True))


def _url_paths(root: str, link: str) -> tuple[str, ...]:
    """Where the page may be in the tree; the first part of the address may be the prefix of a language."""
    rest = link.strip("/")
    below = [rest, rest.partition("/")[2]] if rest.partition("/")[0] in dict(settings.LANGUAGES) else [rest]
    return tuple(f"{root}{path}/" if path else root for path in below)


def _above(url_path: str) -> str:
    return url_path.rstrip("/").rpartition("/")[0] + "/"


def _makes_addresses(model: type[SitePage] | None) -> bool:
    return model is not None and model.route is not page_model().route


__all__ = ["StoredLink", "gone", "inner_links"]
