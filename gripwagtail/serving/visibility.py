"""Whether visitors can see what is saved: drafts, locks and comments do not change what we show.

Autosave writes every second while someone types. If that counted as a change, nothing that is cached would ever be
used. When in doubt it is a change: a page that is rendered again needlessly only costs time.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from django.db import transaction
from django.db.models import Model

from ..lookup.sources import is_ours, page_model, path_range
from ..page_class import SitePage
from ..records.stamp import TREE, of_links, of_source

# What Wagtail saves of a page while a draft is written: no visitor sees it.
UNSEEN: Final = frozenset(
    {
        "draft_title",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
        "numchild",
        "owner",
    }
)
# What our bodies depend on in a page that is not ours: whether a link may lead there and to which address, and for a
# block on that page where it is and in which language.
_OF_ANY_PAGE: Final = ("live", "slug", "url_path", "path", "locale", "translation_key", "alias_of", "content_type")
_TITLE: Final = "title"
# What changes the address of every page below.
_OF_THE_ADDRESS: Final = frozenset({"slug", "url_path"})
# Which of our pages there are decides which one is the source; of a draft too, because it may end the search.
_OF_THE_TREE: Final = frozenset(_OF_ANY_PAGE) - _OF_THE_ADDRESS
# Where a page is and in which language: of a page of the host this concerns the blocks on it and the pages below it.
# Whether it is published concerns only the texts that lead to it.
_OF_THE_PLACE: Final = frozenset(_OF_ANY_PAGE) - {"live"}
# By overriding one of these a page type makes its own addresses, perhaps from its title or date.
_ADDRESS_MAKERS: Final = ("get_url_parts", "get_url", "get_full_url", "relative_url", "url", "full_url", "localized")

_NOTE: Final = "_gripwagtail_moves"
NOTHING: Final[frozenset[str]] = frozenset()


def note_visibility(page: SitePage, using: str | None = None, update_fields: Iterable[str] | None = None) -> None:
    """To be called before a page is saved: what that changes cannot be told afterwards."""
    page.__dict__[_NOTE] = moves(page, using, update_fields)


def will_be_seen(page: SitePage) -> bool:
    """To be called between the two: whether ``note_visibility`` found anything."""
    return bool(page.__dict__.get(_NOTE, True))


def path_of(page: SitePage, using: str | None = None) -> str:
    """The path of the address of a page as it is in the database; empty when it is not there. One query."""
    paths = page_model()._base_manager.using(using).filter(pk=page.pk).values_list("url_path", flat=True)
    return str(paths.first() or "")


def was_seen(page: SitePage) -> frozenset[str]:
    """To be called after it is saved: the stamps that move. When nobody looked before, all that it may be."""
    noted: frozenset[str] | None = page.__dict__.pop(_NOTE, None)
    return everything_of(page) if noted is None else noted


def moves(page: SitePage, using: str | None = None, update_fields: Iterable[str] | None = None) -> frozenset[str]:
    """The names of the stamps of what visitors see of this page that its saving changes; none for a draft.

    No query for a draft of a published page; else one, that compares with what is in the database, and for a draft
    that has changed at most two more.
    """
    written = None if update_fields is None else {name.removesuffix("_id") for name in update_fields}
    if written is not None and written <= UNSEEN:
        return NOTHING
    ours = _is_ours(page)
    told = ours or _is_told_by_us(page)
    # The list of our pages, which is read before the stamps of what they say are known, holds their titles as well.
    watched = (*_OF_ANY_PAGE, _TITLE) if ours else _OF_ANY_PAGE
    names = [name for name in watched if written is None or name in written]
    if not names and not told:
        return NOTHING
    before = None if page._state.adding else {"live": True}
    if before is not None and (names or not page.live):
        before = _before(page, using)
    if before is None:
        # A draft of ours may end the search for a source. To a page that was not there no text can lead, but to the
        # page of which it is a translation.
        return everything_of(page) if told or page.live else NOTHING
    changed = {name for name in names if before[_attname(name)] != getattr(page, _attname(name))}
    if before["live"] or page.live:
        if told:
            content = of_source(page.translation_key) if ours else TREE
            return frozenset({content, TREE} if changed else {content})
        if changed & _OF_THE_PLACE:
            return frozenset({TREE})
        return frozenset({of_links(page.translation_key)}) if changed else NOTHING
    if changed & _OF_THE_ADDRESS and _has_live_below(page):
        return frozenset({TREE})
    if told and changed & _OF_THE_TREE:
        return frozenset({TREE})
    return frozenset({of_source(page.translation_key)}) if ours and _has_live_translation(page) else NOTHING


def everything_of(page: SitePage) -> frozenset[str]:
    """The stamps of all that there may be to see of a page: when it comes, or goes."""
    if _is_ours(page):
        return frozenset({of_source(page.translation_key), TREE})
    return frozenset({of_links(page.translation_key), *({TREE} if _is_told_by_us(page) else ())})


def moves_when_deleted(page: SitePage) -> frozenset[str]:
    """A draft of the host goes unseen; one of ours may have ended the search for a source."""
    return everything_of(page) if page.__dict__.get("live", True) or _is_told_by_us(page) else NOTHING


def is_seen_when_renamed(page: SitePage, page_before: SitePage) -> bool:
    return bool(page.live or page_before.live) or _has_live_below(page)


def _is_ours(page: SitePage) -> bool:
    # Expiry and the explorer's bulk actions save a page of ours as the base page that it is as well.
    return is_ours(page.specific_class or type(page))


def _is_told_by_us(page: SitePage) -> bool:
    """Whether our bodies may contain anything of it, and not only its address."""
    model: Any = page.specific_class or type(page)
    return is_ours(model) or _makes_its_own_addresses(model) or hasattr(model, "text_language")


@cache
def _makes_its_own_addresses(model: type[Model]) -> bool:
    """Also where the host's base page does so, for all its pages at once."""
    makers = (next((one for one in model.__mro__ if name in vars(one)), None) for name in _ADDRESS_MAKERS)
    return any(one is not None and not one.__module__.startswith("wagtail.") for one in makers)


@cache
def _attname(name: str) -> str:
    return str(page_model()._meta.get_field(name).attname)


def _before(page: SitePage, using: str | None) -> dict[str, Any] | None:
    """The columns as they are in the database; locked, so that no other process changes them before we write ours."""
    rows = page_model()._base_manager.using(using)
    if transaction.get_connection(using).in_atomic_block:
        rows = rows.select_for_update()
    found: dict[str, Any] | None = rows.filter(pk=page.pk).values(*map(_attname, (*_OF_ANY_PAGE, _TITLE))).first()
    return found


def _has_live_below(page: SitePage) -> bool:
    below = page_model().objects.filter(path__range=path_range(page.path), live=True)
    return bool(below.exclude(pk=page.pk).exists())


def _has_live_translation(page: SitePage) -> bool:
    """A translation that is published without its original shows which of its words nobody translated yet."""
    others = page_model().objects.filter(translation_key=page.translation_key, live=True)
    return bool(others.exclude(pk=page.pk).exists())


__all__ = [
    "NOTHING",
    "UNSEEN",
    "everything_of",
    "is_seen_when_renamed",
    "moves",
    "moves_when_deleted",
    "note_visibility",
    "path_of",
    "was_seen",
    "will_be_seen",
]
