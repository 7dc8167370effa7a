"""When the columns of a page are worked out: when it is saved, or when something that they lean on is."""

from __future__ import annotations

import threading
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_save

from ..lookup.sources import ancestor_paths, is_ours, page_model, path_range
from ..records.desk import GripCheck
from ..records.settings import GripSettings
from ..records.stamp import GripStamp
from . import columns


class _Loaded(threading.local):
    """The pages that a fixture brought or checked, until its transaction is over."""

    def __init__(self) -> None:
        self.pages: set[int] = set()


_loaded: Final = _Loaded()


def _before_save(sender: Any, **kwargs: Any) -> None:
    if not is_ours(sender) or kwargs.get("raw") or kwargs.get("update_fields") is not None:
        return
    columns.assign(kwargs["instance"])


def _after_save(sender: Any, **kwargs: Any) -> None:
    if not isinstance(sender, type):
        return
    if kwargs.get("raw"):
        _after_loading(sender, kwargs["instance"], kwargs.get("using"))
        return
    from wagtail.models import Site

    page, names = kwargs["instance"], kwargs.get("update_fields")
    if is_ours(sender):
        if names is None:
            columns.keep(page)
        # A part of a page: its draft, or what was erased. It is read anew by anyone who looks.
        if names is not None and not set(names) <= {"checked"}:
            columns.mark_stale(Q(pk=page.pk))
        elif page.grip_kind == "contact" and page.live:
            _forget_schools_of(page)
    elif sender is page_model() and names is None:
        # Expiry and the explorer's bulk actions save a page of ours as the base page that it is as well.
        model = page.specific_class
        if model is not None and is_ours(model):
            columns.mark_stale(Q(pk=page.pk))
    elif issubclass(sender, (GripSettings, Site)):
        _forget_below(page.site.root_page if isinstance(page, GripSettings) else page.root_page)


def _after_loading(sender: Any, row: Any, using: str | None) -> None:
    """A fixture holds pages and checks, and no column: these are worked out when all of it has been loaded."""
    if is_ours(sender) or issubclass(sender, GripCheck):
        _loaded.pages.add(row.page_id if issubclass(sender, GripCheck) else row.pk)
        transaction.on_commit(_count_loaded, using=using, robust=True)


def _count_loaded() -> None:
    pages, _loaded.pages = _loaded.pages, set()
    if pages:
        columns.recount_pages(pages)
        # Visitors read the days of checks.
        GripStamp.move()


def _after_delete(sender: Any, **kwargs: Any) -> None:
    if sender is GripSettings:
        _forget_below(kwargs["instance"].site.root_page)


def _after_move(sender: Any, **kwargs: Any) -> None:
    # On another site other settings hold.
    _forget_below(kwargs["instance"])


def _forget_below(page: Any) -> None:
    columns.mark_stale(Q(path__range=path_range(page.path)))


def _forget_schools_of(board: Any) -> None:
    """The schools for which a board answers: who can be reached there has changed."""
    for row in GripSettings.objects.filter(board__root_page__path__in=ancestor_paths(board.path)).select_related(
        "site__root_page"
    ):
        _forget_below(row.site.root_page)


def connect() -> None:
    """Connects once, when the app is ready."""
    from wagtail.signals import post_page_move

    pre_save.connect(_before_save, dispatch_uid="gripwagtail.desk.before_save")
    post_save.connect(_after_save, dispatch_uid="gripwagtail.desk.after_save")
    post_delete.connect(_after_delete, dispatch_uid="gripwagtail.desk.after_delete")
    post_page_move.connect(_after_move, dispatch_uid="gripwagtail.desk.after_move")


__all__ = ["connect"]
