"""What the README gives a site: its settings and its first command, as a person would paste them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
README: Final = ROOT / "README.md"
OURS: Final = ("gripwagtail", "gripwagtail.pages")


def settings_snippet(page: Path = README) -> str:
    """The one block of settings on a page of the documentation."""
    text = page.read_text(encoding="utf-8")
    [found] = re.findall(r"^```python\n(# settings\.py.*?)^```", text, re.MULTILINE | re.DOTALL)
    return str(found)


def pasted(snippet: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a site, below which the snippet was pasted."""
    namespace = dict(given)
    exec(snippet, namespace)  # noqa: S102 (as a person would paste it)
    return {name: value for name, value in namespace.items() if name.isupper()}


def first_command() -> list[str]:
    """The command of the README that plants the pages: its name, and what follows it."""
    text = README.read_text(encoding="utf-8")
    found = re.search(r"^python manage\.py (gripwagtail_start .*)$", text, re.MULTILINE)
    assert found
    return shlex.split(found[1])


__all__ = ["OURS", "README", "first_command", "pasted", "settings_snippet"]
