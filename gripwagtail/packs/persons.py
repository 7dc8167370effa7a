"""Keeps people out of a pack: a card is exported as a function, without a name and without a way to reach anybody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from django.utils.translation import gettext as _

from ..item_blocks.contact import ContactBlock
from ..item_blocks.whose import Whose, children_of
from ..roles import ROLES
from ..starter.files import DATA, Document, read
from ..starter.schema import Fault, item_key
from ..text.naming import may_name_someone
from ..text.phone_spotting import phone_numbers

# What belongs to anyone in a role at this school, and is useless to another school.
_PERSONAL: Final = frozenset(name for name, _child in children_of(ContactBlock, Whose.PERSON, Whose.SCHOOL))
# An organisation has a name that everyone may know; of a person's employer it would say who that person is.
_OF_PERSON: Final = frozenset(name for name, _child in children_of(ContactBlock, Whose.NAME))
# Their digits are not telephone numbers.
_NOT_READ: Final = (".url", ".source", ".key")
_WORD: Final = re.compile(r"[^\W\d_][\w'’-]+")
_FORMS_OF_ADDRESS: Final = frozenset({"juf", "meester", "mevrouw", "meneer", "mr", "mrs", "miss", "ms"})
_MAIL: Final = re.compile(r"(?<![\w.+\-])[\w.+\-]++@[\w\-]+(?:\.[\w\-]+)+")


def without_person(card: Mapping[str, Any]) -> dict[str, Any]:
    """The stored card as that of a function."""
    drop = set(_PERSONAL)
    if card.get("kind") == "person" or may_name_someone(card):
        drop |= _OF_PERSON
    elif _strange(card):
        drop.add("label")
    words = name_pattern([card])
    left = {name: value for name, value in card.items() if name not in drop}
    if words:
        left = {name: value for name, value in left.items() if not (isinstance(value, str) and words.search(value))}
    return {**left, "kind": "function" if card.get("kind") == "person" else card.get("kind", "function")}


def name_pattern(cards: Iterable[Mapping[str, Any]]) -> re.Pattern[str] | None:
    """Finds a part of a name that is on these cards. “Van” and “de” are in every text."""
    words: set[str] = set()
    for card in cards:
        words |= {word for word in _WORD.findall(str(card.get("name") or "")) if not word.islower()}
        words |= _strange(card)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words)))})\b") if words else None


def _strange(card: Mapping[str, Any]) -> set[str]:
    """The words of a label that may be a name: with a capital, or in a script without any, and in no label of ours.

    “Juf Annemiek” is what a school calls its function, and a name. An organisation is not a person.
    """
    if card.get("kind") == "organisation":
        return set()
    words = {word for word in _WORD.findall(str(card.get("label") or "")) if not word.islower()}
    public = set() if card.get("kind") == "person" else set(_WORD.findall(str(card.get("organisation") or "")))
    return {word for word in words - public if word.casefold() not in _our_words()}


def _our_words() -> frozenset[str]:
    labels = (str(role.label) for role in ROLES.values())
    return _shipped_words() | _FORMS_OF_ADDRESS | {word.casefold() for label in labels for word in _WORD.findall(label)}


@cache
def _shipped_words() -> frozenset[str]:
    labels = (card["label"] for path in DATA.glob("*/*/contact.toml") for card in read(path)["contacts"])
    return frozenset(word.casefold() for label in labels for word in _WORD.findall(label))


def left_behind(documents: Mapping[str, Document], cards: Iterable[Mapping[str, Any]]) -> Iterator[Fault]:
    """The places in the other texts where a name, an e-mail address or a telephone number is still present."""
    names = name_pattern(cards)
    for file, document in documents.items():
        for place, text in texts(document):
            if place.endswith(_NOT_READ):
                continue
            found = [*(names.findall(text) if names else []), *_MAIL.findall(text), *phone_numbers(text)]
            if found:
                message = _("contains what may be personal details: %(found)s.")
                yield Fault(file, place, message % {"found": ", ".join(dict.fromkeys(found))})


def texts(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a file, with its place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from texts(part, f"{place}.{name}" if place else name)
    elif isinstance(value, list):
        for number, part in enumerate(value, start=1):
            name = item_key(part) if isinstance(part, Mapping) else ""
            yield from texts(part, f"{place}[{name or number}]")
