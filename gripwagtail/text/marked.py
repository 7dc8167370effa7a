"""Words for a reader that know in which language they are.

Those that nobody translated say so when they are put into HTML, to anyone who asked: a page with whole sentences of
another language tells its reader, however its templates mark them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from html import escape
from typing import Final

# So many words make a sentence. A name or a loan word is the same in both languages, and says nothing.
SENTENCE: Final = 4

_noted: ContextVar[set[str] | None] = ContextVar("gripwagtail_untranslated", default=None)


class Text(str):
    """Words for a reader; ``lang`` is set when they are not in the language of the page."""

    __slots__ = ("lang",)
    lang: str

    def __new__(cls, value: str, lang: str = "") -> Text:
        text = super().__new__(cls, value)
        text.lang = lang
        return text

    def __html__(self) -> str:
        # Does what a template would do, without checking for every text whether it is lazy.
        return escape(self)


class Untranslated(Text):
    """Words of a page in another language than that of its reader, because nobody has translated them."""

    __slots__ = ()

    def __html__(self) -> str:
        note_untranslated(self, self.lang)
        return escape(self)


def in_language(value: str, lang: str) -> Text:
    """Words of a page; ``lang`` is empty when they are in the language of their reader."""
    return Untranslated(value, lang) if lang else Text(value)


def note_untranslated(text: str, lang: str) -> None:
    """Says that a reader gets this text in this language. A text of a few words says nothing."""
    noted = _noted.get()
    if noted is not None and lang not in noted and len(text.split()) >= SENTENCE:
        noted.add(lang)


def note_languages(languages: Iterable[str]) -> None:
    """Says the same of what was made and noted earlier."""
    noted = _noted.get()
    if noted is not None:
        noted.update(languages)


def languages_noted() -> frozenset[str]:
    """The languages of the sentences so far that nobody translated."""
    return frozenset(_noted.get() or ())


@contextmanager
def noting_untranslated() -> Iterator[set[str]]:
    """Collects these languages for as long as something is made. What is noted inside is not noted outside."""
    noted: set[str] = set()
    around = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(around)


__all__ = [
    "SENTENCE",
    "Text",
    "Untranslated",
    "in_language",
    "languages_noted",
    "note_languages",
    "note_untranslated",
    "noting_untranslated",
]
