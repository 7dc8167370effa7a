"""A school that is dumped and loaded into a new database answers the same at every address, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.by_day import by_day
from tests.processes import Server

pytestmark = [pytest.mark.apart, pytest.mark.slow]

PLANT = """
import io
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests import factories as make
make.settings_of(school_name="De Kwikstaart", phone="070 012 34 56", after_hours="Bel dan 0800-0432.")
home = make.home_page()
call_command("gripwagtail_start", publish=True, publish_incident=True, school_name="De Kwikstaart",
             phone="070 012 34 56", email="info@kwikstaart.example", stdout=io.StringIO())
from gripwagtail.lookup.sources import KINDS
for kind in KINDS:
    page = make.page_class(kind).objects.get()
    if kind == "contact":
        make.set_items(page, "contacts", [make.contact(), *page.contacts.raw_data])
    make.translate(page, "en", title=f"Title {kind}")
shown = ("norm", "contacts", "incident_help", "helplines")
make.home_page(home, slug="blok", body=[make.block(kind) for kind in shown])
"""
# In a file: what every address that a page says it has answers.
ANSWER = """
import hashlib, json
from django.test import Client
from gripwagtail.lookup.sources import KINDS
from tests import factories as make
answers = {}
pages = [page for kind in KINDS for page in make.page_class(kind).objects.filter(live=True).order_by("path")]
for page in [*pages, make.home_class().objects.get(slug="blok")]:
    for leaf in getattr(page.specific, "get_cached_paths", lambda: ["/"])():
        path = page.get_url() + leaf.lstrip("/")
        response = Client().get(path, headers={"host": "localhost"})
        answers[path] = [response.status_code, hashlib.sha256(response.content).hexdigest()]
with open(__import__("os").environ["TMPDIR"] + "/answers.json", "w") as file:
    json.dump(answers, file)
"""


CALL = "from django.core.management import call_command\ncall_command"


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """The process of a school, and what it answers."""
    folder = tmp_path_factory.mktemp("old")
    server = Server(folder)
    server(run=PLANT)
    server(run=ANSWER)
    yield server, (folder / "answers.json").read_text()
    server.stop()


# As docs/deployment.md says.
@pytest.mark.parametrize(
    "options",
    by_day(["", "natural_foreign=True, exclude=['wagtailcore.pagelogentry', 'wagtailsearch.indexentry']"], ""),
)
def test_what_is_dumped_and_loaded_answers_the_same(old: tuple[Server, str], tmp_path: Path, options: str) -> None:
    server, answers = old
    assert answers.count("[200, ") > 60
    dump = str(tmp_path / "school.json")
    server(run=f"{CALL}('dumpdata', output={dump!r}, {options})")
    new = Server(tmp_path)
    new(run=f"{CALL}('migrate', verbosity=0)\ncall_command('loaddata', {dump!r}, verbosity=0)")
    new(run=ANSWER)
    new.stop()
    assert (tmp_path / "answers.json").read_text() == answers
