"""What one process changes, another shows at its next answer, whatever the cache in which bodies are kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.by_day import by_day
from tests.processes import CACHES, DATABASE, SET_UP, SHARED, Server, cache_of, redis_program


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


@pytest.mark.parametrize("change", by_day(CHANGES, *list(CHANGES)[:2]))
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


# --- whatever the cache --------------------------------------------------------------

NO_REDIS = pytest.mark.skipif(
    not (redis_program() and find_spec("redis")), reason="There is no redis-server, or no package for it."
)
TAKEN_OUT = (
    "from gripwagtail.pages.models import GripContactPage as P\np = P.objects.get()\n"
    "p.contacts = [item for item in p.contacts.raw_data if item['value']['label'] != 'Juf Anneke']\n"
    "p.save_revision().publish()"
)
# As a server does around the answer to an editor.
IN_A_REQUEST = """
from django.core.signals import request_finished, request_started
request_started.send(sender=None)
{act}
request_finished.send(sender=None)
from gripwagtail.serving import after_response
thread = after_response._thread().thread
if thread is not None:
    thread.join(30)
    assert not thread.is_alive()
"""


def kinds(of: tuple[str, ...]) -> list[object]:
    return [pytest.param(kind, marks=NO_REDIS) if kind == "redis" else kind for kind in of]


@pytest.fixture
def workers(planted: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Server, Server]]:
    """Two processes of one site, with a cache of the kind that the test names."""
    shutil.copy(planted, tmp_path / DATABASE)
    with cache_of(request.param, tmp_path) as cache:
        servers = Server(tmp_path, cache), Server(tmp_path, cache)
        servers[0](run="from django.core.management import call_command\ncall_command('createcachetable')")
        yield servers
        for server in servers:
            server.stop()


@pytest.mark.parametrize("workers", kinds(CACHES), indirect=True)
@pytest.mark.slow
def test_a_person_who_left_is_seen_nowhere_and_is_in_no_cache(workers: tuple[Server, Server]) -> None:
    writer, reader = workers
    for url in ("/wie/", "/blok/"):
        for server in workers:
            assert "Juf Anneke" in server(url=url)[1]
    assert "Juf Anneke" in reader(dump="")[1]
    writer(run=TAKEN_OUT)
    for url in ("/wie/", "/blok/"):
        for server in (reader, writer):
            status, text = server(url=url)
            assert status == 200
            assert "Juf Anneke" not in text
            assert "Directie" in text
    for server in workers:
        assert "Juf Anneke" not in server(dump="")[1]


@pytest.mark.parametrize("workers", kinds(SHARED), indirect=True)
@pytest.mark.slow
def test_erasing_leaves_nothing_in_a_cache_that_is_shared(workers: tuple[Server, Server]) -> None:
    writer, reader = workers
    for url in ("/wie/", "/blok/"):
        assert "Anneke" in reader(url=url)[1]
    assert "Anneke" in reader(dump="")[1]
    writer(
        run="from gripwagtail.removal.erasure import erase\nfrom gripwagtail.removal.person import Person\n"
        "assert erase(Person(names=('Anneke',))).changes"
    )
    assert "Anneke" not in reader(dump="")[1]
    assert "Anneke" not in reader(url="/wie/")[1]


@pytest.mark.parametrize("workers", kinds(SHARED), indirect=True)
@pytest.mark.slow
def test_what_one_process_makes_again_another_finds(workers: tuple[Server, Server]) -> None:
    writer, reader = workers
    for url in ("/wie/", "/blok/"):
        reader(url=url)
    writer(run=IN_A_REQUEST.format(act=TAKEN_OUT))
    reader(
        run="from gripwagtail.rendering.body_cache import PageEntry\n"
        "def fail(*given): raise AssertionError('made at a visit')\nPageEntry.keep = fail"
    )
    for url in ("/wie/", "/blok/"):
        status, text = reader(url=url)
        assert status == 200
        assert "Directie" in text
        assert "Juf Anneke" not in text


@pytest.mark.slow
def test_what_a_process_keeps_in_its_own_memory_it_makes_again_for_itself(two: tuple[Server, Server]) -> None:
    writer, _reader = two
    writer(url="/wie/")
    writer(run=IN_A_REQUEST.format(act=TAKEN_OUT))
    writer(
        run="from gripwagtail.rendering.body_cache import PageEntry\n"
        "def fail(*given): raise AssertionError('made at a visit')\nPageEntry.keep = fail"
    )
    assert "Directie" in writer(url="/wie/")[1]
