"""Every text of a page that is offered to a translator, by its place."""

from __future__ import annotations

from ..item_blocks.fields import Words
from ..page_class import GripPage
from ..text.naming import names_someone
from .items import raw_items, text_of

# Where a text stands: a field of the page, or the id of an item and the name of its part.
TextPlace = tuple[str, str, str]


def texts_of(page: GripPage) -> dict[TextPlace, str]:
    """Every text of a page that is offered to a translator, by its place. Empty texts are left out."""
    found = {("title", "", ""): text_of(page.title)}
    found |= {(name, "", ""): text_of(getattr(page, name)) for name in page.grip_words}
    for name in page.grip_streams:
        stream = getattr(page, name)
        for item_id, kind, value in raw_items(stream):
            block = stream.stream_block.child_blocks.get(kind)
            for child, part in getattr(block, "child_blocks", {}).items():
                if isinstance(part, Words):
                    found[name, item_id, child] = flat(value.get(child))
    return {place: text for place, text in found.items() if text}


def naming_labels(page: GripPage) -> set[TextPlace]:
    """The labels of cards that name someone: they are read from the source, and not translated."""
    return {
        (name, item_id, "label")
        for name in page.grip_streams
        if name == "contacts"
        for item_id, _kind, value in raw_items(getattr(page, name))
        if names_someone(value)
    }


def flat(value: object) -> str:
    """A stored text as one string, also where it is a list of lines."""
    lines = value if isinstance(value, list) else [value]
    return "\n".join(filter(None, (text_of(line) for line in lines)))


__all__ = ["TextPlace", "flat", "naming_labels", "texts_of"]
