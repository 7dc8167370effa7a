"""The files in which content stands, that of the starter and that of packs: how they are read and written."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import tomli_w
from django.utils.translation import gettext as _

Document = dict[str, Any]

DATA: Final = Path(__file__).parent / "data"
HELPLINES: Final = "helplines.toml"
FORMAT: Final = 1


class StarterError(Exception):
    """Nothing was changed; ``messages`` gives the reasons, one fault each."""

    def __init__(self, messages: str | Iterable[str]) -> None:
        self.messages = [messages] if isinstance(messages, str) else list(messages)
        super().__init__("\n".join(self.messages))


def read(path: Path) -> Document:
    """The content of one file. Raises ``StarterError`` when it is absent or not TOML."""
    try:
        return loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StarterError(_("%(file)s: there is no such file.") % {"file": path.name}) from None
    except ValueError as problem:
        message = _("%(file)s: cannot be read: %(problem)s.") % {"file": path.name, "problem": problem}
        raise StarterError(message) from None


def loads(text: str) -> Document:
    """The content of a file. Raises ``ValueError`` when it is no TOML."""
    try:
        return tomllib.loads(text)
    except RecursionError as problem:
        raise ValueError(str(problem)) from None


def dumps(document: Mapping[str, Any]) -> str:
    """The text of a file, always the same for the same content. Keys keep their order; texts have their lines."""
    # A browser ends lines with two characters, of which the writer keeps one where a text has its lines.
    mark = _unused(document)
    written = tomli_w.dumps(_marked(document, mark), multiline_strings=True)
    return written.replace(mark, "\\r")


def _unused(document: Mapping[str, Any]) -> str:
    """A character for private use that the content does not have."""
    content = tomli_w.dumps(document)
    return next(char for char in map(chr, range(0xE000, 0xF8FF)) if char not in content)


def _marked(value: object, mark: str) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", f"{mark}\n")
    if isinstance(value, Mapping):
        return {key: _marked(inner, mark) for key, inner in value.items()}
    return [_marked(inner, mark) for inner in value] if isinstance(value, list) else value


def languages(root: Path = DATA) -> list[str]:
    """The languages in which there are texts, as codes."""
    return sorted(path.name for path in root.iterdir() if path.is_dir() and any(path.glob("*/*.toml")))
