"""Lists each test with its tier and its number of asserts, and compares that with an earlier list.

    python -m tests.tools.tiers [--write FILE] [--against FILE]

A test is in the first tier that runs it: `make test`, `.ci/run` or `make nightly`. Asserts are counted in the test and
in what its module offers to its tests; `pytest.raises` and `pytest.warns` are asserts too. With `--against` it names
what the earlier list has and this one has not, and ends with 1 when there is anything.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import io
import json
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

TIERS = ("make test", ".ci/run", "make nightly")
_EXPECT = ("raises", "warns", "fail")


def tier_of(marks: set[str]) -> str:
    """The first tier that runs a test with these marks; tests/run.py selects by the same ones."""
    if "thorough" in marks:
        return TIERS[2]
    later = marks & {"broad", "slow", "apart"} or ("browser" in marks and "glance" not in marks)
    return TIERS[1] if later else TIERS[0]


@cache
def asserts_in(path: Path) -> dict[str, int]:
    """How many asserts each function of a module has; under the empty name those of what is no test."""
    counts: Counter[str] = Counter()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            counts[node.name if node.name.startswith("test") else ""] += sum(map(_is_assert, ast.walk(node)))
    return dict(counts)


def _is_assert(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert):
        return True
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Attribute) and called.attr in _EXPECT


class _Listener:
    """A plugin of pytest that notes what is collected."""

    def __init__(self) -> None:
        self.tests: dict[str, dict[str, Any]] = {}

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            counts = asserts_in(item.path)
            name = item.nodeid.partition("[")[0]
            given = self.tests.setdefault(name, {"tier": "", "cases": 0, "asserts": 0})
            given["tier"] = min(
                given["tier"] or TIERS[2], tier_of({mark.name for mark in item.iter_markers()}), key=TIERS.index
            )
            given["cases"] += 1
            given["asserts"] = counts.get(name.rpartition("::")[2], 0) + counts.get("", 0)


def collected() -> dict[str, dict[str, Any]]:
    """All tests of the default host."""
    listener = _Listener()
    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = pytest.main(["--collect-only", "-q", "tests"], plugins=[listener])
    if code:
        raise SystemExit(said.getvalue())
    return listener.tests


def lost(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """What was there before and is not now: tests, cases of tests, and asserts."""
    found = [f"{name}: is gone" for name in before if name not in now]
    for name in before.keys() & now.keys():
        found += [
            f"{name}: {what} {before[name][what]} → {now[name][what]}"
            for what in ("cases", "asserts")
            if now[name][what] < before[name][what]
        ]
    return sorted(found)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.tiers", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", type=Path, metavar="FILE", help="where to write the list, as JSON")
    parser.add_argument("--against", type=Path, metavar="FILE", help="an earlier list to compare with")
    options = parser.parse_args()
    tests = collected()
    for tier in TIERS:
        mine = [one for one in tests.values() if one["tier"] == tier]
        print(f"{tier}: {len(mine)} tests, {sum(one['cases'] for one in mine)} cases, ", end="")
        print(f"{sum(one['asserts'] for one in mine)} asserts")
    if options.write:
        options.write.write_text(json.dumps(tests, indent=1, sort_keys=True), encoding="utf-8")
    if not options.against:
        return 0
    gone = lost(json.loads(options.against.read_text(encoding="utf-8")), tests)
    print("\n".join(gone) or "Nothing is gone.")
    return 1 if gone else 0


if __name__ == "__main__":
    sys.exit(main())
