"""Prints which hostile texts were brought in by every way in, and looked for at every way out.

    python -m tests.tools.vector_table [--json]

Each host (the default one, and the one with wagtail-localize) is a process with a throw-away SQLite database. Every
figure is counted while it runs: texts put in, texts that were refused somewhere on that way, and for each way out the
outputs that were read with the texts that could be recognised in them. An active text is named and ends it with 1.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any, Final

HOSTS: Final = {
    "tests.hosts.default.settings": "tests.hostile.ways_in",
    "tests.hosts.localize.settings": "tests.hostile.ways_in_localize",
}
_HOST: Final = "--host"


def rows_of(host: str) -> list[dict[str, Any]]:
    """The rows of one host, counted in this process."""
    from importlib import import_module

    from tests.tools.bench import set_up

    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder), host)
        from dataclasses import asdict

        from django.db import transaction
        from django.test.utils import override_settings, setup_test_environment

        setup_test_environment()
        from tests.hostile.cells import row

        ways = import_module(HOSTS[host]).WAYS
        found = []
        with override_settings(ROOT_URLCONF="tests.hostile.urls"):
            for way in ways:
                if way == "API v3" and not _has_api_3():
                    continue
                with transaction.atomic():
                    found.append(asdict(row(ways, way)))
                    transaction.set_rollback(True)
    return found


def _has_api_3() -> bool:
    from importlib.util import find_spec

    return find_spec("wagtail.api.v3") is not None


def ask(host: str) -> list[dict[str, Any]]:
    """The rows of one host, counted in a process of its own."""
    command = [sys.executable, "-m", "tests.tools.vector_table", _HOST, host]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-4_000:])
    rows: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return rows


def table(rows: list[dict[str, Any]]) -> str:
    """Ways in below each other, ways out beside each other: outputs read / texts recognised in them."""
    outs = list(rows[0]["read"])
    head = ["way in", "tried", "refused", *outs]
    lines = [head]
    for row in rows:
        cells = [f"{row['read'][out]}/{row['seen'][out]}" for out in outs]
        lines.append([row["way"], str(row["tried"]), str(row["refused"]), *cells])
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def totals(rows: list[dict[str, Any]]) -> str:
    cells = sum(len(row["read"]) for row in rows)
    tried = sum(row["tried"] * len(row["read"]) for row in rows)
    outputs = sum(sum(row["read"].values()) for row in rows)
    refusals = sum(row["refusals"] for row in rows)
    active = sum(len(row["faults"]) for row in rows)
    return (
        f"{len(rows)} ways in × {len(rows[0]['read'])} ways out = {cells} cells; {tried} texts × cells; "
        f"{outputs} outputs read; {refusals} refusals; {active} outputs with something active"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="all that was counted")
    parser.add_argument(_HOST, choices=list(HOSTS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.host:
        print(json.dumps(rows_of(options.host)))
        return 0
    rows = [row for host in HOSTS for row in ask(host)]
    if options.json:
        print(json.dumps(rows, indent=2))
    else:
        from tests.vectors import VECTORS

        print(f"{len(VECTORS)} hostile texts of {len({vector.kind for vector in VECTORS})} kinds\n")
        print(table(rows))
        print(f"\n{totals(rows)}")
        for row in rows:
            for place, faults in row["faults"].items():
                print(f"ACTIVE  {row['way']} → {place}: {faults}")
    return int(any(row["faults"] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
