"""Whether a rendered body still contains text that nobody translated."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

# This many words make a sentence. A name or a loan word is the same in both languages, and says nothing.
WORDS: Final = 4


def holds_untranslated(html: str, language: str) -> bool:
    """Whether a whole sentence is marked with this language, as our templates mark a text that was not translated.

    A sentence of the package that is beside its unchecked translation is marked the other way around
    (``lang`` before ``dir``), because that one is meant to be read in both. A paragraph of rich text has no ``dir``.
    """
    return any(len(found[1].split()) >= WORDS for found in _marked(language).finditer(html))


@cache
def _marked(language: str) -> re.Pattern[str]:
    lang = rf' lang="{re.escape(language)}"'
    return re.compile(rf'(?: dir="auto"[^<>]*{lang}[^<>]*|<(?:p|li|h[2-4]|blockquote){lang})>(?:\s*<[^<>]*>)*([^<]+)')


__all__ = ["holds_untranslated"]
