"""The patterns that are written in our scripts, also as what Python makes of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

import gripwagtail

STATIC: Final = Path(gripwagtail.__file__).parent / "static"
_COMMENT: Final = re.compile(r"/\*.*?\*/|(?<![:\"'`\\])//[^\n]*", re.DOTALL)
# After what may stand before an expression. Inside a class of characters a slash ends nothing.
_LITERAL: Final = re.compile(r"(?<=[(,=:\[!&|?])\s*/((?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)/([dgimsuvy]*)")
# What the other language calls by another name; inside a class of characters, where ours stand, and elsewhere. A class
# that Python does not have is one of those that it has which reads at least as much.
_PROPERTIES: Final = {
    r"\p{L}": r"\w",
    r"\p{N}": r"\d",
    r"\p{Nd}": r"\d",
    r"\p{M}": "\u0300-\u036f",
    r"\p{Cf}": "\u00ad\u200b-\u200f\u2060-\u2064\ufeff",
}


class Literal(NamedTuple):
    file: str
    source: str
    flags: str


def sources() -> list[Path]:
    return [path for path in sorted(STATIC.rglob("*.js")) if not path.name.endswith(".min.js")]


def without_comments(path: Path) -> str:
    return _COMMENT.sub("", path.read_text(encoding="utf-8"))


def literals() -> list[Literal]:
    """Every pattern that is written in a script of ours."""
    return [
        Literal(path.name, source, flags)
        for path in sources()
        for source, flags in _LITERAL.findall(without_comments(path))
    ]


def in_python() -> dict[str, re.Pattern[str]]:
    """Those patterns for `re`, which goes forwards and back as a browser does."""
    return {f"{one.file}: {one.source}": _translated(one) for one in literals()}


def _translated(one: Literal) -> re.Pattern[str]:
    source = re.sub(r"\(\?<(?=[A-Za-z_])", "(?P<", one.source).replace(r"\/", "/")
    for name, ours in _PROPERTIES.items():
        inside = re.compile(rf"(\[[^\]]*){re.escape(name)}")
        while inside.search(source):
            source = inside.sub(lambda found, ours=ours: found[1] + ours, source)  # type: ignore[misc]
        source = source.replace(name, f"[{ours}]")
    flags = sum((re.IGNORECASE * ("i" in one.flags), re.MULTILINE * ("m" in one.flags), re.DOTALL * ("s" in one.flags)))
    return re.compile(source, flags)
