"""The files with the starter content."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

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
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StarterError(_("%(file)s: there is no such file.") % {"file": path.name}) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        message = _("%(file)s: cannot be read: %(problem)s.") % {"file": path.name, "problem": problem}
        raise StarterError(message) from None


def languages(root: Path = DATA) -> list[str]:
    """The languages in which there are texts, as codes."""
    return sorted(path.name for path in root.iterdir() if path.is_dir() and any(path.glob("*/*.toml")))
