"""The block of each page of ours to which a text links: for pages of the host that have only rich text.

An editor puts a link to the contact page into the text, with Wagtail's own tool or by pasting its address, and the
template shows the people below it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from html import unescape
from typing import Final

from django.utils.safestring import SafeString
from wagtail.rich_text import RichText
from wagtail.rich_text.rewriters import extract_attrs

from ..content.problems import as_text
from ..lookup.context import PageContext
from ..lookup.page_kinds import kinds, models_of
from ..text.hosts import host_asked, known_host, place_of
from ..text.length import rich_text_too_long
from .block import render_block

# Before the number of a page, which no place begins with.
_PAGE: Final = "page/"
_LINK: Final = re.compile(r"<a(\b[^>]*+)(?:>|\Z)")


def render_linked(texts: Iterable[object], context: object) -> Iterator[SafeString]:
    """The blocks, in the order in which the texts first link to their pages."""
    page_context = PageContext.of_context(context)
    found = [link for text in texts for link in _links(_source_of(text))]
    if not found:
        return
    here = _hosts(page_context)
    blocks = {place: block for kind, block in _blocks() for place in _places(page_context, kind, here)}
    targets = [f"{_PAGE}{link}" if is_page else _place_in(link, here) for is_page, link in found]
    for block in dict.fromkeys(blocks[target] for target in targets if target in blocks):
        yield render_block(block, context)


def _blocks() -> Iterator[tuple[str, str]]:
    """Each kind of page with the block that shows it; of the overview there is none."""
    for kind in kinds():
        for block in [model.grip_block for model in models_of(kind) if model.grip_block][:1]:
            yield kind, block


def _source_of(text: object) -> str:
    """The stored text of rich text, of a field, or of all of a stream."""
    if isinstance(text, RichText):
        text = text.source
    source = text if isinstance(text, str) else as_text(list(getattr(text, "raw_data", ())))
    return "" if rich_text_too_long(source) else source


def _links(source: str) -> Iterator[tuple[bool, str]]:
    """Where a text links to: the number of a page, or an address."""
    for tag in _LINK.finditer(source):
        attributes = extract_attrs(tag[1])
        if attributes.get("linktype") == "page":
            yield True, str(attributes.get("id", ""))
        elif href := attributes.get("href"):
            yield False, unescape(href).strip()


def _places(page_context: PageContext, kind: str, here: Collection[str]) -> Iterator[str]:
    """The numbers and the address by which a text may name the page of this kind that is shown here."""
    found = page_context.found(kind)
    yield from (f"{_PAGE}{one.page.pk}" for one in (found.source, found.words) if one is not None)
    if (link := page_context.link(kind)) and (place := _place_in(link.url, here)):
        yield place


def _hosts(page_context: PageContext) -> frozenset[str]:
    """The hosts by which this site is known: that of its record, and the one that this visitor asked for."""
    site, request = page_context.site, page_context.request
    if site is None:
        return frozenset()
    named = [f"{site.hostname}:{site.port}"]
    if getattr(page_context.request_site, "pk", None) == site.pk:
        named.append(host_asked(request))
    return frozenset(filter(None, map(known_host, named)))


def _place_in(address: str, here: Collection[str]) -> str:
    """The host and path of an address, without the host where that is of this site; of anything else nothing."""
    place = place_of(address)
    if place is None:
        return ""
    host, path = place
    return f"//{'' if host in here else host}{path}"


__all__ = ["render_linked"]
