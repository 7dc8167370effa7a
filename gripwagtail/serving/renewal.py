"""What is done whenever visitors may see something else: stamps move, then caches in front hear what to forget.

The stamps move in the transaction of the change, what is kept elsewhere is purged once that is committed, and what we
keep ourselves is made again after the response.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ..lookup import sharing
from ..records.settings import GripSettings
from ..records.stamp import TREE, move, of_source
from . import after_response, purging
from .made_again import Changed


def renew(instance: Any, names: Collection[str], using: str | None = None, created: bool = False) -> None:
    """This page, helpline or row of settings has changed, and these stamps with it."""
    _move(names, changed_by(instance), using)
    purging.note(instance, using, created, words_alone=TREE not in names)


def renew_source(page: Any) -> None:
    """What is stored beside a page of ours has changed, and so what visitors read of it."""
    renew(page, [of_source(page.translation_key)])


def renew_moved(before: str, after: str, using: str | None = None) -> None:
    """A page went from one path to another, with all below it."""
    _move([TREE], Changed(paths={before, after}), using)
    purging.note_move(before, after, using)


def renew_all() -> None:
    """Anything may have changed."""
    move(everything=True)
    sharing.forget()
    purging.note_all()
    after_response.note(Changed(everything=True, everywhere=True))


def renew_deleted(instance: Any, names: Collection[str], using: str | None = None) -> None:
    """This is no longer there. What is to be purged was noted before: afterwards a page has no address."""
    _move(names, changed_by(instance), using)


def changed_by(instance: Any) -> Changed:
    """Where a change of this may be seen."""
    if path := getattr(instance, "url_path", ""):
        return Changed(paths={path})
    if isinstance(instance, GripSettings):
        return Changed(sites={instance.site_id})
    return Changed(everywhere=True)


def _move(names: Collection[str], changed: Changed, using: str | None) -> None:
    """Makes what is kept under these unfindable."""
    move(*names)
    # What was looked up for this very change may be of before it.
    sharing.forget()
    changed.names.update(names)
    after_response.note(changed, using)


__all__ = ["renew", "renew_all", "renew_deleted", "renew_moved", "renew_source"]
