"""Writes a content file, always in the same way, so that two exports of one page are the same bytes.

Python reads TOML and does not write it. A content file needs little of it: texts, lists of texts, dates, numbers,
ticks, tables, and tables in a list with tables inside.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

_ESCAPED: Final = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\f": "\\f", "\r": "\\r", "\n": "\\n"}
_SPECIAL: Final = re.compile(r'["\\\x00-\x1f\x7f]')


def dumps(document: Mapping[str, Any]) -> str:
    """The text of a file. Keys keep their order; the tables come after what is outside them."""
    return "\n\n".join("\n".join(block) for block in _blocks(document)) + "\n"


def _blocks(document: Mapping[str, Any]) -> Iterator[list[str]]:
    yield list(_pairs(document))
    for name, value in document.items():
        if isinstance(value, Mapping):
            yield [f"[{name}]", *_pairs(value)]
        elif _is_tables(value):
            for item in value:
                yield [f"[[{name}]]", *_pairs(item)]
                for part, inner in item.items():
                    if isinstance(inner, Mapping):
                        yield [f"[{name}.{part}]", *_pairs(inner)]


def _pairs(table: Mapping[str, Any]) -> Iterator[str]:
    return (
        f"{name} = {_value(value)}"
        for name, value in table.items()
        if not isinstance(value, Mapping) and not _is_tables(value)
    )


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list):
        return _list([_value(part) for part in value])
    return _text(value) if isinstance(value, str) else str(value)


def _list(parts: list[str]) -> str:
    line = f"[{', '.join(parts)}]"
    if len(line) <= 100:
        return line
    return "\n".join(["[", *(f"    {part}," for part in parts), "]"])


def _text(text: str) -> str:
    if "\n" not in text:
        return f'"{_SPECIAL.sub(_escape, text)}"'
    # The first line end after the quotes does not count.
    lines = "\n".join(_SPECIAL.sub(_escape, line) for line in text.split("\n"))
    return f'"""\n{lines}"""'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPED.get(found[0]) or f"\\u{ord(found[0]):04X}"
