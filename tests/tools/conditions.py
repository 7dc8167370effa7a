"""Switches in turn every condition that decides by a right, a restriction, a validity, a site or a language.

    python -m tests.tools.conditions --write         brings the list up to date with the code; what is known stays
    python -m tests.tools.conditions --record [FILE …] runs the quick tests once, to know which come by which condition
    python -m tests.tools.conditions --continue [N]  tries those of which nothing is known yet, and writes what notices
    python -m tests.tools.conditions --check         tries all of them again; ends with 1 when one is unexplained

The list and what is on it: ``tests/tools/conditions_list.py``. How a mutant is tried: ``tests/tools/switches.py``.
On another host: DJANGO_SETTINGS_MODULE=tests.hosts.localize.settings, for --record, --continue and --check.
GRIP_PATIENCE is for how many seconds of tests one mutant is tried (300), GRIP_SECONDS for how long all of them.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

import pytest

from tests.tools import switches
from tests.tools.conditions_list import MISSED, UNKNOWN, Mutant, known, note, up_to_date, write

_PATIENCE: Final = float(os.environ.get("GRIP_PATIENCE", "300"))
_OPTIONS: Final = ("-q", "-s", "--no-header", "-p", "no:cacheprovider", "-p", "no:xdist")
# What only another host has is noticed there.
_ON: Final = "" if switches.HOST == "default" else f" on {switches.HOST}"
# Tried first: where visitors, editors and their rights are.
_FIRST: Final = ("rendering/", "admin/", "lookup/", "api/", "serving/", "subroutes/", "directory/")


def record(files: Sequence[str]) -> int:
    switches.install(list(known()))
    options = [*_OPTIONS, "--tb=no", "-m", switches.QUICK, *(files or ["tests"])]
    return int(pytest.main(options, plugins=[switches.Recorder(is_whole=not files)]))


def _until() -> float:
    return time.time() + float(os.environ.get("GRIP_SECONDS", "inf"))


def _try(
    wanted: Sequence[tuple[Mutant, Sequence[str]]],
    seconds: dict[str, float],
    tell: Callable[[Mutant, str, Sequence[str]], None],
) -> None:
    """In this process, which is done for after it."""
    switches.install(list(known()))
    trier = switches.Trier(wanted, seconds, tell, _PATIENCE, _until())
    files = sorted({name.partition("::")[0] for _mutant, names in wanted for name in names} | set(switches.WARM))
    code = pytest.main([*_OPTIONS, *files], plugins=[trier])
    if code not in (0, 5):
        raise SystemExit(f"The tests could not be collected: {code}")


def _turn(name: str) -> int:
    return next((number for number, room in enumerate(_FIRST) if name.startswith(room)), len(_FIRST))


def go_on(most: int) -> None:
    """Tries what was not tried, or not with each test that comes by it."""
    read = switches.read_record()
    left = [Mutant(name, how) for name, mutants in known().items() for how, said in mutants.items() if said == UNKNOWN]
    left = sorted(left, key=lambda one: _turn(one.name))
    wanted = [(mutant, tests) for mutant in left if (tests := read.nearest(mutant)) or read.whole]

    def tell(mutant: Mutant, test: str, tried: Sequence[str]) -> None:
        switches.add_tried(mutant, tried)
        if test:
            note(mutant, test.partition("[")[0] + _ON)
        elif not _ON and read.whole and set(dict(wanted)[mutant]) <= set(tried):
            note(mutant, MISSED)
        said = known()[mutant.name][mutant.how]
        print(f"{mutant.how:8} {mutant.name}: {said} ({len(tried)} of {len(dict(wanted)[mutant])})", flush=True)

    _try(wanted[:most], read.seconds, tell)


def check() -> int:
    """Tries every mutant again with the test that noticed it."""
    wanted, unexplained = list[tuple[Mutant, Sequence[str]]](), 0
    for name, mutants in known().items():
        for how, said in mutants.items():
            test, _on, host = said.partition(" on ")
            if said.startswith("tests/") and (host or "default") == switches.HOST:
                wanted.append((Mutant(name, how), [test]))
            elif not said.startswith("tests/") and not said.startswith("explained: "):
                unexplained += 1
                print(f"{how}: {name}: {said}")
    missed = []

    def tell(mutant: Mutant, test: str, _tried: Sequence[str]) -> None:
        if not test:
            missed.append(mutant)
            print(f"{mutant.how}: {mutant.name}: {known()[mutant.name][mutant.how]}, and now by none", flush=True)

    _try(wanted, {}, tell)
    unexplained += len(missed)
    print(f"{sum(map(len, known().values()))} mutants of {len(known())} conditions; unexplained: {unexplained}.")
    return int(bool(unexplained))


def main(options: Sequence[str]) -> int:
    if "--write" in options:
        write(up_to_date())
    if "--record" in options:
        return record([one for one in options if one.startswith("tests/")])
    if "--continue" in options:
        numbers = [int(one) for one in options if one.isdigit()]
        go_on(numbers[0] if numbers else 10_000)
    said = Counter(
        one.partition(":")[0] if "::" not in one else "noticed" for each in known().values() for one in each.values()
    )
    print(*(f"{count} {what}" for what, count in said.most_common()), sep="\n")
    return check() if "--check" in options else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
