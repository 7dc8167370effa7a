"""The mirror is written whole or not at all, only when it would say something else, and follows each change."""

from __future__ import annotations

import datetime
import errno
import io
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.core.signals import request_finished, request_started
from django.test import override_settings

from gripwagtail.checks.fitting import mirror_is_a_place
from gripwagtail.mirror import refreshing, writing
from gripwagtail.mirror.folder import BusyError, Folder
from gripwagtail.mirror.writing import MirrorError, place_of, write
from gripwagtail.removal.erasure import erase
from gripwagtail.removal.person import Person
from gripwagtail.removal.uninstall import plan, remove
from gripwagtail.serving import after_response
from gripwagtail.signals import changed
from tests import factories as make
from tests.mirrors import Mirror, with_middleware

pytestmark = [pytest.mark.django_db, pytest.mark.broad]


@pytest.fixture
def mirror(tmp_path: Path) -> Mirror:
    return Mirror(tmp_path / "mirror")


@pytest.fixture
def page(db: None) -> Any:
    return make.make_page("contact", slug="wie-helpt", contacts=[make.contact()])


def publish(page: Any, **fields: Any) -> Any:
    again = type(page).objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(again, name, value)
    again.save_revision().publish()
    return again


def shown(mirror: Mirror) -> str:
    return mirror.text("whole/localhost/wie-helpt/index.html")


# --- whole, or not at all -----------------------------------------------------------


def test_a_page_without_112_stops_it_and_the_old_one_stays(mirror: Mirror, page: Any) -> None:
    mirror.write()
    before = mirror.state()
    publish(page, intro="Wij luisteren.")
    with override_settings(**with_middleware("mute")), pytest.raises(MirrorError) as stopped:
        mirror.write()
    assert [*stopped.value.problems] == ["localhost/wie-helpt/"]
    assert "112" in stopped.value.problems["localhost/wie-helpt/"]
    assert set(mirror.state()) == set(before)
    assert "Wij luisteren" not in shown(mirror)


