"""An element (a card, a situation) rendered again only when what it says has changed.

A change on one card moves the stamp, and every body is rendered again; most of what is in it
is still the same. An element is a pure function of the values it is given and of the
language, so it is kept under exactly these: there is nothing that could become stale. A
host's own template may look elsewhere as well, so then nothing is kept.
"""

from __future__ import annotations

import datetime
from dataclasses import fields
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import engines
from django.template.loader import get_template, render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from ..text.marked import Text

_OURS = Path(__file__).resolve().parent.parent / "templates" / "gripwagtail" / "elements"
_PLAIN = frozenset({str, int, float, bool, type(None), datetime.date})


def element(name: str, values: dict[str, Any]) -> SafeString:
    """The template ``gripwagtail/elements/<name>.html`` with these values and nothing else."""
    if settings.DEBUG or not _all_ours(_engine()):
        return _render(name, values)
    try:
        key = (name, translation.get_language(), *[(given, _frozen(value)) for given, value in values.items()])
    except TypeError:
        return _render(name, values)
    # The digest instead of the key: a situation is larger as a key than as HTML.
    return _memo(_Asked(blake2b(repr(key).encode(), digest_size=32).digest(), name, values))


def _render(name: str, values: dict[str, Any]) -> SafeString:
    return render_to_string(f"gripwagtail/elements/{name}.html", values)


class _Asked:
    """A key that carries its values until they have been rendered."""

    __slots__ = ("key", "name", "values")

    def __init__(self, key: bytes, name: str, values: dict[str, Any]) -> None:
        self.key = key
        self.name = name
        self.values = values

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self.key == other.key


@lru_cache(maxsize=1_024)
def _memo(asked: _Asked) -> SafeString:
    html = _render(asked.name, asked.values)
    asked.values = {}
    return html


def forget() -> None:
    """Keep nothing of what was rendered so far."""
    _memo.cache_clear()


def _frozen(value: Any) -> Any:
    """The value as a key: equal only when it renders equally. ``TypeError`` for what may change by itself."""
    kind: Any = type(value)
    if kind is Text:
        return Text, str(value), value.lang
    if kind in _PLAIN:
        return value
    if kind is SafeString:
        return SafeString, str(value)
    if kind is list or kind is tuple:
        return kind, *map(_frozen, value)
    if isinstance(value, Promise):
        return str(value)
    return kind, *[_frozen(getattr(value, name)) for name in _names(kind)]


@cache
def _names(kind: Any) -> tuple[str, ...]:
    # fields() raises TypeError for what is not a dataclass.
    return tuple(field.name for field in fields(kind))


def _engine() -> Any:
    return next(iter(engines.all()), None)


@lru_cache(maxsize=8)
def _all_ours(_of_engine: Any) -> bool:
    """Whether the host overrides no element. Checked once per configuration of the templates."""
    return all(_folder(f"gripwagtail/elements/{path.name}") == _OURS for path in _OURS.glob("*.html"))


def _folder(name: str) -> Path | None:
    origin = getattr(get_template(name), "origin", None)
    return Path(origin.name).parent if origin else None
