"""While what a site stands on is gone or hangs, nginx shows its pages from the mirror: real ones, in time and whole.

Every night ``tests.tools.down`` does so with PostgreSQL, Redis and gunicorn, and with much more that breaks. Here it is
SQLite and the server of the standard library.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests import migrated
from tests.distributions import ROOT
from tests.mirror_servers import program
from tests.mirror_servers import running as front_with
from tests.processes import DATABASE
from tests.tools.cluster import free_port, stop, wait_for
from tests.tools.down import OVERVIEW, SITE, Down, stopped

pytestmark = [pytest.mark.apart, pytest.mark.slow]

PLANT = f"""
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests import factories as make
site = make.home_page().get_site()
site.hostname = {SITE!r}
site.save()
call_command("gripwagtail_start", publish=True, publish_incident=True, school_name="De Kwikstaart",
             phone="070 012 34 56", email="info@kwikstaart.example")
call_command("gripwagtail_mirror", "mirror")
"""
SERVE = """
import sys
from wsgiref.simple_server import make_server
from tests.tools.cluster_app import application
make_server("127.0.0.1", int(sys.argv[1]), application).serve_forever()
"""


@dataclass
class SmallSite:
    """One process, and the file in which its database is."""

    folder: Path
    port: int = field(default_factory=free_port)

    def python(self, run: str, *words: str) -> subprocess.Popen[bytes]:
        env = {**os.environ, "TMPDIR": str(self.folder), "DJANGO_SETTINGS_MODULE": "tests.hosts.default.settings"}
        env |= {"PYTHONPATH": str(ROOT)}
        env.pop("GRIP_DB", None)
        with (self.folder / "python.log").open("ab") as log:
            command = [sys.executable, "-c", run, *words]
            return subprocess.Popen(command, cwd=self.folder, env=env, stdout=log, stderr=log)

    def start(self) -> None:
        self.application = self.python(SERVE, str(self.port))
        wait_for(self.port)

    @contextlib.contextmanager
    def killed(self) -> Iterator[None]:
        self.application.kill()
        self.application.wait()
        yield
        self.start()

    @contextlib.contextmanager
    def hanging(self) -> Iterator[None]:
        with stopped(self.application.pid):
            yield

    @contextlib.contextmanager
    def without_database(self) -> Iterator[None]:
        aside = self.folder / "aside"
        (self.folder / DATABASE).rename(aside)
        yield
        aside.rename(self.folder / DATABASE)

    @contextlib.contextmanager
    def with_a_database_that_keeps_everyone_waiting(self) -> Iterator[None]:
        # For as long as the time limit of the connection, which is more than anybody waits for.
        with contextlib.closing(sqlite3.connect(self.folder / DATABASE, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            yield
            other.execute("ROLLBACK")


@pytest.fixture(scope="module")
def down(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Down[SmallSite]]:
    if program("nginx") is None:
        pytest.skip("needs nginx")
    site = SmallSite(tmp_path_factory.mktemp("down"))
    with contextlib.suppress(OSError):
        shutil.copy(migrated.file(), site.folder / DATABASE)
    assert site.python(PLANT).wait() == 0, (site.folder / "python.log").read_text()
    site.start()
    try:
        with front_with("nginx", site.folder / "mirror", site.folder, application=site.port, always=False) as front:
            yield Down(
                site, front, only=[f"{OVERVIEW}{leaf}" for leaf in ("", "wie-helpt/", "er-is-iets-gebeurd/poster/")]
            )
    finally:
        stop(site.application)


FAULTS = {
    "application killed": (SmallSite.killed, "from the mirror"),
    "application hangs": (SmallSite.hanging, "from the mirror"),
    "no database": (SmallSite.without_database, "from the mirror"),
    "database hangs": (SmallSite.with_a_database_that_keeps_everyone_waiting, "from the mirror"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_pages_are_there_in_time_with_112_and_their_headers(down: Down[SmallSite], fault: str) -> None:
    breaks, where = FAULTS[fault]
    seen = down.look(fault, breaks)
    assert seen.wrong == []
    assert list(seen.shown) == [where]