def test_a_page_that_cannot_be_made_stops_it(mirror: Mirror, page: Any, monkeypatch: Any) -> None:
    mirror.write()
    publish(page, intro="Wij luisteren.")

    def fails(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError

    monkeypatch.setattr("gripwagtail.rendering.page.render_to_string", fails)
    with pytest.raises(MirrorError) as stopped:
        mirror.write()
    assert "503" in stopped.value.problems["localhost/wie-helpt/"]
    assert "Wij luisteren" not in shown(mirror)


def test_a_disk_that_is_full_leaves_the_old_one_and_nothing_else(mirror: Mirror, page: Any, monkeypatch: Any) -> None:
    mirror.write()
    before = set(mirror.state())
    publish(page, intro="Wij luisteren.")
    put, room = Folder.put, iter(range(3))

    def until_full(self: Folder, name: str, content: bytes) -> None:
        if next(room, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        put(self, name, content)

    monkeypatch.setattr(Folder, "put", until_full)
    with pytest.raises(OSError, match="No space"):
        mirror.write()
    assert set(mirror.state()) == before
    monkeypatch.setattr(Folder, "put", put)
    mirror.write()
    assert "Wij luisteren" in shown(mirror)


def test_what_a_killed_run_left_is_never_shown_and_goes_with_the_next(mirror: Mirror, page: Any) -> None:
    mirror.write()
    (mirror.place / "version-half").mkdir()
    (mirror.place / "version-half" / "manifest.json").write_text("{}")
    (mirror.place / "mine").mkdir()
    assert make.SIGNS["contact"] in shown(mirror)
    publish(page, intro="Wij luisteren.")
    mirror.write()
    versions = [path.name for path in mirror.place.iterdir() if path.name.startswith("version-")]
    assert versions == [(mirror.current).resolve().name]
    assert (mirror.place / "mine").is_dir()


def test_what_a_run_left_that_was_killed_at_its_very_end_goes_also_when_nothing_has_changed(
    mirror: Mirror, page: Any, monkeypatch: Any
) -> None:
    mirror.write()
    publish(page, intro="Wij luisteren.")
    # The one before is never deleted, and a link of one more is never put in place.
    with monkeypatch.context() as killed:
        killed.setattr("shutil.rmtree", lambda *given, **options: None)
        mirror.write()
    (mirror.place / ".version-half").symlink_to("version-half")
    assert not mirror.write().written
    assert {path.name for path in mirror.place.iterdir()} == {"current", ".lock", mirror.current.resolve().name}
    assert "Wij luisteren" in shown(mirror)


def test_what_another_process_is_writing_is_not_taken_for_what_was_left(mirror: Mirror, page: Any) -> None:
    mirror.write()
    with Folder(str(mirror.place)).alone():
        (mirror.place / "version-busy").mkdir()
        assert not mirror.write().written
        assert (mirror.place / "version-busy").is_dir()


def test_two_at_once_do_not_write_the_same_mirror(mirror: Mirror, page: Any) -> None:
    with Folder(str(mirror.place)).alone(), pytest.raises(BusyError):
        mirror.write()
    assert mirror.write().written


def test_nothing_is_written_when_nothing_has_changed(mirror: Mirror, page: Any, monkeypatch: Any) -> None:
    assert mirror.write().written
    before = mirror.state()
    assert not mirror.write().written
    assert mirror.state() == before
    # And with a change that nobody sees no page changes.
    changed()
    link = mirror.current.readlink()
    assert not mirror.write().written
    assert mirror.current.readlink() == link


def test_to_find_that_nothing_has_changed_takes_a_few_queries(
    mirror: Mirror, page: Any, django_assert_max_num_queries: Any
) -> None:
    mirror.write()
    with django_assert_max_num_queries(5):
        assert not mirror.write().written


def test_on_the_last_day_that_there_is_it_is_right_for_no_day_more() -> None:
    last = datetime.date.max
    assert writing._lasts(last, None) == {"until": "9999-12-31", "days": []}


def test_a_manifest_that_nobody_can_read_is_no_reason_to_stop(mirror: Mirror, page: Any) -> None:
    mirror.write()
    (mirror.current / "manifest.json").write_text("[1")
    assert mirror.write().written


# --- the command --------------------------------------------------------------------


def ran(*args: str, **options: Any) -> str:
    out = io.StringIO()
    call_command("gripwagtail_mirror", *args, stdout=out, stderr=out, **options)
    return out.getvalue()


def test_check_says_what_is_stale_and_writes_nothing(mirror: Mirror, page: Any) -> None:
    folder = str(mirror.place)
    with pytest.raises(CommandError):
        ran(folder, check=True)
    assert not mirror.place.exists()
    ran(folder)
    ran(folder, check=True)
    publish(page, intro="Wij luisteren.")
    before, out = mirror.state(), io.StringIO()
    with pytest.raises(CommandError):
        call_command("gripwagtail_mirror", folder, check=True, stdout=out)
    assert "whole/localhost/wie-helpt/index.html" in out.getvalue()
    assert "whole/localhost/index.html" not in out.getvalue()
    assert mirror.state() == before


def test_check_sees_a_file_that_is_broken_or_gone(mirror: Mirror, page: Any) -> None:
    mirror.write()
    (mirror.current / "whole/localhost/index.html").write_text("")
    (mirror.current / "alone/localhost/index.html").unlink()
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("gripwagtail_mirror", str(mirror.place), check=True, stdout=out)
    assert "whole/localhost/index.html" in out.getvalue()
    assert "alone/localhost/index.html" in out.getvalue()


def test_check_says_since_when_the_pages_stand_alone(mirror: Mirror, page: Any) -> None:
    mirror.write()
    manifest = mirror.manifest
    manifest["sites"]["localhost"] = {"until": "2026-01-02", "days": ["2026-01-01"]}
    (mirror.current / "manifest.json").write_text(json.dumps(manifest))
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("gripwagtail_mirror", str(mirror.place), check=True, stdout=out)
    assert "2026-01-02" in out.getvalue()


def test_without_a_place_it_says_how_to_give_one() -> None:
    with pytest.raises(CommandError, match="MIRROR"):
        ran()


@pytest.mark.parametrize("number", [errno.EROFS, errno.ENOSPC, errno.EACCES])
def test_a_disk_that_takes_nothing_stops_it_and_nobody_who_publishes(
    setting: Mirror, page: Any, monkeypatch: Any, caplog: Any, number: int
) -> None:
    def refuses(self: Folder) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr(Folder, "begin", refuses)
    publish(page, intro="Wij luisteren.")
    with pytest.raises(CommandError, match="refused"):
        ran()
    assert not refreshing.refresh()
    assert "could not be written" in caplog.text
    assert make.SIGNS["contact"] in shown(setting)


def test_it_says_which_page_stopped_it(mirror: Mirror, page: Any) -> None:
    err = io.StringIO()
    with override_settings(**with_middleware("with_cookie")), pytest.raises(CommandError):
        call_command("gripwagtail_mirror", str(mirror.place), stderr=err)
    assert "localhost/wie-helpt/" in err.getvalue()


# --- a storage ----------------------------------------------------------------------


def test_a_storage_holds_whole_versions_and_says_last_which_one_counts(tmp_path: Path, page: Any) -> None:
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path / "far")}}
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={"far": backend, "staticfiles": static}, GRIPWAGTAIL={"MIRROR": "far"}):
        place = place_of("far")
        assert place is not None
        assert write(place).written
        assert not write(place).written
        [first] = storages["far"].listdir("")[0]
        assert make.SIGNS["contact"].encode() in place.read("whole/localhost/wie-helpt/index.html")
        publish(page, intro="Wij luisteren.")
        assert write(place).written
        [second] = storages["far"].listdir("")[0]
        assert first != second
        assert b"Wij luisteren" in place.read("whole/localhost/wie-helpt/index.html")
        place.forget_pages()
        with pytest.raises(OSError):
            place.read("whole/localhost/wie-helpt/index.html")
        assert b"112" in place.read("alone/localhost/wie-helpt/index.html")
        place.empty()
        assert storages["far"].listdir("") == ([], [])


