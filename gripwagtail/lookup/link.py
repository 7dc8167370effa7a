"""A link to a page, in the words of its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..content.items import LanguagePair, title_of, words
from ..page_class import SitePage
from ..text.marked import Text

if TYPE_CHECKING:
    from .context import PageContext


class TitledAddress:
    """An address with the title of its page, and the page's language when it differs; the title has its own."""

    __slots__ = ("lang", "title", "url")

    def __init__(self, url: str, title: Text, lang: str = "") -> None:
        self.url = url
        self.title = title
        self.lang = lang

    def __str__(self) -> str:
        return self.url


def titled_address(page_context: PageContext, page: SitePage, source: SitePage) -> TitledAddress | None:
    """A link from here to a page, in the words of its title, which may still be those of its source."""
    url = page.get_url(page_context.request)
    if not url:
        return None
    if page_context.locale_id != page.locale_id:
        language = page.locale.language_code
        return TitledAddress(url, Text(title_of(page.title), language), language)
    own = page_context.language
    original = own if source.locale_id == page.locale_id else page_context.written_in(source)
    said = own if page.alias_of_id is None else page_context.written_in(page)
    title = words(title_of(source.title), title_of(page.title), LanguagePair(original, own, said))
    # What another page is called is no part of this one.
    return TitledAddress(url, Text(title, title.lang))


__all__ = ["TitledAddress", "titled_address"]
