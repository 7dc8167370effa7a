"""The picture of the house in docs/architecture.md is that of the code, and imports run one way: down."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.distributions import ROOT

PACKAGE = ROOT / "gripwagtail"
PICTURE = (
    (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split("\n## Rooms\n", 1)[1].split("\n## ", 1)[0]
)
FLOORS = {room: int(line.split()[0]) for line in PICTURE.split("```")[1].splitlines() for room in line.split()[1:]}
# No rooms: what is no code, and what Django keeps for itself.
BESIDE = {"templates", "static", "locale", "migrations", "__pycache__", "__init__", "py"}
# What ties files by type hints alone. Nothing is imported for it at run time.
TIED_BY_TYPES = {
    f"lookup.{name}"
    for name in (
        "body",
        "context",
        "inner_links",
        "link",
        "nearby",
        "other_school",
        "restrictions",
        "school_helplines",
        "source",
        "sources",
    )
}
# Django asks for checks and handlers when all models are there.
LATE = {"apps"}


class Arrow(NamedTuple):
    """One module uses another; ``typed``: for a type hint, ``late``: inside a function."""

    module: str
    used: str
    line: int
    typed: bool
    late: bool

    def __str__(self) -> str:
        return f"{self.module}:{self.line} -> {self.used}"


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts}


def imported(module: str, node: ast.ImportFrom) -> Iterator[str]:
    """The modules of ours that this line imports from."""
    base = ["gripwagtail", *module.split(".")] if module else ["gripwagtail"]
    if MODULES[module].name != "__init__.py":
        base.pop()
    if node.level:
        base = base[: len(base) - node.level + 1] + (node.module.split(".") if node.module else [])
    else:
        base = (node.module or "").split(".")
    if base[:1] != ["gripwagtail"]:
        return
    for alias in node.names:
        inner = ".".join([*base[1:], alias.name])
        yield inner if inner in MODULES else ".".join(base[1:])


def arrows_of(module: str, source: str) -> Iterator[Arrow]:
    def walk(node: ast.AST, typed: bool, late: bool) -> Iterator[Arrow]:
        for child in ast.iter_child_nodes(node):
            hint = typed or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test) and child in node.body)
            inside = late or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            if isinstance(child, ast.ImportFrom):
                yield from (Arrow(module, used, child.lineno, hint, inside) for used in imported(module, child) if used)
            yield from walk(child, hint, inside)

    return walk(ast.parse(source), False, False)


ARROWS = [arrow for name, path in MODULES.items() for arrow in arrows_of(name, path.read_text(encoding="utf-8"))]


# Who names what is loaded late, see ``gripwagtail.late``.
NAMING = {"late", "find", "LateAttribute", "LateItems"}


def late_names(source: str) -> Iterator[tuple[str, int]]:
    """What a module names to be loaded when it is used, each with its line."""
    tree = [*ast.walk(ast.parse(source))]
    if not any(isinstance(node, ast.ImportFrom) and node.module == "late" for node in tree):
        return
    for node in tree:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMING:
            [given] = node.args
            if isinstance(given, ast.Constant):
                yield given.value, node.lineno


NAMED_LATE = {
    (name, found, line)
    for name, path in MODULES.items()
    for found, line in late_names(path.read_text(encoding="utf-8"))
}
# To the picture that is an import like any other.
ARROWS += [Arrow(name, found.rpartition(".")[0], line, False, False) for name, found, line in sorted(NAMED_LATE)]


def room_of(module: str) -> str:
    return module.split(".")[0]


def circle(arrows: list[Arrow]) -> list[str]:
    """The modules of one circle, the first also as the last; nothing where there is none."""
    graph: dict[str, set[str]] = {}
    for arrow in arrows:
        if arrow.module != arrow.used:
            graph.setdefault(arrow.module, set()).add(arrow.used)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return [str(module) for module in error.args[1]]
    return []


def test_every_room_stands_in_the_picture_and_no_other() -> None:
    there = {path.stem for path in PACKAGE.iterdir()} - BESIDE
    assert set(FLOORS) == there


def test_every_room_of_the_picture_is_described() -> None:
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \| (.+) \|$", PICTURE, re.MULTILINE)
    assert {room: int(floor) for floor, room, _words in rows} == FLOORS
    assert [room for _floor, room, words in rows if len(words.split()) < 3] == []


def test_a_room_only_uses_rooms_on_lower_floors() -> None:
    up = [
        f"{arrow} ({FLOORS[room_of(arrow.module)]} -> {FLOORS[room_of(arrow.used)]})"
        for arrow in ARROWS
        if arrow.module
        and room_of(arrow.module) != room_of(arrow.used)
        and FLOORS[room_of(arrow.used)] >= FLOORS[room_of(arrow.module)]
    ]
    assert up == []


def test_no_circle_of_files() -> None:
    assert circle([arrow for arrow in ARROWS if not arrow.typed]) == []


def test_type_hints_tie_only_the_files_that_the_picture_names() -> None:
    typed = [arrow for arrow in ARROWS if arrow.typed]
    assert typed
    assert {arrow.module for arrow in typed} | {arrow.used for arrow in typed} <= TIED_BY_TYPES
    assert circle([arrow for arrow in ARROWS if not {arrow.module, arrow.used} <= TIED_BY_TYPES]) == []


def test_nothing_of_ours_is_imported_inside_a_function() -> None:
    assert [str(arrow) for arrow in ARROWS if arrow.late and not arrow.typed and arrow.module not in LATE] == []


# --- the eye itself ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "late", "typed"),
    [
        ("from .phone import parse_phone", False, False),
        ("def f():\n    from .phone import parse_phone", True, False),
        ("class C:\n    def f(self):\n        if x:\n            from . import phone", True, False),
        ("if TYPE_CHECKING:\n    from gripwagtail.phone import Phone", False, True),
    ],
)
def test_the_eye_sees_every_kind_of_import(source: str, late: bool, typed: bool) -> None:
    [arrow] = arrows_of("validators", source)
    assert (arrow.used, arrow.late, arrow.typed) == ("phone", late, typed)


def test_the_eye_sees_what_is_loaded_late() -> None:
    source = (
        'there = late("admin.library.LibraryView")\nclass A:\n    form = LateAttribute("editing.form.GripPageForm")'
    )
    assert [*late_names(source)] == []
    found = [*late_names(f"from ..late import LateAttribute, late\n{source}")]
    assert found == [("admin.library.LibraryView", 2), ("editing.form.GripPageForm", 4)]


def test_the_eye_sees_a_circle() -> None:
    there, back = Arrow("a", "b", 1, False, False), Arrow("b", "a", 1, False, False)
    assert set(circle([there, back])) == {"a", "b"}
    assert circle([there]) == []


# --- names ------------------------------------------------------------------------------

# Django and Wagtail look for these names.
PRESCRIBED = {"Meta", "Command", "BoundPanel"}


def named_twice(modules: dict[str, str]) -> dict[str, list[str]]:
    """Classes and names of types that mean something else in another module, each with the modules."""
    found: dict[str, list[str]] = {}
    for module, source in modules.items():
        for node in ast.walk(ast.parse(source)):
            names = {node.name} if isinstance(node, ast.ClassDef) else set()
            if isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                names = {
                    one.id for one in targets if isinstance(one, ast.Name) and re.match(r"_*[A-Z]\w*[a-z]", one.id)
                }
            for name in names - PRESCRIBED:
                found.setdefault(name, []).append(module)
    return {name: where for name, where in found.items() if len(where) > 1}


def test_one_class_one_name() -> None:
    sources = {name: path.read_text(encoding="utf-8") for name, path in MODULES.items()}
    assert named_twice(sources) == {}


def test_the_eye_sees_a_name_that_is_used_twice() -> None:
    assert named_twice({"a": "class Row: ...", "b": "Row = tuple[str, int]", "c": "ROW = 1"}) == {"Row": ["a", "b"]}
    assert named_twice({"a": "class Row: ...", "b": "from a import Row"}) == {}


# --- sizes ------------------------------------------------------------------------------

LONGEST, LONGEST_OF_TESTS = 350, 600


def lines_of(folder: Path) -> dict[str, int]:
    """The lines of every Python file, but of migrations: what Django wrote is not divided."""
    return {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("\n")
        for path in folder.rglob("*.py")
        if "migrations" not in path.parts
    }


def test_no_module_is_longer_than_one_can_keep_in_mind() -> None:
    assert {name: lines for name, lines in lines_of(PACKAGE).items() if lines > LONGEST} == {}


def test_no_file_of_tests_is_longer_than_one_finds_the_way_in() -> None:
    assert {name: lines for name, lines in lines_of(ROOT / "tests").items() if lines > LONGEST_OF_TESTS} == {}
