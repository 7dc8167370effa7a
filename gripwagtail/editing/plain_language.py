"""Long sentences and hard words in the Dutch of a page: where they are, and what to try instead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib.resources import files
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from ..content.items import text_of
from ..content.texts import TextPlace, texts_of
from ..page_class import GripPage
from ..text.harmless import read_once
from ..text.length import RICH_TEXT, too_long
from .names import HARD_WORD, LONG_SENTENCE
from .rule import Rule, Severity, Spot, Subject
from .translation_rules import names_of

# From this many words a sentence is worth another look; a few are enough to begin with.
LONG: Final = 21
MOST: Final = 5
# Which languages have a list of words, as files beside this module.
LANGUAGES: Final = ("nl",)
# Parts that quote someone, so any word is fine.
AS_READERS_SAY: Final = frozenset({"also", "term"})

_END: Final = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][\"'”’)])\s+|\n+")
_WORD: Final = re.compile(r"[^\W_]+(?:['’.@/:-][^\W_]+)*")
# Tags after which a new sentence begins, and all others.
_BREAK: Final = re.compile(r"</(?:p|li|h[1-6]|blockquote)>|<br\s*/?>", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*>")
# A full stop in one of these does not end a sentence.
_SHORTENED: Final = re.compile(r"\b(bijv|bv|enz|nr|tel|o\.a|d\.w\.z|m\.b\.t|t\.a\.v|i\.v\.m|dhr|mevr|ca|resp)\.", re.I)
_DOT: Final = "\u2024"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A long sentence. ``places`` are the fields and items that contain it."""

    text: str
    words: int
    places: tuple[TextPlace, ...]


@dataclass(frozen=True, slots=True)
class HardWord:
    """A word as it is in the text, and what to try instead."""

    word: str
    instead: str
    places: tuple[TextPlace, ...]


def has_list(language: str) -> bool:
    """Whether we know hard words in this language."""
    return language.lower().split("-")[0] in LANGUAGES


def texts(page: GripPage) -> dict[TextPlace, str]:
    """All that an editor writes on this page, by its place, but for what is too long to be read."""
    found = {place: text for place, text in texts_of(page).items() if not too_long(text)}
    for item_id, _kind, text in _body(page):
        found["body", item_id, ""] = text
    return found


def _body(page: GripPage) -> Iterator[tuple[str, str, str]]:
    for raw in getattr(page.body, "raw_data", ()) or ():
        value = raw.get("value") if isinstance(raw, Mapping) else None
        # What is too long for our cleaner is not on any page as it was typed.
        if isinstance(value, str) and len(value) <= RICH_TEXT:
            html = _TAG.sub("", _BREAK.sub("\n", value))
            if text := text_of(unescape(html)):
                yield str(raw.get("id") or ""), str(raw.get("type") or ""), text


def long_sentences(found: Mapping[TextPlace, str]) -> list[Sentence]:
    """The longest sentences, the very longest first; one that is in two places is named once."""
    places: dict[str, list[TextPlace]] = {}
    for place, text in found.items():
        for sentence in _long_in(text):
            places.setdefault(sentence, []).append(place)
    counted = [Sentence(text, count_words(text), tuple(where)) for text, where in places.items()]
    return sorted(counted, key=lambda one: -one.words)[:MOST]


@read_once(list[str])
def _long_in(text: str) -> list[str]:
    return [sentence for sentence in sentences(text) if count_words(sentence) >= LONG]


def sentences(text: str) -> Iterator[str]:
    whole = _SHORTENED.sub(lambda short: short[1] + _DOT, text)
    for part in _END.split(whole):
        if sentence := part.replace(_DOT, ".").strip():
            yield " ".join(sentence.split())


def count_words(sentence: str) -> int:
    return sum(1 for _ in _WORD.finditer(sentence))


def hard_words(found: Mapping[TextPlace, str], language: str) -> list[HardWord]:
    """The hard words on the page, in the order in which they occur; each form once."""
    listed = language.lower().split("-")[0]
    swaps = _list(listed)
    places: dict[tuple[str, ...], list[TextPlace]] = {}
    for place, text in found.items():
        if place[2] not in AS_READERS_SAY:
            for words in _hard_in(text.lower(), listed):
                where = places.setdefault(words, [])
                if place not in where:
                    where.append(place)
    return [HardWord(" ".join(words), swaps[words[0]][words], tuple(where)) for words, where in places.items()]


@read_once(list[tuple[str, ...]])
def _hard_in(text: str, language: str) -> list[tuple[str, ...]]:
    return list(_found(text, _list(language)))


# By the first word: the whole of it, and what to try instead.
_Swaps = Mapping[str, Mapping[tuple[str, ...], str]]


def _found(text: str, swaps: _Swaps) -> Iterator[tuple[str, ...]]:
    # Word by word: one pattern of all that may be in a list takes five times as long.
    words = _WORD.findall(text)
    number = 0
    while number < len(words):
        swap = next(
            (one for one in swaps.get(words[number], ()) if tuple(words[number : number + len(one)]) == one), ()
        )
        if swap:
            yield swap
        number += len(swap) or 1


@cache
def _list(language: str) -> _Swaps:
    given = tomllib.loads(files(__package__).joinpath("hard_words", f"{language}.toml").read_text(encoding="utf-8"))
    swaps = {tuple(word.split()): swap["instead"] for swap in given["swap"] for word in swap["words"]}
    found: dict[str, dict[tuple[str, ...], str]] = {}
    # The longest first, so that “zo spoedig mogelijk” is found whole.
    for words in sorted(swaps, key=len, reverse=True):
        found.setdefault(words[0], {})[words] = swaps[words]
    return found


def _long_sentences(subject: Subject) -> Iterator[Spot]:
    for one in long_sentences(subject.once(_texts)):
        yield _spot(subject, one.places, text=one.text, words=one.words)


def _hard_words(subject: Subject) -> Iterator[Spot]:
    if found := subject.once(_texts):
        for one in hard_words(found, subject.our_page.grip_language):
            yield _spot(subject, one.places, word=one.word, instead=one.instead)


def _texts(subject: Subject) -> dict[TextPlace, str]:
    """Nothing in a language of which we know no hard words: how long a sentence may be differs as well."""
    return texts(subject.our_page) if has_list(subject.our_page.grip_language) else {}


def _spot(subject: Subject, places: tuple[TextPlace, ...], **values: Any) -> Spot:
    return Spot("", names_of(subject.our_page, list(places)), values=values)


RULES: Final = (
    Rule(
        LONG_SENTENCE,
        Severity.HINT,
        _long_sentences,
        _("The longest sentences. Two short ones often say the same."),
    ),
    Rule(
        HARD_WORD,
        Severity.HINT,
        _hard_words,
        _("Words that not everyone knows, and what to try instead"),
    ),
)

__all__ = ["LANGUAGES", "LONG", "MOST", "RULES", "HardWord", "Sentence", "count_words"]
__all__ += ["hard_words", "has_list", "long_sentences", "sentences", "texts"]
