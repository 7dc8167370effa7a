"""What pages, publishing and the desk cost with one school and with a thousand, as sites or as parts of one.

    python -m tests.tools.bench_schools [--schools 1 10 100 1000]

A throw-away SQLite database of the default host has one planted school, and copies of it. Pages are asked for with
nothing kept, and again; the incident page is published, and a helpline saved, with a cache in front of the site that
counts the addresses it has to forget; and whoever may edit all of it opens the home page of the admin and the report.
Times are those of a processor, the median of several rounds. What is done after the response is not in them.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from tests.tools.bench import forget_everything, set_up, table, visitor

ROUNDS: Final = 3
HOST: Final = "tests.hosts.default.settings"
LAYOUTS: Final = {"sites": True, "parts": False}
HEAD: Final = ("schools", "as", "what", "queries", "ms", "addresses purged")
KINDS: Final = ("overview", "contact", "incident_help")


def measured(work: Callable[[], object], before: Callable[[], object] = lambda: None) -> tuple[int, float]:
    """The number of queries, and the milliseconds; ``before`` is done each time and is in neither."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    before()
    work()
    before()
    with CaptureQueriesContext(connection) as captured:
        work()
    count, spent = len(captured), []
    for _round in range(ROUNDS):
        before()
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return count, statistics.median(spent) * 1000


class Front:
    """A cache in front of the site that counts what it has to forget."""

    def __init__(self) -> None:
        from django.conf import settings

        from tests.fronts import RecordingFront

        settings.WAGTAILFRONTENDCACHE = {"front": {"BACKEND": f"{RecordingFront.__module__}.RecordingFront"}}
        self.urls = RecordingFront.urls

    def counting(self, work: Callable[[], object]) -> tuple[int, float, int]:
        """Inside a request, after which what was left for later is done."""
        from django.core.signals import request_finished, request_started
        from django.db import connection, transaction
        from django.test.utils import CaptureQueriesContext

        from gripwagtail.serving import after_response

        def request() -> None:
            request_started.send(sender=None, environ={})
            with transaction.atomic():
                work()

        self.urls.clear()
        taken: list[Any] = []
        own = after_response._Thread.take
        after_response._Thread.take = lambda thread, changed, purges=(): taken.extend(purges)  # type: ignore[method-assign]
        try:
            with CaptureQueriesContext(connection) as captured:
                request()
            count = len(captured)
            request_finished.send(sender=None)
            for purge in taken:
                purge.send()
            addresses, spent = len({*self.urls}), []
            for _round in range(ROUNDS):
                began = time.process_time()
                request()
                spent.append(time.process_time() - began)
                request_finished.send(sender=None)
        finally:
            after_response._Thread.take = own  # type: ignore[method-assign]
        return count, statistics.median(spent) * 1000, addresses


def rows_for(pages: dict[str, Any], host: str, front: Front) -> list[tuple[str, ...]]:
    """All that is measured with as many schools as there are now."""
    from django.test import Client
    from django.urls import reverse

    from gripwagtail.desk.columns import recount_below
    from gripwagtail.models import GripHelpline
    from tests import factories as make
    from tests.planted import path_of
    from tests.tools.bench_desk import settle

    settle()
    recount_below([""])
    rows: list[tuple[str, ...]] = []

    def add(what: str, count: int, spent: float, purged: int | None = None) -> None:
        rows.append((what, str(count), f"{spent:.1f}", "" if purged is None else str(purged)))

    visit = visitor(host)
    for kind in KINDS:
        path = path_of(pages[kind])
        add(f"{kind.replace('_', ' ')}, nothing kept", *measured(lambda path=path: visit(path), forget_everything))  # type: ignore[misc]
        add(f"{kind.replace('_', ' ')}, kept", *measured(lambda path=path: visit(path)))  # type: ignore[misc]
    model, key = type(pages["incident_help"]), pages["incident_help"].pk
    add("publish the incident page", *front.counting(lambda: model.objects.get(pk=key).save_revision().publish()))
    add("save one helpline", *front.counting(lambda: GripHelpline.objects.order_by("pk")[0].save()))
    client = Client()
    client.force_login(make.editor())
    for what, address in (("home of the admin", "wagtailadmin_home"), ("report", "gripwagtail_desk_report")):
        url = reverse(address)
        add(what, *measured(lambda url=url: b"".join(client.get(url))))  # type: ignore[misc]
    return rows


def run(layout: str, counts: list[int]) -> list[tuple[str, ...]]:
    """Each of these numbers of schools in this layout, in a process and a database that have no other."""
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder), HOST, "wagtail.contrib.frontend_cache")
        from wagtail.models import Site

        from tests.many import copies
        from tests.planted import plant

        front = Front()
        host = f"{layout}.example"
        school = plant("po", host)
        home = Site.objects.get(hostname=host).root_page
        Site.objects.exclude(hostname=host).delete()
        origin: Any = home if LAYOUTS[layout] else school.pages["overview"]
        rows: list[tuple[str, ...]] = []
        have = 1
        for count in sorted(counts):
            if count > have:
                copies(type(origin).objects.get(pk=origin.pk), count - have, LAYOUTS[layout])
                have = count
            rows += [(str(count), layout, *row) for row in rows_for(school.pages, host, front)]
        return rows


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.tools.bench_schools", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--schools", type=int, nargs="+", default=[1, 10, 100, 1000])
    options = parser.parse_args(argv)
    found: list[tuple[str, ...]] = [HEAD]
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for rows in pool.imap(partial(run, counts=options.schools), LAYOUTS):
            found += rows
    print("\n".join(table(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
