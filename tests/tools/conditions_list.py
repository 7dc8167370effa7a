"""Every condition in the package that decides by a right, a restriction, a validity, a site or a language.

Each has two mutants: the condition always holds, or never. Each part of the key under which a rendered body is kept has
one, which leaves it out. The list is ``tests/tools/conditions.json``; a test compares it with the code, so that a new
condition is on it. A mutant is noticed by a test, which is named there, or explained: why nothing comes of it.
"""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

PACKAGE: Final = Path(__file__).resolve().parents[2] / "gripwagtail"
LIST: Final = Path(__file__).with_name("conditions.json")
UNKNOWN: Final = "not tried yet"
MISSED: Final = "NOTICED BY NO TEST"

# What the names in such a condition contain, as whole words between underscores.
_ABOUT: Final = re.compile(
    r"(?:^|_)(?:"
    r"may|mine|permission|permissions|rights|locked|can_edit|can_publish|superuser|"
    r"private|restricted|restriction|restrictions|barred|barred_paths|closed|hidden|preview|is_preview|"
    r"live|confirmed|valid_from|valid_until|open_on|expire_at|go_live_at|published|"
    r"site|request_site|owns|own_site|"
    r"locale|locale_id|language|in_source_language|alias_of_id|original_of"
    r")(?:_|$)"
)
# What nobody gets to see, or what decides nothing about who sees what.
_ELSEWHERE: Final = ("migrations/", "doctor/", "management/", "starter/", "planting/", "assets.py", "checks.py")
_KEY: Final = ("rendering/kept_place.py", "key")


class Condition(NamedTuple):
    """Where a condition stands, and what it says; ``turn`` is its number among the same ones in one function."""

    file: str
    function: str
    says: str
    turn: int
    kind: str = "condition"

    @property
    def name(self) -> str:
        turn = f" #{self.turn}" if self.turn else ""
        return f"{self.file}:{self.function}: {self.says}{turn}"

    @property
    def mutants(self) -> tuple[str, ...]:
        return ("left out",) if self.kind == "part of the key" else ("true", "false")


class _Finder(ast.NodeVisitor):
    """Numbers the conditions of one module; with a mutant to make, puts that in the place of one."""

    def __init__(self, file: str) -> None:
        self.file, self.functions = file, list[str]()
        self.found: list[tuple[Condition, Any, str, int | None]] = []
        self._seen = Counter[tuple[str, str]]()

    def visit_FunctionDef(self, node: Any) -> None:
        self.functions.append(node.name)
        if (self.file, node.name) == _KEY:
            for part in ast.walk(node):
                if isinstance(part, ast.Assign) and isinstance(part.value, ast.Tuple) and len(part.value.elts) > 2:
                    for number, element in enumerate(part.value.elts):
                        self._note(element, part.value, "elts", number, "part of the key")
        self.generic_visit(node)
        self.functions.pop()

    visit_ClassDef = visit_AsyncFunctionDef = visit_FunctionDef

    def visit_If(self, node: Any) -> None:
        self._look(node, "test")
        self.generic_visit(node)

    visit_IfExp = visit_While = visit_If

    def visit_comprehension(self, node: Any) -> None:
        for number, _test in enumerate(node.ifs):
            self._look(node, "ifs", number)
        self.generic_visit(node)

    def visit_Return(self, node: Any) -> None:
        if isinstance(node.value, (ast.BoolOp, ast.Compare)) or (
            isinstance(node.value, ast.UnaryOp) and isinstance(node.value.op, ast.Not)
        ):
            self._look(node, "value")
        self.generic_visit(node)

    def _look(self, node: Any, name: str, number: int | None = None) -> None:
        test = getattr(node, name) if number is None else getattr(node, name)[number]
        names = {part.attr if isinstance(part, ast.Attribute) else part.id for part in ast.walk(test)
                 if isinstance(part, (ast.Attribute, ast.Name))}  # fmt: skip
        if any(map(_ABOUT.search, names)):
            self._note(test, node, name, number, "condition")

    def _note(self, test: Any, node: Any, name: str, number: int | None, kind: str) -> None:
        function, says = ".".join(self.functions), ast.unparse(test)
        turn = self._seen[function, says]
        self._seen[function, says] += 1
        self.found.append((Condition(self.file, function, says, turn, kind), node, name, number))


def in_file(path: Path, package: Path = PACKAGE) -> tuple[ast.Module, list[tuple[Condition, Any, str, int | None]]]:
    """The module, and its conditions, each with the node, the field of it and the number there at which it stands."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    finder = _Finder(path.relative_to(package).as_posix())
    finder.visit(tree)
    return tree, finder.found


def conditions() -> Iterator[Condition]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if not path.relative_to(PACKAGE).as_posix().startswith(_ELSEWHERE):
            yield from (found[0] for found in in_file(path)[1])


class Mutant(NamedTuple):
    name: str
    how: str


def known() -> dict[str, dict[str, str]]:
    """Each condition with, for each of its mutants, the test that notices it or why nothing comes of it."""
    read: dict[str, dict[str, str]] = json.loads(LIST.read_text(encoding="utf-8")) if LIST.exists() else {}
    return read


def write(found: dict[str, dict[str, str]]) -> None:
    LIST.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def note(mutant: Mutant, said: str) -> None:
    found = known()
    found[mutant.name][mutant.how] = said
    write(found)


def up_to_date() -> dict[str, dict[str, str]]:
    old = known()
    return {one.name: {how: old.get(one.name, {}).get(how, UNKNOWN) for how in one.mutants} for one in conditions()}