# --- the setting --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "is_wrong"),
    [("/srv/mirror", False), ("default", False), ("mirror", True), ("/srv/media/mirror", True), ("/srv/static", True)],
)
def test_a_check_names_a_place_that_is_none_or_that_everyone_can_look_into(given: str, is_wrong: bool) -> None:
    with override_settings(GRIPWAGTAIL={"MIRROR": given}, MEDIA_ROOT="/srv/media", STATIC_ROOT="/srv/static"):
        assert bool(list(mirror_is_a_place())) is is_wrong


# --- after a change -----------------------------------------------------------------


@pytest.fixture
def setting(mirror: Mirror, page: Any) -> Iterator[Mirror]:
    """A site that has a mirror, as its settings say."""
    with override_settings(GRIPWAGTAIL={"MIRROR": str(mirror.place)}):
        assert refreshing.refresh()
        yield mirror


@pytest.fixture
def noted(monkeypatch: Any) -> list[str]:
    """How often a thread of ours was asked to bring the mirror up to date."""
    noted: list[str] = []
    monkeypatch.setattr(refreshing._Refreshing, "note", lambda self: noted.append("noted"))
    monkeypatch.setattr(after_response, "_is_in_use", lambda: True)
    monkeypatch.setattr(after_response, "_give_away", lambda changed: None)
    return noted


def request_of(act: Any, callbacks: Any) -> None:
    """As a server does with the request of an editor."""
    request_started.send(None, environ={})
    with callbacks(execute=True):
        act()
    request_finished.send(None)


