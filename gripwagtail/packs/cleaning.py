"""Texts as they may be stored: without what nobody can see, and rich text without anything active."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

from ..sanitize import clean_html, usable_url
from ..starter.files import Document
from ..starter.tables import BODY

# Marks that turn the direction of everything after them, and so can make one text look like another.
_TURNING: Final = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_ADDRESSES: Final = {"url", "source", "form_url"}
# A link to a page of one site, by its number, is a link to something else on another site.
_INTERNAL: Final = re.compile(r"""<a\b(?=[^<>]*\blinktype\s*=)[^<>]*>""", re.IGNORECASE)


def clean(document: Document) -> Document:
    """The same file, cleaned. Cleaning it again changes nothing."""
    return {
        name: [_part(part) for part in value] if name == BODY else _cleaned(name, value)
        for name, value in document.items()
    }


def plain(text: str) -> str:
    """Plain text without invisible marks, with one kind of line ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in lines if letter in "\n\t" or _visible(letter)).strip()


def rich(html: str) -> str:
    """HTML with our few tags. Links to a page by its number lose the link and keep their words."""
    return str(clean_html(_INTERNAL.sub("<a>", plain(html))))


def _visible(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cc", "Cs") and ord(letter) not in _TURNING


def _part(part: Any) -> Any:
    return {name: rich(text) if name == "text" else plain(text) for name, text in part.items()}


def _cleaned(name: str, value: object) -> Any:
    if isinstance(value, str):
        return usable_url(plain(value)) if name in _ADDRESSES else plain(value)
    if isinstance(value, list):
        return [_cleaned(name, part) for part in value]
    if isinstance(value, dict):
        return {key: _cleaned(key, part) for key, part in value.items()}
    return value
