"""Every condition that decides by a right, a restriction, a validity, a site or a language is on a list.

Of each the list says which test notices when the condition always holds, or never, or why nothing comes of that.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.tools import conditions
from tests.tools.conditions import MISSED, PACKAGE, UNKNOWN

ROOT = Path(__file__).resolve().parents[1]
KNOWN = conditions.known()
TO_DO = "python -m tests.tools.conditions --write, then --run"


def test_every_condition_of_the_code_is_on_the_list_and_no_other() -> None:
    now = [one.name for one in conditions.conditions()]
    assert len(now) == len(set(now))
    assert len(now) > 130
    assert [name for name in now if name not in KNOWN] == [], f"new ones: {TO_DO}"
    assert [name for name in KNOWN if name not in set(now)] == [], f"gone: {TO_DO}"


def test_each_has_two_mutants_and_a_part_of_the_key_one() -> None:
    for one in conditions.conditions():
        assert tuple(KNOWN[one.name]) == one.mutants


def test_each_part_of_the_key_of_kept_bodies_is_on_it() -> None:
    parts = [one for one in conditions.conditions() if one.kind == "part of the key"]
    assert len(parts) >= 7
    said = " ".join(one.says for one in parts)
    for part in ("page", "site", "language", "prefix", "urlconf", "conf.given", "__version__"):
        assert part in said


def _problem(said: str) -> str:
    if said.startswith("tests/"):
        path, _colons, name = said.partition("::")
        if not (ROOT / path).is_file():
            return "no such file"
        nodes = ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        return "" if any(getattr(node, "name", "") == name for node in nodes) else "no such test"
    if said in (UNKNOWN,) or said.startswith("any test: "):
        return ""
    return "" if said.startswith("explained: ") and len(said) > 40 else "unexplained"


def test_what_is_said_to_notice_a_mutant_exists_and_what_nothing_notices_is_explained() -> None:
    wrong = {
        (name, how): problem
        for name, mutants in KNOWN.items()
        for how, said in mutants.items()
        if (problem := _problem(said))
    }
    assert wrong == {}


@pytest.mark.parametrize("said", [MISSED, "explained: ", "explained: so what", "tests/test_nothing.py::test_a"])
def test_a_mutant_that_nothing_notices_is_no_explained_one(said: str) -> None:
    assert _problem(said)


CODE = """
class A:
    def may(self, page):
        if page.live and self.site:
            return 1
        return [one for one in page if one.is_private]
    def other(self, page):
        if page.title:
            return not page.locale_id == 2
"""


def test_a_condition_is_found_wherever_it_stands() -> None:
    finder = conditions._Finder("a.py")
    finder.visit(ast.parse(CODE))
    assert [found[0].name for found in finder.found] == [
        "a.py:A.may: page.live and self.site",
        "a.py:A.may: one.is_private",
        "a.py:A.other: not page.locale_id == 2",
    ]


def test_a_mutant_is_the_module_with_another_condition() -> None:
    path = PACKAGE / "lookup" / "restrictions.py"
    name = next(name for name in KNOWN if name.startswith("lookup/restrictions.py:_admits"))
    plain = compile(path.read_text(encoding="utf-8"), str(path), "exec")
    true, false = (conditions.mutated(path, name, how) for how in ("true", "false"))
    assert len({one.co_consts for one in (plain, true, false)}) == 3
    with pytest.raises(LookupError):
        conditions.mutated(path, f"{name} and more", "true")
