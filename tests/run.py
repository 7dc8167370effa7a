"""Runs a slice of the suite: the whole of it on the default host, and on every other host what must be true everywhere.

    python -m tests.run [--fast | --database | --test | --accept | --contract | --no-browser] [--report FILE]

Without a slice it runs everything. A host is a folder in tests/hosts with a settings.py. Each host also has to pass
Django's own checks and to propose no migrations. Every run says what it is, what it leaves out and which tests took the
longest. `--report` writes what was seen to a file, which tests/tools/compatibility.py makes tables of.

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
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests import browsers
from tests.host_checks import CHECKS, FAILURES

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_HOST = "default"
# Another host of its own kind: with models, a base page or an optional app that the others do not have.
SECOND_HOST = "localize"
# The part of the contract that settings and templates can break. A host with neither models nor apps of its own runs
# only this in .ci/run; the whole of it runs at night.
SHAPED = (
    *("blocks", "cache_in_front", "doctor", "host", "interface_language"),
    *("output", "own_pages", "pages", "redirects", "seen", "translation", "without_pages"),
)
SLOWEST = 10


@dataclass(frozen=True)
class Slice:
    """Which tests run where. ``marks`` and ``in_browser`` are for pytest's ``-m``; ``None`` leaves the browser out."""

    does: str
    leaves_out: str
    marks: str = ""
    in_browser: str | None = None
    default_host: bool = True
    # The other hosts that run the contract; an empty tuple is none, ``None`` is all.
    contract: tuple[str, ...] | None = None
    # Whether hosts that are only settings and templates run just the part that these can break.
    shaped: bool = False
    # What of the default host's tests runs.
    paths: tuple[str, ...] = ("tests",)
    # What runs after these, in a process of its own.
    by_themselves: tuple[str, ...] = ()

    def has(self, host: str) -> bool:
        return host != DEFAULT_HOST and (self.contract is None or host in self.contract)


# What asks the database in a way of its own, or takes out of it what is damaged: the contract, and these.
DATABASE = (
    *("api", "any_value", "body_cache", "budget", "changes", "damage", "desk_checks", "desk_report", "erase"),
    *(
        "hidden",
        "kinds",
        "late_streams",
        "many_schools",
        "nearest",
        "originals",
        "other_school",
        "processes",
        "right_until",
        "rows",
        "sources",
    ),
    *("stamps", "stored_badly", "uninstall", "upgrade", "visibility"),
)
# Several at once need transactions that really end, and after that the database is empty: not for who comes after.
AT_ONCE = ("tests/test_at_once.py",)

_QUICK = "not apart and not thorough and not slow"
_FIRST = f"{_QUICK} and not broad"
SLICES = {
    "fast": Slice(
        "the quick tests on the default host",
        "other hosts, the browser, and what is marked slow, apart or thorough",
        marks=_QUICK,
        contract=(),
    ),
    "database": Slice(
        "the contract on the default host, and what else asks the database in a way of its own",
        "what is the same on every database (make nightly), other hosts, the browser, and what is marked slow, apart "
        "or thorough",
        marks=_QUICK,
        contract=(),
        paths=("tests/contract", *(f"tests/test_{name}.py" for name in DATABASE)),
        by_themselves=AT_ONCE,
    ),
    "test": Slice(
        "the tests that tell most on the default host, the contract on two hosts, the checks on all, thirty tests in a "
        "browser",
        "the contract on the other hosts, most of the browser, PostgreSQL, and what is marked broad, slow or apart "
        "(.ci/run); "
        "what is marked thorough (make nightly)",
        marks=_FIRST,
        in_browser="glance",
        contract=(SECOND_HOST,),
    ),
    "accept": Slice(
        "all but the thorough tests on the default host and in a browser, the contract on all hosts",
        "what is marked thorough, and what hosts of just settings and templates cannot break (make nightly)",
        marks="not thorough",
        in_browser="not thorough",
        shaped=True,
    ),
    "contract": Slice("what holds on all hosts, on all hosts", "the rest of the suite", default_host=False),
    "no browser": Slice("all tests on all hosts, no browser", "the browser"),
    "all": Slice("all tests on all hosts, with a browser", "other versions (make matrix)", in_browser=""),
}
PACKAGES = ("Django", "wagtail", "wagtail-localize", "bleach", "phonenumberslite", "segno", "tomli-w")


@dataclass
class RunOutcome:
    host: str
    what: str
    passed: int
    failed: int
    skipped: int
    seconds: float
    # Of each test file: how many passed, failed and were skipped.
    files: dict[str, dict[str, int]] = field(default_factory=dict)
    # Seconds and name of the tests that took the longest.
    slowest: list[tuple[float, str]] = field(default_factory=list)

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


def run_tests(host: str, what: str, *args: str) -> RunOutcome:
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        code = run_python(host, "-m", "pytest", f"--ds=tests.hosts.{host}.settings", f"--junitxml={report}", *args)
        passed, failed, skipped = count(report)
        files, slowest = count_files(report), slowest_of(report, host)
    if code and not failed:
        failed = 1  # pytest itself stopped, or there was nothing to run
    return RunOutcome(host, what, passed, failed, skipped, time.monotonic() - started, files, slowest)


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


def slowest_of(report: Path, host: str) -> list[tuple[float, str]]:
    """The tests that took the longest, the first one the longest of all."""
    cases = ElementTree.parse(report).getroot().iter("testcase") if report.exists() else ()  # noqa: S314
    timed = ((float(case.get("time", 0)), f"[{host}] {case.get('classname')}::{case.get('name')}") for case in cases)
    return sorted(timed, reverse=True)[:SLOWEST]


