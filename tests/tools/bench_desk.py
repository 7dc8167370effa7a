"""How often the editors' desk asks the database, and how long it takes, with one school and with a thousand.

    python -m tests.tools.bench_desk [--schools 1 100 1000]

A throw-away SQLite database of the default host contains schools with a site each, planted from the starter texts and
published. Nobody called the contacts and no expert read the situations, so every school has something to do: what is
measured is a board in its worst week. Times are those of a processor, the median of several rounds.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.tools.bench import set_up, table
from tests.tools.time_doctor import plant

ROUNDS = 5


def first_school() -> Any:
    from tests import factories as make

    home = make.site_with("school0.example").root_page.specific
    plant(0, home)
    return home


def copy_school(home: Any, number: int) -> None:
    """The same rows below a home page of their own, written as they are: no signal, so nothing is worked out."""
    from wagtail.models import Site

    from gripwagtail.lookup.sources import page_model

    step = page_model()._int2str(1000 + number).zfill(page_model().steplen)
    root, keys = home.path[:-4] + step, {}
    for page in [home, *(page.specific for page in home.get_descendants().order_by("path"))]:
        page.pk = page.id = page.page_ptr_id = None
        page.path, page.translation_key = root + page.path[len(home.path) :], uuid.uuid4()
        page.url_path = page.url_path.replace(home.url_path, f"/school-{number}/", 1)
        page.slug = f"school-{number}" if page.path == root else page.slug
        page.latest_revision_id = page.live_revision_id = None
        base = page_model()(**{f.attname: getattr(page, f.attname) for f in page_model()._meta.concrete_fields})
        base.save_base(raw=True, force_insert=True)
        page.pk = page.id = page.page_ptr_id = base.pk
        page.save_base(raw=True, force_insert=True)
        keys[page.path] = base.pk
    Site.objects.bulk_create([Site(hostname=f"school{number}.example", root_page_id=keys[root])])


def settle() -> None:
    """Published long ago, so that nobody is shown first steps any more."""
    from datetime import timedelta

    from django.utils import timezone

    from gripwagtail.desk.columns import models

    for model in models():
        model.objects.update(first_published_at=timezone.now() - timedelta(days=60), counted_until=None)


def measured(work: Callable[[], object]) -> tuple[int, float]:
    """The number of queries, and the milliseconds."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    work()
    with CaptureQueriesContext(connection) as captured:
        work()
    queries = len(captured)  # a request empties the list
    spent = []
    for _round in range(ROUNDS):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return queries, statistics.median(spent) * 1000


def rows_for(count: int) -> list[tuple[str, ...]]:
    from django.test import Client, RequestFactory
    from django.urls import reverse

    from gripwagtail.admin.home_panel import DeskPanel
    from gripwagtail.desk.columns import recount_below
    from gripwagtail.desk.findings import findings
    from gripwagtail.pages.models import GripContactPage
    from tests import factories as make

    settle()
    began = time.process_time()
    pages = recount_below([""])
    each = (time.process_time() - began) * 1000 / pages
    request = RequestFactory().get("/")
    request.user = make.editor()
    client = Client()
    client.force_login(request.user)

    def report(query: str) -> Callable[[], object]:
        url = reverse("gripwagtail_desk_report") + query
        return lambda: b"".join(client.get(url))

    works: dict[str, Callable[[], object]] = {
        "findings": lambda: findings(request.user),
        "panel": lambda: DeskPanel().render_html({"request": request}),
        "report, first 50 rows": report(""),
        "report as CSV": report("?export=csv"),
    }
    found = [(str(count), name, *_figures(*measured(work))) for name, work in works.items()]
    found.append((str(count), "columns worked out anew, a page", "", f"{each:.1f}"))
    if count == 1:
        found.append((str(count), "reading a contact page", "0", f"{_reading(GripContactPage.objects.first()):.2f}"))
    return found


def _figures(queries: int, milliseconds: float) -> tuple[str, str]:
    return str(queries), f"{milliseconds:.0f}" if milliseconds >= 10 else f"{milliseconds:.1f}"


def _reading(page: Any) -> float:
    """What it costs to read the cards of one page, in milliseconds."""
    from gripwagtail.desk.reading import dated_cards

    began = time.process_time()
    for _round in range(200):
        dated_cards(page)
    return (time.process_time() - began) * 1000 / 200


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.tools.bench_desk", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--schools", type=int, nargs="+", default=[1, 100, 1000])
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        from wagtail.models import Site

        home = first_school()
        Site.objects.exclude(root_page=home).delete()
        have, found = 1, [("schools", "what", "queries", "ms")]
        for count in sorted(options.schools):
            for number in range(have, count):
                copy_school(type(home).objects.get(pk=home.pk), number)
            have = max(have, count)
            found += rows_for(count)
        print("\n".join(table(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
