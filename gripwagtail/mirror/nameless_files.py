"""Files of the mirror without the names of people: in what a reader reads, and nowhere in what makes it a page.

A name may be a word of ours as well, of a class or of a tag. So the text of a page is looked at, and the few attributes
that hold words; a link whose address says who somebody is leads nowhere any more. Everything else stays as it was,
letter for letter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from html import escape
from html.parser import HTMLParser
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _

from ..subroutes.vcf import fold
from ..text.names import Names, NameSpan


def _set(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


# Tags within a line: a name may begin before one and end after it.
_INLINE: Final = _set("a abbr b bdi bdo cite code dfn em font i kbd mark q s small span strong sub sup u wbr")
# Attributes that a reader sees or hears, and what the search box of our page looks in.
_WORDS: Final = _set(
    "abbr alt aria-description aria-label aria-roledescription aria-valuetext content data-grip-words label",
    "placeholder summary title value",
)
_ADDRESSES: Final = _set("action cite data data-src data-srcset formaction href poster src srcset xlink:href")
# In these a word is a key, whatever else it may mean.
_KEYS: Final = _set("class dir lang media name rel role style type")
_DATA: Final = frozenset(["application/json", "application/ld+json"])
_RAW: Final = frozenset(["script", "style"])


_SAID_ON_A_CARD: Final = frozenset(["N", "FN", "ORG", "TITLE", "ROLE", "NOTE"])

_Attributes = Sequence[tuple[str, str | None]]


class NamedInScriptError(Exception):
    """A script of the page names somebody: that cannot be taken out without breaking it."""


class _Piece(NamedTuple):
    """A tag, a comment or a stretch of text, as it is in the file."""

    kind: str
    raw: str
    tag: str = ""
    attributes: _Attributes = ()


def html_without(html: str, names: Names) -> str:
    """The page with the function in the place of each name. Raises ``NamedInScriptError``."""
    if not names:
        return html
    done: list[str] = []
    line: list[_Piece] = []
    around: _Piece | None = None
    for piece in _Reader(html).pieces():
        if piece.kind == "text" or (piece.kind in ("start", "end") and piece.tag in _INLINE):
            line.append(piece)
            continue
        done += _line(line, names)
        line = []
        if piece.kind == "raw":
            done.append(_script(piece.raw, around, names))
        elif piece.kind == "comment":
            done.append("" if names.is_in(piece.raw, parts=False) else piece.raw)
        else:
            done.append(_tag(piece, names))
            around = piece
    return "".join([*done, *_line(line, names)])


def vcard_without(text: str, names: Names) -> str:
    """Cards for a phone with the function in the place of each name; a mailbox that says who it is goes."""
    lines = text.replace("\r\n ", "").split("\r\n")
    return "\r\n".join(fold(line) for line in _card_lines(lines, names))


def _card_lines(lines: Sequence[str], names: Names) -> Iterator[str]:
    for line in lines:
        name, colon, value = line.partition(":")
        if name.startswith(("EMAIL", "URL")):
            if not names.is_in_address(value):
                yield line
            continue
        if name not in _SAID_ON_A_CARD:
            yield line
            continue
        # What a backslash begins is no word: “\n” is the end of a line.
        parts = re.split(r"(\\.)", value)
        yield name + colon + "".join(part if part[:1] == "\\" else names.without(part) for part in parts)


def _line(pieces: Sequence[_Piece], names: Names) -> Iterator[str]:
    """What is between two tags that begin a line of their own, read as one text."""
    texts = [piece.raw for piece in pieces if piece.kind == "text"]
    spans = names.spans("".join(texts)) if texts else []
    written = iter(_put(texts, spans) if spans else texts)
    for piece in pieces:
        yield next(written) if piece.kind == "text" else _tag(piece, names)


def _put(texts: Sequence[str], spans: Sequence[NameSpan]) -> Iterator[str]:
    """The texts with the function where a name begins, and nothing in what else they have of it."""
    begin = 0
    for text in texts:
        stop, at, parts = begin + len(text), begin, []
        for span in spans:
            if span.start < stop and span.stop > begin:
                parts.append(text[at - begin : max(span.start, begin) - begin])
                if span.start >= begin:
                    parts.append(escape(span.instead))
                at = min(span.stop, stop)
        yield "".join([*parts, text[at - begin :]])
        begin = stop


def _tag(piece: _Piece, names: Names) -> str:
    if piece.kind != "start":
        return piece.raw
    kept = [(name, said) for name, value in piece.attributes for said in _value(name, value, names)]
    if kept == [*piece.attributes]:
        return piece.raw
    said = "".join(f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in kept)
    return f"<{piece.tag}{said}{' /' if piece.raw.endswith('/>') else ''}>"


def _value(name: str, value: str | None, names: Names) -> Iterator[str | None]:
    """What stays of an attribute, if it stays."""
    if not value or name in _KEYS:
        yield value
    elif name not in _ADDRESSES:
        yield names.without(value, parts=name in _WORDS)
    elif not names.is_in_address(value):
        yield value


def _script(text: str, around: _Piece | None, names: Names) -> str:
    kind = dict(around.attributes).get("type") if around is not None else ""
    if (kind or "").strip().lower() in _DATA:
        try:
            before = json.loads(text)
        except ValueError:
            before = None
        after = _data(before, names)
        if before is not None:
            return text if after == before else json.dumps(after).replace("<", "\\u003c")
    if names.is_in(text, parts=False):
        raise NamedInScriptError(_("names somebody in a script, which is not the same without"))
    return text


def _data(value: Any, names: Names) -> Any:
    if isinstance(value, str):
        return "" if " " not in value and names.is_in_address(value) else names.without(value)
    if isinstance(value, dict):
        return {key: _data(one, names) for key, one in value.items()}
    return [_data(one, names) for one in value] if isinstance(value, list) else value


class _Reader(HTMLParser):
    """Where in a page each piece begins, so that what is not changed stays as it was."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self._html = html
        self._lines = [0, *(found.end() for found in re.finditer("\n", html))]
        self._found: list[tuple[int, str, str, _Attributes]] = []
        self.feed(html)
        self.close()

    def pieces(self) -> Iterator[_Piece]:
        ends = [*(start for start, *_rest in self._found[1:]), len(self._html)]
        for (start, kind, tag, attributes), end in zip(self._found, ends, strict=True):
            yield _Piece(kind, self._html[start:end], tag, attributes)

    def _note(self, kind: str, tag: str = "", attributes: _Attributes = ()) -> None:
        line, column = self.getpos()
        # A script comes in parts, and is read as one.
        if not (kind == "raw" and self._found and self._found[-1][1] == "raw"):
            self._found.append((self._lines[line - 1] + column, kind, tag, attributes))

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        self._note("start", tag, attrs)
        # Whatever the parser does not see after it is text.
        line, column = self.getpos()
        after = self._lines[line - 1] + column + len(self.get_starttag_text() or "")
        self._found.append((after, "raw" if tag in _RAW else "text", "", ()))

    def handle_startendtag(self, tag: str, attrs: _Attributes) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._note("end", tag)

    def handle_data(self, data: str) -> None:
        self._note("raw" if self.cdata_elem in _RAW else "text")

    def handle_entityref(self, name: str) -> None:
        self._note("text")

    def handle_charref(self, name: str) -> None:
        self._note("text")

    def handle_comment(self, data: str) -> None:
        self._note("comment")

    def handle_decl(self, decl: str) -> None:
        self._note("decl")

    def unknown_decl(self, data: str) -> None:
        self._note("decl")

    def handle_pi(self, data: str) -> None:
        self._note("decl")


__all__ = ["NamedInScriptError", "html_without", "vcard_without"]
