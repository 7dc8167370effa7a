"""The signs in a text that stay the same in every wording and language: numbers, and what is filled in by a program.

Whoever calls these has checked the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Final

_NUMBER: Final = re.compile(r"[0-9]+")
_DIGIT: Final = re.compile(r"\d")
# A gap of ours that an editor fills in, what a starter text leaves to the type of school, and those of a catalog.
_PLACEHOLDER: Final = re.compile(r"\[\[|\]\]|\{[^{}\s]{1,40}\}|%\([A-Za-z_]{1,40}\)[sd]")


def numbers_in(text: str) -> Counter[str]:
    """The numbers in a text, in whatever digits they are written, each with how often it occurs."""
    return Counter(_NUMBER.findall(_DIGIT.sub(lambda digit: str(unicodedata.digit(digit[0])), text)))


def placeholders_in(text: str) -> Counter[str]:
    """The placeholders in a text, each with how often it occurs."""
    return Counter(_PLACEHOLDER.findall(text))


__all__ = ["numbers_in", "placeholders_in"]
