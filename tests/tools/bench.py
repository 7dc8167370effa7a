"""Measures our pages against a bare page of the same host, and puts the goals of the design beside them.

    make bench
    python -m tests.tools.bench [--rounds 60]

A throw-away SQLite database of the default host contains two schools, po and vo, planted from the starter texts with
every claim ticked. Every page is requested one by one, in one process: the bare page at the same depth and in the same
language, ours with its body kept (warm), ours after something changed (cold: the body is made again, of elements that
may still be the same), and ours with every element made again as well (first). Ratios are of medians. Only the bytes
and the queries are guarded by a test (tests/test_budget.py): time depends on who else uses the machine.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from tests.planted import PlantedSchool

WARM_QUERIES: Final = 1
COLD_QUERIES: Final = 7
WARM_CPU: Final = 1.3
COLD_CPU: Final = 2.6
FIRST_VIEW: Final = 14_600
INCIDENT_VIEW: Final = {"po": 24_000, "vo": 29_000}  # as planted
INCIDENT_VIEW_WITH_ALL: Final = 36_000
FIRST_WINDOW: Final = 14_600
SCRIPTS: Final = 6_000  # minified, gzip level 6, with those that are loaded later
WORD_LIST: Final = 4_500  # the words to search by of one language, loaded at the focus of the search box


@dataclass
class PageTimes:
    """Of one page: queries, and the processor time of every request in milliseconds."""

    name: str
    page: str
    bare: str
    queries: dict[str, int] = field(default_factory=dict)
    times: dict[str, list[float]] = field(default_factory=lambda: {"bare": [], "warm": [], "cold": [], "first": []})

    def median(self, how: str) -> float:
        return statistics.median(self.times[how])

    def ratio(self, how: str) -> float:
        return self.median(how) / self.median("bare")

    def more(self, how: str) -> int:
        return self.queries[how] - self.queries["bare"]


def set_up(folder: Path, host: str = "tests.hosts.default.settings") -> None:
    """Starts a host, the default one, on a database of its own."""
    os.environ["DJANGO_SETTINGS_MODULE"] = host
    import django
    from django.conf import settings

    settings.DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(folder / "bench.sqlite3"),
            # A server keeps its connection; opening one would be most of a bare page.
            "CONN_MAX_AGE": None,
        }
    }
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def visitor(host: str) -> Callable[[str], bytes]:
    """Asks the host's whole middleware for a page, without the weight of a test client."""
    from django.core.handlers.base import BaseHandler
    from django.test import RequestFactory

    handler = BaseHandler()
    handler.load_middleware()
    factory = RequestFactory(headers={"host": host})

    def visit(path: str) -> bytes:
        response = handler.get_response(factory.get(path))
        if response.status_code != 200:
            raise RuntimeError(f"{path} answers {response.status_code}.")
        content: bytes = response.content
        response.close()
        return content

    return visit


