"""A problem in the content of a page: where it is, in the words of an editor, and what to do."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.text import Truncator

from .. import vocabulary
from ..text.values import whole

# The children by which an editor knows an item, the best one first.
_CALLED_BY = ("label", "title", "name", "organisation", "we_do", "term", "text")


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """Something that breaks a rule about the content of a page, and where it is.

    ``index`` is the item in a stream, ``child`` the part of that item; both are empty
    for a field of the page itself. ``values`` are those in the message of the ``rule``. ``translation`` is the key of
    another page that it is about: a translation of this one.
    """

    field: str
    where: str
    message: str
    index: int | None = None
    child: str = ""
    rule: str = ""
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    translation: int | None = None

    def __post_init__(self) -> None:
        # Rules repeat what is stored, and half a character in it can be neither sent nor kept.
        object.__setattr__(self, "where", whole(self.where))
        object.__setattr__(self, "message", whole(self.message))
        values = {name: whole(value) if isinstance(value, str) else value for name, value in self.values.items()}
        object.__setattr__(self, "values", values)


def place(stream_block: Any, label: str, index: int, raw: Mapping[str, Any], child: str = "") -> str:
    """How an editor finds an item of a stream: “Contact 3 “Juf Annemiek”: Where”."""
    kind = raw.get("type")
    block = stream_block.child_blocks.get(kind) if isinstance(kind, str) else None
    called = called_by(raw.get("value"))
    item = f"{block.label if block is not None else label} {index + 1}"
    item = f"{item} “{called}”" if called else item
    part = getattr(block, "child_blocks", {}).get(child)
    return f"{item}: {part.label}" if part is not None else item


def called_by(value: object) -> str:
    given: Mapping[Any, Any] = value if isinstance(value, Mapping) else {}
    texts = (given.get(name) for name in _CALLED_BY)
    first = next((text.strip() for text in texts if isinstance(text, str) and text.strip()), "")
    if not first and isinstance(task := given.get("task"), str):
        # A part of the overview in which nothing is written yet.
        first = str(vocabulary.TASKS.get(task, ""))
    return Truncator(whole(first)).chars(50)


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from texts(part)


def as_text(value: object) -> str:
    return "\n".join(texts(value))


def children_with(needle: str, value: object) -> list[str]:
    """The parts of an item that contain a text; one without a name for an item without parts."""
    if isinstance(value, Mapping):
        return [str(name) for name, part in value.items() if any(needle in text for text in texts(part))]
    return [""] if any(needle in text for text in texts(value)) else []


def sentence_of(text: str) -> str:
    """The text with a capital, as it is by itself."""
    return text[:1].upper() + text[1:]
