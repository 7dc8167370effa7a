"""What is done whenever visitors may see something else: stamps move, then caches in front hear what to forget.

The stamps move in the transaction of the change, what is kept elsewhere is purged once that is committed.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ..lookup import sharing
from ..records.stamp import TREE, move, of_source
from . import purging


def renew(instance: Any, names: Collection[str], using: str | None = None, created: bool = False) -> None:
    """This page, helpline or row of settings has changed, and these stamps with it."""
    move_stamps(names)
    purging.note(instance, using, created)


def renew_source(page: Any) -> None:
    """What is stored beside a page of ours has changed, and so what visitors read of it."""
    renew(page, [of_source(page.translation_key)])


def renew_moved(before: str, after: str, using: str | None = None) -> None:
    """A page went from one path to another, with all below it."""
    move_stamps([TREE])
    purging.note_move(before, after, using)


def renew_all() -> None:
    """Anything may have changed."""
    move(everything=True)
    sharing.forget()
    purging.note_all()


def move_stamps(names: Collection[str]) -> None:
    """Makes what is kept under these unfindable."""
    move(*names)
    # What was looked up for this very change may be of before it.
    sharing.forget()


__all__ = ["move_stamps", "renew", "renew_all", "renew_moved", "renew_source"]
