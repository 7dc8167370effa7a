"""Conditions that can be switched while the package runs, and tests that are run with one of them switched.

No file is changed: a module is read with a switch at each condition. One run of the tests writes down which of them
came by which condition, and what it was: only a test in which it did not hold can notice that it always does. After
that each mutant is tried in a fork of one process, in which the site and its database are ready, with the tests that
can notice it, the nearest and the quickest first.
"""

from __future__ import annotations

import ast
import builtins
import functools
import gc
import importlib.abc
import importlib.machinery
import json
import os
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import CodeType
from typing import Any, Final, NamedTuple

import pytest

from tests.tools.conditions_list import PACKAGE, Mutant, in_file

ROOT: Final = PACKAGE.parent
# Whose tests are run: on another host others come by a condition.
HOST: Final = os.environ.get("DJANGO_SETTINGS_MODULE", "tests.hosts.default.settings").split(".")[-2]
# What was written down, and with which tests each mutant was tried.
RECORD: Final = ROOT / "var" / f"conditions-{HOST}.json"
QUICK: Final = "not slow and not thorough and not apart and not browser"
# So often what was seen is written down, in seconds.
_EVERY: Final = 60
# Seconds of the processor that a test may take more than it took, before it hangs.
_HANGS: Final = 60
# What a fork needs is read before, by tests that come by nearly everything.
WARM: Final = ("tests/test_rights.py", "tests/test_hidden.py", "tests/test_api.py", "tests/contract/test_pages.py")


# --- the switch ---------------------------------------------------------------------


class _Switch:
    def __init__(self) -> None:
        self.forced: str | None = None
        self.value: object = None
        # Which conditions were come by, and what they were.
        self.seen: set[tuple[str, bool]] = set()

    def force(self, mutant: Mutant) -> None:
        self.forced, self.value = mutant.name, {"true": True, "false": False}.get(mutant.how, "")

    def is_forced(self, name: str) -> bool:
        return name == self.forced

    def note(self, name: str, value: Any) -> Any:
        """A truth, when that is what is asked for: so that nothing is asked twice."""
        if value is True or value is False:
            self.seen.add((name, value))
        else:
            self.seen.update({(name, True), (name, False)})
        return value

    def note_truth(self, name: str, value: Any) -> bool:
        truth = bool(value)
        self.seen.add((name, truth))
        return truth


SWITCH: Final = _Switch()


def switchable(path: Path, package: Path = PACKAGE) -> CodeType:
    """The module with a switch at each condition of the list."""
    tree, found = in_file(path, package)
    for condition, node, field, number in found:
        old = getattr(node, field) if number is None else getattr(node, field)[number]
        name = ast.Constant(condition.name)
        is_truth = condition.kind == "condition" and not isinstance(node, ast.Return)
        noted = ast.Call(_switch("note_truth" if is_truth else "note"), [name, old], [])
        new = ast.IfExp(ast.Call(_switch("is_forced"), [name], []), _switch("value"), noted)
        if any(isinstance(part, ast.NamedExpr) for part in ast.walk(old)):
            # The name is given all the same: what follows uses it.
            new = ast.IfExp(ast.Call(_switch("is_forced"), [name], []), _either(old), noted)
        if number is None:
            setattr(node, field, new)
        else:
            getattr(node, field)[number] = new
    return compile(ast.fix_missing_locations(tree), str(path), "exec")


def _either(old: ast.expr) -> ast.expr:
    return ast.Subscript(ast.Tuple([old, _switch("value")], ast.Load()), ast.Constant(1), ast.Load())


def _switch(name: str) -> ast.Attribute:
    return ast.Attribute(ast.Name("__grip_switch__", ast.Load()), name, ast.Load())


