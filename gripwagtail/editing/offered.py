"""What the original of a translation has and the translation lacks, offered in its form with the words of the original.

Visitors see such an item already, in the language of the original and marked. In the form a translator types over its
words, as in any copy: a text that reads as in the original counts as not translated, wherever that is asked. What
nobody typed in is not stored, so nothing is on the translation that was not translated, and it is offered again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from wagtail.blocks import StreamValue

from ..content.identities import digest
from ..content.items import raw_items
from ..content.texts import flat
from ..item_blocks.families import Words
from ..lookup.context import PageContext
from ..lookup.sources import original_of
from ..page_class import GripPage

# Of a page with some thousands of items.
_LONGEST: Final = 400_000


def original_for(page: GripPage, user: Any, here: PageContext) -> GripPage | None:
    """The original as it is offered to this user: as visitors see it, or its draft as long as it was never published.

    Nothing for who may not edit it: an item has more than visitors see, such as who comes next month.
    """
    original = original_of(page, here, drafts=True)
    if original is None or user is None or not original.permissions_for_user(user).can_edit():
        return None
    return original if original.live else original.get_latest_revision_as_object()


def offered(page: GripPage, original: GripPage) -> dict[str, StreamValue]:
    """The streams that lack something, each with what is missing after what it follows in the original."""
    found = {}
    for name in page.grip_streams:
        block = getattr(page, name).stream_block
        items = [*getattr(page, name).get_prep_value()]
        count, place = len(items), 0
        for item_id, kind, value in raw_items(getattr(original, name)):
            have = [str(item.get("id") or "") for item in items]
            if item_id in have:
                place = have.index(item_id) + 1
            elif item_id and _has_words(block, kind):
                items.insert(place, {"id": item_id, "type": kind, "value": dict(value)})
                place += 1
        if len(items) > count:
            found[name] = block.to_python(items)
    return found


def note_of(page: GripPage, streams: Mapping[str, StreamValue]) -> str:
    """What the words of each offered item were, to be sent along: the original may say something else by then."""
    stored = {name: _ids(getattr(page, name)) for name in streams}
    return json.dumps(
        {
            str(child.id): _said(child)
            for name, stream in streams.items()
            for child in stream
            if str(child.id) not in stored[name]
        }
    )


def noted(sent: object) -> dict[str, str]:
    """What a form sent along; nothing of it when it cannot be read."""
    try:
        found = json.loads(sent) if isinstance(sent, str) and len(sent) <= _LONGEST else {}
    except (ValueError, RecursionError):
        return {}
    return {key: said for key, said in found.items() if isinstance(said, str)} if isinstance(found, dict) else {}


def without_untouched(
    page: GripPage, original: GripPage, name: str, given: StreamValue, note: Mapping[str, str]
) -> StreamValue:
    """What was typed in a stream, without the items that only say what was offered or what the original says."""
    stored = _ids(getattr(page, name))
    theirs = {item_id: value for item_id, _kind, value in raw_items(getattr(original, name)) if item_id not in stored}
    for index in reversed(range(len(given))):
        child = given[index]
        item_id = str(child.id or "")
        own = theirs.get(item_id)
        is_of_now = own is not None and all(flat(said) == flat(own.get(part)) for part, said in _words(child))
        if is_of_now or (item_id not in stored and note.get(item_id) == _said(child)):
            del given[index]
    return given


def _ids(stream: Any) -> set[str]:
    return {item_id for item_id, _kind, _value in raw_items(stream)}


def _said(child: Any) -> str:
    return digest("\n".join(f"{part}: {flat(said)}" for part, said in _words(child)))


def _has_words(stream_block: Any, kind: str) -> bool:
    block = stream_block.child_blocks.get(kind)
    return any(isinstance(part, Words) for part in getattr(block, "child_blocks", {}).values())


def _words(child: Any) -> Iterator[tuple[str, Any]]:
    stored = child.block.get_prep_value(child.value)
    return ((part, stored.get(part)) for part, block in child.block.child_blocks.items() if isinstance(block, Words))


__all__ = ["note_of", "noted", "offered", "original_for", "without_untouched"]
