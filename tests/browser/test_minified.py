"""A browser reads the same rules in a minified stylesheet as in its source. Scripts: every other test here runs them."""

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


def plain(rule: str) -> str:
    """Of a custom property the browser keeps every sign as it was typed."""
    return re.sub(r"\s*([(),])\s*", r"\1", re.sub(r"\s+", " ", re.sub(r"(?<![\d.])0\.(?=\d)", ".", rule)))


@pytest.mark.parametrize("source", STYLESHEETS, ids=lambda path: path.name)
def test_a_minified_stylesheet_says_the_same(blank: Page, source: Path) -> None:
    written, small = (blank.evaluate(RULES, path.read_text("utf-8")) for path in (source, minify.target(source)))
    assert len(written) > 3
    assert [plain(rule) for rule in small] == [plain(rule) for rule in written]


def test_a_browser_that_reads_something_else_is_noticed(blank: Page) -> None:
    """A minifier that takes the space before a colon makes another selector of it."""
    written, small = (blank.evaluate(RULES, css) for css in (".a :where(b) { top: 0.5px }", ".a:where(b){top:.5px}"))
    assert [plain(rule) for rule in small] != [plain(rule) for rule in written]
