"""Planted pages in languages that follow another one, where wagtail-localize keeps page trees in sync.

It makes these aliases when an editor makes a page. A page that is planted by a command has to ask for them.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps

from ..page_class import GripPage


def follow_trees(pages: Iterable[GripPage]) -> None:
    """Gives every page an alias in each language that follows its own and does not have it yet; parents first."""
    if not apps.is_installed("wagtail_localize"):
        return
    from wagtail_localize.models import LocaleSynchronization

    for page in pages:
        for follower in LocaleSynchronization.objects.filter(sync_from_id=page.locale_id).select_related("locale"):
            if page.get_translation_or_none(follower.locale) is None:
                follow_trees([page.copy_for_translation(follower.locale, copy_parents=True, alias=True)])


__all__ = ["follow_trees"]
