"""Prints the tables of docs/compatibility.md from what runs of the suite saw, and writes them there.

    python -m tests.tools.compatibility [--write] [FOLDER]

The folder has the reports of `python -m tests.run --report`; by default var/matrix, where `make matrix` leaves them.
Nothing in the tables is typed by hand: what was not run is not there.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
from pathlib import Path
from typing import Any

from tests.run import ROOT, hosts

PAGE = ROOT / "docs" / "compatibility.md"
REPORTS = ROOT / "var" / "matrix"
CHECKS = ("migrations", "check")
CONTRACT = "contract/"


def first_line(path: Path) -> str:
    """The meaning of a module, in the words of its first line."""
    return (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").splitlines()[0]


def parts() -> dict[str, str]:
    """The parts of the contract and what each promises."""
    files = sorted((ROOT / "tests" / "contract").glob("test_*.py"))
    return {CONTRACT + path.stem: first_line(path) for path in files}


def table(*rows: tuple[str, ...]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def seen(counts: dict[str, int]) -> str:
    """A cell: how many passed, what failed, and a dash for what this host or version has no use for."""
    if counts.get("failed"):
        return f"**{counts['failed']} failed**, {counts.get('passed', 0)} passed"
    return str(counts["passed"]) if counts.get("passed") else "–"


def total(outcomes: list[dict[str, Any]]) -> dict[str, int]:
    return {kind: sum(outcome[kind] for outcome in outcomes) for kind in ("passed", "failed", "skipped")}


def versions_table(reports: list[dict[str, Any]]) -> str:
    columns = list(reports[0]["versions"])
    rows = []
    for report in reports:
        counts = total(report["outcomes"])
        rows.append(
            (*report["versions"].values(), report["slice"], report["date"], seen(counts), str(counts["skipped"]))
        )
    return table((*columns, "tests", "on", "passed", "skipped"), *sorted(rows))


def of_host(report: dict[str, Any], host: str) -> dict[str, dict[str, int]]:
    """What one host did in each part: the files of the contract, and the checks of Django."""
    found: dict[str, dict[str, int]] = {}
    for outcome in report["outcomes"]:
        if outcome["host"] == host:
            found |= {name: counts for name, counts in outcome["files"].items() if name.startswith(CONTRACT)}
            if outcome["what"] in CHECKS:
                found[outcome["what"]] = {"passed": outcome["passed"], "failed": outcome["failed"]}
    return found


def hosts_table(report: dict[str, Any]) -> str:
    """One row for each part, one column for each host, of one run."""
    names = [host for host in hosts() if of_host(report, host)]
    found = {host: of_host(report, host) for host in names}
    quiet = {
        "migrations": "`makemigrations --check` proposes nothing.",
        "check": "`check --fail-level WARNING` has nothing to say.",
    }
    rows = [
        (meaning, *(seen(found[host].get(part, {})) for host in names))
        for part, meaning in {**parts(), **quiet}.items()
    ]
    return table(("What", *(f"`{name}`" for name in names)), *rows)


def legend() -> str:
    return "\n".join(f"- `{host}`: {first_line(ROOT / 'tests/hosts' / host / 'settings.py')}" for host in hosts())


def put(page: str, name: str, text: str) -> str:
    """The page with a text between its two marks."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    return re.sub(f"{begin}.*?{end}", lambda _: f"{begin}\n\n{text}\n\n{end}", page, flags=re.DOTALL)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=REPORTS)
    parser.add_argument("--write", action="store_true", help="into docs/compatibility.md as well")
    options = parser.parse_args()

    reports = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(options.folder.glob("*.json"))]
    if not reports:
        print(f"There is no report in {options.folder}.", file=sys.stderr)
        return 1
    # Of several runs on the newest, the one of most hosts.
    newest = max(
        reports,
        key=lambda report: (
            *(number(report["versions"][name]) for name in ("wagtail", "Django")),
            len({outcome["host"] for outcome in report["outcomes"]}),
        ),
    )
    texts = {"versions": versions_table(reports), "hosts": hosts_table(newest), "legend": legend()}
    print(f"{texts['versions']}\n\n{texts['hosts']}")
    if options.write:
        page = PAGE.read_text(encoding="utf-8")
        for name, text in texts.items():
            page = put(page, name, text)
        PAGE.write_text(page, encoding="utf-8")
    return 0


def number(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)))


if __name__ == "__main__":
    sys.exit(main())
