"""The rich text of a page: the words of the translation, with what nobody translated marked as such."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from django.utils.safestring import SafeString
from wagtail.rich_text import RichText

from ..content.items import PLACEHOLDER, LanguagePair, text_of
from ..text.marked import note_untranslated
from .inner_links import closed_pages, source_of, without_links_to

if TYPE_CHECKING:
    from .context import PageContext

# Type of the block, its HTML, and its language where that is not the one shown.
BodyPart = tuple[str, Any, str]

_TAG: Final = re.compile(r"<[^<>]*>")
# A paragraph, heading or item that contains no other: what a translator is offered as one text.
_PASSAGE: Final = re.compile(
    r"<(p|li|h[2-4]|blockquote)\b[^<>]*>((?:(?!</?(?:p|li|h[2-4]|blockquote|ul|ol)\b).)*)</\1>",
    re.DOTALL | re.IGNORECASE,
)


def read_body(source: Any, translated: Any, languages: LanguagePair, page_context: PageContext) -> list[BodyPart]:
    """The blocks of the translation where it has any, else those of the source, cleaned.

    Where the source has none there are none. What reads as in the source carries its language: a whole block, or one
    paragraph of it.
    """
    if not source:
        return []
    closed = closed_pages((child.value for child in translated or source), page_context)

    def render(child: Any, value: object) -> Any:
        return child.block.render(without_links_to(value, closed))

    if not translated:
        return _shown((child.block_type, render(child, child.value), languages.mark) for child in source)
    untranslated = {_plain(child.value) for child in source}
    passages = {_text(inner) for child in source for _start, inner in _passages(child.value)}
    parts: list[BodyPart] = []
    for child in translated:
        if _plain(child.value) in untranslated:
            parts.append((child.block_type, render(child, child.value), languages.mark))
            continue
        value = child.value
        if isinstance(value, RichText) and languages.mark:
            value = _marked(value, passages, languages.mark)
        parts.append((child.block_type, render(child, value), languages.mark_of_words))
    return _shown(parts)


def _shown(parts: Iterable[BodyPart]) -> list[BodyPart]:
    # A heading is plain text, which the template escapes; rich text is clean by now.
    read = ((kind, said if isinstance(said, SafeString) else text_of(said), lang) for kind, said, lang in parts)
    parts = [part for part in read if part[1] and PLACEHOLDER not in str(part[1])]
    for _kind, said, lang in parts:
        if lang:
            note_untranslated(_text(str(said)), lang)
    return parts


def _passages(value: object) -> list[tuple[int, str]]:
    """Where the name of each innermost element ends, with what the element contains."""
    if not isinstance(value, RichText):
        return []
    return [(found.end(1), found[2]) for found in _PASSAGE.finditer(source_of(value))]


def _text(html: str) -> str:
    """What is read, without tags and with single spaces."""
    return " ".join(unescape(_TAG.sub("", html)).split())


def _plain(value: object) -> str:
    return _text(source_of(value)) if isinstance(value, RichText) else " ".join(str(value or "").split())


def _marked(value: RichText, passages: set[str], language: str) -> RichText:
    """The same text, its untranslated passages with their language. It is cleaned when it is shown."""
    source = source_of(value)
    for place, inner in reversed(_passages(value)):
        if _text(inner) in passages - {""}:
            source = "".join([source[:place], f' lang="{language}"', source[place:]])
            if PLACEHOLDER not in source:
                note_untranslated(_text(inner), language)
    return RichText(source)


__all__ = ["BodyPart", "read_body"]