def run_checks(host: str) -> list[RunOutcome]:
    """Both checks of a host in one process: starting one takes longer than the checks."""
    started = time.monotonic()
    ran = subprocess.run(
        [sys.executable, "-m", "tests.host_checks"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": f"tests.hosts.{host}.settings"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    code = ran.returncode
    # At once, or the words of two hosts would be mixed.
    print(f"\n[{host}] python -m tests.host_checks\n{ran.stdout}", end="", flush=True)
    seconds = (time.monotonic() - started) / len(CHECKS)
    answered = code in range(FAILURES) and not code % min(CHECKS.values())
    failed = {what: not answered or bool(code & bit) for what, bit in CHECKS.items()}
    return [RunOutcome(host, what, int(not bad), int(bad), 0, seconds) for what, bad in failed.items()]


def database() -> str:
    return "PostgreSQL" if os.environ.get("GRIP_DB") == "postgres" else "SQLite"


def versions() -> dict[str, str]:
    installed = {name: importlib.metadata.version(name) for name in PACKAGES}
    return {"Python": sys.version.split()[0], **installed, "database": database()}


def announce_slice(name: str) -> None:
    """Says what of the whole this run is and what it leaves out, so that nobody takes a part for everything."""
    seen, part = versions(), SLICES[name]
    on = ", ".join(f"{what} {seen[what]}" for what in ("Python", "Django", "wagtail"))
    print(f'Slice "{name}": {part.does}, on {on}, {seen["database"]}. All versions: make matrix.')
    print(f"Left out: {part.leaves_out}.", flush=True)


def print_slowest(outcomes: list[RunOutcome]) -> None:
    slowest = sorted((one for outcome in outcomes for one in outcome.slowest), reverse=True)[:SLOWEST]
    print(f"\nThe slowest {len(slowest)} tests")
    for seconds, name in slowest:
        print(f"{seconds:6.1f} s  {name}")


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


def print_table(outcomes: list[RunOutcome]) -> None:
    rows = [("host", "what", "outcome", "seconds")]
    rows += [(o.host, o.what, o.words, f"{o.seconds:.0f}") for o in outcomes]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    print(f"\nPython {sys.version.split()[0]}, {database()}")
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def write_report(path: Path, name: str, outcomes: list[RunOutcome]) -> None:
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
    for name, part in SLICES.items():
        if name != "all":
            option = f"--{name.replace(' ', '-')}"
            parts.add_argument(option, dest="slice", action="store_const", const=name, help=part.does)
    parser.add_argument("--report", type=Path, metavar="FILE", help="where to write what was seen, as JSON")
    parser.set_defaults(slice="all")
    options = parser.parse_args(argv)
    part = SLICES[options.slice]

    announce_slice(options.slice)
    if not announce_browser(part.in_browser is not None):
        return 1
    outcomes = list(run_slice(part))

    print_table(outcomes)
    print_slowest(outcomes)
    if options.report:
        write_report(options.report, options.slice, outcomes)
    announce_slice(options.slice)
    passed, failed, skipped = (sum(getattr(o, name) for o in outcomes) for name in ("passed", "failed", "skipped"))
    print(f"\n{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""), flush=True)
    return 1 if failed else 0


def run_slice(part: Slice) -> Iterator[RunOutcome]:
    jobs = (f"--numprocesses={os.environ.get('GRIP_JOBS', 'auto')}", "--dist=worksteal")
    if part.default_host:
        yield run_tests(
            DEFAULT_HOST,
            "all tests" if part.paths == ("tests",) else "part of the tests",
            *part.paths,
            *jobs,
            "-m",
            both("not browser", part.marks),
        )
    if part.by_themselves:
        yield run_tests(
            DEFAULT_HOST, "several at once", *part.by_themselves, "-q", "-m", both("not browser", part.marks)
        )
    if part.in_browser is not None:
        # By themselves: the school that they visit is planted once, and not again when a process is dealt more of them.
        yield run_tests(DEFAULT_HOST, "in a browser", "tests/browser", *jobs, "-m", both("browser", part.in_browser))
    for host in hosts():
        if needed := too_old_for(host):
            print(f"\n[{host}] SKIPPED: this host needs Wagtail {needed} or newer.", flush=True)
            yield RunOutcome(host, f"needs Wagtail {needed}", 0, 0, 1, 0)
            continue
        if part.has(host) or (host == DEFAULT_HOST and not part.default_host):
            paths = contract_of(host, part)
            marks = ("-m", part.marks) if part.marks else ()
            yield run_tests(
                host, "contract" if len(paths) == 1 else "part of the contract", *paths, "-q", *jobs, *marks
            )
    # Two at a time: each waits for nothing but itself.
    checked = [host for host in hosts() if host == DEFAULT_HOST or part.contract != ()]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for outcomes in pool.map(run_checks, [host for host in checked if not too_old_for(host)]):
            yield from outcomes


def both(one: str, other: str) -> str:
    return f"({one}) and ({other})" if other else one


def contract_of(host: str, part: Slice) -> list[str]:
    """The paths to run on a host."""
    if part.shaped and host != SECOND_HOST and not any((ROOT / "tests/hosts" / host).rglob("migrations")):
        return [f"tests/contract/test_{name}.py" for name in SHAPED]
    return ["tests/contract"]


if __name__ == "__main__":
    sys.exit(main())
