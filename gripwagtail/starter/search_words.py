"""The words by which shipped situations are found beside what the page says: loaded by the search box, on no page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from ..text.accents import without_accents
from .files import DATA, read

NAME: Final = "search_words.toml"
# Beside the situations: words that say who or where, or that fit anything, and so tell little.
COMMON: Final = "common"
# Pupils type Dutch on a page in any language, and newcomers English as well as their own.
DUTCH: Final = "nl"
NEWCOMERS: Final = "en"


@cache
def search_words(language: str, root: Path = DATA) -> Mapping[str, tuple[str, ...]]:
    """Of each situation, by its key: words, and words that belong together. None in a language that has none."""
    return {key: texts for key, texts in _listed(language, root).items() if key != COMMON}


@cache
def common_words(language: str, root: Path = DATA) -> tuple[str, ...]:
    """Words that tell little in a language."""
    return _listed(language, root).get(COMMON, ())


def _listed(language: str, root: Path) -> dict[str, tuple[str, ...]]:
    path = root / language / NAME
    return {key: tuple(texts) for key, texts in read(path).items()} if path.is_file() else {}


@cache
def searched_in(language: str) -> tuple[str, ...]:
    """The languages of the lists that a search box loads on a page in this one."""
    own = language.split("-")[0]
    listed = (DUTCH,) if own == DUTCH else (own, NEWCOMERS, DUTCH)
    return tuple(dict.fromkeys(one for one in listed if search_words(one)))


def besides(key: str, title: str, language: str, texts: Iterable[str], danger: Iterable[str]) -> list[str]:
    """Those by which a situation is not found already: by its title, or once the search box has its lists.

    What has a word of danger stays: by these the box knows what is about life, before it has any list.
    """
    known = {word for one in searched_in(language) for word in search_words(one).get(key, ())}
    known.update(title.casefold().split())
    marks = [f" {word}" for word in danger]
    return [text for text in texts if not _is_known(text.casefold(), known) or _has(text, marks)]


def _has(text: str, marks: Iterable[str]) -> bool:
    plain = without_accents(f" {text.casefold()}")
    return any(mark in plain for mark in marks)


def _is_known(text: str, known: set[str]) -> bool:
    return text in known or all(word in known for word in text.split())


__all__ = ["COMMON", "NAME", "besides", "common_words", "search_words", "searched_in"]
