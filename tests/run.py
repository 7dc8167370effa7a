"""Runs everything: the whole suite on the default host, and on every other host what must hold everywhere.

    python -m tests.run [--fast]

A host is a folder in tests/hosts with a settings.py. Each host also has to pass Django's own
checks and to propose no migrations. `--fast` stays on the default host and leaves the browser out.

GRIP_DB=postgres        every host uses PostgreSQL instead of SQLite (its settings read this)
GRIP_JOBS=4             processes for the tests (default: one for each core)
GRIP_CHROMIUM=path      the browser; GRIP_REQUIRE_BROWSER=1 makes a missing one a failure
"""

from __future__ import annotations

import argparse
import importlib
import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

from tests import browsers

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_HOST = "default"
CHECKS = {
    "migrations": ("makemigrations", "--check", "--dry-run"),
    "check": ("check", "--fail-level", "WARNING"),
}


@dataclass
class Outcome:
    host: str
    what: str
    passed: int
    failed: int
    skipped: int
    seconds: float

    @property
    def words(self) -> str:
        counts = f"{self.passed} passed, {self.failed} failed"
        return f"{counts}, {self.skipped} skipped" if self.skipped else counts


def hosts() -> list[str]:
    """The names of all hosts, the default one first."""
    names = sorted(path.parent.name for path in ROOT.glob("tests/hosts/*/settings.py"))
    return sorted(names, key=lambda name: name != DEFAULT_HOST)


def too_old_for(host: str) -> str:
    """The Wagtail that a host needs when the one installed is older, else an empty string."""
    import wagtail

    needed = getattr(importlib.import_module(f"tests.hosts.{host}"), "NEEDS_WAGTAIL", (0, 0))
    return "" if wagtail.VERSION[:2] >= needed else ".".join(map(str, needed))


def run_python(host: str, *args: str) -> int:
    settings = f"tests.hosts.{host}.settings"
    print(f"\n[{host}] python {' '.join(args)}", flush=True)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings}
    return subprocess.run(
        [sys.executable, *args], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False
    ).returncode


def run_tests(host: str, what: str, *args: str) -> Outcome:
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        code = run_python(host, "-m", "pytest", f"--ds=tests.hosts.{host}.settings", f"--junitxml={report}", *args)
        passed, failed, skipped = count(report)
    if code and not failed:
        failed = 1  # pytest itself stopped, or there was nothing to run
    return Outcome(host, what, passed, failed, skipped, time.monotonic() - started)


def count(report: Path) -> tuple[int, int, int]:
    """Passed, failed and skipped, as pytest wrote them down."""
    if not report.exists():
        return 0, 0, 0
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))  # noqa: S314 (our own file)
    total, failures, errors, skipped = (
        sum(int(suite.get(name, 0)) for suite in suites) for name in ("tests", "failures", "errors", "skipped")
    )
    return total - failures - errors - skipped, failures + errors, skipped


def run_check(host: str, what: str) -> Outcome:
    started = time.monotonic()
    ok = run_python(host, "-m", "django", *CHECKS[what]) == 0
    return Outcome(host, what, int(ok), int(not ok), 0, time.monotonic() - started)


def announce_browser(fast: bool) -> bool:
    """Says which browser is used; False when one is required and missing."""
    path = browsers.find_chromium()
    if fast:
        print("Browser: left out (--fast).")
    elif path:
        print(f"Browser: {path}")
    elif browsers.is_required():
        print(f"Browser: {browsers.MISSING}, and GRIP_REQUIRE_BROWSER is set.")
        return False
    else:
        print(f"Browser: tests in a browser are skipped, {browsers.MISSING}.")
    return True


def print_table(outcomes: list[Outcome]) -> None:
    database = "PostgreSQL" if os.environ.get("GRIP_DB") == "postgres" else "SQLite"
    rows = [("host", "what", "outcome", "seconds")]
    rows += [(o.host, o.what, o.words, f"{o.seconds:.0f}") for o in outcomes]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    print(f"\nPython {sys.version.split()[0]}, {database}")
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.run", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--fast", action="store_true", help="the default host only, without the browser")
    fast = parser.parse_args(argv).fast

    if not announce_browser(fast):
        return 1
    jobs = (f"--numprocesses={os.environ.get('GRIP_JOBS', 'auto')}", "--dist=worksteal")
    outcomes = [
        run_tests(
            DEFAULT_HOST,
            "all tests",
            "tests",
            *jobs,
            *(["-m", "not browser"] if fast else []),
        )
    ]
    for host in [DEFAULT_HOST] if fast else hosts():
        if needed := too_old_for(host):
            print(f"\n[{host}] SKIPPED: this host needs Wagtail {needed} or newer.", flush=True)
            outcomes.append(Outcome(host, f"needs Wagtail {needed}", 0, 0, 1, 0))
            continue
        if host != DEFAULT_HOST:
            outcomes.append(run_tests(host, "contract", "tests/contract", "-q", *jobs))
        outcomes += [run_check(host, what) for what in CHECKS]

    print_table(outcomes)
    passed, failed, skipped = (sum(getattr(o, name) for o in outcomes) for name in ("passed", "failed", "skipped"))
    print(f"\n{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
