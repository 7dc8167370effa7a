"""What a change makes stale is made again after the response of who changes it, where somebody had asked for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.core.signals import request_finished, request_started
from django.db import transaction
from django.test import Client
from wagtail.models import PageViewRestriction

from gripwagtail.conf import conf
from gripwagtail.lookup.sources import KINDS
from gripwagtail.rendering import contexts
from gripwagtail.serving import after_response, tasks
from gripwagtail.serving.made_again import Changed, make_again
from gripwagtail.signals import changed
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

EVERYTHING = Changed(everything=True, everywhere=True)
OPTIONS: dict[str, dict[str, Any]] = {
    "contacts": {"roles": ["mentor"], "heading": "Wie is er voor je?"},
    "parent_tips": {"count": 2},
}


@pytest.fixture(autouse=True)
def empty_cache(db: None) -> Iterator[None]:
    caches["default"].clear()
    yield
    caches["default"].clear()


def school(parent: Any) -> dict[str, Any]:
    blocks = [make.block(kind, **OPTIONS.get(kind, {})) for kind in contexts.BLOCKS]
    home = make.home_page(parent, body=blocks)
    return {"home": home, **make.five_pages(home)}


@pytest.fixture
def schools() -> tuple[dict[str, Any], dict[str, Any]]:
    make.helpline()
    make.settings_of(phone="070 012 34 56")
    root = make.home_page()
    return school(root), school(root)


def visit_all(pages: dict[str, Any]) -> dict[str, bytes]:
    return {name: make.visit(page).content for name, page in pages.items()}


def publish(page: Any, **fields: Any) -> None:
    again = type(page).objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(again, name, value)
    again.save_revision().publish()


# --- what is made -----------------------------------------------------------------------


def test_after_a_change_everything_that_was_asked_for_is_warm_again(schools: Any, made: list[str]) -> None:
    pages, other = schools
    visit_all(pages)
    visit_all(other)
    changed()
    make_again(EVERYTHING)
    made.clear()
    visit_all(pages)
    visit_all(other)
    assert made == []


def test_what_is_made_again_is_what_a_visitor_would_have_got(schools: Any) -> None:
    pages, _other = schools
    visit_all(pages)
    publish(pages["contact"], intro="Wij luisteren.")
    changed()
    make_again(EVERYTHING)
    made_for_nobody = visit_all(pages)
    caches["default"].clear()
    assert visit_all(pages) == made_for_nobody


def test_what_nobody_asked_for_is_not_made(schools: Any, made: list[str]) -> None:
    pages, _other = schools
    make.visit(pages["norm"])
    changed()
    made.clear()
    assert make_again(EVERYTHING) == 1
    assert set(made) == {"page.norm"}


def test_only_what_rests_on_the_change_is_made(schools: Any, made: list[str]) -> None:
    pages, other = schools
    visit_all(pages)
    visit_all(other)
    made.clear()
    publish(pages["parent_tips"], intro="Anders.")
    make_again(
        Changed(
            names={f"source-{pages['parent_tips'].translation_key.hex}"},
            paths={pages["parent_tips"].url_path},
        )
    )
    assert sorted(made) == ["block.parent_tips", "page.parent_tips"]


def test_what_a_visitor_had_made_in_the_meantime_is_left_alone(schools: Any, made: list[str]) -> None:
    pages, _other = schools
    visit_all(pages)
    changed()
    visit_all(pages)
    made.clear()
    assert make_again(EVERYTHING) == 0
    assert made == []


@pytest.mark.parametrize("prefix", ["", "/ergens"])
def test_it_is_made_for_whom_it_was_kept(schools: Any, made: list[str], prefix: str) -> None:
    pages, _other = schools

    def visit() -> bytes:
        client = Client()
        return client.get(pages["contact"].get_url(), headers={"host": "localhost"}, SCRIPT_NAME=prefix).content

    before = visit()
    changed()
    make_again(EVERYTHING)
    made.clear()
    assert visit() == before
    assert made == []


def test_a_page_behind_a_restriction_is_not_made(schools: Any, made: list[str]) -> None:
    pages, _other = schools
    visit_all(pages)
    PageViewRestriction.objects.create(page=pages["norm"], restriction_type="login")
    made.clear()
    make_again(EVERYTHING)
    assert "page.norm" not in made
    assert "page.overview" in made


def test_a_page_that_is_gone_is_not_made(schools: Any, made: list[str]) -> None:
    pages, _other = schools
    visit_all(pages)
    type(pages["norm"]).objects.get(pk=pages["norm"].pk).unpublish()
    type(pages["parent_tips"]).objects.get(pk=pages["parent_tips"].pk).delete()
    made.clear()
    make_again(EVERYTHING)
    assert {"page.norm", "page.parent_tips"}.isdisjoint(made)
    assert "page.contact" in made


def test_a_page_that_cannot_be_made_is_logged_once_and_stops_no_other(
    schools: Any, made: list[str], caplog: Any, monkeypatch: Any
) -> None:
    pages, _other = schools
    visit_all(pages)
    changed()
    made.clear()

    def fail(*given: Any) -> None:
        raise RuntimeError("a broken template")

    with monkeypatch.context() as patched:
        patched.setattr("gripwagtail.serving.made_again.make_block", fail)
        patched.setattr("gripwagtail.rendering.page_contexts.norm.read_agreements", fail)
        make_again(EVERYTHING)
    assert {"page.contact", "page.overview", "page.parent_tips"} <= set(made)
    assert [record.message for record in caplog.records if "could not be made again" in record.message]
    assert make.SIGNS["norm"] in make.text_of(pages["norm"])


# --- when -------------------------------------------------------------------------------


@pytest.fixture
def given_away(monkeypatch: pytest.MonkeyPatch) -> list[Changed]:
    """What is given away to be made again."""
    given: list[Changed] = []
    monkeypatch.setattr(after_response, "_is_in_use", lambda: True)
    monkeypatch.setattr(after_response, "_give_away", given.append)
    return given


@pytest.fixture
def in_a_request(django_capture_on_commit_callbacks: Any) -> Callable[[Callable[[], Any]], None]:
    """Does this in a request, of which the transactions are committed."""

    def run(act: Callable[[], Any]) -> None:
        request_started.send(sender=None)
        with django_capture_on_commit_callbacks(execute=True):
            act()
        request_finished.send(sender=None)

    return run


def test_a_publication_is_given_away_after_the_response(schools: Any, given_away: Any, in_a_request: Any) -> None:
    pages, _other = schools

    def act() -> None:
        publish(pages["norm"], intro="Anders.")
        assert given_away == []

    in_a_request(act)
    (change,) = given_away
    assert f"source-{pages['norm'].translation_key.hex}" in change.names
    assert change.paths == {pages["norm"].url_path}
    assert not change.everywhere


def test_several_changes_in_one_request_are_given_away_together(
    schools: Any, given_away: Any, in_a_request: Any
) -> None:
    pages, _other = schools

    def act() -> None:
        for kind in KINDS:
            publish(pages[kind], intro=f"Anders: {kind}.")
        make.settings_of(phone="070 012 34 57")
        make.helpline(name="De Kinderlijn")

    in_a_request(act)
    (change,) = given_away
    assert len([name for name in change.names if name.startswith("source-")]) == len(KINDS)
    assert change.sites
    assert change.everywhere


def test_what_is_deleted_or_moved_is_given_away_too(schools: Any, given_away: Any, in_a_request: Any) -> None:
    pages, _other = schools
    in_a_request(lambda: type(pages["norm"]).objects.get(pk=pages["norm"].pk).delete())
    in_a_request(lambda: pages["contact"].move(make.home_page(pages["home"]), pos="last-child"))
    gone, moved = given_away
    assert gone.paths == {pages["norm"].url_path}
    assert type(pages["contact"]).objects.get(pk=pages["contact"].pk).url_path in moved.paths


def test_a_draft_is_not_given_away(schools: Any, given_away: Any, in_a_request: Any) -> None:
    pages, _other = schools
    in_a_request(lambda: type(pages["norm"]).objects.get(pk=pages["norm"].pk).save_revision())
    assert given_away == []


def test_outside_a_request_nothing_is_given_away(
    schools: Any, given_away: Any, in_a_request: Any, django_capture_on_commit_callbacks: Any
) -> None:
    pages, _other = schools
    with django_capture_on_commit_callbacks(execute=True):
        publish(pages["norm"], intro="Uit een commando.")
    in_a_request(lambda: None)
    assert given_away == []


def test_what_is_rolled_back_is_not_given_away(schools: Any, given_away: Any, in_a_request: Any) -> None:
    pages, _other = schools

    def act() -> None:
        with transaction.atomic():
            publish(pages["norm"], intro="Toch niet.")
            transaction.set_rollback(True)

    in_a_request(act)
    assert given_away == []


def test_a_setting_turns_it_off(schools: Any, given_away: Any, in_a_request: Any, settings: Any) -> None:
    pages, _other = schools
    assert conf.cache_warming
    settings.GRIPWAGTAIL = {"CACHE_WARMING": False}
    in_a_request(lambda: publish(pages["norm"], intro="Anders."))
    assert given_away == []


def test_while_tests_run_nothing_is_begun(schools: Any, monkeypatch: Any, in_a_request: Any) -> None:
    pages, _other = schools
    given: list[Changed] = []
    monkeypatch.setattr(after_response, "_give_away", given.append)
    in_a_request(lambda: publish(pages["norm"], intro="Anders."))
    assert given == []


def test_when_it_cannot_be_given_away_the_response_stands(
    schools: Any, monkeypatch: Any, in_a_request: Any, caplog: Any
) -> None:
    pages, _other = schools

    def fail(change: Changed) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(after_response, "_is_in_use", lambda: True)
    monkeypatch.setattr(after_response, "_give_away", fail)
    in_a_request(lambda: publish(pages["norm"], intro="Anders."))
    assert "can't start new thread" in caplog.text


# --- by whom ----------------------------------------------------------------------------


class Worker:
    """A backend that hands tasks to a process elsewhere."""

    def __init__(self) -> None:
        self.handed_over: list[Any] = []

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> None:
        self.handed_over.append((task, *args))


@pytest.fixture
def thread(monkeypatch: Any) -> list[Changed]:
    """What the thread of this process is given."""
    given: list[Changed] = []
    monkeypatch.setattr(after_response._Thread, "take", lambda self, changed: given.append(changed))
    return given


@pytest.fixture
def worker(monkeypatch: Any) -> Iterator[Worker]:
    found = tasks.tasks.task_backends
    before, worker = found["default"], Worker()
    found["default"] = worker
    yield worker
    found["default"] = before


def shared_cache(settings: Any, tmp_path: Any) -> None:
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES = {**settings.CACHES, "files": {"BACKEND": backend, "LOCATION": str(tmp_path)}}
    settings.GRIPWAGTAIL = {"CACHE": "files"}


def test_a_worker_for_tasks_gets_it_where_it_has_the_same_cache(
    settings: Any, tmp_path: Any, worker: Worker, thread: list[Changed]
) -> None:
    shared_cache(settings, tmp_path)
    given = Changed({"tree"}, paths={"/a/"}, sites={3})
    after_response._give_away(given)
    ((task, plain),) = worker.handed_over
    assert Changed.of_plain(plain) == given
    assert thread == []
    # By this name a worker finds it.
    assert (task.func.__module__, task.func.__name__) == (tasks.__name__, "make_again_task")
    assert tasks.make_again_task is task
    assert task.func(plain) == 0


def test_what_this_process_keeps_in_its_memory_only_this_process_can_make(worker: Worker, thread: Any) -> None:
    after_response._give_away(EVERYTHING)
    assert worker.handed_over == []
    assert thread == [EVERYTHING]


def test_a_backend_that_does_tasks_at_once_gets_none(settings: Any, tmp_path: Any, thread: list[Changed]) -> None:
    shared_cache(settings, tmp_path)
    assert not tasks.is_done_later()
    after_response._give_away(EVERYTHING)
    assert thread == [EVERYTHING]


@pytest.mark.parametrize("kept", [None, "nothing"])
def test_where_nothing_is_kept_nothing_is_made(settings: Any, worker: Worker, thread: Any, kept: str | None) -> None:
    settings.CACHES = {**settings.CACHES, "nothing": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    settings.GRIPWAGTAIL = {"CACHE": kept}
    after_response._give_away(EVERYTHING)
    assert (worker.handed_over, thread) == ([], [])


def test_one_thread_does_what_several_changes_ask_for_and_ends(monkeypatch: Any) -> None:
    done: list[Changed] = []
    monkeypatch.setattr(after_response, "make_again", lambda changed, rests: done.append(changed))
    one = after_response._Thread()
    one.take(Changed({"a"}))
    thread = one.thread
    one.take(Changed({"b"}))
    for running in {thread, one.thread} - {None}:
        assert running is not None
        assert running.daemon
        running.join(10)
    assert set().union(*(change.names for change in done)) == {"a", "b"}
    assert one.thread is None


def test_a_thread_that_fails_is_logged_and_goes_on(monkeypatch: Any, caplog: Any) -> None:
    def fail(changed: Changed, rests: bool) -> None:
        raise RuntimeError("the database is away")

    monkeypatch.setattr(after_response, "make_again", fail)
    one = after_response._Thread()
    for _time in range(2):
        one.take(EVERYTHING)
        if (thread := one.thread) is not None:
            thread.join(10)
        assert one.thread is None
    assert caplog.text.count("the database is away") >= 2
