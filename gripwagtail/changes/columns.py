"""When the columns of a page are worked out: when it is saved, or when something that they lean on is."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Model, Q

from ..desk import columns
from ..lookup.sources import ancestor_paths, is_ours, page_model, path_range
from ..page_class import GripPage, SitePage
from ..records.settings import GripSettings


def before_save(sender: type[Model], page: GripPage, before: GripPage | None, names: Collection[str] | None) -> None:
    """``before`` is the page as it is in the database, where that was read."""
    if is_ours(sender) and names is None:
        columns.assign(page, before)


def after_save(sender: Any, instance: Any, names: Collection[str] | None) -> None:
    from wagtail.models import Site

    if is_ours(sender):
        # A part of a page: its draft, or what was erased. It is read anew by anyone who looks.
        if names is not None and not set(names).issubset(columns.columns_of(sender)):
            columns.mark_stale(Q(pk=instance.pk), [sender])
        elif instance.grip_serves_schools and instance.live:
            _forget_schools_of(instance)
    elif sender is page_model() and names is None:
        # Expiry and the explorer's bulk actions save a page of ours as the base page that it is as well.
        model = instance.specific_class
        if model is not None and is_ours(model):
            columns.mark_stale(Q(pk=instance.pk), [model])
    elif issubclass(sender, (GripSettings, Site)):
        _forget_below(instance.site.root_page if isinstance(instance, GripSettings) else instance.root_page)


def after_delete(sender: type[Model], instance: Any) -> None:
    if sender is GripSettings:
        _forget_below(instance.site.root_page)


def after_move(page: SitePage) -> None:
    # On another site other settings hold.
    _forget_below(page)


def _forget_below(page: SitePage) -> None:
    columns.mark_stale(Q(path__range=path_range(page.path)))


def _forget_schools_of(board: SitePage) -> None:
    """The schools for which a board answers: who can be reached there has changed."""
    for row in GripSettings.objects.filter(board__root_page__path__in=ancestor_paths(board.path)).select_related(
        "site__root_page"
    ):
        _forget_below(row.site.root_page)


__all__ = ["after_delete", "after_move", "after_save", "before_save"]
