"""Hears each signal of Django and Wagtail once. What is done then is in ``signals``, loaded when the first comes."""

from __future__ import annotations

from django.apps import apps
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete, pre_migrate, pre_save

from ..late import late


def connect() -> None:
    """Connects once, when the app is ready."""
    from wagtail.signals import page_published, page_slug_changed, post_page_move

    heard = {
        pre_save: late("changes.signals.before_save"),
        post_save: late("changes.signals.after_save"),
        pre_delete: late("changes.signals.before_delete"),
        post_delete: late("changes.signals.after_delete"),
        post_page_move: late("changes.signals.after_move"),
        page_slug_changed: late("changes.signals.after_new_slug"),
        page_published: late("changes.signals.after_publishing"),
    }
    ours = apps.get_app_config("gripwagtail")
    for signal, receiver in heard.items():
        signal.connect(receiver, dispatch_uid=f"gripwagtail.{receiver.__name__}")
    pre_migrate.connect(
        late("changes.signals.before_migrating"), sender=ours, dispatch_uid="gripwagtail.changes.before_migrating"
    )
    post_migrate.connect(
        late("changes.signals.after_migrating"), sender=ours, dispatch_uid="gripwagtail.changes.migrate"
    )


__all__ = ["connect"]
