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
# What changes the address of every page below.
_OF_THE_ADDRESS: Final = frozenset({"slug", "url_path"})
# Which of our pages there are decides which one is the source; of a draft too, because it may end the search.
_OF_THE_TREE: Final = frozenset(_OF_ANY_PAGE) - _OF_THE_ADDRESS
# By overriding one of these a page type makes its own addresses, perhaps from its title or date.
_ADDRESS_MAKERS: Final = ("get_url_parts", "get_url", "get_full_url", "relative_url", "url", "full_url", "localized")

_NOTE: Final = "_gripwagtail_is_seen"


def note_visibility(page: SitePage, using: str | None = None, update_fields: Iterable[str] | None = None) -> None:
    """To be called before a page is saved: whether that is seen cannot be told afterwards."""
    page.__dict__[_NOTE] = is_seen(page, using, update_fields)


def will_be_seen(page: SitePage) -> bool:
    """To be called between the two: what ``note_visibility`` found."""
    return bool(page.__dict__.get(_NOTE, True))


def path_of(page: SitePage, using: str | None = None) -> str:
    """The path of the address of a page as it is in the database; empty when it is not there. One query."""
    paths = page_model()._base_manager.using(using).filter(pk=page.pk).values_list("url_path", flat=True)
    return str(paths.first() or "")


def was_seen(page: SitePage) -> bool:
    """To be called after it is saved. When nobody looked before, it counts as seen."""
    return bool(page.__dict__.pop(_NOTE, True))


def is_seen(page: SitePage, using: str | None = None, update_fields: Iterable[str] | None = None) -> bool:
    """Whether saving this page changes something that we show to visitors.

    No query for a draft of a published page and for a published page of ours; else one, that compares with what is
    in the database, and for a draft that has changed at most two more.
    """
    written = None if update_fields is None else {name.removesuffix("_id") for name in update_fields}
    if written is not None and written <= UNSEEN:
        return False
    told = _is_told_by_us(page)
    if told and page.live:
        return True
    names = [name for name in _OF_ANY_PAGE if written is None or name in written]
    if not names and not told:
        return False
    before = None if page._state.adding else _before(page, using)
    if before is None:
        return told or bool(page.live)
    changed = {name for name in names if before[_attname(name)] != getattr(page, _attname(name))}
    if before["live"] or page.live:
        return told or bool(changed)
    if changed & _OF_THE_ADDRESS and _has_live_below(page):
        return True
    return told and (bool(changed & _OF_THE_TREE) or _has_live_translation(page))


def is_seen_when_deleted(page: SitePage) -> bool:
    """A draft of the host goes unseen; one of ours may have ended the search for a source."""
    return bool(page.__dict__.get("live", True)) or _is_told_by_us(page)


def is_seen_when_renamed(page: SitePage, page_before: SitePage) -> bool:
    return bool(page.live or page_before.live) or _has_live_below(page)


def _is_told_by_us(page: SitePage) -> bool:
    """Whether our bodies may contain anything of it, and not only its address."""

    # Expiry and the explorer's bulk actions save a page of ours as the base page that it is as well.
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
    found: dict[str, Any] | None = rows.filter(pk=page.pk).values(*map(_attname, _OF_ANY_PAGE)).first()
    return found


def _has_live_below(page: SitePage) -> bool:
    below = page_model().objects.filter(path__range=path_range(page.path), live=True)
    return bool(below.exclude(pk=page.pk).exists())


def _has_live_translation(page: SitePage) -> bool:
    """A translation that is published without its original shows which of its words nobody translated yet."""
    others = page_model().objects.filter(translation_key=page.translation_key, live=True)
    return bool(others.exclude(pk=page.pk).exists())


__all__ = [
    "UNSEEN",
    "is_seen",
    "is_seen_when_deleted",
    "is_seen_when_renamed",
    "note_visibility",
    "path_of",
    "was_seen",
    "will_be_seen",
]
