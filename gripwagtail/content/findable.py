"""The words by which a site's own search finds the contact page.

A name that is in a search index is found for as long as the index is not rebuilt, also
by people who were never meant to look for it. So names are left out unless the school asked these people.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from ..item_blocks.contact import ContactBlock
from ..item_blocks.fields import Words
from ..page_class import GripPage
from ..roles import role_labels
from ..text.naming import may_name_someone
from ..vocabulary import known
from .items import Item, LanguagePair, raw_items, read_items

_WORDS = ("about", "where", "when")


def findable_text(contacts: Iterable[Item], with_names: bool = False) -> str:
    """Roles and words of the cards that visitors see, one card per line. The cards are read by ``read_items``."""
    labels, today = role_labels(), timezone.localdate()
    lines = []
    for item in contacts:
        start, end = item["valid_from"], item["valid_until"]
        is_of_today = (start is None or start <= today) and (end is None or today <= end)
        if not item["confirmed"] or not is_of_today:
            continue
        parts = [str(labels[role]) for role in known(item["roles"], labels)]
        parts += [item[name] for name in _WORDS]
        is_personal = item["kind"] == "person" or bool(item["name"]) or may_name_someone(item)
        if with_names or not is_personal:
            parts += [item[name] for name in ("label", "name", "organisation")]
        lines.append(" ".join(part for part in parts if part))
    return "\n".join(lines)


def findable_stream(page: GripPage, name: str) -> str:
    """What the search of the site reads of a stream.

    Of a translation that is only what its source still has, without the words that wait.
    """
    stream = getattr(page, name)
    source = page.grip_source
    if source.words is page:
        if name in page.grip_streams:
            stream = stream.stream_block.to_python(_with_facts(source, name))
        elif not source.has_body:
            return ""
    return "\n".join(stream.stream_block.get_searchable_content(stream))


def _with_facts(source: Any, name: str) -> list[Any]:
    """The items of a translation that its source has, in words of either."""
    said = {item_id: value for item_id, _kind, value in raw_items(source.words_of(name)) if item_id}
    items = []
    for item_id, kind, value in raw_items(source.facts_of(name)):
        own = said.get(item_id, {})
        children = getattr(getattr(source.facts, name).stream_block.child_blocks.get(kind), "child_blocks", {})
        words = {
            child: own[child]
            for child, block in children.items()
            if isinstance(block, Words) and own.get(child) and value.get(child)
        }
        items.append({"id": item_id, "type": kind, "value": {**value, **words}})
    return items


def read_cards(source: object, translated: object, languages: LanguagePair) -> list[Item]:
    """A reader for ``Source.items``: every card, with the words of this language."""
    return read_items(ContactBlock, source, translated, languages)


__all__ = ["findable_stream", "findable_text", "read_cards"]
