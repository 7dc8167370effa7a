"""Measures the doctor on many schools: each with a site of its own, or all as parts of one site.

    python -m tests.tools.time_doctor [60] [--parts]

A throw-away SQLite database of the default host contains the schools, planted from the starter texts and published.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.tools.bench import set_up


def plant(number: int, home: Any) -> None:
    """A school below its own page, which leads to the incident page."""
    from django.core.management import call_command

    call_command(
        "gripwagtail_start",
        parent=home.pk,
        school_name=f"School {number}",
        phone="070 012 34 56",
        publish=True,
        publish_incident=True,
        stdout=io.StringIO(),
    )


def schools(count: int, as_sites: bool) -> None:
    from tests import factories as make

    for number in range(count):
        if as_sites:
            home = make.site_with(f"school{number}.example").root_page.specific
        else:
            home = make.home_page(make.home_page(), title=f"School {number}")
        make.set_items(home, "body", [make.block("incident_help")])
        plant(number, home)


def measure(count: int, as_sites: bool) -> str:
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        from django.db import connection
        from wagtail.models import Site

        from gripwagtail.doctor.examination import examine
        from gripwagtail.doctor.scope import sites

        schools(count, as_sites)
        if as_sites:
            Site.objects.filter(is_default_site=True).delete()
        began = time.process_time()
        report = examine(sites())
        whole = time.process_time() - began
        examine(sites(), only_content=True)
        content = time.process_time() - began - whole
        connection.close()
    shape = "sites" if as_sites else "parts of one site"
    return (
        f"{count} {shape}: {report.pages} pages of {report.schools} schools, {report.seconds:.1f} s, of the "
        f"processor {whole:.1f} s; content alone {content:.1f} s; {len(report.findings)} findings"
    )


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.tools.time_doctor", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("count", nargs="?", type=int, default=60, help="how many schools (60)")
    parser.add_argument("--parts", action="store_true", help="as parts of one site")
    options = parser.parse_args(argv)
    print(measure(options.count, as_sites=not options.parts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
