"""What a site has stored, as someone reads it who takes the database and the caches home and looks for a name.

Names are stored in more ways than they are written. A text is opened in every way in which something here or in Django
closes one: by Base64, compression, pickles, as an address, as JSON, as HTML.
"""

from __future__ import annotations

import base64
import binascii
import html
import pickle
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

from django.core.cache import caches
from django.db import connection

_BASE64 = re.compile(r"[A-Za-z0-9+/_\-]{12,}={0,2}")


def stored() -> Iterator[tuple[str, str]]:
    """Where, and what: every cell of every table, and every entry of every cache, also of those that SQLite hides."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            tables = sorted({*tables, *(name for (name,) in cursor.fetchall())})
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for row in cursor.fetchall():
                yield from ((table, as_text(cell)) for cell in row if cell is not None)
    for alias in caches:
        for key, value in getattr(caches[alias], "_cache", {}).items():
            yield f"cache {alias}", as_text(key)
            yield f"cache {alias}", as_text(value)
        # One file for each entry: until when it holds, and then what it is, closed.
        for path in Path(getattr(caches[alias], "_dir", "/nowhere")).glob("*.djcache"):
            with path.open("rb") as file:
                pickle.load(file)  # noqa: S301  # what the test itself wrote
                yield f"cache {alias}", as_text(zlib.decompress(file.read()))


def as_text(cell: Any) -> str:
    if isinstance(cell, memoryview):
        cell = bytes(cell)
    return cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)


def opened(text: str, deep: int = 3) -> Iterator[str]:
    """The text, and what is in it when it is opened, and once more in what came out."""
    yield text
    if not deep:
        return
    for inner in dict.fromkeys(_inside(text)):
        if inner != text:
            yield from opened(inner, deep - 1)


def _inside(text: str) -> Iterator[str]:
    yield unquote_plus(text)
    yield html.unescape(text)
    yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    yield re.sub(r"<[^<>]*>", "", text)
    for match in _BASE64.finditer(text):
        # What follows a colon is a signature.
        for packed in (match[0], f".{match[0]}"):
            yield from _unpacked(packed.lstrip(".").split(":")[0])


def _unpacked(packed: str) -> Iterator[str]:
    with suppress(binascii.Error, ValueError):
        data = base64.b64decode(packed.replace("-", "+").replace("_", "/") + "=" * (-len(packed) % 4))
        with suppress(zlib.error):
            data = zlib.decompress(data)
        said = data.decode("utf-8", "replace")
        if sum(sign.isprintable() for sign in said) * 4 > len(said) * 3:
            yield said


def plain(text: str) -> str:
    """In small letters without accents, with plain digits, without anything between letters and digits."""
    letters = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("Ø", "O")).casefold()
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in letters if sign.isalnum())


def places_of(needles: Iterable[str], where: Iterable[tuple[str, str]] | None = None) -> list[tuple[str, str]]:
    """Where any of these is: the place, and what was found there."""
    wanted = [plain(needle) for needle in needles]
    found = []
    for place, text in where if where is not None else stored():
        for inner in opened(text):
            said = plain(inner)
            if any(needle in said for needle in wanted):
                found.append((place, inner[:300]))
                break
    return found
