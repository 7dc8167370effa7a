"""Runs everything: the whole suite on the default host, and on every other host what must hold everywhere.

    python -m tests.run [--fast | --contract | --no-browser] [--report FILE]

A host is a folder in tests/hosts with a settings.py. Each host also has to pass Django's own
checks and to propose no migrations. `--fast` stays on the default host and leaves the browser out.
`--report` writes what was seen to a file, which tests/tools/compatibility.py makes tables of.

GRIP_DB=postgres        every host uses PostgreSQL instead of SQLite (its settings read this)
GRIP_JOBS=4             processes for the tests (default: one for each core)
GRIP_CHROMIUM=path      the browser; GRIP_REQUIRE_BROWSER=1 makes a missing one a failure
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests import browsers

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_HOST = "default"
CHECKS = {
    "migrations": ("makemigrations", "--check", "--dry-run"),
    "check": ("check", "--fail-level", "WARNING"),
}
SLICES = {
    "fast": "the tests on the default host but those marked as apart or thorough, no browser",
    "contract": "what holds on all hosts, on all hosts",
    "no browser": "all tests on all hosts, no browser",
    "all": "all tests on all hosts, with a browser",
}
PACKAGES = ("Django", "wagtail", "wagtail-localize", "bleach", "phonenumberslite", "segno")


@dataclass
class Outcome:
    host: str
    what: str
    passed: int
    failed: int
    skipped: int
    seconds: float
    # Of each test file: how many passed, failed and were skipped.
    files: dict[str, dict[str, int]] = field(default_factory=dict)

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
        files = count_files(report)
    if code and not failed:
        failed = 1  # pytest itself stopped, or there was nothing to run
    return Outcome(host, what, passed, failed, skipped, time.monotonic() - started, files)


def count(report: Path) -> tuple[int, int, int]:
    """Passed, failed and skipped, as pytest wrote them down."""
    if not report.exists():
        return 0, 0, 0
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))  # noqa: S314 (our own file)
    total, failures, errors, skipped = (
        sum(int(suite.get(name, 0)) for suite in suites) for name in ("tests", "failures", "errors", "skipped")
    )
    return total - failures - errors - skipped, failures + errors, skipped


def count_files(report: Path) -> dict[str, dict[str, int]]:
    """The same for each file of tests, by its name below tests/, such as contract/test_pages."""
    files: dict[str, Counter[str]] = {}
    cases = ElementTree.parse(report).getroot().iter("testcase") if report.exists() else ()  # noqa: S314
    for case in cases:
        # A file that is skipped as a whole is one case without a class, and bears its name there.
        dotted = case.get("classname") or case.get("name", "")
        name = re.sub(r"^tests\.|(?<=\.)Test.*$", "", dotted).strip(".").replace(".", "/")
        kinds = {child.tag for child in case}
        kind = "failed" if kinds & {"failure", "error"} else "skipped" if "skipped" in kinds else "passed"
        files.setdefault(name, Counter())[kind] += 1
    return {name: dict(counts) for name, counts in sorted(files.items())}


def run_check(host: str, what: str) -> Outcome:
    started = time.monotonic()
    ok = run_python(host, "-m", "django", *CHECKS[what]) == 0
    return Outcome(host, what, int(ok), int(not ok), 0, time.monotonic() - started)


def database() -> str:
    return "PostgreSQL" if os.environ.get("GRIP_DB") == "postgres" else "SQLite"


def versions() -> dict[str, str]:
    installed = {name: importlib.metadata.version(name) for name in PACKAGES}
    return {"Python": sys.version.split()[0], **installed, "database": database()}


def announce_slice(name: str) -> None:
    """Says what of the whole this run is, so that nobody takes a part for everything."""
    seen = versions()
    on = ", ".join(f"{what} {seen[what]}" for what in ("Python", "Django", "wagtail"))
    print(f'Slice "{name}": {SLICES[name]}, on {on}, {seen["database"]}. All versions: make matrix.', flush=True)


def announce_browser(wanted: bool) -> bool:
    """Says which browser is used; False when one is required and missing."""
    path = browsers.find_chromium()
    if not wanted:
        print("Browser: left out.")
    elif path:
        print(f"Browser: {path}")
    elif browsers.is_required():
        print(f"Browser: {browsers.MISSING}, and GRIP_REQUIRE_BROWSER is set.")
        return False
    else:
        print(f"Browser: tests in a browser are skipped, {browsers.MISSING}.")
    return True


def print_table(outcomes: list[Outcome]) -> None:
    rows = [("host", "what", "outcome", "seconds")]
    rows += [(o.host, o.what, o.words, f"{o.seconds:.0f}") for o in outcomes]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    print(f"\nPython {sys.version.split()[0]}, {database()}")
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def write_report(path: Path, name: str, outcomes: list[Outcome]) -> None:
    seen = {
        "date": datetime.now(UTC).date().isoformat(),
        "slice": name,
        "versions": versions(),
        "outcomes": [asdict(outcome) for outcome in outcomes],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(seen, indent=1), encoding="utf-8")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.run", description=(__doc__ or "").splitlines()[0])
    parts = parser.add_mutually_exclusive_group()
    for name in ("fast", "contract", "no browser"):
        option = f"--{name.replace(' ', '-')}"
        parts.add_argument(option, dest="slice", action="store_const", const=name, help=SLICES[name])
    parser.add_argument("--report", type=Path, metavar="FILE", help="where to write what was seen, as JSON")
    parser.set_defaults(slice="all")
    options = parser.parse_args(argv)
    browser = options.slice == "all"

    announce_slice(options.slice)
    if not announce_browser(browser):
        return 1
    jobs = (f"--numprocesses={os.environ.get('GRIP_JOBS', 'auto')}", "--dist=worksteal")
    wanted = "not browser" + " and not apart and not thorough" * (options.slice == "fast")
    whole = [] if options.slice == "contract" else [DEFAULT_HOST]
    outcomes = [run_tests(host, "all tests", "tests", *jobs, "-m", wanted) for host in whole]
    if browser:
        # By themselves: the school that they visit is planted once, and not again when a process is dealt more of them.
        outcomes.append(run_tests(DEFAULT_HOST, "in a browser", "tests/browser", *jobs))
    for host in [DEFAULT_HOST] if options.slice == "fast" else hosts():
        if needed := too_old_for(host):
            print(f"\n[{host}] SKIPPED: this host needs Wagtail {needed} or newer.", flush=True)
            outcomes.append(Outcome(host, f"needs Wagtail {needed}", 0, 0, 1, 0))
            continue
        if host not in whole:
            outcomes.append(run_tests(host, "contract", "tests/contract", "-q", *jobs))
        outcomes += [run_check(host, what) for what in CHECKS]

    print_table(outcomes)
    if options.report:
        write_report(options.report, options.slice, outcomes)
    announce_slice(options.slice)
    passed, failed, skipped = (sum(getattr(o, name) for o in outcomes) for name in ("passed", "failed", "skipped"))
    print(f"\n{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
