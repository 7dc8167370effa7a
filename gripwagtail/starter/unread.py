"""Whether a page shows texts of ours that no native speaker has read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..content.items import raw_items
from ..page_class import GripPage
from . import shipped
from .language_file import language_file


def is_unread(page: GripPage) -> bool:
    """Also of one sentence. A translation of the school itself has none: it may begin as a copy of a planted page."""
    if not page.starter_key:
        return False
    language = shipped.language_of(page)
    if not language_file(language).unread:
        return False
    ours = shipped.shipped(language, page.starter_key.partition("/")[0])
    return any(key in ours and _shares_a_sentence(value, ours[key].values) for key, value in _with_their_keys(page))


def _with_their_keys(page: GripPage) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The fields of the page and each of its items, after what it remembers that it was made from."""
    yield page.starter_key, page.__dict__
    for stream in page.grip_streams:
        for _id, _kind, value in raw_items(getattr(page, stream)):
            yield str(value.get("starter_key") or ""), value


def _shares_a_sentence(value: Mapping[str, Any], shipped_values: Mapping[str, Any]) -> bool:
    return any(
        isinstance(text, str) and " " in text and value.get(name) == text for name, text in shipped_values.items()
    )


__all__ = ["is_unread"]
