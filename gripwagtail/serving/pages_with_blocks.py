"""Which pages show something of ours: our own, and those of the host that contain a block of ours.

Wagtail's reference index does not know the second: a block of ours does not point to a page, it finds
one. So the stored text of the host's streams is searched for the names of our blocks, within
the pages of one site. It is always as new as the pages themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Site

from ..blocks import HostBlock
from ..lookup.sources import page_model, page_models, path_range
from ..page_class import SitePage

# Of a page type: its streams that can contain a block of ours, with the names under which they do.
Streams = dict[str, frozenset[str]]


def sites_of(url_path: str) -> set[int]:
    """The sites to which the page at this path belongs; of nested sites the innermost."""
    matches = [root for root in Site.get_site_root_paths() if url_path.startswith(root.root_path)]
    longest = max((len(root.root_path) for root in matches), default=0)
    return {root.site_id for root in matches if len(root.root_path) == longest}


def pages_of(sites: Iterable[int]) -> Q:
    """What filters pages to those of these sites, in every language. One query."""
    keys = Site.objects.filter(pk__in=list(sites)).values("root_page__translation_key")
    within = Q(pk__in=[])
    for path in page_model().objects.filter(translation_key__in=keys).values_list("path", flat=True):
        within |= Q(path__range=path_range(path))
    return within


def own_pages(within: Q) -> Iterator[SitePage]:
    """The published pages of our kinds, of which all addresses can be asked. A few queries for each page type."""
    for model in page_models():
        pages = [*model._default_manager.filter(within, live=True)]
        for subroute in model.grip_subroutes if pages else ():
            subroute.ahead(pages)
        yield from pages


def host_pages(within: Q) -> Iterator[SitePage]:
    """The host's published pages with a block of ours. One query for each page type that can contain one."""
    for model, streams in holding_models():
        yield from _holding(model, streams).filter(within, live=True)


def host_pages_that_chose(pages: Iterable[int], within: Q) -> Iterator[SitePage]:
    """Those with a block for which one of these pages was chosen by hand, wherever that is. As many queries."""
    chosen = "|".join(map(str, sorted(pages)))
    for model, streams in holding_models():
        texts = {f"_text_{name}": Cast(name, TextField()) for name in streams}
        named = [Q(**{f"_text_{name}__regex": f'"page": ?({chosen})[,}}]'}) for name in streams]
        yield from _holding(model, streams).alias(**texts).filter(reduce(or_, named)).filter(within, live=True)


def _holding(model: type[Model], streams: Streams) -> QuerySet[Any]:
    # As text, because JSON in SQLite cannot be asked what it contains; and all names at once, because
    # PostgreSQL writes the whole text out again for each condition.
    texts = {f"_text_{name}": Cast(name, TextField()) for name in streams}
    wanted = Q()
    for name, names in streams.items():
        wanted |= Q(**{f"_text_{name}__regex": f'"({"|".join(map(re.escape, sorted(names)))})"'})
    found: QuerySet[Any] = model._default_manager.alias(**texts).filter(wanted).defer(*streams)
    return found


@cache
def holding_models() -> tuple[tuple[type[Model], Streams], ...]:
    """The page types with a stream that can contain a block of ours."""
    found = []
    for model in apps.get_models():
        if issubclass(model, page_model()) and not model._meta.proxy:
            streams = {
                field.name: frozenset(_names(field.stream_block, "", frozenset()))
                for field in model._meta.local_fields
                if isinstance(field, StreamField)
            }
            streams = {name: names for name, names in streams.items() if names}
            if streams:
                found.append((model, streams))
    return tuple(found)


def _names(block: blocks.Block, name: str, above: frozenset[int]) -> Iterator[str]:
    """The names by which stored text shows a block of ours: its own, or that of the list around it."""
    if isinstance(block, HostBlock):
        yield name
    elif id(block) not in above:
        above |= {id(block)}
        if isinstance(block, blocks.ListBlock):
            yield from _names(block.child_block, name, above)
        for key, child in getattr(block, "child_blocks", {}).items():
            yield from _names(child, key, above)


def blocks_on(page: SitePage) -> Iterator[tuple[HostBlock, Any]]:
    """Every block of ours in the streams of a page, however deep, with the options that it was given."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield from _blocks_in(field.stream_block, getattr(page, field.name))


def _blocks_in(block: blocks.Block, value: Any) -> Iterator[tuple[HostBlock, Any]]:
    if isinstance(block, HostBlock):
        yield block, value
    elif isinstance(block, blocks.StreamBlock):
        for child in value or ():
            yield from _blocks_in(child.block, child.value)
    elif isinstance(block, blocks.ListBlock):
        for child in getattr(value, "bound_blocks", ()):
            yield from _blocks_in(child.block, child.value)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _blocks_in(child, (value or {}).get(name))


__all__ = ["blocks_on", "holding_models", "host_pages", "host_pages_that_chose", "own_pages", "pages_of", "sites_of"]
