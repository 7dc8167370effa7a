"""Measures our pages in Wagtail's API against bare pages with the same streams in it.

    python -m tests.tools.bench_api [--school-type vo] [--rounds 20]

A throw-away SQLite database of the default host contains a planted school, and of each page of ours one of plain
Wagtail with as many streams, items, fields and words (``tests.tools.bare_pages``), all of which are in the API. Wagtail
says what is stored; ours is what a visitor reads: facts from the source, the services for each reader, cleaned text.
Ratios are of medians of processor time, in both orders. Ends with 1 when the goal is missed by more than fifteen per
cent.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.tools.bench import MARGIN, queries, set_up, spent, table, visitor

GOAL: Final = 2.0


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.tools.bench_api", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--school-type", choices=("po", "vo"), default="vo")
    parser.add_argument("--rounds", type=int, default=20, help="requests of each page (20)")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        import django
        import wagtail
        from django.conf import settings
        from django.db import connection

        settings.ROOT_URLCONF = "tests.api_urls"
        from tests import planted
        from tests.tools.bare_pages import BARE, bare_copy, make_tables, streams

        make_tables()
        school = planted.plant(options.school_type)
        pairs = {}
        for kind, page in school.pages.items():
            BARE[kind].api_fields = [*(field.name for field in streams(page)), *page.grip_words, *page.grip_facts]
            pairs[kind] = f"/api/pages/{bare_copy(page).pk}/", f"/api/pages/{page.pk}/"
        visit = visitor(school.host)
        asked = {path: (visit(path), queries(visit, path))[1] for pair in pairs.values() for path in pair}
        times: dict[str, list[float]] = {path: [] for path in asked}
        gc.collect()
        gc.freeze()
        for turn in range(options.rounds):
            for path in list(asked)[:: -1 if turn % 2 else 1]:
                times[path].append(spent(visit, path))
        connection.close()
    print(
        f"{datetime.date.today()}: Python {sys.version.split()[0]}, Django {django.__version__}, "
        f"Wagtail {wagtail.__version__}, {options.rounds} rounds in both orders, medians of processor time\n"
    )
    rows, most = [("page", "bare ms", "queries", "ours ms", "queries", "×", "goal", "met")], 0.0
    for kind, (bare, ours) in pairs.items():
        of_bare, of_ours = statistics.median(times[bare]), statistics.median(times[ours])
        ratio = of_ours / of_bare
        most = max(most, ratio)
        cells = (f"{of_bare:.1f}", str(asked[bare]), f"{of_ours:.1f}", str(asked[ours]), f"{ratio:.2f}", f"≤ {GOAL}")
        rows.append((kind.replace("_", " "), *cells, "yes" if ratio <= GOAL else "NO"))
    for line in table(rows):
        print(line)
    return int(most > GOAL * MARGIN)


if __name__ == "__main__":
    sys.exit(main())
