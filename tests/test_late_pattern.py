"""A long pattern is compiled when something is first read with it, and then does what any pattern does."""

from __future__ import annotations

import re
import subprocess
import sys

from gripwagtail.text.late_pattern import LatePattern, late_pattern
from tests import growth


def test_it_finds_what_a_pattern_finds() -> None:
    plain, late = re.compile(r"(a+)b", re.IGNORECASE), late_pattern(r"(a+)b", re.IGNORECASE)
    text = "xAAB ab b"
    assert [one.span() for one in late.finditer(text)] == [one.span() for one in plain.finditer(text)]
    assert late.sub("-", text) == plain.sub("-", text)
    assert (late.pattern, late.flags, late.groups) == (plain.pattern, plain.flags, plain.groups)


def test_it_is_compiled_once_and_not_before_it_is_used() -> None:
    late = LatePattern("a")
    assert "compiled" not in vars(late)
    assert late.search("a")
    first = late.compiled
    assert late.search("b") is None
    assert late.compiled is first


def test_what_is_measured_counts_it_as_the_pattern_that_it_is() -> None:
    assert [one.pattern for one in growth.patterns_in({"x": (late_pattern("a|b"),)})] == ["a|b"]


def test_a_worker_starts_without_compiling_what_reads_language() -> None:
    code = (
        "import os, gc\n"
        'os.environ["DJANGO_SETTINGS_MODULE"] = "tests.hosts.default.settings"\n'
        "import django\n"
        "django.setup()\n"
        "from gripwagtail.text.late_pattern import LatePattern\n"
        "late = [one for one in gc.get_objects() if type(one) is LatePattern]\n"
        "print(len(late), sum('compiled' in vars(one) for one in late))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=growth.ROOT.parent
    ).stdout
    patterns, compiled = map(int, said.split())
    assert patterns > 80
    assert compiled == 0