def queries(visit: Callable[[str], bytes], path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        visit(path)
    return len(captured)


def measure(school: PlantedSchool, name: str, rounds: int) -> list[PageTimes]:
    """Every page of the school, in turn, and again."""
    from gripwagtail.rendering.elements import forget
    from gripwagtail.signals import changed
    from tests.planted import path_of

    visit = visitor(school.host)
    pages = {**school.pages, "all blocks": school.with_blocks}
    rows = [
        PageTimes(f"{name} {kind.replace('_', ' ')}", path_of(page), path_of(school.bare_for(page)))
        for kind, page in pages.items()
    ]
    for row in rows:
        changed()
        visit(row.page)
        changed()
        visit(row.bare)
        row.queries = {
            "bare": queries(visit, row.bare),
            "cold": queries(visit, row.page),
            "warm": queries(visit, row.page),
        }
    gc.collect()
    gc.freeze()
    for _round in range(rounds):
        for row in rows:
            changed()
            # The bare page comes after both, and pays as often for what the one before it left to clean up.
            for how, path in (("cold", row.page), ("bare", row.bare), ("warm", row.page), ("bare", row.bare)):
                row.times[how].append(spent(visit, path))
    for _round in range(max(rounds // 4, 1)):
        for row in rows:
            changed()
            forget()
            for how, path in (("first", row.page), ("bare", row.bare)):
                row.times[how].append(spent(visit, path))
    return rows


def spent(visit: Callable[[str], bytes], path: str) -> float:
    """The processor time of one request, in milliseconds."""
    started = time.process_time()
    visit(path)
    return (time.process_time() - started) * 1000


def met(ok: bool) -> str:
    return "yes" if ok else "NO"


def table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def table_of_speed(measured: list[PageTimes]) -> Iterator[str]:
    head = ("page", "bare ms", "queries", "warm +", "cold +", "met", "warm ×", "met", "cold ×", "met", "first ×")
    goals = ("goal", "", "", f"{WARM_QUERIES}", f"≤ {COLD_QUERIES}", "", f"≤ {WARM_CPU}", "", f"≤ {COLD_CPU}", "", "")
    yield from table(
        [
            head,
            goals,
            *(
                (
                    row.name,
                    f"{row.median('bare'):.2f}",
                    str(row.queries["bare"]),
                    str(row.more("warm")),
                    str(row.more("cold")),
                    met(row.more("warm") <= WARM_QUERIES and row.more("cold") <= COLD_QUERIES),
                    f"{row.ratio('warm'):.2f}",
                    met(row.ratio("warm") <= WARM_CPU),
                    f"{row.ratio('cold'):.2f}",
                    met(row.ratio("cold") <= COLD_CPU),
                    f"{row.ratio('first'):.2f}",
                )
                for row in measured
            ),
        ]
    )


def table_of_bytes(schools: dict[str, PlantedSchool]) -> Iterator[str]:
    from tests import factories as make
    from tests.planted import every_situation, first_view, offset, path_of, weight

    rows: list[tuple[str, ...]] = [
        ("first view, gzip 6", "HTML", "HTML + CSS", "goal", "met", "all titles at", "goal", "met")
    ]

    def row(name: str, html: bytes, kind: str, goal: int) -> tuple[str, ...]:
        incident = kind == "incident_help"
        cells = (name, f"{weight(html)}", f"{first_view(html)}", f"≤ {goal}", met(first_view(html) <= goal))
        if not incident:
            return (*cells, "", "", "")
        last = offset(html, b"</summary>")
        return (*cells, str(last), f"≤ {FIRST_WINDOW}", met(last <= FIRST_WINDOW))

    for name, school in schools.items():
        visit = visitor(school.host)
        for kind, page in school.pages.items():
            goal = INCIDENT_VIEW[name] if kind == "incident_help" else FIRST_VIEW
            rows.append(row(f"{name} {kind.replace('_', ' ')}", visit(path_of(page)), kind, goal))
        incident: Any = make.set_items(school.pages["incident_help"], "situations", every_situation(name))
        count = len(incident.situations.raw_data)
        rows.append(
            row(f"{name} incident help, all {count}", visit(path_of(incident)), "incident_help", INCIDENT_VIEW_WITH_ALL)
        )
    yield from table(rows)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=60, help="requests of each sort for each page (60)")
    options = parser.parse_args(argv)

    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        import django
        import wagtail
        from django.db import connection

        from tests.planted import plant

        print(
            f"Python {sys.version.split()[0]}, Django {django.__version__}, Wagtail {wagtail.__version__}, "
            f"{options.rounds} rounds, medians of processor time\n"
        )
        schools = {name: plant(name, f"{name}.school.example") for name in ("po", "vo")}
        measured = [row for name, school in schools.items() for row in measure(school, name, options.rounds)]
        for line in table_of_speed(measured):
            print(line)
        print()
        for line in table_of_bytes(schools):
            print(line)
        connection.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
