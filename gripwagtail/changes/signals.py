"""What is done at each signal of Django and Wagtail: stamp, purge and columns are called in that order.

Before a page is saved it is noted whether visitors will see that (``visibility``), from which texts a translation was
made (``words``), and then the columns are worked out, which lean on those notes. They are stored after the page, which
has no key before. A draft moves no stamp and purges nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from django.db.models import Model

from ..item_blocks.installed import document_model, has_documents
from ..lookup.sharing import sharing
from ..lookup.sources import is_ours, page_model
from ..page_class import SitePage
from ..records.helpline import GripHelpline
from ..records.pasted import GripPasted, forget_notes
from ..records.settings import GripSettings
from ..records.stamp import NATIONAL, TREE, move, of_document, of_settings
from ..serving import purging, visibility
from ..serving.renewal import renew, renew_deleted, renew_moved
from . import columns, words

# On an instance, until the signal that follows: from which path to which it went, as far as that was heard already.
_MOVED: Final = "_gripwagtail_moved"


def _is_page(sender: Any) -> bool:
    return isinstance(sender, type) and issubclass(sender, page_model())


def _moves(sender: Any, instance: Any) -> frozenset[str]:
    """The stamps that move with every change of these: they have no drafts."""
    from wagtail.models import Collection, CollectionViewRestriction, Locale, PageViewRestriction, Site

    if not isinstance(sender, type):
        return visibility.NOTHING
    if issubclass(sender, GripHelpline):
        return frozenset({NATIONAL})
    if issubclass(sender, GripSettings):
        return frozenset({of_settings(instance.site_id)})
    if has_documents() and issubclass(sender, document_model()):
        return frozenset({of_document(instance.pk)})
    everywhere = (Site, PageViewRestriction, Locale, Collection, CollectionViewRestriction)
    return frozenset({TREE}) if issubclass(sender, everywhere) else visibility.NOTHING


def _moves_when_deleted(sender: Any, instance: Any) -> frozenset[str]:
    return visibility.moves_when_deleted(instance) if _is_page(sender) else _moves(sender, instance)


def before_save(sender: type[Model], **kwargs: Any) -> None:
    # A fixture is loaded table by table: nobody knows what it was before.
    if kwargs.get("raw"):
        return
    if not _is_page(sender):
        words.refuse_far_too_long(sender, kwargs["instance"])
        return
    page, using, names = kwargs["instance"], kwargs.get("using"), kwargs.get("update_fields")
    page.__dict__.pop(_MOVED, None)
    visibility.note_visibility(page, using, names)
    with sharing():
        before = words.before_of(sender, page, names)
        _note_address(page, before, using, names)
        words.before_save(before, page)
        columns.before_save(sender, page, before, names)


def _note_address(page: SitePage, before: SitePage | None, using: str | None, names: Collection[str] | None) -> None:
    """Notes that the address changes, where visitors see that: after the change nobody knows the old one."""
    is_written = names is None or not {"slug", "url_path"}.isdisjoint(names)
    if page._state.adding or not is_written or not visibility.will_be_seen(page):
        return
    was = before.url_path if before is not None else visibility.path_of(page, using)
    if was and was != page.url_path:
        page.__dict__[_MOVED] = (was, page.url_path)


def after_save(sender: type[Model], **kwargs: Any) -> None:
    instance, using, created = kwargs["instance"], kwargs.get("using"), kwargs.get("created", False)
    stamps = visibility.was_seen(instance) if _is_page(sender) else _moves(sender, instance)
    if stamps:
        renew(instance, stamps, using, created)
        if _MOVED in instance.__dict__:
            was, now = instance.__dict__[_MOVED]
            purging.note_move(was, now, using)
    if not isinstance(sender, type):
        return
    if kwargs.get("raw"):
        columns.after_loading(sender, instance, using)
        return
    with sharing():
        names = kwargs.get("update_fields")
        words.after_save(sender, instance, names, created)
        columns.after_save(sender, instance, names)


def before_delete(sender: type[Model], **kwargs: Any) -> None:
    # Afterwards a page has no address any more.
    if _moves_when_deleted(sender, kwargs["instance"]):
        purging.note(kwargs["instance"], kwargs.get("using"))


def after_delete(sender: type[Model], **kwargs: Any) -> None:
    instance = kwargs["instance"]
    if names := _moves_when_deleted(sender, instance):
        renew_deleted(instance, names, kwargs.get("using"))
    with sharing():
        words.after_delete(sender, instance)
        columns.after_delete(sender, instance)


def after_move(sender: type[Model], **kwargs: Any) -> None:
    page, before, after = kwargs["instance"], kwargs["url_path_before"], kwargs["url_path_after"]
    # A page in another place changes the address of every page below it; one that only changes its turn does not.
    if before != after and page.__dict__.pop(_MOVED, None) != (before, after):
        renew_moved(before, after)
    columns.after_move(page)


def after_new_slug(sender: type[Model], **kwargs: Any) -> None:
    page, before = kwargs["instance"], kwargs["instance_before"]
    was_heard = page.__dict__.pop(_MOVED, None) == (before.url_path, page.url_path)
    # The address of a page that nobody has published yet changes at every letter of its title.
    if not was_heard and visibility.is_seen_when_renamed(page, before):
        renew_moved(before.url_path, page.url_path)


def before_migrating(sender: Any, **kwargs: Any) -> None:
    words.forget_tables()


def after_migrating(sender: Any, **kwargs: Any) -> None:
    words.forget_tables()
    # A new release, of the host or of ours, may have other templates.
    move(everything=True)


def after_publishing(sender: type[Model], **kwargs: Any) -> None:
    # Whoever publishes has used what they wanted of the old page.
    if is_ours(sender):
        words.when_migrated(lambda: forget_notes(kwargs["instance"]), GripPasted)


__all__ = [
    "after_delete",
    "after_migrating",
    "after_move",
    "after_new_slug",
    "after_publishing",
    "after_save",
    "before_delete",
    "before_migrating",
    "before_save",
]
