"""The published translations of the page shown.

An alias is none of them: it is below another language, but says what its original says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from ..conf import conf
from ..lookup.context import PageContext
from ..lookup.link import address_of
from ..lookup.sources import page_model
from ..page_class import SitePage
from ..records.stamp import TREE, of_links
from ..text.language_names import direction, own_name


@dataclass(slots=True)
class LanguageLink:
    code: str
    name: str
    url: str
    current: bool
    direction: str


def translations_of(page_context: PageContext) -> list[LanguageLink]:
    """Any page, also one of the host, and its live translations, each under the language's own name."""
    page = page_context.page
    if page is None or not _has_languages() or page.translation_key is None:
        return []
    # Where they are, and of pages of the host also whether they are published.
    page_context.rests_on.note(TREE, of_links(page.translation_key))
    rows = page_model().objects.filter(translation_key=page.translation_key, live=True).select_related("locale")
    if page_context.state.restricted:
        rows = rows.public()
    return _languages([row for row in rows if row.alias_of_id is None or row.pk == page.pk], page_context)


def versions_of(page_context: PageContext) -> list[LanguageLink]:
    """The same for a page of ours, without a query: its translations come with the nearest sources."""
    if not conf.language_menu or not _has_languages():
        return []
    shown = page_context.our_page
    own = [found for found in page_context.nearby.known if found.key == shown.translation_key]
    pages = [
        found.page
        for found in own
        if found.page.pk == shown.pk or (found.live and not found.barred and found.page.alias_of_id is None)
    ]
    found = _languages(pages, page_context)
    return found if len(found) > 1 else []


def _has_languages() -> bool:
    return bool(getattr(settings, "WAGTAIL_I18N_ENABLED", False))


def _languages(pages: Sequence[SitePage], page_context: PageContext) -> list[LanguageLink]:
    found: list[LanguageLink] = []
    drafts = _homes_in_draft(pages, page_context)
    for page in pages:
        is_current = page_context.page is not None and page.pk == page_context.page.pk
        if not is_current and page.path.startswith(drafts):
            continue
        url = address_of(page, page_context)
        if url or is_current:
            code = page.locale.language_code
            name = own_name(code)
            # Where each stands by itself, each begins alike: Django writes “polski”, as in a Polish sentence.
            found.append(LanguageLink(code, name[:1].upper() + name[1:], url, is_current, direction(code)))
    return sorted(found, key=lambda language: language.name.casefold())


def _homes_in_draft(pages: Sequence[SitePage], page_context: PageContext) -> tuple[str, ...]:
    """The paths of the home pages in other languages that are drafts. No query where all pages are in the main one.

    At an address below one Wagtail begins at the home page in the main language, so a reader would get that language.
    """
    root = page_context.root
    if root is None or all(page.locale_id == root.locale_id for page in pages):
        return ()
    page_context.rests_on.note(of_links(root.translation_key))
    homes = page_model().objects.filter(translation_key=root.translation_key, live=False)
    return tuple(homes.values_list("path", flat=True))
