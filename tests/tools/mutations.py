"""Switches off, one by one, what keeps readers safe, and reports which tests notice.

    python -m tests.tools.mutations [name …]

Ends with 1 when a thing can be switched off without a test that fails for it. A test that fails with everything on
notices nothing.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.tools.mutants import BY_NAME, noticers_of

ROOT = Path(__file__).resolve().parents[2]
# So many say enough.
FAILURES = 5


def failing(tests: Sequence[str], mutant: str = "") -> list[str]:
    """The names of the tests that fail with this switched off; a run that does not get that far is an error."""
    options = ["-q", "--no-header", "--tb=no", "-p", "no:cacheprovider", "-p", "tests.tools.mutants"]
    environment = {key: value for key, value in os.environ.items() if key != "GRIP_MUTANT"}
    if mutant:
        options.append(f"--maxfail={FAILURES}")
        environment["GRIP_MUTANT"] = mutant
    command = [sys.executable, "-m", "pytest", *options, *dict.fromkeys(tests)]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    # 0: all passed, 1: some failed, 2: stopped after enough of them.
    found = re.findall(r"^FAILED (.+?)(?: - .*)?$", run.stdout, re.MULTILINE)
    if run.returncode not in (0, 1, 2) or (run.returncode and not found):
        raise SystemExit(f"The tests did not run:\n{run.stdout}{run.stderr}")
    return found


def noticing(name: str) -> list[str]:
    """The tests that fail with this switched off and pass with everything on, without their parameters."""
    found = failing(noticers_of(BY_NAME[name]), name)
    by_name = list(dict.fromkeys(test.partition("[")[0] for test in found))
    broken = {test.partition("[")[0] for test in failing(found)} if found else set()
    return [test for test in by_name if test not in broken]


def main(names: Sequence[str]) -> int:
    wanted = list(names) or list(BY_NAME)
    unknown = sorted(set(wanted) - set(BY_NAME))
    if unknown:
        raise SystemExit(f"Unknown: {', '.join(unknown)}. There are: {', '.join(BY_NAME)}.")
    missed = []
    for name in wanted:
        found = noticing(name)
        missed += [] if found else [name]
        print(f"{name.replace('_', ' ')}: {'noticed by' if found else 'NOTICED BY NO TEST'}")
        for test in found:
            print(f"  {test}", flush=True)
    print(f"{len(wanted) - len(missed)} of {len(wanted)} are noticed.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
