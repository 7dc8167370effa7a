"""Where many pages show a change, the caches in front hear of it after the response of who makes it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gripwagtail.serving import after_response, purge, purging, tasks
from gripwagtail.serving.made_again import Changed
from gripwagtail.serving.purge import Purge
from tests import factories as make
from tests.fronts import RecordingFront, forget_what_waits, put_in_front

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def front(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What a cache in front of the site is asked to forget."""
    monkeypatch.setattr(after_response, "_is_in_use", lambda: True)
    settings.GRIPWAGTAIL = {"CACHE_WARMING": False}
    yield put_in_front(settings, monkeypatch)
    forget_what_waits()


@pytest.fixture
def norm(front: list[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """A page that more pages show than are purged at once."""
    pages = make.five_pages(make.home_page())
    monkeypatch.setattr(purge, "AT_ONCE", len(pages) - 1)
    forget_what_waits()
    front.clear()
    return pages["norm"]


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[Purge]:
    """What the thread of this process is given."""
    given: list[Purge] = []
    monkeypatch.setattr(after_response._Thread, "take", lambda self, changed, purges=(): given.extend(purges))
    return given


@pytest.fixture
def in_a_request(django_capture_on_commit_callbacks: Any) -> Callable[[Callable[[], Any]], None]:
    def run(act: Callable[[], Any]) -> None:
        request_started.send(sender=None, environ={})
        with django_capture_on_commit_callbacks(execute=True):
            act()
        request_finished.send(sender=None)

    return run


def publish(page: Any) -> Callable[[], Any]:
    return lambda: type(page).objects.get(pk=page.pk).save_revision().publish()


def test_an_editor_does_not_wait_for_it(norm: Any, front: list[str], taken: list[Purge], in_a_request: Any) -> None:
    def act() -> None:
        publish(norm)()
        assert front == []

    in_a_request(act)
    (given,) = taken
    assert front == []
    given.send()
    assert norm.full_url in front


def test_of_few_pages_it_is_done_at_once(
    norm: Any, front: list[str], taken: list[Purge], in_a_request: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purge, "AT_ONCE", 5)
    in_a_request(publish(norm))
    assert taken == []
    assert norm.full_url in front


def test_outside_a_request_it_is_done_at_once(
    norm: Any, front: list[str], taken: list[Purge], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        publish(norm)()
    assert taken == []
    assert norm.full_url in front


def test_each_cache_is_called_once_for_all_changes_of_a_transaction(
    norm: Any, taken: list[Purge], in_a_request: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[set[str]] = []
    monkeypatch.setattr(RecordingFront, "purge_batch", lambda self, urls: calls.append({*urls}))
    in_a_request(lambda: (publish(norm)(), make.helpline(), make.settings_of(phone="070 012 34 57")))
    (given,) = taken
    given.send()
    (urls,) = calls
    assert norm.full_url in urls


def test_very_many_addresses_are_purged_in_batches_and_each_once(
    norm: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    calls: list[list[str]] = []
    monkeypatch.setattr(purge, "BATCH", 7)

    def forget(self: Any, urls: list[str]) -> None:
        calls.append([*urls])
        if len(calls) == 1:
            raise OSError("the cache is busy")

    monkeypatch.setattr(RecordingFront, "purge_batch", forget)
    found = Purge(everywhere=True)
    found.send()
    assert len(calls) == -(-len(found.all_urls()) // 7) > 2
    assert sorted(url for urls in calls for url in urls) == sorted(found.all_urls())
    assert "the cache is busy" in caplog.text


def test_the_thread_purges_before_it_makes_anything_again(norm: Any, front: list[str], monkeypatch: Any) -> None:
    done: list[str] = []
    monkeypatch.setattr(Purge, "send", lambda self: done.append("purge"))
    monkeypatch.setattr(after_response, "make_again", lambda changed, rests: done.append("make"))
    monkeypatch.setattr(after_response.connections, "close_all", lambda: None)
    one = after_response._Thread()
    one.take(Changed({"tree"}), [Purge(everywhere=True)])
    _wait_for(one)
    assert done == ["purge", "make"]
    one.take(Changed(), [Purge(everywhere=True)])
    _wait_for(one)
    assert done == ["purge", "make", "purge"]


def _wait_for(one: Any) -> None:
    thread: threading.Thread | None = one.thread
    if thread is not None:
        thread.join(10)
    assert one.thread is None


def test_a_worker_for_tasks_gets_it_whatever_the_cache_of_django(
    norm: Any, front: list[str], taken: list[Purge], in_a_request: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_over: list[tuple[Any, Any]] = []

    class Worker:
        def enqueue(self, task: Any, args: Any, kwargs: Any) -> None:
            # Wagtail has tasks of its own.
            if task.func.__module__ == tasks.__name__:
                handed_over.append((task, *args))

    found = tasks.tasks.task_backends
    before = found["default"]
    found["default"] = Worker()
    try:
        in_a_request(publish(norm))
    finally:
        found["default"] = before
    assert taken == []
    ((task, plain),) = handed_over
    assert task.func.__name__ == "purge_task"
    assert tasks.purge_task is task
    task.func(plain)
    assert norm.full_url in front


def test_what_is_handed_over_is_what_was_noted() -> None:
    given = Purge(False, {3, 1}, {2}, {5, 4}, {"http://a.example/"}, {("/a/", "/b/")})
    assert Purge.of_plain(given.plain()) == given
    assert Purge.of_plain(Purge(everywhere=True).plain()) == Purge(everywhere=True)


def test_when_it_cannot_be_given_away_it_is_done_within_the_request(
    norm: Any, front: list[str], in_a_request: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def fail(self: Any, changed: Changed, purges: Any) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(after_response._Thread, "take", fail)
    in_a_request(publish(norm))
    assert "can't start new thread" in caplog.text
    assert norm.full_url in front


def test_a_cache_that_is_down_is_in_the_log(caplog: Any, norm: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Any) -> set[str]:
        raise OSError("the cache is down")

    monkeypatch.setattr(Purge, "all_urls", fail)
    Purge(everywhere=True).send()
    assert "the cache is down" in caplog.text


def test_a_request_does_not_give_away_what_another_one_left(norm: Any, taken: list[Purge], in_a_request: Any) -> None:
    after_response.note_purge(Purge(everywhere=True))
    in_a_request(lambda: None)
    assert taken == []


def test_where_a_change_purges_the_whole_site_its_other_pages_count_as_well(norm: Any, settings: Any) -> None:
    one_more = len(norm.get_siblings()) + 1  # the front page
    purge.AT_ONCE = one_more - 1
    assert not Purge(everywhere=True).is_large()
    settings.GRIPWAGTAIL = {"PURGE_WHOLE_SITE": True}
    assert Purge(everywhere=True).is_large()


def test_whether_it_is_large_is_one_query(norm: Any) -> None:
    found = Purge(everywhere=True)
    found.is_large()
    with CaptureQueriesContext(connection) as captured:
        assert found.is_large()
    assert len(captured) == 1
    assert purging.Purge is Purge
