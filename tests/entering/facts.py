"""The facts of a text, as its file says them."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).with_name("texts")
# What is chosen or ticked: a visitor sees its meaning, or what it does.
_CHOSEN = ("roles", "helplines", "scope", "kind", "who", "fallback_role")
_DAYS = ("told_on", "valid_from", "valid_until", "checked_on")


@dataclass(frozen=True)
class Fact:
    """Something that a school says: where it is typed, and what visitors must find because of it."""

    at: str
    typed: str | bool | None
    shown: tuple[str, ...]
    ours: tuple[str, ...]
    day: datetime.date | None
    link: tuple[str, ...]
    headings: tuple[str, ...]
    never: tuple[str, ...]
    not_under: str

    @property
    def place(self) -> list[str]:
        """The stream or ``page``, the number of the item, the part of it, and the number in a list."""
        return self.at.split("/")

    @property
    def item(self) -> str:
        """``contacts/1``; of a field of the page itself ``page``."""
        return "page" if self.place[0] == "page" else "/".join(self.place[:2])

    @property
    def part(self) -> str:
        return self.place[1] if self.place[0] == "page" else self.place[2] if len(self.place) > 2 else ""

    @classmethod
    def read(cls, given: dict[str, Any]) -> Fact:
        typed = given.get("typed")
        part = given["at"].split("/")[2 if given["at"].count("/") > 1 else -1]
        says_itself = isinstance(typed, str) and part not in (*_CHOSEN, *_DAYS) and "day" not in given
        return cls(
            given["at"],
            typed,
            _many(given.get("shown", typed if says_itself else "")),
            _many(given.get("ours", "")),
            given.get("day"),
            _many(given.get("link", "")),
            _many(given.get("headings", "")),
            _many(given.get("never", "")),
            given.get("not_under", ""),
        )


@dataclass(frozen=True)
class SchoolText:
    """A page of a school."""

    name: str
    kind: str
    facts: tuple[Fact, ...]
    most_clicks: int | None = None

    def title_of(self, item: str) -> str:
        """What the card or document of these facts is called."""
        titles = [fact.typed for fact in self.facts if fact.item == item and fact.part in ("label", "title")]
        return str(titles[0]) if titles else ""


def _many(given: str | list[str]) -> tuple[str, ...]:
    return tuple(filter(None, [given] if isinstance(given, str) else given))


def texts() -> Iterator[SchoolText]:
    """All of them, in their order."""
    for path in sorted(TEXTS.glob("*.toml")):
        given = tomllib.loads(path.read_text(encoding="utf-8"))
        facts = tuple(map(Fact.read, given["facts"]))
        yield SchoolText(path.stem, given["page"], facts, given.get("most_clicks"))


__all__ = ["Fact", "SchoolText", "texts"]
