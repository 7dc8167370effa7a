"""What of an output is active: would run, would lead or fetch where it should not, or would be calculated.

Each function gives a line for every fault, and nothing for a harmless output. They know nothing of how the output was
made, and read it as a stranger does.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import gripwagtail
from gripwagtail.text.csv_safe import safe_cell
from tests.vectors import HOST

_TEMPLATES: Final = (Path(gripwagtail.__file__).parent / "templates", Path(__file__).parent.parent / "hosts")
RICH_TAGS: Final = frozenset(
    ["p", "br", "strong", "b", "em", "i", "a", "ul", "ol", "li", "h2", "h3", "h4", "blockquote"]
)
RICH_ATTRIBUTES: Final = frozenset(["href", "rel", "lang", "dir"])
_LINKS: Final = frozenset(
    ["href", "src", "action", "formaction", "data", "poster", "background", "xlink:href", "srcset", "cite", "ping"]
)
_SIGN: Final = re.compile(rf"kwik\(?\s*\d{{3}}|{re.escape(HOST)}", re.IGNORECASE)
_CALL: Final = re.compile(r"kwik\s*\(", re.IGNORECASE)
# What our own templates never contain, and Wagtail's only with content of its own.
_NEVER: Final = frozenset(
    [
        "object",
        "embed",
        "applet",
        "base",
        "iframe",
        "frame",
        "frameset",
        "portal",
        "math",
        "marquee",
        "plaintext",
        "xmp",
        "noembed",
        "noframes",
    ]
)


@cache
def our_tags() -> tuple[frozenset[str], frozenset[str]]:
    """The tags and the attributes that occur in our templates and in those of the test hosts."""
    # The level of a heading is counted, so it is in no template; where an address may break is said by a tag.
    tags, attributes = {*RICH_TAGS, "h1", "h5", "h6", "wbr"}, set(RICH_ATTRIBUTES)
    for folder in _TEMPLATES:
        for path in folder.rglob("*.html"):
            if "admin" not in path.parts:
                text = re.sub(r"{[%#{].*?[%#}]}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
                for tag, rest in re.findall(r"<([a-zA-Z][\w-]*)([^<>]*)", text):
                    tags.add(tag.lower())
                    attributes |= {name.lower() for name in re.findall(r"[\s\"']([a-zA-Z][\w:-]*)(?=[=\s/>]|$)", rest)}
    return frozenset(tags), frozenset(attributes)


class _Reader(HTMLParser):
    """Notes what is wrong in a document."""

    def __init__(self, tags: frozenset[str] | None, attributes: frozenset[str] | None) -> None:
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes = tags, attributes
        self.wrong: list[str] = []
        self._inside = ""
        self._json = False
        self._text: list[str] = []

    def note(self, what: str, value: object = "") -> None:
        self.wrong.append(f"{what}: {str(value)[:120]!r}" if value != "" else what)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        values = {name: value or "" for name, value in reversed(attrs)}
        signed = any(_SIGN.search(value) for value in values.values())
        if (tag in _NEVER and (self.tags is not None or signed)) or (self.tags is not None and tag not in self.tags):
            self.note(f"tag {tag}", values)
        if len(names) != len(set(names)):
            self.note(f"an attribute twice on {tag}", names)
        for name, value in values.items():
            self._attribute(tag, name, value)
        if tag == "meta" and "http-equiv" in values and values["http-equiv"].lower() == "refresh":
            self.note("meta refresh", values)
        if tag in ("script", "style"):
            self._inside, self._text = tag, []
            self._json = values.get("type", "").endswith("json")
            if tag == "script" and self.tags is not None and not values.get("src", "").startswith("/static/"):
                self.note("script of nobody", values)

    handle_startendtag = handle_starttag

    def _attribute(self, tag: str, name: str, value: str) -> None:
        strict = self.attributes is not None
        if name.startswith("on") and (strict or _SIGN.search(value)):
            self.note(f"handler {name} on {tag}", value)
        elif (
            self.attributes is not None and name not in self.attributes and not name.startswith(("data-grip", "aria-"))
        ):
            self.note(f"attribute {name} on {tag}", value)
        elif name in ("style", "srcdoc") and (strict or _SIGN.search(value)):
            self.note(f"{name} on {tag}", value)
        elif name in _LINKS and value and (strict or _SIGN.search(value) or _is_code(value)):
            fetched = name != "href" or tag == "link"
            if fetched and not re.match(r"/(?!/)|data:image/(?:png|gif|svg)", value):
                self.note(f"{name} of {tag} is fetched from elsewhere", value)
            elif not fetched and leads_astray(value):
                self.note(f"{name} of {tag}", value)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            text, self._inside = "".join(self._text), ""
            if tag == "style" and (self.tags is not None or _SIGN.search(text)):
                self.note("style", text)
            elif self._json:
                try:
                    json.loads(text)
                except ValueError:
                    self.note("JSON that cannot be read", text)
            elif text.strip() and (self.tags is not None or _CALL.search(text)):
                self.note("script with a text in it", text)

    def handle_data(self, data: str) -> None:
        if self._inside:
            self._text.append(data)

    def handle_comment(self, data: str) -> None:
        if _SIGN.search(data):
            self.note("a text in a comment", data)

    def unknown_decl(self, data: str) -> None:
        self.handle_comment(data)

    def handle_pi(self, data: str) -> None:
        self.handle_comment(data)


_HIDDEN: Final = re.compile(
    r"""[\x00-\x20\x7f-\xa0\xad\\<>"`\u034f\u061c\u115f\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]"""
)
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):(.*)", re.IGNORECASE | re.DOTALL)
_HOSTS: Final = re.compile(r"//([\w.-]+)(?::[0-9]{1,5})?(?:[/?#].*)?", re.DOTALL)
_ONE_ADDRESS: Final = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


