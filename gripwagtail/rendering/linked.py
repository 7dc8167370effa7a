"""The block of each page of ours to which a text links: for pages of the host that have only rich text.

An editor puts a link to the contact page into the text, with Wagtail's own tool or by pasting its address, and the
template shows the people below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Final
from urllib.parse import urlsplit

from django.utils.safestring import SafeString
from wagtail.rich_text import RichText
from wagtail.rich_text.rewriters import extract_attrs

from ..content.problems import as_text
from ..lookup.context import PageContext
from ..lookup.page_kinds import kinds, models_of
from ..text.length import rich_text_too_long
from .block import render_block

_LINK: Final = re.compile(r"<a(\b[^>]*+)(?:>|\Z)")


def render_linked(texts: Iterable[object], context: object) -> Iterator[SafeString]:
    """The blocks, in the order in which the texts first link to their pages."""
    page_context = PageContext.of_context(context)
    targets = [target for text in texts for target in _targets(_source_of(text))]
    if not targets:
        return
    blocks = {place: block for kind, block in _blocks() for place in _places(page_context, kind)}
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


def _targets(source: str) -> Iterator[str]:
    """Where a text links to: the number of a page, or the path of an address."""
    for tag in _LINK.finditer(source):
        attributes = extract_attrs(tag[1])
        if attributes.get("linktype") == "page":
            yield str(attributes.get("id", ""))
        elif href := attributes.get("href"):
            yield _path_of(unescape(href))


def _places(page_context: PageContext, kind: str) -> Iterator[str]:
    """The numbers and the path by which a text may name the page of this kind that is shown here."""
    found = page_context.found(kind)
    yield from (str(one.page.pk) for one in (found.source, found.words) if one is not None)
    if link := page_context.link(kind):
        yield _path_of(link.url)


def _path_of(address: str) -> str:
    try:
        return urlsplit(address).path.rstrip("/") or "/"
    except ValueError:
        return ""


__all__ = ["render_linked"]