def test_who_publishes_does_not_wait_for_it_and_it_is_brought_up_to_date_after_the_response(
    setting: Mirror, page: Any, noted: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    seen: list[list[str]] = []

    def act() -> None:
        publish(page, intro="Wij luisteren.")
        seen.append([*noted])

    request_of(act, django_capture_on_commit_callbacks)
    assert (seen, noted) == ([[]], ["noted"])
    assert "Wij luisteren" not in shown(setting)
    assert refreshing.refresh()
    assert "Wij luisteren" in shown(setting)


def test_a_draft_brings_nothing_up_to_date(
    setting: Mirror, page: Any, noted: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    request_of(lambda: page.save_revision(), django_capture_on_commit_callbacks)
    assert noted == []
    assert not refreshing.refresh()


def test_also_where_bodies_are_not_made_again(
    setting: Mirror, page: Any, noted: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    with override_settings(GRIPWAGTAIL={"MIRROR": str(setting.place), "CACHE_WARMING": False}):
        request_of(lambda: publish(page, intro="Wij luisteren."), django_capture_on_commit_callbacks)
    assert noted == ["noted"]


def test_a_site_without_a_mirror_does_nothing_for_it(
    page: Any, noted: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    request_of(lambda: publish(page, intro="Wij luisteren."), django_capture_on_commit_callbacks)
    assert noted == []
    assert not refreshing.refresh()


def test_a_worker_for_tasks_gets_it_where_there_is_one(
    setting: Mirror, noted: list[str], monkeypatch: Any, page: Any, django_capture_on_commit_callbacks: Any
) -> None:
    given: list[str] = []

    class Tasks:
        task_backends = {"default": type("Backend", (), {"supports_defer": False})}

    class Task:
        def enqueue(self) -> None:
            given.append("given")

    monkeypatch.setattr(refreshing, "is_done_later", lambda: True)
    monkeypatch.setattr(refreshing, "tasks", Tasks)
    monkeypatch.setattr(refreshing, "refresh_task", Task())
    request_of(lambda: publish(page, intro="Wij luisteren."), django_capture_on_commit_callbacks)
    assert (given, noted) == (["given"], [])


def test_several_changes_at_once_are_one_run(monkeypatch: Any) -> None:
    runs: list[float] = []
    monkeypatch.setattr(refreshing, "QUIET", 0.2)
    monkeypatch.setattr(refreshing, "_patiently", lambda: runs.append(time.monotonic()))
    monkeypatch.setattr(refreshing.connections, "close_all", lambda: None)
    thread = refreshing._Refreshing()
    for _change in range(4):
        thread.note()
        time.sleep(0.05)
    working = thread._thread
    assert working is not None
    assert runs == []
    working.join(10)
    assert len(runs) == 1


def test_what_goes_wrong_is_in_the_log_and_stops_nobody(setting: Mirror, page: Any, caplog: Any) -> None:
    publish(page, intro="Wij luisteren.")
    with override_settings(**with_middleware("mute")):
        assert not refreshing.refresh()
    assert "wie-helpt" in caplog.text


# --- who is erased, and a site without us -------------------------------------------


def erased(callbacks: Any) -> None:
    with callbacks(execute=True):
        erase(Person(names=("Annemiek van den Berg",)))


@pytest.fixture
def named(mirror: Mirror) -> Iterator[Mirror]:
    """A mirror with a name in it, as this school wants it."""
    card = make.contact(kind="person", name="Annemiek van den Berg", label="")
    make.make_page("contact", slug="wie-helpt", contacts=[card, make.contact()])
    with override_settings(GRIPWAGTAIL={"MIRROR": str(mirror.place), "MIRROR_NAMES": True}):
        assert refreshing.refresh()
        assert "Annemiek" in mirror.all_text()
        yield mirror


def test_who_is_erased_is_gone_from_it(named: Mirror, django_capture_on_commit_callbacks: Any) -> None:
    erased(django_capture_on_commit_callbacks)
    assert "Annemiek" not in "".join(path.read_text("utf-8", "replace") for path in named.place.rglob("*.html"))
    assert make.SIGNS["contact"] in shown(named)


def test_who_is_erased_is_gone_from_it_also_when_it_cannot_be_made_again(
    named: Mirror, django_capture_on_commit_callbacks: Any
) -> None:
    with override_settings(**with_middleware("mute")):
        erased(django_capture_on_commit_callbacks)
    assert "Annemiek" not in "".join(path.read_text("utf-8", "replace") for path in named.place.rglob("*.html"))
    assert 'href="tel:112"' in named.text("alone/localhost/wie-helpt/index.html")
    assert not (named.current / "days").exists()


def test_nothing_of_it_is_left_on_a_site_without_us(setting: Mirror, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        remove(plan())
    assert not [path for path in setting.place.rglob("*") if path.name != ".lock"]