class _Loader(importlib.machinery.SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType:
        return switchable(Path(self.path))


class Importer(importlib.abc.MetaPathFinder):
    """Reads each module of the package that has a condition on the list with a switch at it."""

    def __init__(self, files: set[Path]) -> None:
        self.files = files

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        if not fullname.startswith("gripwagtail"):
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.origin and Path(spec.origin) in self.files:
            spec.loader = _Loader(fullname, spec.origin)
        return spec


def install(names: Sequence[str]) -> None:
    if any(name.partition(".")[0] == "gripwagtail" for name in sys.modules):
        raise RuntimeError("The package was read before it could be made switchable.")
    builtins.__grip_switch__ = SWITCH  # type: ignore[attr-defined]
    sys.meta_path.insert(0, Importer({PACKAGE / name.partition(":")[0] for name in names}))


# --- which test comes by what -------------------------------------------------------


class Recorder:
    """A pytest plugin that writes down, of each test that passes, how long it takes and which conditions it sees."""

    def __init__(self, is_whole: bool) -> None:
        self.is_whole = is_whole
        self.tests: dict[str, dict[str, Any]] = {}
        self._fixtures: dict[tuple[str, str], set[tuple[str, bool]]] = {}
        self._not_passed: set[str] = set()
        self._written = time.time()

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Iterator[None]:
        """What several tests share is seen by each of them, and not only by the first."""
        if fixturedef.scope == "function":
            return (yield)  # type: ignore[return-value]
        before = set(SWITCH.seen)
        SWITCH.seen.clear()
        try:
            return (yield)  # type: ignore[return-value]
        finally:
            self._fixtures[fixturedef.argname, fixturedef.baseid] = set(SWITCH.seen)
            SWITCH.seen.update(before)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: Any, nextitem: Any) -> Iterator[None]:
        SWITCH.seen.clear()
        began = time.process_time()
        said = yield
        seen = set(SWITCH.seen)
        for name in item.fixturenames:
            for each in item._fixtureinfo.name2fixturedefs.get(name, ()):
                seen |= self._fixtures.get((each.argname, each.baseid), set())
        if item.nodeid not in self._not_passed:
            seconds = round(time.process_time() - began, 3)
            self.tests[item.nodeid] = {
                "seconds": seconds,
                "seen": sorted(f"{'true' if value else 'false'} {name}" for name, value in seen),
            }
        return said  # type: ignore[return-value]

    def pytest_runtest_logreport(self, report: Any) -> None:
        if not report.passed:
            self._not_passed.add(report.nodeid)

        if report.when == "teardown" and time.time() > self._written + _EVERY:
            self._write(is_whole=False)

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        self._write(self.is_whole and exitstatus in (0, 1))

    def _write(self, is_whole: bool) -> None:
        """Added to what is there, so that some files can be run again, or later."""
        self._written = time.time()
        RECORD.parent.mkdir(exist_ok=True)
        before = _read_file()
        numbers = {one: number for number, one in enumerate(before["conditions"])}
        for name, test in self.tests.items():
            seen = [numbers.setdefault(one, len(numbers)) for one in test["seen"]]
            before["tests"][name] = {"seconds": test["seconds"], "seen": seen}
        is_whole = is_whole or before["whole"]
        _write_file({**before, "whole": is_whole, "conditions": list(numbers)})


class Record(NamedTuple):
    """What was written down: per test its seconds, per condition and value the tests that saw it so."""

    seconds: dict[str, float]
    seen: dict[str, list[str]]
    # The tests with which each mutant was tried, and that did not notice it.
    tried: dict[str, list[str]]
    # Whether all quick tests were run: only then nothing notices what none of these does.
    whole: bool = False

    def nearest(self, mutant: Mutant) -> list[str]:
        """The tests that can notice it: first one of each file, of those files that come by it most.

        Files that import the module are before all others: they were written about it.
        A part of a key has no truth; any test that makes the key can notice that a part is not in it.
        """
        opposite = {"true": ("false",), "false": ("true",)}.get(mutant.how, ("true", "false"))
        tests = {test for value in opposite for test in self.seen.get(f"{value} {mutant.name}", ())}
        tests -= set(self.tried.get(" ".join(mutant), ()))
        by_file = defaultdict[str, list[str]](list)
        for test in sorted(tests, key=lambda one: (self.seconds[one], one)):
            by_file[test.partition("::")[0]].append(test)
        ordered = []
        module = "gripwagtail." + mutant.name.partition(".py:")[0].replace("/", ".").removesuffix(".__init__")
        for file, found in by_file.items():
            is_about_it = f"from {module} import" in _source_of(file)
            in_all = sum(1 for one in self.seconds if one.startswith(f"{file}::"))
            for turn, test in enumerate(found):
                ordered.append((not is_about_it, turn // 3, -round(len(found) / in_all, 1), self.seconds[test], test))
        return [one[-1] for one in sorted(ordered)]


@functools.cache
def _source_of(file: str) -> str:
    path = ROOT / file
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def read_record() -> Record:
    read = _read_file()
    seen = defaultdict[str, list[str]](list)
    for name, test in read["tests"].items():
        for number in test["seen"]:
            seen[read["conditions"][number]].append(name)
    seconds = {name: test["seconds"] for name, test in read["tests"].items()}
    return Record(seconds, dict(seen), read["tried"], read["whole"])


def add_tried(mutant: Mutant, tests: Sequence[str]) -> None:
    read = _read_file()
    known = read["tried"].get(" ".join(mutant), [])
    _write_file({**read, "tried": {**read["tried"], " ".join(mutant): [*known, *tests]}})


def _read_file() -> dict[str, Any]:
    if not RECORD.exists():
        return {"whole": False, "conditions": [], "tests": {}, "tried": {}}
    read: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8"))
    return read


def _write_file(record: dict[str, Any]) -> None:
    RECORD.write_text(json.dumps(record), encoding="utf-8")


# --- trying -------------------------------------------------------------------------


class Tests:
    """What a process that is ready can run in a fork of itself."""

    def __init__(self, session: Any, seconds: dict[str, float]) -> None:
        from _pytest.runner import runtestprotocol

        self._run_one: Callable[..., list[Any]] = runtestprotocol
        self._state = session._setupstate
        self.items = {item.nodeid: item for item in session.items}
        self._seconds = seconds
        self._warm_up()

    def _warm_up(self) -> None:
        files = [[item for name, item in self.items.items() if name.startswith(f"{file}::")] for file in WARM]
        chosen = [item for found in files for item in found[:2] if _is_plain(item)] or list(self.items.values())[:3]
        # The one that stays is one with a database, so that this stays as well.
        chosen += [next((item for item in self.items.values() if item.get_closest_marker("django_db")), chosen[0])]
        for item, following in zip(chosen, (*chosen[1:], chosen[-1]), strict=True):
            self._run_one(item, nextitem=following, log=False)
        _forget_all()

    def named(self, names: Sequence[str]) -> list[str]:
        """Those that there are; a name without its parameters stands for all of them."""
        bare = defaultdict[str, list[str]](list)
        for each in self.items:
            bare[each.partition("[")[0]].append(each)
        return [one for name in names for one in ([name] if name in self.items else bare.get(name, ()))]

    def first_that_fails(self, names: Sequence[str], mutant: Mutant | None) -> str:
        """In a fork, so that nothing of it stays; empty when all pass."""
        names = sorted(names, key=lambda one: not _is_plain(self.items[one]))
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            self._in_the_fork(names, mutant, writing)
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as pipe:
            said = pipe.read().splitlines()
        _pid, status = os.waitpid(child, 0)
        if status == 0:
            return ""
        # Failed, or hung, or came to its end in the middle of it.
        return said[-1] if said else names[0]

    def _in_the_fork(self, names: Sequence[str], mutant: Mutant | None, writing: int) -> None:
        code = 2
        try:
            silence = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silence, 1)
            os.dup2(silence, 2)
            if mutant:
                SWITCH.force(mutant)
            self._state.teardown_exact(self.items[names[0]])
            for name, following in zip(names, (*names[1:], names[-1]), strict=True):
                os.write(writing, f"{name}\n".encode())
                signal.setitimer(signal.ITIMER_PROF, _HANGS + 10 * self._seconds.get(name, 10))
                signal.alarm(int(10 * (_HANGS + self._seconds.get(name, 10))))
                reports = self._run_one(self.items[name], nextitem=self.items[following], log=False)
                if any(report.failed for report in reports):
                    os._exit(1)
            code = 0
        finally:
            os._exit(code)


def _is_plain(item: Any) -> bool:
    """A test that empties the database at its end comes after those that need what is in it."""
    mark = item.get_closest_marker("django_db")
    whole = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}
    return not (whole & set(item.fixturenames) or (mark and (mark.kwargs.get("transaction") or mark.args)))


