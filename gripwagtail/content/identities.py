"""Who or what an item is, as digests: whether it still stands for the same, or someone else took its place."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..text.naming import may_name_someone
from .texts import flat

_NUMBERS: Final = ("whatsapp", "sms")

Identity = list[Any]


def digest(text: str) -> str:
    """Stands for a text. Other line ends and spaces make no other text."""
    said = " ".join(text.split()).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(said, digest_size=6).hexdigest()


def identity_of(stream: str, value: Mapping[str, Any]) -> Identity | None:
    """What identifies an item, as digests; nothing for an item that is only words."""
    if stream == "situations":
        return [_of(value.get("key"))]
    if stream != "contacts":
        return None
    label = flat(value.get("label")) if may_name_someone(value) else ""
    return [
        str(value.get("kind") or "function"),
        _of(value.get("name")),
        digest(label) if label else "",
        sorted({digest(number) for number in numbers_of(value)}),
    ]


def _of(value: object) -> str:
    text = flat(value)
    return digest(text) if text else ""


def numbers_of(value: Mapping[str, Any]) -> list[str]:
    """The numbers on a card, without what stands around the digits: “070-012 34 56” is the same as “0700123456”."""
    phones = value.get("phones")
    raw = list(phones) if isinstance(phones, list) else []
    raw += [value.get(name) for name in _NUMBERS]
    texts = [part.get("value") if isinstance(part, Mapping) else part for part in raw]
    found = ["".join(char for char in text if char.isdigit() or char == "+") for text in texts if isinstance(text, str)]
    return [number for number in found if number]


def is_replaced(then: Identity | None, now: Identity | None) -> bool:
    """Whether an item stands for another than it did. What was empty and is filled in replaces nobody."""
    if then is None or now is None or len(then) != len(now):
        return True
    for old, new in zip(then, now, strict=True):
        if isinstance(old, list) or isinstance(new, list):
            if not set(old).issubset(new):
                return True
        elif old and old != new:
            return True
    return False


def who_wait(seen: Sequence[Identity | None], now: Identity | None) -> list[bool]:
    """For each identity that an item has had, whether words that were made then wait now.

    Also when someone came in between: who was filled in where there was nobody, and was replaced afterwards.
    """
    replaced = [is_replaced(then, now) for then in seen]
    return [then is None or (then != now and any(replaced[number:])) for number, then in enumerate(seen)]


__all__ = ["Identity", "digest", "identity_of", "is_replaced", "numbers_of", "who_wait"]
