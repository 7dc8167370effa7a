"""Formatted text that is longer than any text of ours, also for a draft: refused in words, and it stays in the form.

What is stored may be longer: an older release took it in. It can be kept as it is, and be made shorter bit by bit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.fields import StreamField

from ..content.problems import Problem, place
from ..item_blocks.rich_text import SafeRichTextBlock
from ..page_class import GripPage
from ..text.length import PASTE, read_length
from ..widgets.limit import refuse_far_too_long

# The id of a part of a stream, its number, its kind, and its formatted text.
StoredText = tuple[str, int, str, str]


def grown_too_long(page: GripPage, given: Mapping[str, Any]) -> dict[str, list[Problem]]:
    """By stream what is too long in it, and longer than what the page, as it still is, has in its place."""
    found: dict[str, list[Problem]] = defaultdict(list)
    for field in page._meta.get_fields():
        new = given.get(field.name) if isinstance(field, StreamField) else None
        if not new:
            continue
        stored = {part_id: read_length(text) for part_id, _index, _kind, text in _texts(getattr(page, field.name))}
        for part_id, index, kind, text in _texts(new):
            count = read_length(text)
            if count <= PASTE or count <= stored.get(part_id, 0):
                continue
            try:
                refuse_far_too_long(count)
            except ValidationError as refusal:
                where = place(new.stream_block, str(field.verbose_name), index, {"type": kind, "value": {}})
                found[field.name].append(Problem(field.name, where, refusal.messages[0], index))
    return found


def _texts(stream: Any) -> Iterator[StoredText]:
    blocks = stream.stream_block.child_blocks
    for index, raw in enumerate(stream.raw_data):
        kind, text = raw.get("type"), raw.get("value")
        if isinstance(blocks.get(kind), SafeRichTextBlock) and isinstance(text, str):
            yield str(raw.get("id") or ""), index, kind, text


__all__ = ["grown_too_long"]
