"""No text that someone types makes a pattern of our scripts slow, in the browser itself.

That the steps of each of them grow as the text does is counted in `tests/test_growth.py`. What a browser makes of it
can only be timed: at night, and for a text that is eight times as long, so that nothing else that the machine does can
make a difference like that between 8 and 64 times.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from gripwagtail.admin import content_checker
from gripwagtail.text import length, phone_spotting
from tests import growth
from tests.script_patterns import literals, sources, without_comments

# Gives the slowest text: its piece, and milliseconds for a part of a text and for the whole.
MEASURE = """
([source, flags, pieces, longest, times, allowed]) => {
  const run = (text) => {
    const pattern = new RegExp(source, flags.replace(/[gy]/g, "") + "g");
    const began = performance.now();
    pattern.lastIndex = 0;
    for (const _found of text.matchAll(pattern));
    return performance.now() - began;
  };
  const byTurns = (part, whole) => {
    const each = [0, 1, 2, 3, 4].map(() => [run(part), run(whole)]);
    return [0, 1].map((number) => Math.min(...each.map((one) => one[number])));
  };
  for (const piece of pieces) {
    for (const end of ["", "x]>"]) {
      const text = (size) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size) + end;
      if (run(text(longest)) < 20) continue;
      const found = [0, 1, 2].map(() => byTurns(text(longest / times), text(longest)));
      if (found.every(([part, whole]) => whole >= 20 && whole > allowed * part)) return [piece, ...found[0]];
    }
  }
  return null;
}
"""


@pytest.fixture
def blank(browser: Any) -> Any:
    page = browser.new_page()
    yield page
    page.close()


def measured(page: Any, source: str, flags: str, longest: int = 2 * growth.LONG) -> Any:
    given = [source, flags, growth.pieces(source), longest, growth.TIMES, growth.ALLOWED_TIMES]
    return page.evaluate(MEASURE, given)


def test_the_patterns_of_a_script_are_found() -> None:
    found = {(one.file, one.source) for one in literals()}
    assert len(found) >= 12
    assert ("search.js", r"[\p{L}\p{N}]+") in found
    assert ("content-checks.js", r"[^\p{L}\p{N}]+") in found
    assert not any("\n" in source for _file, source in found)


def test_every_slash_that_begins_a_pattern_is_taken_for_one() -> None:
    """So many as scripts hand to what takes a pattern."""
    for path in sources():
        text = without_comments(path)
        handed = re.findall(r"\.(?:match|matchAll|replace|replaceAll|split|search)\(\s*/", text)
        handed += re.findall(r"/[dgimsuvy]*\.(?:test|exec)\(", text)
        own = [one for one in literals() if one.file == path.name]
        assert len(own) >= len(handed), path.name


@pytest.mark.thorough
def test_twice_as_long_takes_a_pattern_of_a_script_about_twice_as_long(blank: Any) -> None:
    assert [(one, slow) for one in literals() if (slow := measured(blank, one.source, one.flags))] == []


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["RUN", "WHEN", "AMOUNT", "SHORT", "SERVICE"])
def test_what_a_script_is_given_to_look_for_is_no_slower(blank: Any, name: str) -> None:
    """The content checker hands patterns of Python to a script, which reads no more than this with them."""
    source = content_checker._of_browser(getattr(phone_spotting, name))
    assert measured(blank, source, "u", length.TEXT) is None


@pytest.mark.thorough
def test_growth_is_seen(blank: Any) -> None:
    assert measured(blank, r"<a([^>]*)>", "u", 4 * growth.LONG)
