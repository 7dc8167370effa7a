"""Records, whenever a page is saved, from which text of the source each text of a translation was made.

``changes.words`` says when.

Before a source changes, its translations are noted as made from what it still says; so a translation that is older than
this table counts as made from the source as it was before its first change. A text of a translation counts as made anew
when its words changed in that save, or when wagtail-localize made it: then from what wagtail-localize keeps as the
source. Publishing again does not make a new translation. See ``content.made_from`` for what is read of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, cast

from django.db import transaction
from wagtail.search import index

from ..content import made_from
from ..content.expert_reviews import reading_days, said_by_situations
from ..content.items import raw_items
from ..content.reach import said_by_cards
from ..content.texts import TextPlace, flat, texts_of
from ..lookup.sources import is_ours
from ..page_class import ContactPage, GripPage, IncidentPage
from ..records.desk import GripCheck, GripDeskColumns
from ..records.text_record import GripTextRecord
from ..serving.renewal import renew_source
from ..starter.corrections import PAGE, corrections
from ..starter.unread import is_judged
from ..text.values import number
from .translated_pages import original_of, translations_of

# On a page that is being saved: whether it has no translations.
_UNTRANSLATED: Final = "_gripwagtail_untranslated"


def _versions(page: GripPage) -> Iterator[GripPage]:
    """What may still be published of a page beyond what it shows: its latest draft, and what is planned."""
    yield page
    if page.latest_revision_id and page.has_unpublished_changes:
        yield page.get_latest_revision_as_object()
    for revision in page.revisions.filter(approved_go_live_at__isnull=False):
        yield revision.as_object()


# --- the record ---------------------------------------------------------------------


def _change(page: GripPage, act: Callable[[GripTextRecord, bool], bool]) -> None:
    """Changes the one record of a page: two editors wait for each other."""
    with transaction.atomic():
        rows = GripTextRecord.objects.select_for_update()
        row, is_new = rows.get_or_create(page_id=page.pk)
        is_lost = _mend(row)
        if act(row, is_new or is_lost):
            row.save()


def _mend(row: GripTextRecord) -> bool:
    """What cannot be read of a record starts again. Returns whether everything about the words was lost."""
    had, row.made_from = row.made_from, made_from.sound(row.made_from) or {}
    row.noted = made_from.sound_days(row.noted)
    row.waiting, row.reworded = max(number(row.waiting) or 0, 0), max(number(row.reworded) or 0, 0)
    return bool(had) and not row.made_from


def record_of(page: GripPage) -> dict[str, Any] | None:
    """What is written down about the words of a translated page, if anything is."""
    return made_from.sound(GripTextRecord.objects.filter(page=page.pk).values_list("made_from", flat=True).first())


def count(page: GripPage, original: GripPage) -> None:
    """How much is behind, for the desk."""

    def act(row: GripTextRecord, _is_new: bool) -> bool:
        waiting, reworded = made_from.left_behind(original, page, row.made_from)
        if (row.waiting, row.reworded) == (len(waiting), len(reworded)):
            return False
        row.waiting, row.reworded = len(waiting), len(reworded)
        return True

    _change(page, act)


def _begin(record: dict[str, Any], page: GripPage, source: GripPage, is_new: bool) -> bool:
    """Notes what a translation says as made from this source, as far as that is not known yet."""
    versions = list(_versions(page)) if is_new else [page]
    noted = [made_from.note(record, version, source, is_draft=version is not page) for version in versions]
    return made_from.note_identities(record, source) or any(noted)


def _note_alias(record: dict[str, Any], page: GripPage) -> None:
    """An alias repeats another page, and knows what that one knows."""
    known = record_of(page.alias_of) if page.alias_of_id else None
    if known:
        record.update(known)


# --- a source is saved --------------------------------------------------------------


def note_before_source(before: GripPage, page: GripPage) -> None:
    """A source is about to change: its translations are as old as what it still says."""
    translations = translations_of(before)
    # Saving it makes none.
    page.__dict__[_UNTRANSLATED] = not translations
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


def _corrected(before: GripPage, page: GripPage) -> list[TextPlace]:
    """The texts in which a correction for safety was taken."""
    if _versions_of(before) == _versions_of(page):
        return []
    was, now, versions = texts_of(before), texts_of(page), _versions_of(page)
    places: list[TextPlace] = []
    for correction in corrections(before):
        stream, _slash, item_id = correction.id.partition("/")
        where = ("", "") if correction.id == PAGE else (stream, item_id)
        if correction.safety and versions.get(where) == correction.shipped.version:
            for name in correction.names:
                place = (name, "", "") if correction.id == PAGE else (stream, item_id, name)
                if was.get(place) != now.get(place):
                    places.append(place)
    return places


def _versions_of(page: GripPage) -> dict[tuple[str, str], str]:
    """Which version of the shipped texts each item has, and the page itself."""
    found = {("", ""): page.starter_version}
    for name in page.grip_streams:
        for item_id, _kind, value in raw_items(getattr(page, name)):
            found[name, item_id] = str(value.get("starter_version") or "")
    return found


def _took_too(translation: GripPage, source: GripPage, place: TextPlace) -> bool:
    """Whether a translation has taken the correction in its own language before its source did."""
    where = place[:2] if place[1] else ("", "")
    version = _versions_of(source).get(where)
    return bool(version) and translation.alias_of_id is None and _versions_of(translation).get(where) == version


def _is_of_now(record: dict[str, Any], translation: GripPage, source: GripPage, place: TextPlace) -> bool:
    """Notes one text of a translation as made from what the source says now."""
    said = texts_of(translation).get(place)
    known = record.get("texts", {}).get(made_from.key_of(place), {}).get(made_from.digest(said)) if said else None
    if known:
        known[0] = made_from.digest(texts_of(source).get(place, ""))
    return bool(known)


def count_translations(page: GripPage) -> None:
    """A source was saved: how much each of its translations is behind now."""
    if page.__dict__.pop(_UNTRANSLATED, False):
        return
    translations = translations_of(page)
    for translation in translations:
        count(translation, page)
        # What is found of it are facts of the source.
        index.insert_or_update_object(translation)
    # Who read a text read it beside that of the source.
    judged = [translation.pk for translation in translations if is_judged(translation)]
    if judged:
        GripDeskColumns.objects.filter(page__in=judged).update(counted_until=None)


# --- a translation is saved ---------------------------------------------------------


def note_before_translation(before: GripPage, page: GripPage, original: GripPage) -> None:
    """A translation is about to be saved."""

    def act(row: GripTextRecord, is_new: bool) -> bool:
        changed = _begin(row.made_from, before, original, is_new)
        _note_alias(row.made_from, page)
        return made_from.note(row.made_from, page, original) or changed

    _change(page, act)


def note_new_translation(page: GripPage, original: GripPage) -> None:
    """A translation was made."""

    def act(row: GripTextRecord, _is_new: bool) -> bool:
        _note_alias(row.made_from, page)
        # A copy of a draft has the words of that draft.
        for version in [*_versions(original)][1:]:
            _note_copied(row.made_from, page, version)
        return made_from.note(row.made_from, page, original)

    _change(page, act)


def _note_copied(record: dict[str, Any], page: GripPage, source: GripPage) -> None:
    alike: dict[str, Any] = {}
    made_from.note(alike, page, source)
    for place, known in alike["texts"].items():
        for made, entry in known.items():
            if entry[0] == made:
                record.setdefault("texts", {}).setdefault(place, {})[made] = [made, 0]


def note_draft(page: GripPage, revision: Any) -> None:
    """Notes the texts of a draft of a translation when it is written: it may be published much later."""
    original = original_of(page)
    if original is None:
        return
    draft: GripPage = revision.as_object()

    def act(row: GripTextRecord, is_new: bool) -> bool:
        changed = _begin(row.made_from, page, original, is_new)
        changed |= made_from.note(row.made_from, draft, original, is_draft=True)
        if changed and not page.revisions.filter(approved_go_live_at__isnull=False).exists():
            made_from.forget_drafts(row.made_from, draft)
        return changed

    _change(page, act)


def note_anew(page: GripPage, original: GripPage) -> None:
    """Notes that every text of a translation was made from this version of the source just now, or still fits it."""

    def act(row: GripTextRecord, _is_new: bool) -> bool:
        return made_from.note(row.made_from, page, original, anew=True)

    _change(page, act)
    # What was kept since the page was saved may still leave these words out.
    renew_source(page)


# --- checks -------------------------------------------------------------------------


def note_checks(before: GripPage, page: GripPage) -> None:
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


def note_readings(before: GripPage, page: GripPage) -> None:
    """An expert read what a situation said before this change."""
    days = [*_read(before), *_read(page)]
    if not days:
        return

    def act(row: GripTextRecord, _is_new: bool) -> bool:
        known, changed = row.noted, False
        for item, read_on, said in days:
            # The first text of a day is the one that was read.
            changed |= known.setdefault(item, {}).setdefault(read_on, said) is said
        return changed

    _change(before, act)


def _read(page: GripPage) -> Iterator[tuple[str, str, str]]:
    said = said_by_situations(page)
    for item, read_on in reading_days(cast(IncidentPage, page)) if said else ():
        if item in said:
            yield item, read_on, said[item]


def _noted(page: GripPage, said: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for item_id, _kind, value in raw_items(cast(ContactPage, page).contacts) if said else ():
        day = flat(str(value.get("checked_on") or ""))
        if item_id in said and day:
            yield item_id, day, said[item_id]


def checked_days(page: GripPage) -> dict[str, dict[str, str]]:
    """For each card or situation the days that editors noted, with what it said then."""
    row = GripTextRecord.objects.filter(page=page.pk).values_list("noted", flat=True).first()
    return made_from.sound_days(row)


# --- erasing ------------------------------------------------------------------------


def forget_past() -> None:
    """Removes every digest of what is no longer there from the records and the checks."""
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


# No digest: means a card that said something else.
_GONE: Final = "-"


__all__ = [
    "checked_days",
    "count",
    "count_translations",
    "forget_past",
    "note_anew",
    "note_before_source",
    "note_before_translation",
    "note_checks",
    "note_draft",
    "note_new_translation",
    "note_readings",
    "original_of",
    "record_of",
    "translations_of",
]
