"""Every condition that decides by a right, a restriction, a validity, a site or a language is on a list.

Of each the list says which test notices when the condition always holds, or never, or why nothing comes of that.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.tools import conditions_list as conditions
from tests.tools import switches
from tests.tools.conditions_list import MISSED, UNKNOWN, Mutant

ROOT = Path(__file__).resolve().parents[1]
KNOWN = conditions.known()
HERE = "tests/test_conditions.py::test_a_condition_is_found_wherever_it_stands"
TO_DO = "python -m tests.tools.conditions --write, --record, then --continue"


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
        test, _on, host = said.partition(" on ")
        if host and not (ROOT / "tests" / "hosts" / host / "settings.py").is_file():
            return "no such host"
        path, _colons, name = test.partition("::")
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


@pytest.mark.parametrize(
    "said", [MISSED, "explained: ", "explained: so what", "tests/test_nothing.py::test_a", f"{HERE} on nowhere"]
)
def test_a_mutant_that_nothing_notices_is_no_explained_one(said: str) -> None:
    assert _problem(said)
    assert not _problem(HERE)
    assert not _problem(f"{HERE} on localize")


CODE = """
class A:
    def may(self, page):
        if page.live and self.site:
            return 1
        private = [one for one in page if one.is_private]
        return (found, private) if (found := page.site) is not None else None
    def other(self, page):
        if page.title:
            return not page.locale_id == 2
"""


@pytest.fixture
def module(tmp_path: Path) -> Path:
    path = tmp_path / "a.py"
    path.write_text(CODE, encoding="utf-8")
    return path


def test_a_condition_is_found_wherever_it_stands(module: Path) -> None:
    _tree, found = conditions.in_file(module, module.parent)
    assert [each[0].name for each in found] == [
        "a.py:A.may: page.live and self.site",
        "a.py:A.may: one.is_private",
        "a.py:A.may: (found := page.site) is not None",
        "a.py:A.other: not page.locale_id == 2",
    ]


class _Page(SimpleNamespace):
    def __iter__(self) -> Iterator[SimpleNamespace]:
        return iter([SimpleNamespace(is_private=False)])


def _asked(module: Path, monkeypatch: pytest.MonkeyPatch, mutant: Mutant | None, **page: object) -> list[object]:
    """What the two functions of the module say with one of its conditions switched, and what was noted."""
    switch = switches._Switch()
    if mutant:
        switch.force(mutant)
    monkeypatch.setattr(builtins, "__grip_switch__", switch, raising=False)
    names: dict[str, Any] = {}
    exec(switches.switchable(module, module.parent), names)  # noqa: S102  # our own few lines above
    one = names["A"]()
    one.site = True
    given = _Page(**{"live": True, "title": "x", "locale_id": 2, "site": "", **page})
    return [one.may(given), one.other(given), switch.seen]


@pytest.mark.parametrize(
    ("name", "how", "page", "said"),
    [
        ("", "", {}, [1, False]),
        ("a.py:A.may: page.live and self.site", "true", {"live": False}, [1, False]),
        ("a.py:A.may: page.live and self.site", "false", {"site": ""}, [("", []), False]),
        ("a.py:A.may: one.is_private", "true", {"live": False}, [("", [SimpleNamespace(is_private=False)]), False]),
        ("a.py:A.may: (found := page.site) is not None", "true", {"live": False, "site": None}, [(None, []), False]),
        ("a.py:A.may: (found := page.site) is not None", "false", {"live": False, "site": "y"}, [None, False]),
        ("a.py:A.other: not page.locale_id == 2", "true", {}, [1, True]),
    ],
)
def test_a_mutant_is_the_module_with_another_condition(
    module: Path, monkeypatch: pytest.MonkeyPatch, name: str, how: str, page: dict[str, object], said: list[object]
) -> None:
    assert _asked(module, monkeypatch, Mutant(name, how) if name else None, **page)[:2] == said


def test_what_a_condition_was_is_noted_and_nothing_of_one_that_is_switched(
    module: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = "a.py:A.may: page.live and self.site"
    seen: Any = _asked(module, monkeypatch, None)[2]
    assert seen == {(first, True), ("a.py:A.other: not page.locale_id == 2", False)}
    seen = _asked(module, monkeypatch, Mutant(first, "false"))[2]
    assert first not in {name for name, _value in seen}


def test_only_a_test_in_which_a_condition_did_not_hold_can_notice_that_it_always_does() -> None:
    tests = {"tests/a.py::x": 1.0, "tests/a.py::y": 0.1, "tests/b.py::z": 5.0}
    record = switches.Record(tests, {"true c": ["tests/a.py::x"], "false c": ["tests/b.py::z", "tests/a.py::y"]}, {})
    assert record.nearest(Mutant("c", "true")) == ["tests/b.py::z", "tests/a.py::y"]
    assert record.nearest(Mutant("c", "false")) == ["tests/a.py::x"]
    assert len(record.nearest(Mutant("c", "left out"))) == 3
    assert record.nearest(Mutant("another", "true")) == []


class _Fork:
    """As if tests were run: which of them fail with a condition switched, and which do anyway."""

    def __init__(self, noticing: set[str], broken: set[str]) -> None:
        self.noticing, self.broken, self.runs = noticing, broken, 0

    def first_that_fails(self, names: Sequence[str], mutant: Mutant | None) -> str:
        self.runs += 1
        failing = self.broken | (self.noticing if mutant else set())
        return next((name for name in names if name in failing), "")


def _tried(noticing: set[str], broken: set[str]) -> tuple[str, list[str]]:
    trier = switches.Trier([], {}, lambda *given: None, 60, float("inf"))
    return trier._try(_Fork(noticing, broken), Mutant("c", "true"), list("abcde"))  # type: ignore[arg-type]


def test_the_first_test_that_fails_for_it_notices_a_mutant() -> None:
    assert _tried({"d", "e"}, set()) == ("d", [])


def test_a_test_that_fails_anyway_notices_nothing() -> None:
    assert _tried({"d"}, {"b"})[0] == "d"
    assert _tried(set(), {"b", "e"}) == ("", ["e", "b", "a", "c", "d"])


def test_a_mutant_is_tried_with_every_test_before_nothing_notices_it() -> None:
    said, tried = _tried(set(), set())
    assert not said
    assert tried == list("abcde")


def test_a_test_without_its_parameters_stands_for_all_of_them() -> None:
    tests = switches.Tests.__new__(switches.Tests)
    tests.items = {"a.py::x[1]": None, "a.py::x[2]": None, "a.py::y": None}
    assert tests.named(["a.py::y", "a.py::x", "a.py::gone"]) == ["a.py::y", "a.py::x[1]", "a.py::x[2]"]
