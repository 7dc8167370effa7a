"""What one value in a content file may be, and what is wrong with it when it is not that.

The texts that we ship and the packs of others are files of one format. A pack may hold whatever an editor may type, as
long as it is plain (``Plain``, ``Rich``, ``PageSlug``); of what we ship we ask more, as each kind says in ``strict``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ..phone import parse_phone
from ..sanitize import MAX_LENGTH, clean_html, mail_link, usable_url
from ..text.day import UNKNOWN
from ..text.length import PASTE, read_length
from ..text.phone_spotting import numbers_besides

# Where in the value, and what is wrong there.
ValueFaults = Iterator[tuple[str, str]]
Known = Collection[str] | Callable[[], Collection[str]]

_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PAGE_SLUG: Final = re.compile(r"[-\w]+")
MARKUP: Final = re.compile(r"</?[a-zA-Z!][^<>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A value; ``optional`` means that the key may be left out."""

    optional: bool = False

    def faults(self, value: object) -> ValueFaults:
        raise NotImplementedError

    def strict(self) -> Field:
        """The same in a text that we ship, where nothing is left out or empty unless the table says so."""
        return replace(self, optional=False)

    def as_typed(self) -> Field:
        """The same in a file that says of its signs that they mean themselves."""
        return self


def text_faults(value: object, limit: int, *, empty: bool) -> ValueFaults:
    """What holds of every text, whoever wrote it."""
    if not isinstance(value, str):
        yield "", _("must be a text.")
        return
    if not value.strip() and not empty:
        yield "", _("may not be empty.")
    if len(value) > limit:
        yield "", _("has %(count)d characters; at most %(limit)d.") % {"count": len(value), "limit": limit}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainText(Field):
    """Plain text of at most ``limit`` characters and ``words`` words, without numbers if so asked."""

    limit: int
    words: int = 0
    empty: bool = False
    numbers: bool = True

    def faults(self, value: object) -> ValueFaults:
        yield from text_faults(value, self.limit, empty=self.empty)
        if not isinstance(value, str):
            return
        count = len(value.split())
        if self.words and count > self.words:
            yield "", _("has %(count)d words; at most %(limit)d.") % {"count": count, "limit": self.words}
        if "{" in value or "}" in value:
            yield "", _("contains an unreplaced “{…}”.")
        # Every other number comes live from a helpline or a contact.
        numbers = [] if self.numbers else numbers_besides(value)
        if numbers:
            yield "", _("contains a number other than 112 and 113: %(numbers)s.") % {"numbers": ", ".join(numbers)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain(Field):
    """What an editor may type: text without HTML, on one line unless it may have more.

    With ``is_typed`` what looks like HTML is none: an editor did type “<b>”, and a reader sees it so.
    """

    limit: int
    empty: bool = False
    many_lines: bool = False
    is_typed: bool = False

    def strict(self) -> Field:
        return PlainText(limit=self.limit)

    def as_typed(self) -> Field:
        return replace(self, is_typed=True)

    def faults(self, value: object) -> ValueFaults:
        yield from text_faults(value, self.limit, empty=self.empty)
        if not isinstance(value, str):
            return
        if "\n" in value.strip() and not self.many_lines:
            yield "", _("must be on one line.")
        if not self.is_typed and MARKUP.search(value):
            yield "", _("contains HTML; only the text of “body” may.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rich(Field):
    """HTML that holds something to read after it was cleaned."""

    def faults(self, value: object) -> ValueFaults:
        if not isinstance(value, str):
            yield "", _("must be a text.")
        elif len(value) > MAX_LENGTH:
            # With its tags, of which a reader sees nothing.
            yield "", _("has %(count)d characters; at most %(limit)d.") % {"count": len(value), "limit": MAX_LENGTH}
        elif (count := read_length(value)) > PASTE:
            yield "", _("has %(count)d characters; at most %(limit)d.") % {"count": count, "limit": PASTE}
        elif not re.sub(r"<[^<>]*>", "", clean_html(value)).strip():
            yield "", _("may not be empty.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines(Field):
    """A list of short texts; ``typed`` when an editor may have typed them, ``is_typed`` as that of ``Plain``."""

    most: int
    least: int = 0
    limit: int = 140
    numbers: bool = True
    typed: bool = False
    is_typed: bool = False

    @property
    def line(self) -> Field:
        """What each of them may be."""
        if self.typed:
            return Plain(limit=self.limit, many_lines=True, is_typed=self.is_typed)
        return PlainText(limit=self.limit, numbers=self.numbers)

    def strict(self) -> Field:
        return replace(self, typed=False, optional=False)

    def as_typed(self) -> Field:
        return replace(self, is_typed=True)

    def faults(self, value: object) -> ValueFaults:
        if not isinstance(value, list):
            yield "", _("must be a list of texts.")
            return
        yield from _size(value, self.least, self.most)
        line = self.line
        for number, text in enumerate(value, start=1):
            for _place, message in line.faults(text):
                yield f"[{number}]", message
            if isinstance(text, str) and "\n" in text:
                yield f"[{number}]", _("must be on one line.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf(Field):
    """One key out of a closed list."""

    known: Known
    empty: bool = False

    def strict(self) -> Field:
        return replace(self, empty=False, optional=False)

    def faults(self, value: object) -> ValueFaults:
        if not isinstance(value, str):
            yield "", _("must be a key.")
        elif value not in _keys(self.known) and not (self.empty and not value):
            yield "", _("“%(key)s” is not a known key.") % {"key": value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys(Field):
    """Some keys out of a closed list, each once."""

    known: Known
    most: int = 99
    least: int = 0

    def faults(self, value: object) -> ValueFaults:
        if not isinstance(value, list):
            yield "", _("must be a list of keys.")
            return
        yield from _size(value, self.least, self.most)
        if len(value) > self.most:
            return
        one = OneOf(known=_keys(self.known))
        for number, key in enumerate(value, start=1):
            for _place, message in one.faults(key):
                yield f"[{number}]", message
            if key in value[: number - 1]:
                yield f"[{number}]", _("“%(key)s” appears twice.") % {"key": key}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slug(Field):
    """Small letters, digits and hyphens."""

    limit: int = 60

    def faults(self, value: object) -> ValueFaults:
        if not isinstance(value, str) or not _SLUG.fullmatch(value):
            yield "", _("must be lowercase letters, digits and hyphens.")
        elif len(value) > self.limit:
            yield "", _("has %(count)d characters; at most %(limit)d.") % {"count": len(value), "limit": self.limit}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSlug(Field):
    """The word in the address of a page, as Wagtail takes it."""

    def strict(self) -> Field:
        return Slug(limit=100)

    def faults(self, value: object) -> ValueFaults:
        if not isinstance(value, str) or not _PAGE_SLUG.fullmatch(value) or len(value) > 255:
            yield "", _("must be letters, digits and hyphens, at most 255.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address(Field):
    """A web address that a page of ours may link to; with ``on_site`` also a path on the site itself."""

    empty: bool = False
    on_site: bool = False

    def strict(self) -> Field:
        return replace(self, empty=False, on_site=False, optional=False)

    def faults(self, value: object) -> ValueFaults:
        address = usable_url(value) if isinstance(value, str) else ""
        usable = bool(address) if self.on_site else address.startswith("http")
        if not isinstance(value, str) or not (usable or (self.empty and value == "")) or len(value) > 500:
            yield "", _("must be a web address of at most 500 characters.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Field):
    """A whole number."""

    least: int = 0
    most: int = 999

    def faults(self, value: object) -> ValueFaults:
        # True is a whole number for Python.
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= self.most:
            limits = {"least": self.least, "most": self.most}
            yield "", _("must be a whole number from %(least)d to %(most)d.") % limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Yes(Field):
    def faults(self, value: object) -> ValueFaults:
        if not isinstance(value, bool):
            yield "", _("must be true or false.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Field):
    def faults(self, value: object) -> ValueFaults:
        if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
            yield "", _("must be a date, such as 2026-11-22.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Day):
    """The same, or the honest answer that nobody knows it."""

    def faults(self, value: object) -> ValueFaults:
        if value != UNKNOWN:
            yield from Day.faults(self, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail(Field):
    def faults(self, value: object) -> ValueFaults:
        try:
            validate_email(value if isinstance(value, str) else "")
        except ValidationError:
            if value != "":
                yield "", _("must be an e-mail address.")
        else:
            if not mail_link(str(value)):
                yield "", _("must be an e-mail address.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Field):
    """One telephone number that can be dialled, or none."""

    def faults(self, value: object) -> ValueFaults:
        if value != "":
            yield from _undialled(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phones(Field):
    """Telephone numbers that can be dialled."""

    def faults(self, value: object) -> ValueFaults:
        if not isinstance(value, list):
            yield "", _("must be a list of texts.")
            return
        for number, text in enumerate(value, start=1):
            for _place, message in _undialled(text):
                yield f"[{number}]", message


def _undialled(value: object) -> ValueFaults:
    try:
        parse_phone(value if isinstance(value, str) else "")
    except ValidationError as problem:
        yield "", problem.messages[0]


def _keys(known: Known) -> Collection[str]:
    return known() if callable(known) else known


def _size(value: list[Any], least: int, most: int) -> ValueFaults:
    if not least <= len(value) <= most:
        counts = {"count": len(value), "least": least, "most": most}
        yield "", _("has %(count)d entries; from %(least)d to %(most)d.") % counts
