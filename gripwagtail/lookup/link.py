"""A link to a page, in the words of its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..content.items import LanguagePair, title_of, words
from ..page_class import SitePage
from ..stored.failures import attempt
from ..text.marked import Text
from ..text.values import language_code

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


def written_in(page: SitePage, page_context: PageContext) -> str:
    """The language of a page's words: that of its locale, or for an alias that of the page which it repeats."""
    if page.alias_of_id is None:
        return str(page.locale.language_code)
    pages = {one.page.pk: one.page for one in page_context.nearby.known}
    origin = page
    while origin.alias_of_id is not None:
        if origin.alias_of_id not in pages:
            pages.update({one.page.pk: one.page for one in page_context.family_of([origin.alias_of_id])})
        if origin.alias_of_id not in pages:
            break
        origin = pages[origin.alias_of_id]
    return str(language_code(getattr(page, "text_language", "")) or origin.locale.language_code)


def address_of(page: SitePage, page_context: PageContext) -> str:
    """Where a page is, from here. Empty when it is nowhere, or when a class of the host's fails to say it."""
    noted, request = page_context.failures, page_context.request
    return attempt(f"The address of page {page.pk}", lambda: str(page.get_url(request) or ""), "", noted)


def titled_address(page_context: PageContext, page: SitePage, source: SitePage) -> TitledAddress | None:
    """A link from here to a page, in the words of its title, which may still be those of its source."""
    url = address_of(page, page_context)
    if not url:
        return None
    if page_context.locale_id != page.locale_id:
        language = page.locale.language_code
        return TitledAddress(url, Text(title_of(page.title), language), language)
    own = page_context.language
    original = own if source.locale_id == page.locale_id else written_in(source, page_context)
    said = own if page.alias_of_id is None else written_in(page, page_context)
    title = words(title_of(source.title), title_of(page.title), LanguagePair(original, own, said))
    # What another page is called is no part of this one.
    return TitledAddress(url, Text(title, title.lang))


__all__ = ["TitledAddress", "address_of", "titled_address", "written_in"]
