"""Takes a person out of what wagtail-localize keeps: sources, strings, translations and overrides."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from .rewriting import Rewriter
from .translation_rows import is_installed, model, remove_unused_strings

Say = Callable[[str, str], str]


def erase(rewriter: Rewriter, classes: dict[int, type[Model]], keys: Iterable[uuid.UUID], write: bool) -> None:
    """Works through all rows about our objects: ``classes`` by the id of their content type, ``keys`` of all."""
    if not is_installed():
        return
    keys = {
        *keys,
        *model("TranslationSource")
        .objects.filter(specific_content_type_id__in=classes)
        .values_list("object_id", flat=True),
    }
    _sources(rewriter, classes, write)
    _json_rows(rewriter, keys, write)
    _translations(rewriter, keys, write)
    _strings(rewriter, keys, write)
    if write:
        _forget_emptied(rewriter, keys)


def in_strings_of_the_host(rewriter: Rewriter, keys: Iterable[uuid.UUID]) -> int:
    """How many strings of other pages, and translations of them, mention the person."""
    if not is_installed():
        return 0
    keys = set(keys)
    person = rewriter.person
    used = model("StringSegment").objects.exclude(source__object_id__in=keys)
    texts = [*used.values_list("string__data", flat=True).distinct().iterator()]
    done = model("StringTranslation").objects.filter(context__isnull=False).exclude(context__object_id__in=keys)
    texts += done.values_list("data", flat=True).iterator()
    return sum(person.is_in(text) for text in texts)


def _sources(rewriter: Rewriter, classes: dict[int, type[Model]], write: bool) -> None:
    where = _("translation source")
    for source in model("TranslationSource").objects.filter(specific_content_type_id__in=classes).iterator():
        content = json.loads(source.content_json)
        done = rewriter.content(classes[source.specific_content_type_id], content, where)
        name = rewriter.text(source.object_repr, where)
        if write and (done != content or name != source.object_repr):
            rows = model("TranslationSource").objects.filter(pk=source.pk)
            rows.update(content_json=json.dumps(done), object_repr=name)


def _json_rows(rewriter: Rewriter, keys: set[uuid.UUID], write: bool) -> None:
    """Overrides, and addresses that are stored apart from their string."""
    for name, field in (
        ("SegmentOverride", "data_json"),
        ("OverridableSegment", "data_json"),
        ("StringSegment", "attrs"),
    ):
        rows = model(name).objects.filter(context__object_id__in=keys).exclude(**{field: ""})
        for number, text in rows.values_list("pk", field).iterator():
            value = json.loads(text)
            done = rewriter.data(value, _("translation"))
            if write and done != value:
                model(name).objects.filter(pk=number).update(**{field: json.dumps(done)})


def _translations(rewriter: Rewriter, keys: set[uuid.UUID], write: bool) -> None:
    """Translated texts of ours, and those that no page uses any more."""
    objects = model("StringTranslation").objects
    for rows in (objects.filter(context__object_id__in=keys), objects.filter(context__isnull=True)):
        for row in rows.only("pk", "data", "field_error").iterator():
            done = rewriter.text(row.data, _("translation"))
            error = rewriter.text(row.field_error, _("translation"))
            if write and (done, error) != (row.data, row.field_error):
                # Without signals: a row without a context cannot be saved in the usual way.
                objects.filter(pk=row.pk).update(data=done, field_error=error)


def _strings(rewriter: Rewriter, keys: set[uuid.UUID], write: bool) -> None:
    """A string of ours gets a new row: it is found by a digest of its text, and a page of the host may use it too."""
    segments = model("StringSegment").objects
    for string in list(model("String").objects.all().only("pk", "data", "locale_id").iterator()):
        if not rewriter.person.is_in(string.data):
            continue
        mine = segments.filter(string=string, source__object_id__in=keys)
        translated = model("StringTranslation").objects.filter(translation_of=string, context__object_id__in=keys)
        is_hosts = segments.filter(string=string).exclude(source__object_id__in=keys).exists()
        if is_hosts and not mine.exists() and not translated.exists():
            continue
        text = rewriter.text(string.data, _("string to translate"))
        if not write:
            continue
        if mine.exists() or translated.exists():
            new = _string(string.locale_id, text)
            mine.update(string=new)
            for row in translated:
                _move_to(new, row)
        remove_unused_strings({string.pk})


def _string(locale_id: int, text: str) -> Any:
    strings = model("String")
    return strings.objects.get_or_create(
        locale_id=locale_id, data_hash=strings._get_data_hash(text), defaults={"data": text}
    )[0]


def _move_to(new: Any, row: Any) -> None:
    rows = model("StringTranslation").objects
    if rows.filter(translation_of=new, locale_id=row.locale_id, context_id=row.context_id).exists():
        row.delete()
    else:
        rows.filter(pk=row.pk).update(translation_of=new)


def _forget_emptied(rewriter: Rewriter, keys: set[uuid.UUID]) -> None:
    """The label of a card that is a function now: a translator is no longer asked for it."""
    contexts = model("TranslationContext").objects.filter(object_id__in=keys, path__in=rewriter.emptied)
    ids = list(contexts.values_list("pk", flat=True))
    segments = model("StringSegment").objects.filter(context_id__in=ids)
    translations = model("StringTranslation").objects.filter(context_id__in=ids)
    strings = {*segments.values_list("string_id", flat=True), *translations.values_list("translation_of_id", flat=True)}
    segments.delete()
    translations.delete()
    remove_unused_strings(strings)
