"""What one value in a pack may be: whatever an editor may type, and plain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ..phone import parse_phone
from ..sanitize import MAX_LENGTH, clean_html, safe_url
from ..starter.fields import Field, Found, Lines, text_faults

_MARKUP: Final = re.compile(r"</?[a-zA-Z!][^<>]*>")
_PAGE_SLUG: Final = re.compile(r"[-\w]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain(Field):
    """Text without HTML, on one line unless it may have more."""

    limit: int
    empty: bool = False
    many_lines: bool = False

    def faults(self, value: Any) -> Found:
        yield from text_faults(value, self.limit, empty=self.empty)
        if not isinstance(value, str):
            return
        if "\n" in value.strip() and not self.many_lines:
            yield "", _("must be on one line.")
        if _MARKUP.search(value):
            yield "", _("contains HTML; only the text of “body” may.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainLines(Lines):
    """A list of lines without HTML."""

    @property
    def line(self) -> Field:
        return Plain(limit=self.limit, many_lines=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rich(Field):
    """HTML that still contains something to read after cleaning."""

    def faults(self, value: Any) -> Found:
        if not isinstance(value, str):
            yield "", _("must be a text.")
        elif len(value) > MAX_LENGTH:
            yield "", _("has %(count)d characters; at most %(limit)d.") % {"count": len(value), "limit": MAX_LENGTH}
        elif not re.sub(r"<[^<>]*>", "", clean_html(value)).strip():
            yield "", _("may not be empty.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSlug(Field):
    """The slug of a page, as Wagtail accepts it."""

    def faults(self, value: Any) -> Found:
        if not isinstance(value, str) or not _PAGE_SLUG.fullmatch(value) or len(value) > 255:
            yield "", _("must be letters, digits and hyphens, at most 255.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Field):
    """A web address, or a path on the site itself."""

    empty: bool = False

    def faults(self, value: Any) -> Found:
        usable = isinstance(value, str) and (safe_url(value) or (self.empty and not value))
        if not usable or len(value) > 500:
            yield "", _("must be a web address of at most 500 characters.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail(Field):
    def faults(self, value: Any) -> Found:
        try:
            validate_email(value if isinstance(value, str) else "")
        except ValidationError:
            if value != "":
                yield "", _("must be an e-mail address.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Field):
    """One telephone number that can be dialled."""

    def faults(self, value: Any) -> Found:
        try:
            if value != "":
                parse_phone(value if isinstance(value, str) else "")
        except ValidationError as problem:
            yield "", problem.messages[0]
