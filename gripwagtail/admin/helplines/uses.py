"""Where a helpline is used. Wagtail's reference index does not know: we refer by key, never by a picker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.db.models import Model, Q, TextField
from django.db.models.functions import Cast
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Site

from ... import vocabulary
from ...content.items import keys, raw_items
from ...item_blocks.fields import KeysBlock
from ...lookup.sources import page_model
from ...records.settings import GripSettings

# Of each page type. A key that is on more pages than this is not deleted by mistake.
LIMIT: Final = 200

_SHOWN: Final = 5
_TITLES: Final = ("title", "text", "heading")


@dataclass(frozen=True, slots=True)
class Use:
    """A page, or the settings of a site, with the places in it where the key is used."""

    source: Model
    places: list[str]


def uses_of(key: str) -> list[Use]:
    """All uses: one query for each page type that can name a helpline, one for the settings."""
    found = [use for model, streams in _naming_models() for use in _in_pages(model, streams, key)]
    return [*found, *_in_settings(key)]


def _naming_models() -> tuple[tuple[type[Model], tuple[str, ...]], ...]:
    """The page types with a stream in which a helpline can be chosen, and those streams."""
    found = []
    for model in apps.get_models():
        if issubclass(model, page_model()) and not model._meta.proxy:
            streams = [field for field in model._meta.local_fields if isinstance(field, StreamField)]
            names = tuple(field.name for field in streams if _can_name(field.stream_block, set()))
            if names:
                found.append((model, names))
    return tuple(found)


def _can_name(block: blocks.Block, seen: set[int]) -> bool:
    if id(block) in seen:
        return False
    seen.add(id(block))
    if isinstance(block, KeysBlock):
        return block.field.labels is vocabulary.helplines
    children = [*getattr(block, "child_blocks", {}).values(), *filter(None, [getattr(block, "child_block", None)])]
    return any(_can_name(child, seen) for child in children)


def _in_pages(model: type[Model], streams: tuple[str, ...], key: str) -> Iterator[Use]:
    # As text, because JSON in SQLite cannot be asked what it contains. False matches are left out below.
    texts = {f"_text_{name}": Cast(name, TextField()) for name in streams}
    wanted = Q()
    for name in texts:
        wanted |= Q(**{f"{name}__contains": f'"{key}"'})
    for page in model._default_manager.annotate(**texts).filter(wanted).order_by("path")[:LIMIT]:
        places = [place for name in streams for place in _in_stream(page, name, key)]
        if places:
            yield Use(page, list(dict.fromkeys(places)))


def _in_stream(page: Any, name: str, key: str) -> Iterator[str]:
    field = page._meta.get_field(name)
    for _id, _kind, value in raw_items(getattr(page, name)):
        if _names(field.stream_block.child_blocks.get(_kind), value, key):
            title = next((str(value[part]) for part in _TITLES if value.get(part)), "")
            heading = capfirst(str(field.verbose_name))
            yield f"{heading}: {title}" if title else heading


def _names(block: Any, value: object, key: str) -> bool:
    """Whether the key was chosen somewhere in this value of a block."""
    if isinstance(block, KeysBlock):
        return block.field.labels is vocabulary.helplines and key in keys(value)
    if isinstance(block, blocks.StructBlock) and isinstance(value, Mapping):
        return any(_names(child, value.get(name), key) for name, child in block.child_blocks.items())
    if not isinstance(value, list):
        return False
    if isinstance(block, blocks.ListBlock):
        return any(_names(block.child_block, _inner(item), key) for item in value)
    if isinstance(block, blocks.StreamBlock):
        items = [item for item in value if isinstance(item, Mapping)]
        return any(_names(block.child_blocks.get(item.get("type")), item.get("value"), key) for item in items)
    return False


def _inner(item: object) -> Any:
    # An old list contains bare values.
    return item["value"] if isinstance(item, Mapping) and item.get("type") == "item" else item


def _in_settings(key: str) -> Iterator[Use]:
    for row in GripSettings.objects.select_related("site").order_by("pk")[:LIMIT]:
        places = []
        if key in keys(row.hidden_helplines):
            places.append(_("not shown by this school"))
        places += [
            _("what the school adds: %(text)s") % {"text": value.get("text") or ""}
            for _id, _kind, value in raw_items(row.helpline_notes)
            if value.get("helpline") == key
        ]
        if places:
            yield Use(row, places)


def places_in_words(places: list[str]) -> str:
    """The first places of many. Anyone who edits the page sees the rest."""
    shown = " · ".join(places[:_SHOWN])
    rest = len(places) - _SHOWN
    return shown if rest <= 0 else f"{shown} · " + ngettext("and %d more", "and %d more", rest) % rest


def name_of(source: Any) -> str:
    """What an editor calls the page or the settings."""
    if isinstance(source, GripSettings):
        site: Site = source.site
        return _("Settings of %(site)s") % {"site": site.site_name or site.hostname}
    return str(source.get_admin_display_title())
