"""No text that someone types makes a pattern of our scripts slow: twice as long takes about twice as long."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import gripwagtail
from gripwagtail.admin import content_checker
from gripwagtail.text import length, phone_spotting
from tests import growth

STATIC = Path(gripwagtail.__file__).parent / "static"
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`\\])//[^\n]*", re.DOTALL)
# After what may stand before an expression. Inside a class of characters a slash ends nothing.
_LITERAL = re.compile(r"(?<=[(,=:\[!&|?])\s*/((?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)/([dgimsuvy]*)")
# Gives the slowest text: its piece, and milliseconds for a text and for one twice as long.
MEASURE = """
([source, flags, pieces, longest]) => {
  const run = (text) => {
    const pattern = new RegExp(source, flags.replace(/[gy]/g, "") + "g");
    const began = performance.now();
    pattern.lastIndex = 0;
    for (const _found of text.matchAll(pattern));
    return performance.now() - began;
  };
  const least = (text) => Math.min(run(text), run(text), run(text));
  for (const piece of pieces) {
    for (const end of ["", "x]>"]) {
      const text = (size) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size) + end;
      if (run(text(longest)) < 20) continue;
      const times = [0, 1, 2].map(() => [least(text(longest / 2)), least(text(longest))]);
      if (times.every(([half, whole]) => whole >= 20 && whole > 2.5 * half)) return [piece, ...times[0]];
    }
  }
  return null;
}
"""


class Literal(NamedTuple):
    file: str
    source: str
    flags: str


def literals() -> list[Literal]:
    """Every pattern that is written in a script of ours."""
    return [
        Literal(path.name, source, flags)
        for path in sorted(STATIC.rglob("*.js"))
        if not path.name.endswith(".min.js")
        for source, flags in _LITERAL.findall(_COMMENT.sub("", path.read_text(encoding="utf-8")))
    ]


@pytest.fixture
def blank(browser: Any) -> Any:
    page = browser.new_page()
    yield page
    page.close()


def measured(page: Any, source: str, flags: str, longest: int = growth.LONG) -> Any:
    return page.evaluate(MEASURE, [source, flags, growth.pieces(source), longest])


def test_the_patterns_of_a_script_are_found() -> None:
    found = {(one.file, one.source) for one in literals()}
    assert len(found) >= 12
    assert ("search.js", r"[\p{L}\p{N}]+") in found
    assert ("content-checks.js", r"[^\p{L}\p{N}]+") in found
    assert not any("\n" in source for _file, source in found)


def test_every_slash_that_begins_a_pattern_is_taken_for_one() -> None:
    """So many as scripts hand to what takes a pattern."""
    for path in sorted(STATIC.rglob("*.js")):
        if not path.name.endswith(".min.js"):
            text = _COMMENT.sub("", path.read_text(encoding="utf-8"))
            handed = re.findall(r"\.(?:match|matchAll|replace|replaceAll|split|search)\(\s*/", text)
            handed += re.findall(r"/[dgimsuvy]*\.(?:test|exec)\(", text)
            own = [one for one in literals() if one.file == path.name]
            assert len(own) >= len(handed), path.name


def test_twice_as_long_takes_a_pattern_of_a_script_about_twice_as_long(blank: Any) -> None:
    assert [(one, slow) for one in literals() if (slow := measured(blank, one.source, one.flags))] == []


@pytest.mark.parametrize("name", ["RUN", "WHEN", "AMOUNT", "SHORT", "SERVICE"])
def test_what_a_script_is_given_to_look_for_is_no_slower(blank: Any, name: str) -> None:
    """The content checker hands patterns of Python to a script, which reads no more than this with them."""
    source = content_checker._of_browser(getattr(phone_spotting, name))
    assert measured(blank, source, "u", length.TEXT) is None


def test_growth_is_seen(blank: Any) -> None:
    assert measured(blank, r"<a([^>]*)>", "u", 2 * growth.LONG)