def _forget_all() -> None:
    """What was kept from one test to the next would hide a condition from the tests that come."""
    from django.core.cache import cache

    cache.clear()
    for found in gc.get_objects():
        # Not by isinstance, which would make a lazy object what it stands for.
        if type(found) is functools._lru_cache_wrapper and str(found.__module__).startswith("gripwagtail"):
            found.cache_clear()


class Trier:
    """A pytest plugin that tries mutants in place of running the tests."""

    def __init__(
        self, wanted: Sequence[tuple[Mutant, Sequence[str]]], seconds: dict[str, float],
        tell: Callable[[Mutant, str, Sequence[str]], None], patience: float, until: float,
    ) -> None:  # fmt: skip
        self._wanted, self._seconds, self._tell = wanted, seconds, tell
        self._patience, self._until = patience, until
        # Which tests pass with nothing switched, as far as that was asked.
        self._sound: dict[str, bool] = {}

    def pytest_runtestloop(self, session: Any) -> bool:
        tests = Tests(session, self._seconds)
        for mutant, names in self._wanted:
            if time.time() > self._until:
                break
            self._tell(mutant, *self._try(tests, mutant, tests.named(names)))
        return True

    def _try(self, tests: Tests, mutant: Mutant, names: list[str]) -> tuple[str, list[str]]:
        """The first test that fails with it, alone as well, and passes without; and those that did not."""
        began = time.time()
        done = 0
        while done < len(names) and time.time() - began < self._patience:
            some = self._some(names[done:])
            failed = tests.first_that_fails(some, mutant)
            if not failed:
                done += len(some)
                continue
            fails_alone = list(some) == [failed] or bool(tests.first_that_fails([failed], mutant))
            if fails_alone and self._is_sound(tests, failed):
                return failed, names[:done]
            # It fails because of another one before it, or anyway: it says nothing.
            names.remove(failed)
            names.insert(0, failed)
            done += 1
        return "", names[:done]

    def _is_sound(self, tests: Tests, name: str) -> bool:
        if name not in self._sound:
            self._sound[name] = not tests.first_that_fails([name], None)
        return self._sound[name]

    def _some(self, names: Sequence[str]) -> Sequence[str]:
        """As many as take some seconds, and no more than a part of the patience."""
        total, count = 0.0, 0
        for name in names:
            total += self._seconds.get(name, 1)
            count += 1
            if total > min(15, self._patience / 4):
                break
        return names[:count]
