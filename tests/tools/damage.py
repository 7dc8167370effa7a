"""Damages every stream, child and column of a school, one by one, and counts what visitors and editors get.

    python -m tests.tools.damage [--sample 400] [--seed 14] [--visitors-only] [--show 20]

A throw-away SQLite database of the default host contains pages with something in every field, each with a translation.
Ends with 1 when any answer to a visitor was an error of the server, or a page lost 112.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.tools.bench import set_up


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        logging.disable(logging.CRITICAL)
        return _run(options)


def _options() -> Any:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=0, help="So many probes instead of all.")
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--visitors-only", action="store_true", help="Leave the admin out, which is slow.")
    parser.add_argument("--show", type=int, default=20, help="So many failures are named.")
    return parser.parse_args()


def _run(options: Any) -> int:
    from django.test import Client

    from tests import damage
    from tests import factories as make

    school = damage.school()
    editor = Client(raise_request_exception=False)
    editor.force_login(make.editor())
    chosen = damage.sample(school, options.sample, options.seed) if options.sample else damage.probes(school)
    helps: dict[str, bool] = {}
    for probe in {probe.kind: probe for probe in chosen}.values():
        helps |= {answer.url: answer.has_112 for answer in damage.look(school, probe)}
    counts: Counter[tuple[str, str]] = Counter()
    failures: list[str] = []
    begin = time.perf_counter()
    for number, probe in enumerate(chosen, start=1):
        with damage.hurt(probe) as taken:
            if not taken:
                counts[probe.family, "refused by the database"] += 1
                continue
            counts[probe.family, "probes"] += 1
            broken = False
            for answer in damage.look(school, probe):
                counts[probe.family, "answers"] += 1
                if answer.status >= 500:
                    counts[probe.family, f"answers {answer.status}"] += 1
                    broken = True
                    failures.append(f"{answer.status} {answer.url}: {probe.name}")
                if answer.status in (200, 503) and helps.get(answer.url) and not answer.has_112:
                    counts[probe.family, "pages without 112"] += 1
                    failures.append(f"no 112 {answer.url}: {probe.name}")
            counts[probe.family, "probes with any 5xx"] += broken
            for answer in () if options.visitors_only else damage.look_in_admin(school, probe, editor):
                counts[probe.family, "admin answers"] += 1
                if answer.status >= 500:
                    counts[probe.family, "admin answers 500"] += 1
                    failures.append(f"admin {answer.status} {answer.url}: {probe.name}")
        if number % 200 == 0:
            print(f"{number} of {len(chosen)}, {time.perf_counter() - begin:.0f} s", file=sys.stderr, flush=True)
    for failure in failures[: options.show]:
        print(failure.encode("ascii", "backslashreplace").decode())
    for (family, what), count in sorted(counts.items()):
        print(f"{family:10} {what:30} {count}")
    return int(any(what in ("answers 500", "pages without 112") for _family, what in counts))


if __name__ == "__main__":
    sys.exit(main())
