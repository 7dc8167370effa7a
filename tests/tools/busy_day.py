"""A working day of a board: how often a page is warm while editors work, and what a view costs on average.

    python -m tests.tools.busy_day [--schools 60] [--visits 20000] [--without-warming]

Ten hours, on a clock of its own that also runs out the lives of what is kept: 60 schools as parts of one site, 300
drafts (autosaves), 40 publications, half of them of pages of ours and half of pages of the host, and 20 000 visits.
Half of the visits are to the home page of a school, with four of our blocks, the rest to its five pages. Two workers
share one cache, and each has its own memory of elements. Warm is a visit for which nothing was made. The day begins
with an empty cache, so the first visit to each page never is: with few visits a page that weighs most, and it is
counted apart. What a publication made stale is made again after its response, unless ``--without-warming``. A bare page
of the host is asked between the visits; the mean is the processor time of all visits, divided by that of the bare page.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from unittest import mock

from .bench import set_up, spent, visitor

HOURS: Final = 10
DRAFTS: Final = 300
PUBLICATIONS: Final = 40
WARM: Final = 0.97
MEAN: Final = 1.3
BLOCKS: Final = ("incident_help", "contacts", "parent_tips", "norm")


def plant(number: int, root: Any) -> dict[str, Any]:
    """A school as a part of the site: a home page with blocks, and the five pages with the starter texts below it."""
    from django.core.management import call_command

    from gripwagtail.lookup.sources import KINDS
    from tests import factories as make

    home = make.home_page(
        root, title=f"School {number}", slug=f"school-{number}", body=[make.block(kind) for kind in BLOCKS]
    )
    with open("/dev/null", "w") as nowhere:
        call_command(
            "gripwagtail_start",
            parent=home.pk,
            school_type="vo" if number % 3 == 0 else "po",
            school_name=f"School {number}",
            phone="070 012 34 56",
            email="info@school.example",
            publish=True,
            publish_incident=True,
            stdout=nowhere,
        )
    return {"home": home, **{kind: make.page_class(kind).objects.descendant_of(home).get() for kind in KINDS}}


def day(schools: list[dict[str, Any]], visits: int, seed: int = 1) -> list[tuple[float, str, Callable[[], Any] | str]]:
    """Everything that happens, in order: the second, what it is, and the page visited or what is done."""
    from tests.planted import path_of

    luck = random.Random(seed)

    def moment() -> float:
        return luck.uniform(0, HOURS * 3600)

    events: list[tuple[float, str, Any]] = []
    for _visit in range(visits):
        pages = luck.choice(schools)
        kinds = [kind for kind in pages if kind != "home"]
        page = pages["home"] if luck.random() < 0.5 else pages[luck.choice(kinds)]
        events.append((moment(), "visit", path_of(page)))
    for _draft in range(DRAFTS):
        page = luck.choice(list(luck.choice(schools).values()))
        events.append((moment(), "draft", lambda page=page: again(page).save_revision()))
    for number in range(PUBLICATIONS):
        pages = luck.choice(schools)
        page = pages[luck.choice([kind for kind in pages if kind != "home"])]
        events.append(
            (moment(), "publication", (lambda page=page: say(page)) if number % 2 else (lambda p=pages: news(p)))
        )
    return sorted(events, key=lambda event: event[0])


def again(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def say(page: Any) -> None:
    """An editor publishes another introduction."""
    fresh = again(page)
    fresh.intro = f"{fresh.intro.split(' (')[0]} ({random.random():.6f})"
    fresh.save_revision().publish()


def news(pages: dict[str, Any]) -> None:
    """A page of the host, first as a draft, then published."""
    from tests import factories as make

    page = make.home_page(pages["home"], title="Nieuws", live=False)
    page.save_revision().publish()


def simulate(schools: list[dict[str, Any]], bare: str, visits: int, host: str, warming: bool = True) -> dict[str, Any]:
    """Runs the day; what it counted."""
    from django.core.signals import request_finished, request_started

    from gripwagtail.rendering import body_cache, elements
    from gripwagtail.serving import after_response
    from gripwagtail.serving.made_again import Changed, make_again

    clock = [time.time()]
    start = clock[0]
    made: list[str] = []
    given_away: list[Changed] = []
    keep = body_cache.PageEntry.keep

    def noted(self: Any, name: str, part: Any) -> None:
        made.append(name)
        keep(self, name, part)

    # Each worker has a memory of its own.
    memos = [lru_cache(maxsize=1_024)(elements._memo.__wrapped__) for _worker in range(2)]
    visit = visitor(host)
    luck = random.Random(2)
    times: list[float] = []
    plain: list[float] = []
    again: list[float] = []
    seen: set[str] = set()
    counted = {"warm": 0, "first": 0, "made_again": 0}
    with (
        mock.patch.object(body_cache.PageEntry, "keep", noted),
        mock.patch.object(after_response, "_give_away", given_away.append),
        mock.patch("django.core.cache.backends.locmem.time.time", lambda: clock[0]),
    ):
        for second, what, does in day(schools, visits):
            clock[0] = start + second
            with mock.patch.object(elements, "_memo", luck.choice(memos)):
                if what != "visit":
                    request_started.send(sender=None)
                    does()  # type: ignore[operator]
                    request_finished.send(sender=None)
                    started = time.process_time()
                    for change in given_away if warming else ():
                        counted["made_again"] += make_again(change)
                        again.append((time.process_time() - started) * 1000)
                    given_away.clear()
                    continue
                made.clear()
                times.append(spent(visit, str(does)))
                counted["warm"] += not made
                counted["first"] += bool(made) and does not in seen
                seen.add(str(does))
            if len(times) % 10 == 0:
                plain.append(spent(visit, bare))
    return {
        **counted,
        "visits": len(times),
        "pages": len(seen),
        "bare": statistics.median(plain),
        "mean": statistics.mean(times),
        "again": again or [0.0],
    }


def told(counted: dict[str, Any]) -> Iterator[str]:
    visits, first = counted["visits"], counted["first"]
    warm, ratio = counted["warm"] / visits, counted["mean"] / counted["bare"]
    yield f"warm {warm:.1%} (goal ≥ {WARM:.0%}: {'yes' if warm >= WARM else 'NO'})"
    yield (
        f"of the others {first / visits:.1%} were the first visit to one of {counted['pages']} pages, "
        f"{1 - warm - first / visits:.1%} came after a change; {visits / counted['pages']:.0f} visits a page"
    )
    yield (
        f"mean {counted['mean']:.2f} ms, bare {counted['bare']:.2f} ms: {ratio:.2f} × "
        f"(goal ≤ {MEAN}: {'yes' if ratio <= MEAN else 'NO'})"
    )
    yield (
        f"made again for nobody: {counted['made_again']} pages after {len(counted['again'])} changes, "
        f"{statistics.median(counted['again']):.0f} ms a change, {max(counted['again']):.0f} ms at most"
    )


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.busy_day", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--schools", type=int, default=60)
    parser.add_argument("--visits", type=int, default=20_000)
    parser.add_argument("--without-warming", action="store_true", help="what becomes stale waits for its next visit")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        from django.conf import settings
        from django.core.cache import caches

        from tests import factories as make
        from tests.planted import path_of

        settings.CACHES["default"].setdefault("OPTIONS", {})["MAX_ENTRIES"] = 10_000
        caches["default"]._max_entries = 10_000
        root = make.site_with("board.example").root_page.specific
        make.settings_of(make.site_with("board.example"), school_name="Bestuur")
        bare = make.home_page(make.home_page(root, title="Kaal"), title="Kaal")
        schools = [plant(number, root) for number in range(options.schools)]
        warming = not options.without_warming
        counted = simulate(schools, path_of(bare), options.visits, "board.example", warming)
    print(f"{counted['visits']} visits to {options.schools} schools, {DRAFTS} drafts, {PUBLICATIONS} publications")
    for line in told(counted):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
