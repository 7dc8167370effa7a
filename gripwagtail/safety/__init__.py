"""The sentences that belong to the package: about danger, evidence and secrecy.

They are in a catalog of their own, one file per language, because a wrong word here does
harm. A catalog records on which date a native reader checked it; until then its sentences
are shown together with the Dutch, which is the original. That is valid for a sentence as it was read: ``native_read``
has of each a short digest of both, and one that changed since, or of which the Dutch changed, is unread again.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from ..roles import Secrecy
from ..roles import roles as all_roles
from ..text.marked import Text
from ..text.values import language_code

ORIGINAL = "nl"


@cache
def catalog(language: str) -> Mapping[str, Any]:
    """The catalog of one language (``pt-br`` falls back to ``pt``), or an empty one."""
    language = language_code(language).lower()
    for code in (language, language.split("-")[0]):
        place = files(__name__).joinpath(f"{code}.toml")
        if code.replace("-", "").isalnum() and place.is_file():
            return tomllib.loads(place.read_text(encoding="utf-8"))
    return {}


def is_checked(language: str) -> bool:
    """Whether a native reader has read this language's sentences."""
    return bool(catalog(language).get("native_checked"))


def read_digest(language: str, key: str) -> str:
    """Stands for a sentence and its original, as a native reader has them side by side."""
    return hashlib.sha256("\n".join([_find(language, key), _find(ORIGINAL, key)]).encode()).hexdigest()[:16]


def is_read(language: str, key: str) -> bool:
    """Whether a native reader has read this very sentence. The original has nothing to be compared with."""
    read = catalog(language).get("native_read")
    known = read.get(key) if isinstance(read, Mapping) else None
    return is_checked(language) and (language == ORIGINAL or known == read_digest(language, key))


def _find(language: str, key: str) -> str:
    node: Any = catalog(language)
    for part in key.split("."):
        node = node.get(part) if isinstance(node, Mapping) else None
    return node if isinstance(node, str) else ""


@cache
def _sentence(key: str, language: str) -> tuple[Text, ...]:
    original, own = _find(ORIGINAL, key), _find(language, key)
    if not own:
        return (Text(original, ORIGINAL),) if original else ()
    if own == original or is_read(language, key):
        return (Text(own),)
    return Text(own), Text(original, ORIGINAL)


def sentence(key: str, language: str) -> list[Text]:
    """A sentence as it is to be shown: once, or followed by the Dutch while unchecked."""
    return list(_sentence(key, language))


@cache
def danger_words(language: str) -> tuple[str, ...]:
    """Words, or words together, that mean a life in danger: of this language and of Dutch.

    Anyone who searches for one of them is shown 112 and 113 first, whatever else is found.
    """
    words = [word for code in (language, ORIGINAL) for word in catalog(code).get("danger_words", ())]
    return tuple(dict.fromkeys(words))


def secrecy(scope: str, roles: Iterable[str], language: str) -> list[Text]:
    """The honest sentence about what happens to a story, when a card has none of its own."""
    known = all_roles()
    held = {known[role].secrecy for role in roles if role in known}
    if Secrecy.IN_CHARGE in held:
        key = "mentor_management"
    elif scope == "external" and held & {Secrecy.OUTSIDE, Secrecy.BOTH}:
        key = "external"
    elif scope != "external" and held & {Secrecy.AT_SCHOOL, Secrecy.BOTH}:
        key = "internal"
    else:
        key = "none_given"
    return sentence(f"secrecy.{key}", language)
