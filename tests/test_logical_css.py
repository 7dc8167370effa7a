"""Our stylesheets, and that of the example site, say start and end, never left and right: Arabic is read as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import gripwagtail

PACKAGE = Path(gripwagtail.__file__).parent
SHEETS = [*sorted(PACKAGE.glob("static/**/*.css")), PACKAGE.parent / "example_site/static/example/site.css"]

SIDE = r"(?:left|right|top|bottom)"
PROPERTY = re.compile(
    rf"{SIDE}|(?:min-|max-)?(?:width|height)|border-{SIDE}-(?:left|right)-radius|overflow-[xy]"
    rf"|(?:margin|padding|border|inset|scroll-margin|scroll-padding)-{SIDE}(?:-\w+)?"
)
VALUE = re.compile(r"\b(?:left|right)\b|translateX?\(|scaleX?\(", re.IGNORECASE)
# Of these, the second and the fourth value are the right and the left side.
SIDES = {"margin", "padding", "inset", "scroll-margin", "scroll-padding"}


def declarations(css: str) -> Iterator[tuple[str, str]]:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    for block in re.findall(r"\{([^{}]*)\}", css):
        for declaration in block.split(";"):
            name, colon, value = declaration.partition(":")
            if colon and not name.strip().startswith("--"):
                yield name.strip(), value.strip()


def physical(css: str) -> list[str]:
    """The declarations that mean one side of the screen, whichever way the text runs."""
    found = []
    for name, value in declarations(css):
        values = re.split(r"\s+(?![^(]*\))", value)
        one_sided = name in SIDES and len(values) == 4 and values[1] != values[3]
        if PROPERTY.fullmatch(name) or VALUE.search(value) or one_sided:
            found.append(f"{name}: {value}")
    return found


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_stylesheet_means_the_direction_of_the_text(sheet: Path) -> None:
    assert physical(sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "declaration",
    [
        "margin-left: 1rem",
        "left: 0",
        "width: 3rem",
        "border-top-left-radius: 1rem",
        "padding: 0 1rem 0 calc(1rem + 2px)",
        "text-align: right",
        "float: left",
        "transform: translateX(1rem)",
    ],
)
def test_a_physical_declaration_is_found(declaration: str) -> None:
    assert physical(f"@media (min-width: 1rem) {{ .grip {{ color: red; {declaration} }} }}") == [declaration]


def test_a_logical_declaration_passes() -> None:
    assert physical("@media (max-width: 4rem) { .grip { margin-inline: 0 auto; padding: 0 1px 2px 1px } }") == []
