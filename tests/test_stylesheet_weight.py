"""What our rules weigh: more than a reset, not more than a class of the host, and far more where safety needs it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import gripwagtail

STATIC = Path(gripwagtail.__file__).parent / "static" / "gripwagtail"
OURS = [STATIC / f"grip-{name}.css" for name in ("help", "pages", "print")]
ALL_CSS = "".join(path.read_text(encoding="utf-8") for path in OURS)
SHEETS = [*OURS, *(STATIC / f"{name}.css" for name in ("sheet", "poster", "share"))]

Weight = tuple[int, int, int]

# What steers or hides is no look that a host would want to change.
HIDES = re.compile(r"display: none|order: -1")
# What has to look the same on every site.
SAFETY = ("grip-exit", "grip-skip", "grip-danger-link", "grip-call", "grip-button", "grip-first-way", "grip-ways")


def rules(css: str) -> Iterator[tuple[str, str]]:
    """Every selector with the declarations of its rule, those inside a condition as well."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    # A long list in brackets has a line for each.
    css = re.sub(r"(?<=\() | (?=\))", "", re.sub(r"\s+", " ", css))
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        if not selectors.strip().startswith("@"):
            yield from ((selector, body.strip()) for selector in split(selectors))


def split(selectors: str) -> list[str]:
    """At the commas outside brackets."""
    parts, depth = [""], 0
    for letter in selectors:
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def weight(selector: str) -> Weight:
    """Ids, classes and elements, as CSS counts them."""
    ids = classes = elements = 0
    rest = ""
    while found := re.search(r":(where|is|not|has)\(", selector):
        end, depth = found.end(), 1
        while depth:
            depth += {"(": 1, ")": -1}.get(selector[end], 0)
            end += 1
        inside = selector[found.end() : end - 1]
        if found[1] != "where":
            most = max(weight(one) for one in split(inside))
            ids, classes, elements = ids + most[0], classes + most[1], elements + most[2]
        # A space, so that what comes before and after does not become one word.
        rest, selector = rest + selector[: found.start()] + "\0", selector[end:]
    rest += selector
    ids += len(re.findall(r"#[\w-]+", rest))
    elements += len(re.findall(r"::[\w-]+", rest))
    rest = re.sub(r"::[\w-]+|#[\w-]+", "", rest)
    classes += len(re.findall(r"\.[\w-]+|\[[^\]]*\]|:[\w-]+", rest))
    rest = re.sub(r"\.[\w-]+|\[[^\]]*\]|:[\w-]+|\0", "", rest)
    elements += len(re.findall(r"[a-z]\w*", rest))
    return ids, classes, elements


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        (".grip-card", (0, 1, 0)),
        (".grip :where(h1, .grip-x > a)", (0, 1, 0)),
        (".grip a:hover::after", (0, 2, 2)),
        (":is(.a.b, p) > q", (0, 2, 1)),
        (".a:not(#_#_)", (2, 1, 0)),
        (".a [href]", (0, 2, 0)),
    ],
)
def test_weights_are_counted_as_a_browser_does(selector: str, expected: Weight) -> None:
    assert weight(selector) == expected


def test_every_rule_weighs_one_class_or_keeps_somebody_safe() -> None:
    odd = []
    for selector, body in rules(ALL_CSS):
        ids, classes, _ = weight(selector)
        if ids:
            continue
        is_state = bool(re.search(r":focus-visible|\[hidden\]", selector))
        is_print_link = selector.startswith(".grip :is(.grip-ways, .grip-links, .grip-list) a")
        if classes != 1 and not (HIDES.search(body) or is_state or is_print_link):
            odd.append((selector, weight(selector)))
    assert odd == []


def test_what_weighs_more_than_a_rule_with_an_id_is_what_safety_needs() -> None:
    heavy = [selector for selector, _ in rules(ALL_CSS) if weight(selector)[0]]
    assert all(weight(selector)[0] >= 2 for selector in heavy)
    for name in SAFETY:
        assert any(name in selector for selector in heavy), name


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_sheet_stands_in_a_layer_or_shouts(sheet: Path) -> None:
    css = sheet.read_text(encoding="utf-8")
    assert "@layer" not in css
    assert "!important" not in css


def test_no_rule_is_about_an_element_of_the_host_but_the_one_that_makes_room_for_the_way_out() -> None:
    ours = re.compile(r"(?::is\(|:where\()?\.grip")
    [loose] = [selector for selector, _ in rules(ALL_CSS) if not ours.match(selector)]
    assert loose.startswith("html:has(")
    assert ".grip-exit-bar" in loose


def test_no_size_hangs_on_the_rem_of_the_host() -> None:
    """But for conditions, which ask the browser, and what is at least as large in pixels."""
    allowed = r"(?s)/\*.*?\*/|@media[^{]*|max\(\d+(?:\.\d+)?rem, \d+px\)"
    css = re.sub(allowed, "", ALL_CSS)
    assert re.findall(r"\d+rem", css) == []


@pytest.mark.parametrize("small", ["", ".min"])
def test_in_a_layer_it_is_the_same_stylesheet(small: str) -> None:
    layered = (STATIC / f"grip-layered{small}.css").read_text(encoding="utf-8")
    assert f'@import url("grip{small}.css") layer(gripwagtail);' in layered
