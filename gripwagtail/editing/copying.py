"""After a page was copied with what is below it: choices in blocks that were about the copied pages follow them.

Wagtail copies a choice as it is. Without this the copy of a school would show the people of the first one; what is
not copied in the admin is left as it is, and then the block ignores the choice (``lookup.other_school``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from wagtail import blocks
from wagtail.fields import StreamField

from ..blocks import HostBlock
from ..lookup.sources import page_model, path_range
from ..page_class import SitePage
from ..serving.pages_with_blocks import holding_models


def follow(original: SitePage, copy: SitePage) -> int:
    """Makes the choices in the copy, and in its drafts and history, those of the copies. Says how many there were."""
    moved = _copies(original, copy)
    return sum(
        _page(page, sorted(streams), moved)
        for model, streams in holding_models()
        for page in model._default_manager.filter(path__range=path_range(copy.path), alias_of=None)
        if type(page) is model
    )


def _copies(original: SitePage, copy: SitePage) -> dict[int, int]:
    """Each page that was copied, and its copy: it has the same address below that of the first one."""

    def below(top: SitePage) -> dict[str, int]:
        found = page_model().objects.filter(path__range=path_range(top.path)).values_list("url_path", "pk")
        return {url_path.removeprefix(top.url_path): pk for url_path, pk in found}

    copies = below(copy)
    return {pk: copies[place] for place, pk in below(original).items() if place in copies}


def _page(page: Any, streams: list[str], moved: Mapping[int, int]) -> int:
    count, changed = 0, []
    for name in streams:
        block = _block(page, name)
        raw = json.loads(json.dumps(list(getattr(page, name).raw_data)))
        if here := _change(block, raw, moved):
            setattr(page, name, json.dumps(raw))
            changed.append(name)
            count += here
    if changed:
        page.save(clean=False, update_fields=changed)
    for revision in page.revisions.all():
        if here := sum(_in_revision(revision.content, name, _block(page, name), moved) for name in streams):
            revision.save(update_fields=["content"])
            count = count or here
    return count


def _block(page: Any, name: str) -> blocks.Block:
    field: StreamField = page._meta.get_field(name)
    return field.stream_block


def _in_revision(content: dict[str, Any], name: str, block: blocks.Block, moved: Mapping[int, int]) -> int:
    try:
        raw = json.loads(content.get(name) or "[]")
    except (TypeError, ValueError):
        return 0
    if count := _change(block, raw, moved):
        content[name] = json.dumps(raw)
    return count


def _change(block: blocks.Block, raw: Any, moved: Mapping[int, int]) -> int:
    """Changes the choices in stored data in place; what has another shape is left alone."""
    if isinstance(block, HostBlock):
        page = raw.get("page") if isinstance(raw, dict) else None
        if not isinstance(page, int) or page not in moved:
            return 0
        raw["page"] = moved[page]
        return 1
    if isinstance(block, blocks.StreamBlock):
        return sum(
            _change(block.child_blocks[item["type"]], item.get("value"), moved)
            for item in (raw if isinstance(raw, list) else ())
            if isinstance(item, dict) and item.get("type") in block.child_blocks
        )
    if isinstance(block, blocks.ListBlock):
        items = [
            item["value"] if isinstance(item, dict) and item.get("type") == "item" and "value" in item else item
            for item in (raw if isinstance(raw, list) else ())
        ]
        return sum(_change(block.child_block, item, moved) for item in items)
    if isinstance(block, blocks.StructBlock) and isinstance(raw, dict):
        return sum(_change(child, raw.get(name), moved) for name, child in block.child_blocks.items())
    return 0


__all__ = ["follow"]
