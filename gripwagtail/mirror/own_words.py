"""What we ship ourselves and what templates say, in which nobody is named: “Wil je niet meer leven?” is no Wil."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

from django.utils.translation import trans_real

from ..text.names import WORD

_PACKAGES: Final = ("gripwagtail.safety", "gripwagtail.starter")
# Where a line ends, or something else is put into it.
_LINE: Final = re.compile(r"\n|%\([a-z_]{1,40}\)s|%s|\{[a-z_]{1,40}\}|<[^<>]*>")
_SENTENCE: Final = re.compile(r"[.!?:]")


def own_words(words: Collection[str], languages: Iterable[str]) -> tuple[set[str], list[str]]:
    """Which of these words, without case and accents, are ordinary; and the sentences in which any has a capital."""
    ordinary: set[str] = set()
    kept: dict[str, None] = {}
    for text in _texts(languages) if words else ():
        plain = text.casefold()
        if not any(word in plain for word in words):
            continue
        for line in _LINE.split(text):
            for sentence in _SENTENCE.split(line):
                said = WORD.findall(sentence)
                for word in said:
                    if word.casefold() not in words:
                        continue
                    if word[:1].islower():
                        ordinary.add(word.casefold())
                    else:
                        # A sentence of one word is known by those around it.
                        kept[(sentence if len(said) > 1 else line).strip()] = None
    return ordinary, [*kept]


def _texts(languages: Iterable[str]) -> Iterator[str]:
    for package in _PACKAGES:
        for file in _files(files(package)):
            yield from _in(tomllib.loads(file.read_text(encoding="utf-8")))
    for language in languages:
        # With the words of all apps, and in each the English from which these were translated.
        yield from _in(dict(trans_real.translation(language)._catalog.items()))  # type: ignore[attr-defined]


def _files(folder: Traversable) -> Iterator[Traversable]:
    for place in folder.iterdir():
        if place.is_dir():
            yield from _files(place)
        elif place.name.endswith(".toml"):
            yield place


def _in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _in(key)
            yield from _in(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _in(one)


__all__ = ["own_words"]
