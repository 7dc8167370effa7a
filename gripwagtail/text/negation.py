"""Whether a sentence says by itself that something is not done, so that it is true without the label of its field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from .length import line_too_long

# A sentence with its “not” before anything that could belong to a clause: “we share photos that are not ours” says the
# opposite, and “calling names, not even as a joke” says nothing by itself.
_NOT: Final[Mapping[str, re.Pattern[str]]] = {
    "nl": re.compile(
        r"\A(?:(?!\b(?:die|dat|als|waar|wat|wie|wanneer|zonder|omdat)\b)[^.:;?!])*?"
        r"(?:(?<!ook )\bniet\b|\b(?:nooit|geen|niemand|niets|nergens)\b)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\A(?:(?!\b(?:that|which|who|what|if|when|where|without|because)\b)[^.:;?!])*?"
        r"(?:\bnot\b(?! even)|\b(?:never|no|nobody|nothing|cannot)\b|n[’']t\b)",
        re.IGNORECASE,
    ),
}


def says_not_itself(text: str, language: str) -> bool:
    """Whether this text needs no label such as “what we do not do”. False for every language that we do not read."""
    pattern, said = _NOT.get(language.split("-")[0]), text.strip()
    is_sentence = said[:1].isupper() and said.endswith(".")
    return pattern is not None and is_sentence and not line_too_long(said) and bool(pattern.match(said))


__all__ = ["says_not_itself"]
