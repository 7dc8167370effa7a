"""Everything that may change what visitors see moves the stamp, in its own transaction, and purges caches after it.

A draft does neither: see ``seen``.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete, pre_save

from .lookup.sources import page_model
from .records.helpline import GripHelpline
from .records.settings import GripSettings
from .records.stamp import NATIONAL, TREE, GripStamp, move, of_settings
from .serving import purging
from .serving import visibility as seen


def changed() -> None:
    """Call this after a change that sends no signals, such as ``update()`` or ``bulk_update()``."""
    GripStamp.move()
    purging.note_all()


def _is_page(sender: Any) -> bool:
    return isinstance(sender, type) and issubclass(sender, page_model())


def _moves(sender: Any, instance: Any) -> frozenset[str]:
    """The stamps that move with every change of these: they have no drafts."""
    from wagtail.models import Locale, PageViewRestriction, Site

    if not isinstance(sender, type):
        return seen.NOTHING
    if issubclass(sender, GripHelpline):
        return frozenset({NATIONAL})
    if issubclass(sender, GripSettings):
        return frozenset({of_settings(instance.site_id)})
    return frozenset({TREE}) if issubclass(sender, (Site, PageViewRestriction, Locale)) else seen.NOTHING


def _before_save(sender: Any, **kwargs: Any) -> None:
    # A fixture is loaded table by table: nobody knows what it was before.
    if _is_page(sender) and not kwargs.get("raw"):
        seen.look(kwargs["instance"], kwargs.get("using"), kwargs.get("update_fields"))


def _on_save(sender: Any, **kwargs: Any) -> None:
    instance = kwargs["instance"]
    if names := seen.was_seen(instance) if _is_page(sender) else _moves(sender, instance):
        move(*names)
        purging.note(instance, kwargs.get("using"), kwargs.get("created", False))


def _on_delete(sender: Any, **kwargs: Any) -> None:
    if names := _moves_when_deleted(sender, kwargs["instance"]):
        move(*names)


def _moves_when_deleted(sender: Any, instance: Any) -> frozenset[str]:
    return seen.moves_when_deleted(instance) if _is_page(sender) else _moves(sender, instance)


def _before_delete(sender: Any, **kwargs: Any) -> None:
    # Afterwards a page has no address any more.
    if _moves_when_deleted(sender, kwargs["instance"]):
        purging.note(kwargs["instance"], kwargs.get("using"))


def _on_page_move(sender: Any, **kwargs: Any) -> None:
    # A page in another place changes the address of every page below it; one that only changes its turn does not.
    if kwargs["url_path_before"] != kwargs["url_path_after"]:
        move(TREE)
        purging.note_move(kwargs["url_path_before"], kwargs["url_path_after"])


def _on_new_slug(sender: Any, **kwargs: Any) -> None:
    page, before = kwargs["instance"], kwargs["instance_before"]
    # The address of a page that nobody has published yet changes at every letter of its title.
    if seen.is_seen_when_renamed(page, before):
        move(TREE)
        purging.note_move(before.url_path, page.url_path)


def _after_migrating(sender: Any, **kwargs: Any) -> None:
    # A new release, of the host or of ours, may have other templates.
    GripStamp.move()


def connect() -> None:
    """Connects once, when the app is ready."""
    from wagtail.signals import page_slug_changed, post_page_move

    post_migrate.connect(
        _after_migrating, sender=apps.get_app_config("gripwagtail"), dispatch_uid="gripwagtail.migrate"
    )
    pre_save.connect(_before_save, dispatch_uid="gripwagtail.before_save")
    post_save.connect(_on_save, dispatch_uid="gripwagtail.save")
    pre_delete.connect(_before_delete, dispatch_uid="gripwagtail.before_delete")
    post_delete.connect(_on_delete, dispatch_uid="gripwagtail.delete")
    post_page_move.connect(_on_page_move, dispatch_uid="gripwagtail.move")
    page_slug_changed.connect(_on_new_slug, dispatch_uid="gripwagtail.slug")
