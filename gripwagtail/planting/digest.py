"""Whether anybody has changed a page since it was planted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.blocks import StreamValue

from ..lookup.sources import page_model
from ..page_class import GripPage

# Of Wagtail's own fields, those that an editor fills in.
_OF_PAGE: Final = ("title", "slug", "seo_title", "search_description", "show_in_menus")

# Fields that are younger than pages with a digest: left empty they change nothing.
_ADDED: Final = ("show_checked",)


def digest(page: GripPage) -> str:
    """A sha256 over what an editor can change on this page, in hexadecimal.

    Opening and saving a page without a change gives the same digest, also when the form
    has added the fields that were left empty.
    """
    content = {name: _plain(getattr(page, name)) for name in _names(page)}
    for name in _ADDED:
        if not content.get(name):
            content.pop(name, None)
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


def _plain(value: object) -> Any:
    if isinstance(value, StreamValue):
        return [[child.block_type, str(child.id), _filled(child.block.get_prep_value(child.value))] for child in value]
    return "" if value is None else value if isinstance(value, (str, int, bool)) else str(value)


def _filled(value: object) -> Any:
    """Without what is empty: a form stores an empty text where a file has nothing."""
    if isinstance(value, Mapping):
        parts = {name: _filled(part) for name, part in value.items()}
        return {name: part for name, part in parts.items() if part not in ("", None, [])}
    return [_filled(part) for part in value] if isinstance(value, (list, tuple)) else value
