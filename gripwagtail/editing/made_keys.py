"""The key of a situation, made where an editor gave none: nobody is asked for what says nothing to them.

It becomes part of an address, and so of a history that somebody else may read. So it is made from the title only where
there is nothing sexual or urgent in it; else it names the group, with a number. It follows the title until the
situation is published, and stays as it is from then on: links lead to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain, count
from typing import Any, Final

from django.utils.text import slugify

from ..content.incident_help import LAST_SITUATION
from ..content.items import raw_items
from ..page_class import GripPage
from ..vocabulary import SITUATION_GROUPS

_LENGTH: Final = 40
_KEY: Final = "key"


def made_key(value: Mapping[str, Any]) -> str:
    """The key that a situation would get, when it is the only one of that name."""
    title = slugify(str(value.get("title") or "")) if _is_harmless(value) else ""
    short = re.sub(r"-[^-]*$", "", title[: _LENGTH + 1]) if len(title) > _LENGTH else title
    return short or slugify(str(SITUATION_GROUPS.get(str(value.get("group")), ""))) or "situation"


def make_keys(page: GripPage, stream: str, given: Any, before: Any) -> None:
    """Gives each item of a form that has no key of its own one. ``before`` is the stream that the form began with."""
    published = _keys_of(getattr(_live(page), stream, None))
    began = {item_id: value for item_id, _kind, value in raw_items(before)}
    # Of an item that was taken away the key may come back with another, if somebody says so: it is not made anew.
    taken = {key for item_id, key in published.items() if item_id in {str(child.id or "") for child in given}}
    without = []
    for child in given:
        item_id, value = str(child.id or ""), child.value
        own = str(value.get(_KEY) or "").strip() or published.get(item_id, "")
        is_kept = item_id in published or value.get("starter_key")
        if not own or not (is_kept or (own not in taken and not _is_made(own, began.get(item_id)))):
            without.append(value)
            continue
        value[_KEY] = own
        taken.add(own)
    taken |= {LAST_SITUATION, *published.values()}
    for value in without:
        value[_KEY] = _free(made_key(value), taken)
        taken.add(value[_KEY])


def _is_harmless(value: Mapping[str, Any]) -> bool:
    return value.get("sexual") == "no" and value.get("urgency") != "now"


def _is_made(key: str, before: Mapping[str, Any] | None) -> bool:
    """Whether we made this key, from what the item said then."""
    return bool(key and before) and re.sub(r"-\d+$", "", key) == made_key(before or {})


def _free(key: str, taken: set[str]) -> str:
    numbered = (f"{key}-{number}" for number in count(2))
    return next(one for one in chain([key], numbered) if one not in taken)


def _live(page: GripPage) -> GripPage | None:
    return type(page)._base_manager.filter(pk=page.pk, live=True).first() if page.pk else None


def _keys_of(stream: Any) -> dict[str, str]:
    return {item_id: str(value.get(_KEY) or "") for item_id, _kind, value in raw_items(stream) if item_id}


__all__ = ["made_key", "make_keys"]
