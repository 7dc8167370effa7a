"""Stylesheets of hosts, under which our pages are measured: a few of our own, and those that real sites have.

Ours are beside this file, each with one habit of resets. The real ones are published on npm; nothing of them is kept
here. `python -m tests.tools.stylesheets FOLDER` fetches them, and GRIP_STYLESHEETS names that folder.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
VERSIONS: Final = "versions.json"
# The page says that the browser's own colours may be dark: sites that leave the colours of the page to the browser.
BOTH: Final = "light dark"
MISSING: Final = (
    "no stylesheets of real sites (fetch them with tests/tools/stylesheets.py, name them in GRIP_STYLESHEETS)"
)


@dataclass(frozen=True)
class StylesheetSource:
    """Where a stylesheet comes from, and what a site that has it puts into its HTML."""

    name: str
    label: str
    # A package with its version, and files in it; several make one stylesheet. None: beside this file.
    package: str = ""
    files: tuple[str, ...] = ()
    scheme: str = ""
    light: tuple[tuple[str, str], ...] = ()
    dark: tuple[tuple[str, str], ...] = ()
    root_class: str = ""
    body_class: str = ""


@dataclass(frozen=True)
class Sheet:
    """A stylesheet of a host, at hand."""

    name: str
    label: str
    css: str = field(repr=False)
    version: str = ""
    scheme: str = ""
    light: tuple[tuple[str, str], ...] = ()
    dark: tuple[tuple[str, str], ...] = ()
    root_class: str = ""
    body_class: str = ""


OWN: Final = (
    StylesheetSource("none", "no stylesheet of the host", scheme=BOTH),
    StylesheetSource("anchors", "a bare `a { background; color }`"),
    StylesheetSource("universal", "`* { margin: 0; padding: 0; border: 0 }`", scheme=BOTH),
    StylesheetSource("flat", "headings, lists and buttons flattened", scheme=BOTH),
    StylesheetSource("small_root", "a root of 62.5 %", scheme=BOTH),
    StylesheetSource("dark_body", "a dark body without `color-scheme`"),
    StylesheetSource("one_id", "a rule with one id, `#main a { … }`"),
)
REAL: Final = (
    StylesheetSource("normalize", "normalize.css", "normalize.css@8.0.1", ("normalize.css",), BOTH),
    StylesheetSource("bootstrap3", "Bootstrap 3", "bootstrap@3.4.1", ("dist/css/bootstrap.min.css",)),
    StylesheetSource("bootstrap4", "Bootstrap 4", "bootstrap@4.6.2", ("dist/css/bootstrap.min.css",)),
    StylesheetSource(
        "bootstrap5",
        "Bootstrap 5",
        "bootstrap@5.3.9",
        ("dist/css/bootstrap.min.css",),
        dark=(("data-bs-theme", "dark"),),
    ),
    StylesheetSource("foundation", "Foundation", "foundation-sites@6.9.0", ("dist/css/foundation.min.css",)),
    StylesheetSource("bulma", "Bulma", "bulma@1.0.4", ("css/bulma.min.css",)),
    StylesheetSource("pico", "Pico", "@picocss/pico@2.1.1", ("css/pico.min.css",)),
    StylesheetSource("tailwind3", "Tailwind 3, preflight", "tailwindcss@3.4.19", ("src/css/preflight.css",), BOTH),
    # As a file by itself. In Tailwind's own index.css it stands in a layer, where it is weaker.
    StylesheetSource("tailwind4", "Tailwind 4, preflight", "tailwindcss@4.3.5", ("preflight.css",), BOTH),
    StylesheetSource("meyer", "Meyer's reset", "reset-css@5.0.2", ("reset.css",), BOTH),
    StylesheetSource(
        "govuk",
        "GOV.UK Frontend",
        "govuk-frontend@6.6.0",
        ("dist/govuk/govuk-frontend.min.css",),
        root_class="govuk-template",
        body_class="govuk-template__body",
    ),
    StylesheetSource(
        "dsfr",
        "DSFR",
        "@gouvfr/dsfr@1.15.3",
        ("dist/dsfr.min.css",),
        light=(("data-fr-scheme", "light"), ("data-fr-theme", "light")),
        dark=(("data-fr-scheme", "dark"), ("data-fr-theme", "dark")),
    ),
)

# Under which the pictures in docs/themes.md are made as well: NL Design System is parts, and a theme for them.
PICTURED: Final = (
    StylesheetSource("utrecht", "NL Design System", "@utrecht/component-library-css@9.0.4", ("dist/index.css",)),
    StylesheetSource("utrecht_theme", "a theme for it", "@utrecht/design-tokens@5.0.1", ("dist/theme.css",)),
)


def folder() -> Path | None:
    """Where the real stylesheets are, by GRIP_STYLESHEETS; None where it is not set."""
    path = os.environ.get("GRIP_STYLESHEETS")
    return Path(path) if path else None


def is_required() -> bool:
    """Whether missing stylesheets are a failure (GRIP_REQUIRE_STYLESHEETS=1) instead of a reason to skip."""
    return os.environ.get("GRIP_REQUIRE_STYLESHEETS") == "1"


def _sheet(source: StylesheetSource, css: str, version: str = "") -> Sheet:
    return Sheet(
        source.name,
        source.label,
        css,
        version,
        source.scheme,
        source.light,
        source.dark,
        source.root_class,
        source.body_class,
    )


def own(name: str) -> Sheet:
    """One of ours."""
    source = next(source for source in OWN if source.name == name)
    return _sheet(source, "" if name == "none" else (HERE / f"{name}.css").read_text(encoding="utf-8"))


def real(name: str, at: Path) -> Sheet:
    """One of the real ones. ``OSError`` when it is not in the folder, ``ValueError`` when it is no stylesheet."""
    source = next(source for source in (*REAL, *PICTURED) if source.name == name)
    css = (at / f"{name}.css").read_text(encoding="utf-8")
    version = json.loads((at / VERSIONS).read_text(encoding="utf-8"))[name]
    return _sheet(source, checked(name, css), version)


def checked(name: str, css: str) -> str:
    """The text, once it is sure that it is a stylesheet: many rules, or many custom properties. Else ``ValueError``."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    has_much = bare.count("{") >= 5 or bare.count("--") >= 50
    if len(bare) < 300 or not has_much or bare.count("{") != bare.count("}") or "<" in bare[:20]:
        raise ValueError(f"{name} is no stylesheet: {css[:60]!r}")
    return css


def require(name: str) -> Sheet:
    """One of the real ones. Skips the test where they are not at hand, or fails it where they are required."""
    # Here, because the tool that fetches them runs on any Python, without pytest.
    import pytest

    at = folder()
    if at is None:
        (pytest.fail if is_required() else pytest.skip)(MISSING)
    return real(name, at)
