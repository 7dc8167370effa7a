"""The documents of a page, before anybody looked up where those of this site are."""

from __future__ import annotations

from dataclasses import dataclass

from ..item_blocks.document import DocumentBlock
from ..sanitize import usable_url
from ..text.marked import Text
from .items import LanguagePair, read_items


@dataclass(slots=True)
class PageDocument:
    title: Text
    # Empty where nobody may follow it; then the title and the summary are still there.
    url: str
    summary: Text
    # The key of a document of this site.
    file: str = ""


def read_documents(source: object, translated: object, languages: LanguagePair) -> list[PageDocument]:
    """Those that lead somewhere, as far as they say themselves."""
    return [
        PageDocument(item["title"], usable_url(item["url"]), item["summary"], item["file"])
        for item in read_items(DocumentBlock, source, translated, languages)
        if item["title"] and (usable_url(item["url"]) or item["file"])
    ]


__all__ = ["PageDocument", "read_documents"]
