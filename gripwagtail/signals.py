"""Everything that may change what we show moves the stamp, in its own transaction."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save


def changed() -> None:
    """Call this after a change that sends no signals, such as ``update()`` or ``bulk_update()``."""
    from .models import GripStamp

    GripStamp.move()


def _moves(sender: Any) -> bool:
    from wagtail.models import Locale, PageViewRestriction, Site

    from .models import GripHelpline, GripMixin, GripSettings
    from .sources import page_model

    # Expiry and the explorer's bulk actions save a page of ours as the base page that it is as well.
    return sender is page_model() or issubclass(
        sender, (GripMixin, GripHelpline, GripSettings, Site, PageViewRestriction, Locale)
    )


def _on_change(sender: Any, **kwargs: Any) -> None:
    if isinstance(sender, type) and _moves(sender):
        changed()


def _on_tree_change(sender: Any, **kwargs: Any) -> None:
    # A moved or renamed page changes the address of every page below it.
    changed()


def connect() -> None:
    """Connects once, when the app is ready."""
    from wagtail.signals import page_slug_changed, post_page_move

    post_save.connect(_on_change, dispatch_uid="gripwagtail.save")
    post_delete.connect(_on_change, dispatch_uid="gripwagtail.delete")
    post_page_move.connect(_on_tree_change, dispatch_uid="gripwagtail.move")
    page_slug_changed.connect(_on_tree_change, dispatch_uid="gripwagtail.slug")
