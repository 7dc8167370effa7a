"""When it is written down from which texts a translation was made: whenever a page, or a draft of one, is saved."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Final

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connections, router
from django.db.models import Model
from wagtail.models import Revision
from wagtail.search import index

from ..content.reach import said_by_cards
from ..editing import text_records
from ..lookup.sources import is_ours
from ..page_class import GripPage, SitePage
from ..records.text_record import GripTextRecord
from ..widgets.limit import refuse_too_long

# What a save of a part of a page may hold that matters here.
_OF_PAGE: Final = frozenset({"title", "live", "starter_version"})


def _matters(sender: Any, names: Collection[str] | None) -> bool:
    if not is_ours(sender):
        return False
    return names is None or bool({*_OF_PAGE, *sender.grip_words, *sender.grip_streams, *sender.grip_facts} & set(names))


# The tables of ours that this process has found, each with the database that it is in.
_there: Final[set[tuple[str, str]]] = set()


def when_migrated(act: Callable[[], None], model: type[Model] = GripTextRecord) -> None:
    """Does this unless the table is not there yet: a data migration of the host may save a page before it is."""
    if _is_there(model):
        act()


def _is_there(model: type[Model]) -> bool:
    """Where rows of it are written. One query, the first time that a process asks; in a migration each time."""
    alias, table = router.db_for_write(model), model._meta.db_table
    if (alias, table) not in _there:
        if table not in connections[alias].introspection.table_names():
            return False
        _there.add((alias, table))
    return True


def forget_tables() -> None:
    """To be called before and after migrations, which make and remove tables."""
    _there.clear()


def before_of(sender: Any, page: SitePage, names: Collection[str] | None) -> GripPage | None:
    """A page of ours as it is in the database, when a save of these parts concerns its words."""
    if not _matters(sender, names) or page.pk is None:
        return None
    found: GripPage | None = sender._base_manager.select_related("locale").filter(pk=page.pk).first()
    return found


def before_save(before: GripPage | None, page: GripPage) -> None:
    if before is None:
        return

    def act() -> None:
        if said_by_cards(before) or said_by_cards(page):
            text_records.note_checks(before, page)
        if before.grip_needs_experts:
            text_records.note_readings(before, page)
        original = text_records.original_of(before)
        if original is not None:
            text_records.note_before_translation(before, page, original)
        else:
            text_records.note_before_source(before, page)

    when_migrated(act)


def after_save(sender: type[Model], instance: Any, names: Collection[str] | None, created: bool) -> None:
    if sender is Revision:
        if names is None:
            _after_revision(instance)
    elif apps.is_installed("wagtail_localize") and sender is apps.get_model("wagtail_localize", "TranslationLog"):
        if created:
            _after_localize(instance)
    elif _matters(sender, names):
        when_migrated(lambda: _after_page(instance, created))


def _after_page(page: GripPage, created: bool) -> None:
    original = text_records.original_of(page)
    if original is None:
        text_records.count_translations(page)
        return
    if created:
        text_records.note_new_translation(page, original)
    text_records.count(page, original)


def _after_revision(revision: Any) -> None:
    model = revision.content_type.model_class()
    if not is_ours(model):
        return
    page = model._base_manager.select_related("locale").filter(pk=revision.object_id).first()
    if page is not None:
        when_migrated(lambda: text_records.note_draft(page, revision))


def refuse_far_too_long(sender: Any, string: Any) -> None:
    """A translation that no text is gets wagtail-localize's own mark: its translator reads why, and no page uses it."""
    if not apps.is_installed("wagtail_localize") or sender is not _localized_string():
        return
    try:
        refuse_too_long(string.data, None, is_draft=True)
    except ValidationError as refusal:
        string.has_error, string.field_error = True, refusal.messages[0]


def _localized_string() -> Any:
    return apps.get_model("wagtail_localize", "StringTranslation")


def _after_localize(log: Any) -> None:
    """wagtail-localize has made a page from what it keeps of the source, which may be older than the source."""
    model = log.source.specific_content_type.model_class()
    if not is_ours(model):
        return
    page = model._base_manager.filter(translation_key=log.source.object_id, locale_id=log.locale_id).first()
    original = text_records.original_of(page) if page is not None else None
    if page is None or original is None or original.locale_id != log.source.locale_id:
        return
    text_records.note_anew(page, log.source.as_instance())
    text_records.count(page, original)


def after_delete(sender: type[Model], instance: Any) -> None:
    if is_ours(sender):
        for translation in text_records.translations_of(instance):
            index.insert_or_update_object(translation)


__all__ = ["after_delete", "after_save", "before_of", "before_save", "forget_tables", "refuse_far_too_long"]
