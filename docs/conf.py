"""The documentation as a site: ``make docs`` builds it in var/docs, and a warning is an error."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[1]

_INIT = (_ROOT / "gripwagtail" / "__init__.py").read_text(encoding="utf-8")

project = "gripwagtail"
[version] = re.findall(r'^__version__ = "(.+)"$', _INIT, re.MULTILINE)
release = version
language = "en"

extensions = ["myst_parser"]
# A heading has the address that it has in a repository, so one link does for both.
myst_heading_anchors = 4
exclude_patterns = ["themes"]
html_theme = "furo"
html_title = f"gripwagtail {version}"
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False

# What is beside this folder in a repository, and a page of the site.
_BESIDE = {"changelog": "CHANGELOG.md", "security": "SECURITY.md"}


def _whole(app: object, page: str, source: list[str]) -> None:
    """The text of a page, with links as they are within the site."""
    text = source[0]
    if page in _BESIDE:
        text = (_ROOT / _BESIDE[page]).read_text(encoding="utf-8").replace("](docs/", "](")
    text = re.sub(r"\]\((?:\.\./)?README\.md(?:#[\w-]+)?\)", "](index.md)", text)
    for there, name in _BESIDE.items():
        text = re.sub(rf"\]\((?:\.\./)?{name}", f"]({there}.md", text)
    source[0] = text


def setup(app: Any) -> None:
    app.connect("source-read", _whole)
