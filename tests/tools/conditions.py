"""Every condition in the package that decides by a right, a restriction, a validity, a site or a language.

    python -m tests.tools.conditions --write         brings the list up to date with the code; what is known stays
    python -m tests.tools.conditions --run [N]       tries those of which nothing is known yet, and writes what notices
    python -m tests.tools.conditions --check         tries all of them again; ends with 1 when one is unexplained
    GRIP_CONDITION=NUMBER:true python -m pytest -p tests.tools.conditions tests/test_hidden.py

Each has two mutants: the condition always holds, or never. Each part of the key under which a rendered body is kept has
one, which leaves it out. The list is ``tests/tools/conditions.json``; a test compares it with the code, so that a new
condition is on it. A mutant is noticed by a test, which is named there, or explained: why nothing comes of it.
No file is changed: a module is read with another condition in it.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import CodeType
from typing import Any, Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGE: Final = ROOT / "gripwagtail"
LIST: Final = Path(__file__).with_name("conditions.json")
UNKNOWN: Final = "not tried yet"
MISSED: Final = "NOTICED BY NO TEST"
# For the tests of one mutant, in seconds.
PATIENCE: Final = float(os.environ.get("GRIP_PATIENCE", "900"))
# Tried first: where visitors, editors and their rights are.
_FIRST: Final = ("rendering/body_cache.py", "admin/", "lookup/", "api/", "serving/", "subroutes/", "directory/")

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


def _in_file(path: Path) -> tuple[ast.Module, _Finder]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    finder = _Finder(path.relative_to(PACKAGE).as_posix())
    finder.visit(tree)
    return tree, finder


def conditions() -> Iterator[Condition]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if not path.relative_to(PACKAGE).as_posix().startswith(_ELSEWHERE):
            yield from (found[0] for found in _in_file(path)[1].found)


def mutated(path: Path, name: str, how: str) -> CodeType:
    """The module with this condition always true, always false, or this part left out."""
    tree, finder = _in_file(path)
    for condition, node, field, number in finder.found:
        if condition.name == name:
            value = ast.Constant("" if how == "left out" else how == "true")
            if number is None:
                setattr(node, field, value)
            else:
                getattr(node, field)[number] = value
            return compile(ast.fix_missing_locations(tree), str(path), "exec")
    raise LookupError(name)


# --- as a plugin --------------------------------------------------------------------


class _Loader(importlib.machinery.SourceFileLoader):
    mutant: tuple[str, str] = ("", "")

    def get_code(self, fullname: str) -> CodeType:
        return mutated(Path(self.path), *self.mutant)


class _Importer(importlib.abc.MetaPathFinder):
    def __init__(self, condition: str, how: str) -> None:
        self.file = PACKAGE / condition.partition(":")[0]
        self.mutant = (condition, how)

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        if not fullname.startswith("gripwagtail"):
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.origin and Path(spec.origin) == self.file:
            loader = _Loader(fullname, spec.origin)
            loader.mutant = self.mutant
            spec.loader = loader
        return spec


def _install() -> None:
    number, _colon, how = os.environ["GRIP_CONDITION"].partition(":")
    name = list(known())[int(number)]
    sys.meta_path.insert(0, _Importer(name, how))


# --- the list -----------------------------------------------------------------------


def known() -> dict[str, dict[str, str]]:
    """Each condition with, for each of its mutants, the test that notices it or why nothing comes of it."""
    read: dict[str, dict[str, str]] = json.loads(LIST.read_text(encoding="utf-8")) if LIST.exists() else {}
    return read


def write(found: dict[str, dict[str, str]]) -> None:
    LIST.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def up_to_date() -> dict[str, dict[str, str]]:
    old = known()
    return {one.name: {how: old.get(one.name, {}).get(how, UNKNOWN) for how in one.mutants} for one in conditions()}


# Which tests speak of what stands in a room: the first that fails is enough.
_TESTS: Final = {
    "admin/": ("test_rights.py", "test_rights_translator.py", "test_library.py", "test_corrections.py",
               "test_desk_checks.py", "test_desk_report.py", "test_desk_panel.py", "test_helplines_admin.py"),
    "api/": ("test_api.py", "test_api_v3.py", "test_hidden.py"),
    "changes/": ("test_changes.py", "test_stamps.py", "test_purging.py", "test_facts_and_words.py"),
    "content/": ("test_facts_and_words.py", "test_who_helps.py", "test_named.py", "test_desk_checks.py"),
    "desk/": ("test_desk_columns.py", "test_desk_findings.py", "test_desk_report.py", "test_desk_panel.py"),
    "directory/": ("test_who_helps.py", "test_board.py", "test_vcard.py", "test_named.py"),
    "editing/": ("test_rules.py", "test_facts_and_words.py", "test_advice_translation.py", "test_forms.py"),
    "lookup/": ("test_sources.py", "test_nearest.py", "test_hidden.py", "test_languages.py", "test_visit.py",
                "test_many_schools.py", "test_board.py"),
    "packs/": ("test_packs.py", "test_packs_export.py", "test_packs_read.py"),
    "page_types/": ("test_named.py", "test_subroutes.py", "test_hidden.py"),
    "removal/": ("test_erase.py", "test_uninstall.py"),
    "reminders/": ("test_reminders.py", "test_reminders_failing.py"),
    "rendering/": ("test_private_bodies.py", "test_body_cache.py", "test_stamps.py", "test_hidden.py",
                   "test_languages.py", "test_kinds.py"),
    "serving/": ("test_cache_headers.py", "test_visibility.py", "test_purging.py", "test_stamps.py", "test_hidden.py"),
    "subroutes/": ("test_subroutes.py", "test_vcard.py", "test_poster.py", "test_share.py", "test_contact_sheet.py"),
    "": ("test_hidden.py", "test_languages.py", "test_sources.py"),
}  # fmt: skip


def tests_of(name: str) -> tuple[str, ...]:
    room = next(room for room in _TESTS if name.startswith(room))
    return tuple(f"tests/{file}" for file in _TESTS[room])


def noticed_by(number: int, how: str, tests: Sequence[str]) -> str:
    """The first test that fails with this mutant; nothing when none does."""
    environment = {**os.environ, "GRIP_CONDITION": f"{number}:{how}"}
    options = ["-q", "--no-header", "--tb=no", "-x", "-p", "no:cacheprovider", "-p", "tests.tools.conditions"]
    options += [f"--deselect={test}" for test, is_right in _PASSES.items() if not is_right]
    marks = ["-m", "not slow and not thorough and not apart and not browser"] if "::" not in tests[0] else []
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *marks, *tests],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = re.search(r"^(?:FAILED|ERROR) (\S+?)(?:\[.*)?(?: - .*)?$", run.stdout, re.MULTILINE)
    if found:
        return found[1].partition("[")[0]
    # A package that cannot be read any more is noticed by everything.
    return "any test: the package cannot be read" if run.returncode not in (0, 1, 5) else ""


def passes(test: str) -> bool:
    """Whether a test passes with everything as it is: one that fails anyway notices nothing."""
    if test not in _PASSES:
        environment = {name: value for name, value in os.environ.items() if name != "GRIP_CONDITION"}
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", test]
        _PASSES[test] = not subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, check=False
        ).returncode
    return _PASSES[test]


_PASSES: Final[dict[str, bool]] = {}


def _turn(name: str) -> int:
    return next((number for number, room in enumerate(_FIRST) if name.startswith(room)), len(_FIRST))


def try_unknown(most: int, until: float = float("inf")) -> None:
    found = known()
    left = [
        (number, name, how)
        for number, (name, mutants) in enumerate(found.items())
        for how, said in mutants.items()
        if said == UNKNOWN
    ]
    for number, name, how in sorted(left, key=lambda one: _turn(one[1]))[:most]:
        if time.time() > until:
            break
        test = noticed_by(number, how, tests_of(name))
        while test.startswith("tests/") and not passes(test):
            test = noticed_by(number, how, tests_of(name))
        found[name][how] = test or MISSED
        print(f"{how:8} {name}: {found[name][how]}", flush=True)
        write(found)


def check() -> int:
    """Tries every mutant again with the test that noticed it."""
    unexplained = 0
    for number, (name, mutants) in enumerate(known().items()):
        for how, said in mutants.items():
            if said.startswith("tests/"):
                is_right = bool(noticed_by(number, how, [said]))
            else:
                is_right = said.startswith(("explained: ", "any test"))
            if not is_right:
                unexplained += 1
                print(
                    f"{how}: {name}: {said}, and now by none" if said.startswith("tests/") else f"{how}: {name}: {said}"
                )
    print(f"{sum(map(len, known().values()))} mutants of {len(known())} conditions; unexplained: {unexplained}.")
    return int(bool(unexplained))


def main(options: Sequence[str]) -> int:
    if "--write" in options:
        write(up_to_date())
    if "--run" in options:
        numbers = [int(one) for one in options if one.isdigit()]
        seconds = float(os.environ.get("GRIP_SECONDS", "inf"))
        try_unknown(numbers[0] if numbers else 10_000, time.time() + seconds)
    said = Counter(
        one.partition(":")[0] if "::" not in one else "noticed" for each in known().values() for one in each.values()
    )
    print(*(f"{count} {what}" for what, count in said.most_common()), sep="\n")
    return check() if "--check" in options else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
elif "GRIP_CONDITION" in os.environ:
    _install()
