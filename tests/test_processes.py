"""What one process changes, another shows at its next answer: each keeps bodies in a memory of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent

# A process that answers one JSON line for each it reads: a visit, or Python to run.
SERVER = """
import json, sys
import django
django.setup()
from django.test import Client
client = Client()
for line in sys.stdin:
    asked = json.loads(line)
    if "url" in asked:
        response = client.get(asked["url"], headers={"host": "localhost"})
        answer = [response.status_code, response.content.decode()]
    else:
        exec(asked["run"], {"__name__": "change"})
        answer = [0, ""]
    print(json.dumps(answer), flush=True)
"""

SET_UP = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests import factories as make
make.settings_of(phone="070 012 34 56")
make.helpline("kindertelefoon", name="De Kindertelefoon")
home = make.home_page()
anneke = make.contact(label="Juf Anneke", phones=make.items_of("070 012 34 00"))
directie = make.contact(label="Directie", roles=["management"], phones=[], via_school=True)
make.make_page("contact", home, slug="wie", contacts=[anneke, directie])
make.home_page(home, slug="blok", body=[make.block("contacts"), make.block("helplines")])
"""

DATABASE = "grip-default.sqlite3"


class Server:
    """One process on the database in ``folder``, with a cache of its own."""

    def __init__(self, folder: Path) -> None:
        env = {**os.environ, "TMPDIR": str(folder), "DJANGO_SETTINGS_MODULE": "tests.hosts.default.settings"}
        env.pop("GRIP_DB", None)  # a database of this test alone, whatever the suite runs on
        command = [sys.executable, "-c", SERVER]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __call__(self, **asked: str) -> Any:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "the process ended"
        return json.loads(answer)

    def stop(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a contact page and a page of the host with our blocks."""
    folder = tmp_path_factory.mktemp("planted")
    server = Server(folder)
    server(run=SET_UP)
    server.stop()
    return folder / DATABASE


@pytest.fixture
def two(planted: Path, tmp_path: Path) -> Iterator[tuple[Server, Server]]:
    """Two processes that share one database and nothing else."""
    shutil.copy(planted, tmp_path / DATABASE)
    servers = Server(tmp_path), Server(tmp_path)
    yield servers
    for server in servers:
        server.stop()


CHANGES = {
    "a contact": (
        "from gripwagtail.pages.models import GripContactPage as P\np = P.objects.get()\n"
        "p.contacts = [item for item in p.contacts.raw_data if item['value']['label'] != 'Juf Anneke']\n"
        "p.save_revision().publish()",
        "Juf Anneke",
    ),
    "a helpline": (
        "from gripwagtail.models import GripHelpline as H\nh = H.objects.get()\nh.active = False\nh.save()",
        "De Kindertelefoon",
    ),
    "a setting": (
        "from gripwagtail.models import GripSettings as S\ns = S.objects.get()\ns.phone = '070 099 99 99'\ns.save()",
        "070 012 34 56",
    ),
    "a restriction": (
        "from wagtail.models import PageViewRestriction as R\n"
        "from gripwagtail.pages.models import GripContactPage as P\n"
        "R.objects.create(page=P.objects.get(), restriction_type=R.LOGIN)",
        "Directie",
    ),
    "the end of a page": (
        "from wagtail.models import Page\nfrom gripwagtail.pages.models import GripContactPage as P\n"
        "Page.objects.get(pk=P.objects.get().pk).unpublish()",
        "Directie",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.slow
def test_a_change_in_one_process_is_seen_at_once_in_another(two: tuple[Server, Server], change: str) -> None:
    writer, reader = two
    run, gone = CHANGES[change]
    for _again in range(2):  # the second visit is answered with what was kept
        status, text = reader(url="/blok/")
        assert status == 200
        assert gone in text
    writer(run=run)
    status, text = reader(url="/blok/")
    assert status == 200
    assert gone not in text
