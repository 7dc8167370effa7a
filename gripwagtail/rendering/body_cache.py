"""Rendered bodies, kept under the stamps of what they were made from.

Everything of ours on one page is one entry: its body, its title, each of its blocks. What is below its address, such as
its poster, has an entry of its own, which a visit to the page need not read. Every part carries the names and values of
the stamps on which it rests (``lookup.rests_on``), and the day until which it is right. A visit reads these stamps from
the database, in one query and before any content. A change moves its stamps in its own transaction, so a body cannot
outlive what it shows, in any process and with any cache.

A part whose stamps have moved is let go of at the next visit, and what is made anew is written over it: nothing of a
person who has left stays behind there. A sheet is deleted when its page is made again after a change, else at the next
visit of that sheet. How long an entry lives at most is ``CACHE_SECONDS``, in ``conf``. A cache that is
down, or that holds something else than what was written, only costs time: the page is made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Final, NamedTuple
from zlib import crc32

from django.conf import settings
from django.core.cache import BaseCache, InvalidCacheBackendError, caches
from django.core.cache.backends.dummy import DummyCache
from django.utils.safestring import SafeString

from ..conf import conf
from ..lookup.context import PageContext
from ..lookup.rests_on import Making
from ..lookup.without_names import names_people
from ..made_html import kept
from ..records.stamp import of_settings, of_source
from .kept_place import CHUNK, KeptPlace, list_of, listed, places_in
from .modules import modules_in
from .patience import can_hang, patience_with

# Where somebody looks for help nothing is believed in which this is not.
_HELP: Final = b'href="tel:112"'
_PAGE: Final = "page."


class Body(NamedTuple):
    """A rendered body and the language it is in."""

    html: SafeString
    language: str
    direction: str
    # The scripts that it needs, where that is known already.
    known_modules: tuple[str, ...] | None = None

    def __bool__(self) -> bool:
        return bool(self.html)

    @property
    def modules(self) -> tuple[str, ...]:
        return modules_in(self.html) if self.known_modules is None else self.known_modules


class Part(NamedTuple):
    """What is kept of a page, as plain data."""

    # As it is sent. To compare a checksum of text would take it apart into these bytes at each visit.
    html: bytes
    language: str
    direction: str
    modules: tuple[str, ...]
    # Names and values.
    stamps: tuple[tuple[str, str], ...]
    # If it shows anything of the day: the one on which it was made, and the first on which it is another, if any.
    day: str
    until: str
    check: int

    @classmethod
    def of(cls, body: Body, made: Making, page_context: PageContext) -> Part:
        values = page_context.rests_on.values
        stamps = (("", page_context.state.stamp), *((name, values[name]) for name in sorted(made.names)))
        days = made.day.isoformat() if made.day else "", made.until.isoformat() if made.until else ""
        parts = body.html.encode(), body.language, body.direction, body.modules, stamps, *days
        return cls(*parts, _check(*parts))

    @classmethod
    def believed(cls, name: str, found: Any, page_context: PageContext) -> Part | None:
        """What a cache gave, if it is exactly what was written."""
        # A cache that serialises as plain text would hand back something else than bytes.
        if not isinstance(found, tuple) or len(found) != len(cls._fields) or not isinstance(found[0], bytes):
            return None
        part = cls(*found)
        if _check(*part[:-1]) != part.check:
            return None
        if name.startswith(_PAGE) and getattr(page_context.page, "grip_quiet", False) and _HELP not in part.html:
            return None
        return part

    @property
    def body(self) -> Body:
        return Body(kept(self.html), self.language, self.direction, self.modules)

    def holds(self, page_context: PageContext) -> bool:
        """Whether nothing on which it rests has changed."""
        values = {"": page_context.state.stamp, **page_context.rests_on.values}
        if not all(values.get(name) == value for name, value in self.stamps):
            return False
        today = page_context.day.isoformat()
        # Not before the day on which it was made either: a clock may be set back.
        return self.day <= today and (not self.until or today < self.until)


class PageEntry:
    """All that is kept of one page, for one site and language: read once in a visit."""

    def __init__(self, page_context: PageContext, cache: BaseCache, beside: str = "") -> None:
        self.page_context = page_context
        self._cache = cache
        self._place = KeptPlace.of(page_context, beside)
        self._key = self._place.key
        self._is_listed = False
        # Who gave no answer is not asked again.
        self._answers, found = _try(lambda: cache.get(self._key))
        parts = found if isinstance(found, dict) else {}
        read = {name: Part.believed(name, part, page_context) for name, part in parts.items()}
        believed = {name: part for name, part in read.items() if part is not None}
        page = page_context.page
        own = [of_source(page.translation_key)] if page is not None and hasattr(page, "grip_kind") else []
        if not believed and page_context.site is not None:
            # Asked for sooner or later: now that costs no query.
            own.append(of_settings(page_context.site.pk))
        page_context.rests_on.read([*own, *_names(believed.values())])
        self.parts = {name: part for name, part in believed.items() if part.holds(page_context)}
        # What was kept, and holds no more.
        self.gone = [name for name in believed if name not in self.parts]
        if len(self.parts) < len(parts):
            self._write()

    @classmethod
    def of(cls, page_context: PageContext, beside: str = "") -> PageEntry | None:
        """That of this visit, of what is ``beside`` the page if that is given; ``None`` where nothing is kept."""
        cache = _cache()
        if cache is None or page_context.is_preview or not page_context.rests_on.keeps:
            return None
        if not names_people(page_context.request):
            return None
        entries: dict[str, PageEntry] = page_context.__dict__.setdefault("_kept", {})
        entry = entries.get(beside)
        if entry is None or entry._cache is not cache:
            entry = entries[beside] = cls(page_context, cache, beside)
        return entry

    def keep(self, name: str, part: Part) -> None:
        """In the place of what was there."""
        self.parts[name] = part
        self._write()

    def _write(self) -> None:
        if not self._answers:
            return
        seconds = conf.cache_seconds
        if not self.parts:
            _try(lambda: self._cache.delete(self._key))
            return
        written, _nothing = _try(
            lambda: self._cache.set(self._key, {name: tuple(part) for name, part in self.parts.items()}, seconds)
        )
        if written and not self._is_listed:
            self._is_listed = True
            its_list = list_of(self._place.page)
            answers, known = _try(lambda: self._cache.get(its_list))
            if answers:
                keys = {**listed(known), self._key: tuple(self._place)}
                _try(lambda: self._cache.set(its_list, keys, 2 * seconds))


def cached_body(
    page_context: PageContext, name: str, options: object, make: Callable[[], Body], beside: str = ""
) -> Body:
    """The body under this name, made anew when anything it may show has changed."""
    entry = PageEntry.of(page_context, beside)
    if entry is None:
        return make()
    name = name if options is None else f"{name} {options!r}"
    if name in entry.parts:
        return entry.parts[name].body
    # A private page shows one thing to those let in and another on the form that asks for a password.
    if not page_context.state.stamp or page_context.is_private:
        return make()
    with page_context.rests_on.making() as made:
        body = make()
    # A failure would outlive its repair, and what asked for the request is for this visitor alone.
    if not page_context.failures and not made.visitor:
        entry.keep(name, Part.of(body, made, page_context))
    return body


def forget(pages: Iterable[int | None]) -> None:
    """Deletes all that is kept of these pages, by their keys; ``None`` is what is on no page.

    What a cache keeps in the memory of another process is not reached. There it is let go of at the next visit of that
    page, and at the latest when its life ends.
    """
    cache = _cache()
    if cache is None:
        return
    for found in _lists(cache, pages, always=True):
        gone = [*found, *(key for known in found.values() for key in listed(known))]
        if gone:
            _try(lambda gone=gone: cache.delete_many(gone), always=True)  # type: ignore[misc]


def places_of(pages: Iterable[int | None]) -> Iterator[KeptPlace]:
    """For whom something is kept of these pages, in this order."""
    cache = _cache()
    if cache is None:
        return
    asked = list(pages)
    for found in _lists(cache, asked):
        yield from places_in(found.values())


def rests_on_any(place: KeptPlace, names: frozenset[str] | None) -> bool:
    """Whether anything that is kept there rests on one of these stamps, of which all is meant when there are none."""
    cache = _cache()
    _answers, found = _try(lambda: cache.get(place.key) if cache else None)
    if not isinstance(found, dict):
        return False
    if names is None:
        return True
    fields = len(Part._fields)
    parts = (Part(*part) for part in found.values() if isinstance(part, tuple) and len(part) == fields)
    return any(name in names for part in parts for name, _value in part.stamps)


def delete(place: KeptPlace) -> None:
    """Deletes what is kept there, of which nobody has to wait for the next visit."""
    cache = _cache()
    if cache is not None:
        _try(lambda: cache.delete(place.key))


def shared_by_processes() -> bool | None:
    """Whether other processes have what is kept in this one; ``None`` where nothing is kept."""
    cache = _cache()
    return None if cache is None or isinstance(cache, DummyCache) else can_hang(cache)


def _lists(cache: BaseCache, pages: Iterable[int | None], always: bool = False) -> Iterator[dict[str, Any]]:
    asked = iter(pages)
    while keys := [list_of(pk) for pk in islice(asked, CHUNK)]:
        _answers, found = _try(lambda keys=keys: cache.get_many(keys), always)  # type: ignore[misc]
        found = found or {}
        yield {key: found[key] for key in keys if key in found}


def _names(parts: Iterable[Part]) -> set[str]:
    return {name for part in parts for name, _value in part.stamps if name}


def _check(html: bytes, *others: object) -> int:
    """Against what is broken, not against who means harm: who writes in this cache can write anything."""
    return crc32(repr(others).encode(), crc32(html))


def _try(ask: Callable[[], Any], always: bool = False) -> tuple[bool, Any]:
    """Whether the cache answered, and what. ``always``: also when it gave no answer a moment ago."""
    patience = patience_with(str(conf.cache_alias))
    if not always and not patience.may_ask():
        return False, None
    return patience.ask(ask, can_hang(_cache()))


def _cache() -> BaseCache | None:
    alias = conf.cache_alias
    # While DEBUG is on someone is changing templates, which move no stamp.
    if alias is None or settings.DEBUG:
        return None
    try:
        return caches[alias]
    except InvalidCacheBackendError:
        return None


__all__ = [
    "Body",
    "PageEntry",
    "Part",
    "cached_body",
    "delete",
    "forget",
    "places_of",
    "rests_on_any",
    "shared_by_processes",
]
