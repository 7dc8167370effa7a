"""A browser reads the same rules in a minified stylesheet as in its source. Scripts: all other tests here run them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import browsers
from tests.tools import minify

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STYLESHEETS = [path for path in minify.sources() if path.suffix == ".css" and "@import" not in path.read_text("utf-8")]

# All that a browser understood of a stylesheet, rule by rule, as it says it itself.
RULES = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return [...sheet.cssRules].map(rule => rule.cssText);
}"""


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Page:
    browsers.require_chromium()
    return browser.new_page()


# Two ways to say one thing: the first is what the minifier writes.
SAME = {
    "background: 0px 0px;": "background: none;",
    "background: transparent;": "background: none;",
    "border-color: initial;": "border-color: currentcolor;",
}


def plain(rule: str) -> str:
    """Without what means nothing: the letter case of a font, and in a value with a variable, which the browser keeps as
    typed, a zero or a space. Never the space round a plus or a minus, or before a colon: that means something."""
    rule = re.sub(r"(?<![\d.])0\.(?=\d)", ".", re.sub(r"\s+", " ", rule)).casefold()
    rule = re.sub(r"(?<=\() | (?=\))|(?<=,) | (?=,)|(?<=/) | (?=/)", "", rule)
    rule = re.sub(r"\)(?=[\w#.\"])", ") ", rule)
    for small, written in SAME.items():
        rule = rule.replace(small, written)
    return rule


@pytest.mark.parametrize("source", STYLESHEETS, ids=lambda path: path.name)
def test_a_minified_stylesheet_says_the_same(blank: Page, source: Path) -> None:
    written, small = (blank.evaluate(RULES, path.read_text("utf-8")) for path in (source, minify.target(source)))
    assert len(written) > 1
    differ = [
        pair for one, other in zip(small, written, strict=True) if len(set(pair := (plain(one), plain(other)))) > 1
    ]
    assert differ == []


@pytest.mark.parametrize(
    ("written", "small"),
    [
        (".a :where(b) { top: 0.5px }", ".a:where(b){top:.5px}"),
        (".a { top: calc(var(--b) - 1px) }", ".a{top:calc(var(--b)-1px)}"),
        (".a { color: light-dark(#000, #fff) }", ".a{color:#000}"),
        (".a { top: 0 } .b { left: 0 }", ".a{top:0}"),
    ],
)
def test_a_minified_stylesheet_that_says_something_else_is_noticed(blank: Page, written: str, small: str) -> None:
    one, other = ([plain(rule) for rule in blank.evaluate(RULES, css)] for css in (written, small))
    assert one != other
