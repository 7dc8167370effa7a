"""What rules and fields of our form are called, for who shows or asks for one of them and needs nothing else of it."""

from __future__ import annotations

from typing import Final

# Fields of our form that no page stores: the tick at a norm, and the one at a translation.
SAME_MEANING: Final = "same_meaning"
WORDS_ARE_RIGHT: Final = "words_are_right"
# Rules of plain language.
LONG_SENTENCE: Final = "long-sentence"
HARD_WORD: Final = "hard-word"

__all__ = ["HARD_WORD", "LONG_SENTENCE", "SAME_MEANING", "WORDS_ARE_RIGHT"]
