"""Templates that are written for people: one element a line, indented. None of that reaches a page.

A line break between two inline elements would be a gap for the reader, and the indentation of a long page weighs. So
the lines are joined once, when a template is compiled. The rule is that of JSX, and is right for a tag that goes on on
the next line as well: between elements a line break is nothing, within a tag or a text it is a space. A space that has
to stay at the end of a line is written ``{{ " " }}``, which Django reads as a space also where no lines are joined.
Ends of tags that HTML does not need are left out as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.template.base import Token, TokenType

_SPACE: Final = ('" "', "' '")
# Ends that HTML lets us leave out, in whatever follows: another of them, or the end of the list.
_ENDS: Final = ("</dt>", "</dd>")
# What these hold is read by a tag, as it is written.
_AS_WRITTEN: Final = {"blocktranslate": "endblocktranslate", "blocktrans": "endblocktrans", "verbatim": "endverbatim"}


def join_lines(tokens: Sequence[Token]) -> list[Token]:
    """The tokens of a template without what lays out its source."""
    joined: list[Token] = []
    lines, until = _Lines(), ""
    for token in tokens:
        kind = token.token_type
        if kind == TokenType.BLOCK:
            name = token.contents.split()[0] if token.contents else ""
            until = "" if name == until else until or _AS_WRITTEN.get(name, "")
        elif not until and kind == TokenType.VAR and token.contents in _SPACE:
            _add(joined, token, " ")
            continue
        elif not until and kind == TokenType.TEXT:
            _add(joined, token, _without_ends(lines.join(token.contents)))
            continue
        joined.append(token)
    return joined


def _without_ends(text: str) -> str:
    """Ends of items in a list of who helps: some three hundred on a page, and in HTML the next one ends them."""
    for end in _ENDS:
        text = text.replace(end, "")
    return text


def _add(joined: list[Token], token: Token, text: str) -> None:
    """A text, as a part of the one before it where it comes right after one."""
    if joined and joined[-1].token_type == TokenType.TEXT:
        joined[-1].contents += text
    elif text:
        token.token_type, token.contents = TokenType.TEXT, text
        joined.append(token)


@dataclass
class _Lines:
    """Reads a template from its beginning, and knows whether it is within a tag."""

    in_tag: bool = False

    def join(self, text: str) -> str:
        first, *rest = text.split("\n")
        out = first.rstrip() if rest else first
        self._read(out)
        for number, line in enumerate(rest, 1):
            line = line.lstrip() if number == len(rest) else line.strip()
            is_last = number == len(rest)
            if line or is_last:
                if self._is_space(out, line):
                    out += " "
                out += line
                self._read(line)
        return out

    def _is_space(self, before: str, after: str) -> bool:
        if before.endswith(" "):
            return False
        if self.in_tag:
            return not after.startswith((">", "/>"))
        return bool(before and after) and not before.endswith(">") and not after.startswith("<")

    def _read(self, line: str) -> None:
        opened, closed = line.rfind("<"), line.rfind(">")
        if opened != closed:
            self.in_tag = opened > closed


__all__ = ["join_lines"]
