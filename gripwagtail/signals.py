"""Everything that may change what we show moves the stamp, in its own transaction, and purges caches after it."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete

from . import purging


def changed() -> None:
    """Call this after a change that sends no signals, such as ``update()`` or ``bulk_update()``."""
    _move_stamp()
    purging.note_all()


def _move_stamp() -> None:
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


def _on_save(sender: Any, **kwargs: Any) -> None:
    if isinstance(sender, type) and _moves(sender):
        _move_stamp()
        purging.note(kwargs["instance"], kwargs.get("using"), kwargs.get("update_fields"), kwargs.get("created", False))


def _on_delete(sender: Any, **kwargs: Any) -> None:
    if isinstance(sender, type) and _moves(sender):
        _move_stamp()


def _before_delete(sender: Any, **kwargs: Any) -> None:
    # Afterwards a page has no address any more.
    if isinstance(sender, type) and _moves(sender):
        purging.note(kwargs["instance"], kwargs.get("using"))


def _on_page_move(sender: Any, **kwargs: Any) -> None:
    # A moved or renamed page changes the address of every page below it.
    _move_stamp()
    purging.note_move(kwargs["url_path_before"], kwargs["url_path_after"])


def _on_new_slug(sender: Any, **kwargs: Any) -> None:
    _move_stamp()
    purging.note_move(kwargs["instance_before"].url_path, kwargs["instance"].url_path)


def _on_unpublish(sender: Any, **kwargs: Any) -> None:
    # A text of ours may link to it, whatever its type.
    _move_stamp()


def connect() -> None:
    """Connects once, when the app is ready."""
    from wagtail.signals import page_slug_changed, page_unpublished, post_page_move

    post_save.connect(_on_save, dispatch_uid="gripwagtail.save")
    pre_delete.connect(_before_delete, dispatch_uid="gripwagtail.before_delete")
    post_delete.connect(_on_delete, dispatch_uid="gripwagtail.delete")
    page_unpublished.connect(_on_unpublish, dispatch_uid="gripwagtail.unpublish")
    post_page_move.connect(_on_page_move, dispatch_uid="gripwagtail.move")
    page_slug_changed.connect(_on_new_slug, dispatch_uid="gripwagtail.slug")
