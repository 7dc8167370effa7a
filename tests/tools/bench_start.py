"""Measures what a worker that only serves begins with: Wagtail alone, and with the package in it.

    python -m tests.tools.bench_start [--rounds 9]

Each start is a process of its own that sets Django up and reads the addresses, as the first request makes it do; with
and without by turns. Both have the apps of the plain host, without its own pages. Processor time is of the process,
memory is what it holds then (resident, Linux). Ends with 1 when a goal is missed by more than fifteen per cent.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from tests.tools.bench import MARGIN, met, table

SECONDS: Final = 0.08
MEGABYTES: Final = 6.0
OURS: Final = ("gripwagtail", "gripwagtail.pages")


def start(ours: bool) -> dict[str, float]:
    """Starts Django in this process, and says what that took."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.hosts.plain.settings"
    from django.conf import settings

    apps = [app for app in settings.INSTALLED_APPS if app not in OURS and app != "tests.hosts.default.home"]
    settings.INSTALLED_APPS = [*apps, *(OURS if ours else ())]
    before = time.process_time()
    import django
    from django.urls import get_resolver

    django.setup()
    # Each pattern of the whole tree, as a request to the last one would.
    _ = get_resolver().reverse_dict
    taken = time.process_time() - before
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return {
        "seconds": taken,
        "megabytes": pages * os.sysconf("SC_PAGE_SIZE") / 2**20,
        "modules": len(sys.modules),
        "of ours": sum(name.partition(".")[0] == "gripwagtail" for name in sys.modules),
        "of phonenumbers": sum(name.partition(".")[0] == "phonenumbers" for name in sys.modules),
    }


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.tools.bench_start", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--rounds", type=int, default=9, help="processes of each kind (9)")
    parser.add_argument("--once", choices=("bare", "ours"), help="one start, in this process, as JSON")
    options = parser.parse_args(argv)
    if options.once:
        print(json.dumps(start(options.once == "ours")))
        return 0
    starts: dict[str, list[dict[str, float]]] = {"bare": [], "ours": []}
    for turn in range(options.rounds):
        for kind in list(starts)[:: -1 if turn % 2 else 1]:
            command = [sys.executable, "-m", "tests.tools.bench_start", "--once", kind]
            said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            starts[kind].append(json.loads(said))
    import django
    import wagtail

    print(
        f"{datetime.date.today()}: Python {sys.version.split()[0]}, Django {django.__version__}, "
        f"Wagtail {wagtail.__version__}, medians of {options.rounds} processes of each kind, by turns\n"
    )
    rows, missed = [("a worker begins with", "bare", "ours", "more", "goal", "met")], False
    goals = {"seconds": SECONDS, "megabytes": MEGABYTES}
    for what in starts["bare"][0]:
        bare, ours = (statistics.median(one[what] for one in starts[kind]) for kind in ("bare", "ours"))
        digits = {"seconds": 2, "megabytes": 1}.get(what, 0)
        goal = goals.get(what)
        judged = ("", "") if goal is None else (f"≤ {goal}", met(ours - bare <= goal))
        missed |= goal is not None and ours - bare > goal * MARGIN
        rows.append((what, f"{bare:.{digits}f}", f"{ours:.{digits}f}", f"{ours - bare:.{digits}f}", *judged))
    for line in table(rows):
        print(line)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
