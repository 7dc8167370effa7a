"""What wagtail-localize keeps about pages: sources, segments, strings and their translations."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.apps import apps

_SEGMENTS = ("OverridableSegment", "RelatedObjectSegment", "StringSegment", "TemplateSegment")


def is_installed() -> bool:
    return apps.is_installed("wagtail_localize")


def model(name: str) -> Any:
    return apps.get_model("wagtail_localize", name)


def counts(keys: Iterable[uuid.UUID]) -> dict[str, int]:
    """How many rows there are by their kind; none where the app is not installed."""
    if not is_installed():
        return {}
    keys = list(keys)
    rows = [
        model("TranslationSource").objects.filter(object_id__in=keys),
        model("Translation").objects.filter(source__object_id__in=keys),
        model("StringTranslation").objects.filter(context__object_id__in=keys),
        *(model(name).objects.filter(source__object_id__in=keys) for name in _SEGMENTS),
    ]
    return {str(found.model._meta.verbose_name_plural): found.count() for found in rows}


def remove(keys: Iterable[uuid.UUID]) -> None:
    """Removes all rows about the objects with these translation keys, and the strings that only they used.

    By hand and in this order: segments protect their context, and a translation without a context cannot be
    deleted in the usual way (wagtail-localize looks at its context when it goes).
    """
    if not is_installed():
        return
    keys = list(keys)
    segments = model("StringSegment").objects.filter(source__object_id__in=keys)
    translations = model("StringTranslation").objects.filter(context__object_id__in=keys)
    strings = {*segments.values_list("string_id", flat=True), *translations.values_list("translation_of_id", flat=True)}
    templates = set(
        model("TemplateSegment").objects.filter(source__object_id__in=keys).values_list("template_id", flat=True)
    )
    for name in _SEGMENTS:
        model(name).objects.filter(source__object_id__in=keys).delete()
        model(name).objects.filter(context__object_id__in=keys).delete()
    model("SegmentOverride").objects.filter(context__object_id__in=keys).delete()
    translations.delete()
    model("TranslatableObject").objects.filter(translation_key__in=keys).delete()
    remove_unused_strings(strings)
    used = model("TemplateSegment").objects.filter(template_id__in=templates).values_list("template_id", flat=True)
    model("Template").objects.filter(pk__in=templates - set(used)).delete()


def remove_unused_strings(ids: set[int]) -> None:
    """Removes those of these strings that no object uses any more."""
    used = {
        *model("StringSegment").objects.filter(string_id__in=ids).values_list("string_id", flat=True),
        *model("StringTranslation")
        .objects.filter(translation_of_id__in=ids, context__isnull=False)
        .values_list("translation_of_id", flat=True),
    }
    unused = ids - used
    loose = model("StringTranslation").objects.filter(translation_of_id__in=unused)
    loose._raw_delete(loose.db)
    model("String").objects.filter(pk__in=unused).delete()