def leads_astray(url: str) -> bool:
    """Whether a browser could take an address for more than it seems. Knows nothing of ``safe_url``."""
    for reading in (url, unescape(url), unescape(unescape(url)), unicodedata.normalize("NFKC", url)):
        scheme = _SCHEME.fullmatch(reading)
        if _HIDDEN.search(reading):
            return True
        if scheme is None:
            # A colon in the first word would make it a scheme for some.
            if reading.startswith("//") or ":" in re.split(r"[/?#]", reading, maxsplit=1)[0]:
                return True
        elif scheme[1].lower() in ("http", "https"):
            found = _HOSTS.fullmatch(scheme[2])
            # A host in wide letters is written to look like another one.
            if not found or unicodedata.normalize("NFKC", found[1]) != found[1]:
                return True
        elif scheme[1].lower() == "mailto":
            if not _ONE_ADDRESS.fullmatch(scheme[2]):
                return True
        elif scheme[1].lower() != "tel" or not re.fullmatch(r"\+?[0-9]+", scheme[2], re.ASCII):
            return True
    return False


def _is_code(value: str) -> bool:
    return re.match(r"[\s\x00-\x20]*(?:javascript|vbscript|data:text)", value, re.IGNORECASE) is not None


def _read(reader: _Reader, html: str) -> list[str]:
    reader.feed(html)
    reader.close()
    if reader._inside:
        reader.note(f"{reader._inside} left open")
    return reader.wrong


def page(html: str) -> list[str]:
    """A public page, sheet or block: nothing but our own tags, attributes, links and scripts."""
    return [*_read(_Reader(*our_tags()), html), *_half_characters(html)]


def rich(html: str) -> list[str]:
    """A piece of rich text: nothing but the few tags that may be in it."""
    return [*_read(_Reader(RICH_TAGS, RICH_ATTRIBUTES), html), *_half_characters(html)]


def picture(svg: str) -> list[str]:
    """A drawing: lines, and nothing to run, to follow or to fetch."""
    return _read(
        _Reader(
            frozenset({"svg", "path"}),
            frozenset(["class", "viewbox", "xmlns", "width", "height", "d", "fill", "transform", "stroke"]),
        ),
        svg,
    )


