"""Measures how long it takes to find the pages of a site that contain a block of ours, and all addresses to purge.

    python -m tests.tools.purging [--pages 1000] [--rounds 20]

Beside it is the same through Wagtail's reference index. The index knows a block only when a page was
picked in it, so here one was; on a real site it would find hardly any. The database is a throw-away one of
SQLite, or with GRIP_DB=postgres the one that the PG* variables point to, which has to be empty.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

# A long page of a school: about 10 kB.
PARAGRAPHS: Final = 20
WORDS: Final = "<p>" + "Wij praten met elkaar over wat er online gebeurt, op school en thuis. " * 7 + "</p>"
# One page in so many contains a block.
EVERY: Final = 5


def set_up(folder: Path) -> None:
    """The default host on an empty database, with one site."""
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.hosts.default.settings"
    import django
    from django.conf import settings

    if os.environ.get("GRIP_DB") != "postgres":
        settings.DATABASES["default"]["NAME"] = str(folder / "purging.sqlite3")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def plant(pages: int) -> Any:
    """A site with our five pages and so many of the host; the contact page."""
    from django.db import transaction

    from tests import factories as make

    with transaction.atomic():
        home = make.home_page()
        contacts = make.five_pages(home)["contact"]
        for number in range(pages):
            body: list[Any] = [make.item("paragraph", WORDS) for _ in range(PARAGRAPHS)]  # type: ignore[arg-type]
            if number % EVERY == 0:
                body.insert(PARAGRAPHS // 2, make.block("contacts", page=contacts.pk))
            make.home_page(home, body=body)
    return contacts


def median_of(act: Callable[[], object], rounds: int) -> float:
    """Milliseconds, the first time left out."""
    act()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def ways(contacts: Any) -> dict[str, Callable[[], object]]:
    """What is measured, by what it is called."""
    from wagtail.models import ReferenceIndex

    from gripwagtail.serving.pages_with_blocks import host_pages, pages_of, sites_of
    from gripwagtail.serving.purging import Purge

    sites = sites_of(contacts.url_path)

    def by_index() -> list[Any]:
        keys = ReferenceIndex.get_references_to(contacts).values_list("object_id", flat=True)
        return list(type(contacts)._meta.get_parent_list()[-1].objects.filter(pk__in=list(keys), live=True))

    return {
        "pages with a block": lambda: list(host_pages(pages_of(sites))),
        "pages with a block, by the index": by_index,
        "all addresses": lambda: Purge(sites=set(sites)).all_urls(),
    }


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.purging", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=1000, help="pages of the host (1000)")
    parser.add_argument("--rounds", type=int, default=20, help="times that each is measured (20)")
    options = parser.parse_args(argv)

    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        from django.db import connection

        contacts = plant(options.pages)
        print(f"{connection.vendor}, {options.pages} pages, one in {EVERY} with a block, medians of {options.rounds}\n")
        for name, act in ways(contacts).items():
            found = act()
            print(f"{name:36}{median_of(act, options.rounds):8.1f} ms  {len(found):5} found")  # type: ignore[arg-type]
        connection.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
