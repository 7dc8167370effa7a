"""Writes down, whenever a page is saved, from which text of the source each text of a translation was made.

Before a source changes, its translations are noted as made from what it still says; so a translation that is older than
this table counts as made from the source as it was before its first change. A text of a translation counts as made anew
when its words changed in that save, or when wagtail-localize made it: then from what wagtail-localize keeps as the
source. What was only published again is no new translation. See ``content.made_from`` for what is read of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from django.apps import apps
from django.db import connection, transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.db.utils import OperationalError, ProgrammingError
from wagtail.search import index

from ..content import made_from
from ..content.expert_reviews import reading_days, said_by_situations
from ..content.items import raw_items
from ..content.reach import said_by_cards
from ..content.texts import Place, flat, texts_of
from ..lookup.context import PageContext
from ..lookup.sources import is_ours
from ..records.desk import GripCheck
from ..records.stamp import GripStamp
from ..records.text_record import GripTextRecord
from ..serving import purging
from ..starter.corrections import PAGE, corrections
from ..text.values import number

# What a save of a part of a page may hold that matters here.
_OF_PAGE: Final = frozenset({"title", "live", "starter_version"})


# --- who belongs together -----------------------------------------------------------


def original_of(page: Any) -> Any:
    """The page in the main language of the site that this one translates, published or not."""
    page_context = PageContext(page=page)
    if page_context.root is None or page_context.in_source_language:
        return None
    found = page.get_translation_or_none(page_context.root.locale)
    original = found.specific if found is not None else None
    return original if getattr(original, "grip_kind", "") == page.grip_kind else None


def translations_of(page: Any) -> list[Any]:
    """The pages that translate this one; none where this is itself a translation."""
    if page.pk is None or not PageContext(page=page).in_source_language:
        return []
    found = page.get_translations().select_related("locale").specific()
    return [one for one in found if is_ours(type(one)) and one.grip_kind == page.grip_kind]


def _versions(page: Any) -> Iterator[Any]:
    """What may still be published of a page besides what it shows: its latest draft, and what is planned."""
    yield page
    if page.latest_revision_id and page.has_unpublished_changes:
        yield page.get_latest_revision_as_object()
    for revision in page.revisions.filter(approved_go_live_at__isnull=False):
        yield revision.as_object()


# --- the record ---------------------------------------------------------------------


def _change(page: Any, act: Callable[[GripTextRecord, bool], bool]) -> None:
    """Changes the record of a page, of which there is one: two editors wait for each other."""
    with transaction.atomic():
        rows = GripTextRecord.objects.select_for_update()
        row, is_new = rows.get_or_create(page_id=page.pk)
        is_lost = _mend(row)
        if act(row, is_new or is_lost):
            row.save()


def _mend(row: GripTextRecord) -> bool:
    """What cannot be read of a record begins anew. Says whether all about the words was lost."""
    had, row.made_from = row.made_from, made_from.sound(row.made_from) or {}
    row.noted = made_from.sound_days(row.noted)
    row.waiting, row.reworded = max(number(row.waiting) or 0, 0), max(number(row.reworded) or 0, 0)
    return bool(had) and not row.made_from


def record_of(page: Any) -> dict[str, Any] | None:
    """What is written down about the words of a translated page, if anything is."""
    return made_from.sound(GripTextRecord.objects.filter(page=page.pk).values_list("made_from", flat=True).first())


def _count(page: Any, original: Any) -> None:
    """How much is behind, for the desk."""

    def act(row: GripTextRecord, _is_new: bool) -> bool:
        waiting, reworded = made_from.left_behind(original, page, row.made_from)
        if (row.waiting, row.reworded) == (len(waiting), len(reworded)):
            return False
        row.waiting, row.reworded = len(waiting), len(reworded)
        return True

    _change(page, act)


def _begin(record: dict[str, Any], page: Any, source: Any, is_new: bool) -> bool:
    """Notes what a translation says as made from this source, as far as that is not known yet."""
    versions = list(_versions(page)) if is_new else [page]
    noted = [made_from.note(record, version, source, is_draft=version is not page) for version in versions]
    return made_from.note_identities(record, source) or any(noted)


def _note_alias(record: dict[str, Any], page: Any) -> None:
    """An alias repeats another page, and knows what that one knows."""
    known = record_of(page.alias_of) if page.alias_of_id else None
    if known:
        record.update(known)


# --- a source is saved --------------------------------------------------------------


def _before_source(before: Any, page: Any) -> None:
    translations = translations_of(before)
    corrected = _corrected(before, page) if translations else []
    for translation in translations:

        def act(row: GripTextRecord, is_new: bool, said: Any = translation) -> bool:
            record = row.made_from
            changed = _begin(record, said, before, is_new)
            changed |= made_from.note_copies(record, said, before, page)
            waits = [place for place in corrected if not _took_too(said, page, place)]
            for place in corrected:
                if place not in waits:
                    changed |= _is_of_now(record, said, page, place)
            return made_from.demand(record, waits) or changed

        _change(translation, act)


def _corrected(before: Any, page: Any) -> list[Place]:
    """The texts in which a correction for safety was taken."""
    if _versions_of(before) == _versions_of(page):
        return []
    was, now, versions = texts_of(before), texts_of(page), _versions_of(page)
    places: list[Place] = []
    for correction in corrections(before):
        stream, _slash, item_id = correction.id.partition("/")
        where = ("", "") if correction.id == PAGE else (stream, item_id)
        if correction.safety and versions.get(where) == correction.shipped.version:
            for name in correction.names:
                place = (name, "", "") if correction.id == PAGE else (stream, item_id, name)
                if was.get(place) != now.get(place):
                    places.append(place)
    return places


def _versions_of(page: Any) -> dict[tuple[str, str], str]:
    """Which version of the shipped texts each item has, and the page itself."""
    found = {("", ""): page.starter_version}
    for name in page.grip_streams:
        for item_id, _kind, value in raw_items(getattr(page, name)):
            found[name, item_id] = str(value.get("starter_version") or "")
    return found


def _took_too(translation: Any, source: Any, place: Place) -> bool:
    """Whether a translation has taken the correction in its own language before its source did."""
    where = place[:2] if place[1] else ("", "")
    version = _versions_of(source).get(where)
    return bool(version) and translation.alias_of_id is None and _versions_of(translation).get(where) == version


def _is_of_now(record: dict[str, Any], translation: Any, source: Any, place: Place) -> bool:
    """Notes one text of a translation as made from what the source says now."""
    said = texts_of(translation).get(place)
    known = record.get("texts", {}).get(made_from.key_of(place), {}).get(made_from.digest(said)) if said else None
    if known:
        known[0] = made_from.digest(texts_of(source).get(place, ""))
    return bool(known)


def _after_source(page: Any) -> None:
    for translation in translations_of(page):
        _count(translation, page)
        # What is found of it are facts of the source.
        index.insert_or_update_object(translation)


# --- a translation is saved ---------------------------------------------------------


def _before_translation(before: Any, page: Any, original: Any) -> None:
    def act(row: GripTextRecord, is_new: bool) -> bool:
        changed = _begin(row.made_from, before, original, is_new)
        _note_alias(row.made_from, page)
        return made_from.note(row.made_from, page, original) or changed

    _change(page, act)


def _new_translation(page: Any, original: Any) -> None:
    def act(row: GripTextRecord, _is_new: bool) -> bool:
        _note_alias(row.made_from, page)
        # A copy of a draft has the words of that draft.
        for version in [*_versions(original)][1:]:
            _note_copied(row.made_from, page, version)
        return made_from.note(row.made_from, page, original)

    _change(page, act)


def _note_copied(record: dict[str, Any], page: Any, source: Any) -> None:
    alike: dict[str, Any] = {}
    made_from.note(alike, page, source)
    for place, known in alike["texts"].items():
        for made, entry in known.items():
            if entry[0] == made:
                record.setdefault("texts", {}).setdefault(place, {})[made] = [made, 0]


def note_draft(page: Any, draft: Any) -> None:
    """Notes the texts of a draft of a translation when it is written: it may be published much later."""
    original = original_of(page)
    if original is None:
        return

    def act(row: GripTextRecord, is_new: bool) -> bool:
        changed = _begin(row.made_from, page, original, is_new)
        changed |= made_from.note(row.made_from, draft, original, is_draft=True)
        if changed and not page.revisions.filter(approved_go_live_at__isnull=False).exists():
            made_from.forget_drafts(row.made_from, draft)
        return changed

    _change(page, act)


def note_anew(page: Any, original: Any) -> None:
    """Notes that every text of a translation was made from this version of the source just now, or still fits it."""

    def act(row: GripTextRecord, _is_new: bool) -> bool:
        return made_from.note(row.made_from, page, original, anew=True)

    _change(page, act)
    # What was kept since the page was saved may still leave these words out.
    GripStamp.move()
    purging.note(page)


# --- checks -------------------------------------------------------------------------


def _note_checks(before: Any, page: Any) -> None:
    """A check was about what the card said before this change; so was the day that an editor noted on it."""
    was, now = said_by_cards(before), said_by_cards(page)
    changed = [item for item, said in was.items() if now.get(item) != said]
    for item in changed:
        GripCheck.objects.filter(page=before.pk, item=item, said="").update(said=was[item])
    days = [*_noted(before, was), *_noted(page, now)]
    if not days or was == now:
        return

    def act(row: GripTextRecord, _is_new: bool) -> bool:
        known = row.noted
        for item, day, said in days:
            known.setdefault(item, {}).setdefault(day, said)
        return True

    _change(before, act)


def _note_readings(before: Any, page: Any) -> None:
    """An expert read what a situation said before this change."""
    was, now = said_by_situations(before), said_by_situations(page)
    days = [
        *((item, read_on, was[item]) for item, read_on in (reading_days(before) if was else ()) if item in was),
        *((item, read_on, now[item]) for item, read_on in (reading_days(page) if now else ()) if item in now),
    ]
    if not days:
        return

    def act(row: GripTextRecord, _is_new: bool) -> bool:
        known, changed = row.noted, False
        for item, read_on, said in days:
            # The first text of a day is the one that was read.
            changed |= known.setdefault(item, {}).setdefault(read_on, said) is said
        return changed

    _change(before, act)


def _noted(page: Any, said: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for item_id, _kind, value in raw_items(page.contacts) if said else ():
        day = flat(str(value.get("checked_on") or ""))
        if item_id in said and day:
            yield item_id, day, said[item_id]


def checked_days(page: Any) -> dict[str, dict[str, str]]:
    """For each card or situation the days that editors noted, with what it said then."""
    row = GripTextRecord.objects.filter(page=page.pk).values_list("noted", flat=True).first()
    return made_from.sound_days(row)


# --- erasing ------------------------------------------------------------------------


def forget_past() -> None:
    """Takes every digest of what is not there any more out of the records and the checks."""
    for row in GripTextRecord.objects.select_related("page").iterator(chunk_size=100):
        page = row.page.specific
        if not is_ours(type(page)):
            continue
        _mend(row)
        original, said = original_of(page), {**said_by_cards(page), **said_by_situations(page)}
        if original is not None:
            made_from.forget_past(row.made_from, page, original)
        row.noted = {
            item: {day: _GONE if was != said[item] else was for day, was in days.items()}
            for item, days in row.noted.items()
            if item in said
        }
        row.save()
    for check in GripCheck.objects.exclude(item="").exclude(said="").select_related("page").iterator(chunk_size=100):
        page = check.page.specific
        if check.said != said_by_cards(page).get(check.item):
            GripCheck.objects.filter(pk=check.pk).update(said=_GONE)


# No digest: stands for a card that said something else.
_GONE: Final = "-"


# --- signals ------------------------------------------------------------------------


def _when_migrated(act: Callable[[], None]) -> None:
    try:
        with transaction.atomic():
            act()
    except (OperationalError, ProgrammingError):
        # A data migration of the host may save a page before our table is there.
        if GripTextRecord._meta.db_table in connection.introspection.table_names():
            raise


def _matters(sender: Any, kwargs: dict[str, Any]) -> bool:
    if kwargs.get("raw") or not is_ours(sender):
        return False
    names = kwargs.get("update_fields")
    return names is None or bool({*_OF_PAGE, *sender.grip_words, *sender.grip_streams, *sender.grip_facts} & set(names))


def _before_save(sender: Any, **kwargs: Any) -> None:
    page = kwargs["instance"]
    if not _matters(sender, kwargs) or page.pk is None:
        return
    before = sender._base_manager.select_related("locale").filter(pk=page.pk).first()
    if before is None:
        return

    def act() -> None:
        if said_by_cards(before) or said_by_cards(page):
            _note_checks(before, page)
        if before.grip_kind == "incident_help":
            _note_readings(before, page)
        original = original_of(before)
        if original is not None:
            _before_translation(before, page, original)
        else:
            _before_source(before, page)

    _when_migrated(act)


def _after_save(sender: Any, **kwargs: Any) -> None:
    if not _matters(sender, kwargs):
        return
    page = kwargs["instance"]

    def act() -> None:
        original = original_of(page)
        if original is None:
            _after_source(page)
            return
        if kwargs.get("created"):
            _new_translation(page, original)
        _count(page, original)

    _when_migrated(act)


def _after_delete(sender: Any, **kwargs: Any) -> None:
    if is_ours(sender):
        for translation in translations_of(kwargs["instance"]):
            index.insert_or_update_object(translation)


def _after_revision(sender: Any, **kwargs: Any) -> None:
    revision = kwargs["instance"]
    if kwargs.get("raw") or kwargs.get("update_fields") is not None:
        return
    model = revision.content_type.model_class()
    if not is_ours(model):
        return
    page = model._base_manager.select_related("locale").filter(pk=revision.object_id).first()
    if page is not None:
        _when_migrated(lambda: note_draft(page, revision.as_object()))


def _after_localize(sender: Any, **kwargs: Any) -> None:
    """wagtail-localize has made a page from what it keeps of the source, which may be older than the source."""
    log = kwargs["instance"]
    if not kwargs.get("created") or kwargs.get("raw"):
        return
    model = log.source.specific_content_type.model_class()
    if not is_ours(model):
        return
    page = model._base_manager.filter(translation_key=log.source.object_id, locale_id=log.locale_id).first()
    original = original_of(page) if page is not None else None
    if page is None or original is None or original.locale_id != log.source.locale_id:
        return
    note_anew(page, log.source.as_instance())
    _count(page, original)


def connect() -> None:
    """Connects once, when the app is ready."""
    pre_save.connect(_before_save, dispatch_uid="gripwagtail.text_records.before_save")
    post_save.connect(_after_save, dispatch_uid="gripwagtail.text_records.after_save")
    post_delete.connect(_after_delete, dispatch_uid="gripwagtail.text_records.after_delete")
    post_save.connect(_after_revision, sender="wagtailcore.Revision", dispatch_uid="gripwagtail.text_records.revision")
    if apps.is_installed("wagtail_localize"):
        log = apps.get_model("wagtail_localize", "TranslationLog")
        post_save.connect(_after_localize, sender=log, dispatch_uid="gripwagtail.text_records.localize")


__all__ = ["checked_days", "connect", "forget_past", "note_anew", "note_draft", "original_of", "record_of"]