def admin(html: str) -> list[str]:
    """A page of the admin, which has scripts of its own: nothing of a text may be part of one, or lead anywhere."""
    return [*_read(_Reader(None, None), html), *_half_characters(html)]


def _half_characters(text: str) -> list[str]:
    return ["half a character"] if any("\ud800" <= char <= "\udfff" for char in text) else []


# --- JSON ---------------------------------------------------------------------------


def api(text: str) -> list[str]:
    """JSON of an API: rich text is cleaned, an address may be followed, a mail address is one address."""
    return list(_values(json.loads(text), ""))


def _values(value: Any, name: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _values(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from _values(part, name)
    elif isinstance(value, str) and value:
        if name == "html":
            yield from rich(value)
        elif name.endswith("url") or name in ("href", "chat_link", "web"):
            if leads_astray(value):
                yield f"{name}: {value[:120]!r}"
        elif name == "email" and leads_astray(f"mailto:{value}"):
            yield f"{name}: {value[:120]!r}"


# --- vCard --------------------------------------------------------------------------

_LINE: Final = re.compile(
    r"(BEGIN|VERSION|PRODID|UID|FN|N|ORG|TITLE|ROLE|TEL|EMAIL|URL|NOTE|REV|END)((?:;[A-Z]+=\w+(?:,\w+)*)*):(.*)",
    re.DOTALL,
)
_BREAKS: Final = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029\x00-\x08\x7f]")
_FIELDS: Final = re.compile(r"(?<!\\)(?:\\\\)*[,;]")


def vcard(text: str) -> list[str]:
    """Cards for a phone: each line is a property we know, and no text ends one or divides a value."""
    wrong, opened = [], False
    if not text.endswith("\r\n"):
        wrong.append("the last line has no end")
    for line in text.replace("\r\n ", "").split("\r\n")[:-1]:
        found = _LINE.fullmatch(line)
        if found is None or _BREAKS.search(line):
            wrong.append(f"line: {line[:120]!r}")
            continue
        name, value = found[1], found[3]
        if name in ("BEGIN", "END"):
            if opened == (name == "BEGIN") or value != "VCARD":
                wrong.append(f"line: {line[:120]!r}")
            opened = name == "BEGIN"
        elif name in ("FN", "N", "ORG", "TITLE", "ROLE", "NOTE"):
            # A name has five parts, whatever is in the first.
            if len(_FIELDS.findall(value)) != (4 if name == "N" else 0):
                wrong.append(f"divided: {line[:120]!r}")
        elif name == "TEL" and not re.fullmatch(r"\+?[0-9]+", value):
            wrong.append(f"number: {line[:120]!r}")
        elif name == "URL" and (leads_astray(value) or not value.startswith("http")):
            wrong.append(f"address: {line[:120]!r}")
        elif name == "EMAIL" and leads_astray(f"mailto:{value}"):
            wrong.append(f"mail: {line[:120]!r}")
    return [*wrong, *(["a card is left open"] if opened else [])]


# --- tables and lines ---------------------------------------------------------------


def table(text: str) -> list[str]:
    """A CSV file: no cell begins like a formula."""
    return [f"cell: {cell[:120]!r}" for row in csv.reader(io.StringIO(text, newline="")) for cell in row if _runs(cell)]


def _runs(cell: str) -> bool:
    return bool(safe_cell(cell) != cell)


def workbook(content: bytes) -> list[str]:
    """An XLSX file: no cell is a formula, or a link."""
    from openpyxl import load_workbook

    return [
        f"formula: {str(cell.value)[:120]!r}"
        for sheet in load_workbook(io.BytesIO(content)).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" or cell.hyperlink
    ]


def terminal(text: str) -> list[str]:
    """Lines in a terminal: nothing moves the cursor or renames the window."""
    return [
        f"control character: {line[:120]!r}"
        for line in text.split("\n")
        if re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", line)
    ]


__all__ = ["admin", "api", "page", "rich", "table", "terminal", "vcard", "workbook"]
