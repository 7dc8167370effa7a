"""An element (a card, a situation) rendered again only when what it says has changed.

A change on one card moves the stamp, and every body is rendered again; most of what is in it
is still the same. An element is a pure function of the values it is given and of the
language, so it is kept under exactly these: there is nothing that could grow stale. A
host's own template may look elsewhere as well, so an element is not kept that is one or
includes one; all others are.
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
from django.template.loader_tags import IncludeNode
from django.utils import translation
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from ..text.marked import Text, Untranslated, note_languages, noting_untranslated

_OURS = Path(__file__).resolve().parent.parent / "templates"
_PLAIN = frozenset({int, float, bool, type(None), datetime.date})


class Element(SafeString):
    """What an element became, with the digest of all that it was made of: that says which it is in fewer bytes."""

    __slots__ = ("digest",)
    digest: bytes


def element(name: str, values: dict[str, Any]) -> SafeString:
    """The template ``gripwagtail/elements/<name>.html`` with these values and nothing else."""
    if settings.DEBUG or not _is_ours(_path(name), _engine()):
        return _render(name, values)
    pieces = [f"{name} {translation.get_language()}"]
    try:
        for given, value in values.items():
            pieces.append(f" {given}=")
            _write(value, pieces)
    except TypeError:
        return _render(name, values)
    # The digest instead of the key: a situation is larger as a key than as HTML.
    digest = blake2b("".join(pieces).encode("utf-8", "surrogatepass"), digest_size=32).digest()
    html, untranslated = _memo(_Asked(digest, name, values))
    note_languages(untranslated)
    return html


def _render(name: str, values: dict[str, Any]) -> SafeString:
    return render_to_string(_path(name), values)


def _path(name: str) -> str:
    return f"gripwagtail/elements/{name}.html"


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
def _memo(asked: _Asked) -> tuple[Element, frozenset[str]]:
    """The element, and in which languages it has sentences that nobody translated."""
    with noting_untranslated() as untranslated:
        html = Element(_render(asked.name, asked.values))
    html.digest = asked.key
    asked.values = {}
    return html, frozenset(untranslated)


def forget() -> None:
    """Keep nothing of what was rendered so far."""
    _memo.cache_clear()


def _write(value: Any, pieces: list[str]) -> None:
    """Adds the value as a part of a key, equal only when it renders equally. ``TypeError`` if it may change by itself.

    Each part says how long it is or ends by itself, so that no two lists of values make one key.
    """
    kind: Any = type(value)
    if kind is str:
        pieces.append(f"s{len(value)}:{value}")
    elif kind is Text or kind is Untranslated:
        pieces.append(f"{kind.__name__}{len(value.lang)},{len(value)}:{value.lang}{value!s}")
    elif kind in _PLAIN:
        pieces.append(f"({value!r})")
    elif kind is list or kind is tuple:
        pieces.append(f"[{len(value)}:")
        for one in value:
            _write(one, pieces)
    elif kind is Element:
        pieces.append(value.digest.hex())
    elif kind is SafeString:
        pieces.append(f"h{len(value)}:{value}")
    elif isinstance(value, Promise):
        _write(str(value), pieces)
    else:
        called, names = _names(kind)
        pieces.append(called)
        for name in names:
            _write(getattr(value, name), pieces)


@cache
def _names(kind: Any) -> tuple[str, tuple[str, ...]]:
    """What a class is called in a key, and its fields."""
    # fields() raises TypeError for what is not a dataclass.
    return f"<{kind.__module__}.{kind.__qualname__}>", tuple(field.name for field in fields(kind))


def _engine() -> Any:
    return next(iter(engines.all()), None)


@lru_cache(maxsize=256)
def _is_ours(path: str, of_engine: Any) -> bool:
    """Whether a template and all that it includes are files of ours.

    Asked once of each, and of every set-up of the templates. What is included under a name that only rendering tells
    could be anything.
    """
    found: Any = get_template(path)
    origin = getattr(found, "origin", None)
    if origin is None or not Path(origin.name).resolve().is_relative_to(_OURS):
        return False
    included = [node.template.var for node in found.template.nodelist.get_nodes_by_type(IncludeNode)]
    return all(isinstance(name, str) and _is_ours(name, of_engine) for name in included)
