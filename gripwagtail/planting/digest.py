"""Whether anybody has changed a page since it was planted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.blocks import StreamValue

from ..content.items import raw_items
from ..content.proposals import FORMER, from_cells
from ..lookup.sources import page_model
from ..page_class import GripPage

# Of Wagtail's own fields, those that an editor fills in.
_OF_PAGE: Final = ("title", "slug", "seo_title", "search_description", "show_in_menus")

# The fields of our pages when the first digests were made. Any of ours that is younger says nothing as long as it is as
# a migration leaves it: those pages had none.
_AT_FIRST: Final = frozenset(
    {
        *("adopted_on", "agreements", "always", "body", "cells", "changes", "class_sheet", "contacts", "documents"),
        *("glossary", "hide_from_search", "intro", "links", "made_with", "materials", "names_findable"),
        *("neutral_title", "partners", "poster_line", "readings", "review_on", "school_email", "school_name"),
        *("school_phone", "school_type", "scope", "shared", "situations", "staff_steps", "statement", "steps"),
        *("text_language", "tips", "vcards", "why"),
    }
)
# Ticks in items that are younger: ticked they say nothing either.
_ADDED_TICKS: Final = {"partner": "confirmed"}


def digest(page: GripPage) -> str:
    """A sha256 over what an editor can change on this page, in hexadecimal.

    Opening and saving a page without a change gives the same digest, also when the form
    has added the fields that were left empty.
    """
    content = {name: _plain(getattr(page, name)) for name in _names(page)}
    for name, begins in _younger(page).items():
        if content.get(name) == begins:
            del content[name]
    if FORMER in content and _is_former(page):
        del content[FORMER]
    text = json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def untouched(page: GripPage) -> bool:
    """Whether the page and its latest revision still are as they were planted."""
    if not page.starter_digest or digest(page) != page.starter_digest:
        return False
    latest = page.get_latest_revision_as_object()
    # A draft with our corrections in it has a digest of its own.
    return digest(latest) in (page.starter_digest, latest.starter_digest)


def _names(page: GripPage) -> Iterator[str]:
    base = page_model()
    for field in page._meta.concrete_fields:
        link = field.remote_field is not None and getattr(field.remote_field, "parent_link", False)
        own = field.model is not base and not link and field.editable
        if own or (field.model is base and field.name in _OF_PAGE):
            yield field.attname


def _younger(page: GripPage) -> dict[str, Any]:
    """Our own fields that are younger than the first digests, each with the value that older pages have of it."""
    mixins: list[Any] = [base for base in type(page).__mro__ if base.__module__.startswith("gripwagtail.page_types.")]
    ours = {field.name for base in mixins for field in base._meta.local_fields}
    fields = (field for field in page._meta.concrete_fields if field.name in ours and field.name not in _AT_FIRST)
    return {field.attname: _plain(field.get_default()) for field in fields}


def _plain(value: object) -> Any:
    if isinstance(value, StreamValue):
        return [[child.block_type, str(child.id), _item(child)] for child in value]
    return "" if value is None else value if isinstance(value, (str, int, bool)) else str(value)


def _item(child: Any) -> Any:
    stored = child.block.get_prep_value(child.value)
    tick = _ADDED_TICKS.get(child.block_type)
    if tick and isinstance(stored, Mapping) and stored.get(tick) is True:
        stored = {name: part for name, part in stored.items() if name != tick}
    return _filled(stored)


def _is_former(page: Any) -> bool:
    """Whether the proposals are still the lines of the cells, which are in the digest already."""
    before = [(raw["id"], raw["value"]) for raw in from_cells(page)]
    have = [(item_id, value) for item_id, _kind, value in raw_items(page.proposals)]
    return [item_id for item_id, _value in before] == [item_id for item_id, _value in have] and all(
        _said(old) == _said(new) for (_, old), (_, new) in zip(before, have, strict=True)
    )


def _said(value: Mapping[str, Any]) -> Any:
    return {name: part for name, part in value.items() if part not in ("", None, False)}


def _filled(value: object) -> Any:
    """Without what is empty: a form stores an empty text where a file has nothing."""
    if isinstance(value, Mapping):
        parts = {name: _filled(part) for name, part in value.items()}
        return {name: part for name, part in parts.items() if part not in ("", None, [])}
    return [_filled(part) for part in value] if isinstance(value, (list, tuple)) else value
