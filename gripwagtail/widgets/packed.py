"""The input of a stream, which writes down once what its blocks look like, and not again for each edit view.

This description is the same for everyone who reads the same language, and making it is a fifth of opening the edit
view of a planted contact page. It is kept in the process, of each stream and language the newest, for as long as what
it depends on is the same: the addresses of this site, and the helplines in its lists. A stream with a block that is
neither ours nor Wagtail's is described anew each time: nobody knows what that block depends on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from django import forms
from django.core.signals import setting_changed
from django.urls import get_script_prefix, get_urlconf
from django.utils.functional import cached_property
from django.utils.translation import get_language
from wagtail.blocks import BaseStreamBlock, BaseStructBlock, Block, ListBlock
from wagtail.blocks.base import BlockWidget

from ..vocabulary import Labels, helplines, helplines_once

_OURS: Final = __name__.partition(".")[0]
_KNOWN: Final = (_OURS, "wagtail")


class Packed(NamedTuple):
    """What the blocks of a stream look like, as Wagtail's scripts read it, and the files that they need."""

    json: str
    media: forms.Media
    urlconf: Any
    script_prefix: str
    helplines: Labels | None  # None: no list in it has any

    def is_right(self) -> bool:
        return (
            self.urlconf == get_urlconf()
            and self.script_prefix == get_script_prefix()
            and (self.helplines is None or self.helplines == helplines())
        )


# By the name that Wagtail gives to each block of the process, and the language.
_kept: dict[tuple[str, str | None], Packed] = {}


class StreamWidget(BlockWidget):
    """Wagtail's input of a stream, with a description that may have been made for somebody else."""

    @cached_property
    def packed(self) -> Packed:
        block = self.block_def
        key = (block.definition_prefix, get_language())
        kept = _kept.get(key)
        if kept is not None and kept.is_right():
            return kept
        found = pack(block)
        if all(type(each).__module__.partition(".")[0] in _KNOWN for each in walk(block)):
            _kept[key] = found
        return found

    @property
    def block_json(self) -> str:
        return self.packed.json

    @property
    def media(self) -> forms.Media:
        return self.packed.media


def pack(block: Block) -> Packed:
    """The description as Wagtail makes it, now."""
    with helplines_once() as asked:
        made = BlockWidget(block)
        json, media = made.block_json, made.media
    return Packed(json, media, get_urlconf(), get_script_prefix(), asked[0] if asked else None)


def walk(block: Block) -> Iterator[Block]:
    """A block, and all that are in it."""
    yield block
    if isinstance(block, (BaseStreamBlock, BaseStructBlock)):
        for child in block.child_blocks.values():
            yield from walk(child)
    elif isinstance(block, ListBlock):
        yield from walk(block.child_block)


def _forget(**_signal: object) -> None:
    _kept.clear()


# Only while tests run: of a site that is running they are what they are.
setting_changed.connect(_forget)

__all__ = ["Packed", "StreamWidget", "pack", "walk"]
