"""Whether a text has one of these words in it, read as the search box reads what somebody types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..text.accents import without_accents
from ..text.late_pattern import late_pattern

_WORD: Final = late_pattern(r"\w+")
# A shorter word counts as it is: “mes” is not in “message”.
_BEGINS: Final = 4


def mentions(text: str, entries: Iterable[str]) -> bool:
    """All words of an entry are in the text, in any order; a word may go on, as “snijden” after “snij”."""
    said = _words(text)
    return any(all(_is_in(word, said) for word in _words(entry)) for entry in entries if entry.strip())


def _is_in(word: str, said: Iterable[str]) -> bool:
    return any(one == word or (len(word) >= _BEGINS and one.startswith(word)) for one in said)


def _words(text: str) -> list[str]:
    return _WORD.findall(without_accents(text.casefold()))


__all__ = ["mentions"]
