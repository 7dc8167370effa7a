"""Letters without their accents: who stresses a word writes “níet”, and who searches leaves out the signs of a name."""

from __future__ import annotations

from typing import Final
from unicodedata import combining, normalize

# Letters whose stroke or dots are no mark that comes off, and an apostrophe that counts as a letter; as in search.js.
_BARE: Final = str.maketrans("ıłةى\u02bc", "ilهي'")


def without_accents(text: str) -> str:
    """The same letters, each as it is without a sign above, below or through it."""
    if text.isascii():
        return text
    return "".join(sign for sign in normalize("NFD", text) if not combining(sign)).translate(_BARE)


__all__ = ["without_accents"]
