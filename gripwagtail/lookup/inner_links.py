"""Links in rich text to pages of this install: one that a reader may not follow reads as text.

Wagtail writes the address of any page, and an address reveals the title of a draft or a private page.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from wagtail.rich_text import RichText
from wagtail.rich_text.rewriters import extract_attrs

from ..page_class import SitePage
from ..records.stamp import of_links
from ..text.length import rich_text_too_long
from .sources import barred_paths, page_model
from .visit_language import visit_language

if TYPE_CHECKING:
    from .context import PageContext

# As Wagtail finds them. What never ends is skipped as a whole instead of being searched again and again.
_LINK: Final = re.compile(r"<a(\b[^>]*+)(>|\Z)")


def closed_pages(values: Iterable[object], page_context: PageContext) -> set[str]:
    """The ids, as they are in these texts, of pages that this visit may not read or that have no address.

    No query without such links; else one, and one more where any page of the install is restricted.
    """
    wanted = {page_id for value in values for page_id in _page_ids(source_of(value))}
    numbers = {int(page_id) for page_id in wanted if page_id.isdecimal() and len(page_id) < 10}
    if not numbers:
        return wanted
    pages = page_model().objects
    keys = pages.filter(pk__in=numbers).order_by().values("translation_key")
    every = list(pages.filter(translation_key__in=keys).select_related("locale"))
    page_context.rests_on.note(*{of_links(page.translation_key) for page in every})
    family = [page for page in every if page.live]
    closed = barred_paths(family, page_context) if page_context.state.restricted else set()
    readable = {
        str(page.pk) for page in family if _target(page, family).path not in closed and page_context.has_address(page)
    }
    return {page_id for page_id in wanted if page_id not in readable}


def without_links_to(value: object, closed: Collection[str]) -> Any:
    """The same text, in which what leads to these pages is no longer a link."""
    if not closed or not isinstance(value, RichText) or rich_text_too_long(value.source or ""):
        return value

    def opened(found: re.Match[str]) -> str:
        attributes = extract_attrs(found[1]) if found[2] else {}
        return "<a>" if attributes.get("linktype") == "page" and attributes.get("id") in closed else found[0]

    return RichText(_LINK.sub(opened, source_of(value)))


def source_of(value: object) -> str:
    """The stored text of rich text; empty for anything else, and where something is stored that is not text."""
    source = value.source if isinstance(value, RichText) else ""
    return source if isinstance(source, str) else ""


def _page_ids(source: str) -> list[str]:
    # In a text that is too long nobody follows a link: see ``SafeRichTextBlock``.
    if "linktype" not in source or rich_text_too_long(source):
        return []
    found = [extract_attrs(tag[1]) for tag in _LINK.finditer(source) if tag[2]]
    return [attributes.get("id", "") for attributes in found if attributes.get("linktype") == "page"]


def _target(page: SitePage, family: Sequence[SitePage]) -> SitePage:
    """Where Wagtail leads to: the translation in the language of the visit, where there is one."""
    code = visit_language()
    others = (one for one in family if one.translation_key == page.translation_key and one.locale.language_code == code)
    return next(others, page)


__all__ = ["closed_pages", "source_of", "without_links_to"]
