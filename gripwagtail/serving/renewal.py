"""What is done whenever visitors may see something else: the stamp moves, then caches in front hear what to forget.

The stamp moves in the transaction of the change, what is kept elsewhere is purged once that is committed.
"""

from __future__ import annotations

from typing import Any

from ..lookup import sharing
from ..records.stamp import GripStamp
from . import purging


def renew(instance: Any, using: str | None = None, created: bool = False) -> None:
    """This page, helpline or row of settings has changed."""
    move_stamp()
    purging.note(instance, using, created)


def renew_moved(before: str, after: str, using: str | None = None) -> None:
    """A page went from one path to another, with all below it."""
    move_stamp()
    purging.note_move(before, after, using)


def renew_all() -> None:
    """Anything may have changed."""
    move_stamp()
    purging.note_all()


def move_stamp() -> None:
    GripStamp.move()
    # What was looked up for this very change may be of before it.
    sharing.forget()


__all__ = ["move_stamp", "renew", "renew_all", "renew_moved"]
