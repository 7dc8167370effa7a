"""What is no longer for everyone is not in the mirror either, whoever is writing it; and what is gone comes back."""

from __future__ import annotations

import errno
import io
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.management import call_command
from django.test import override_settings
from wagtail.models import PageViewRestriction

from gripwagtail.mirror import refreshing, writing
from gripwagtail.mirror.folder import BusyError, Folder
from gripwagtail.mirror.in_storage import POINTER, InStorage
from gripwagtail.mirror.writing import MirrorError, WrittenMirror, place_of, write
from gripwagtail.removal.erasure import erase
from gripwagtail.removal.person import Person
from tests import factories as make
from tests.by_day import by_day
from tests.mirrors import Mirror, with_middleware

pytestmark = [pytest.mark.django_db, pytest.mark.broad]
CONTACTS = "localhost/wie-helpt/index.html"
HELP = "localhost/hulp/index.html"
NAME = "Annemiek van den Berg"


@pytest.fixture
def pages(db: None) -> dict[str, Any]:
    card = make.contact(kind="person", name=NAME, label="")
    return {
        "contact": make.make_page("contact", slug="wie-helpt", contacts=[card, make.contact()], vcards=True),
        "help": make.make_page("incident_help", slug="hulp", situations=[make.situation()]),
    }


@pytest.fixture(params=by_day([False, True], True), ids=["functions", "names"])
def mirror(request: pytest.FixtureRequest, tmp_path: Path, pages: Any, monkeypatch: Any) -> Iterator[Mirror]:
    """That of a site, as its settings say."""
    monkeypatch.setattr(refreshing, "QUIET", 0)
    mirror = Mirror(tmp_path / "mirror")
    with override_settings(GRIPWAGTAIL={"MIRROR": str(mirror.place), "MIRROR_NAMES": request.param}):
        assert refreshing.refresh()
        assert (NAME in mirror.all_text()) is request.param
        yield mirror


def erased(callbacks: Any) -> None:
    with callbacks(execute=True):
        erase(Person(names=(NAME,)))


def on_disk(mirror: Mirror) -> str:
    """Everything below the place, also what nobody is shown."""
    files = [path for path in mirror.place.rglob("*") if path.is_file()]
    return "\n".join(path.read_bytes().decode("utf-8", "replace") for path in files)


def is_shown(mirror: Mirror, name: str) -> bool:
    """Whether a server finds it today."""
    return (mirror.current / "days" / writing.today().isoformat() / name).is_file()


# --- who is erased ------------------------------------------------------------------


def test_pages_are_back_when_somebody_is_erased_whoever_was_in_them(
    mirror: Mirror, django_capture_on_commit_callbacks: Any
) -> None:
    erased(django_capture_on_commit_callbacks)
    assert NAME not in on_disk(mirror)
    assert is_shown(mirror, CONTACTS)
    call_command("gripwagtail_mirror", check=True, stdout=io.StringIO())


def test_what_could_not_be_made_then_is_back_with_the_next_run(
    mirror: Mirror, django_capture_on_commit_callbacks: Any
) -> None:
    with override_settings(**with_middleware("mute")):
        erased(django_capture_on_commit_callbacks)
    assert not is_shown(mirror, CONTACTS)
    assert (mirror.current / "alone" / CONTACTS).is_file()
    assert not [name for name in mirror.manifest["files"] if name.startswith("whole/")]
    assert refreshing.refresh()
    assert is_shown(mirror, CONTACTS)
    assert NAME not in on_disk(mirror)


def test_who_is_erased_while_it_is_made_is_not_in_what_is_put_in_place(
    mirror: Mirror, pages: Any, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    making, made = writing.make, []

    def and_then_somebody_goes(*args: Any) -> Any:
        outcome = making(*args)
        if not made:
            made.append(1)
            erased(django_capture_on_commit_callbacks)
            assert not is_shown(mirror, CONTACTS)
        return outcome

    monkeypatch.setattr(writing, "make", and_then_somebody_goes)
    make.set_items(pages["help"], "situations", [make.situation(title="Iemand plaagt mij")])
    assert refreshing.refresh()
    assert NAME not in on_disk(mirror)
    assert is_shown(mirror, CONTACTS)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_also_in_the_moment_in_which_it_is_put_in_place(
    mirror: Mirror, pages: Any, monkeypatch: Any, django_capture_on_commit_callbacks: Any, moment: str
) -> None:
    swap, swapped = Folder.swap, []

    def with_somebody_going(self: Folder) -> None:
        swapped.append(1)
        if len(swapped) == 1 and moment == "before":
            erased(django_capture_on_commit_callbacks)
        swap(self)
        if len(swapped) == 1 and moment == "after":
            erased(django_capture_on_commit_callbacks)

    monkeypatch.setattr(Folder, "swap", with_somebody_going)
    make.set_items(pages["help"], "situations", [make.situation(title="Iemand plaagt mij")])
    assert refreshing.refresh()
    assert NAME not in on_disk(mirror)
    assert is_shown(mirror, CONTACTS)


def test_when_somebody_is_erased_each_time_nothing_is_put_in_place(
    mirror: Mirror, pages: Any, monkeypatch: Any
) -> None:
    making = writing.make

    def and_pages_are_forgotten(*args: Any) -> Any:
        outcome = making(*args)
        Folder(str(mirror.place)).forget_pages()
        return outcome

    monkeypatch.setattr(writing, "make", and_pages_are_forgotten)
    with pytest.raises(BusyError):
        mirror.write(again=True)
    assert not is_shown(mirror, CONTACTS)


def test_what_is_closed_while_it_is_made_is_not_in_it(mirror: Mirror, pages: Any, monkeypatch: Any) -> None:
    making, made = writing.make, []

    def and_then_one_is_closed(*args: Any) -> Any:
        outcome = making(*args)
        if not made:
            made.append(1)
            pages["contact"].unpublish()
        return outcome

    monkeypatch.setattr(writing, "make", and_then_one_is_closed)
    mirror.write(again=True)
    assert not is_shown(mirror, CONTACTS)
    assert is_shown(mirror, HELP)


def test_a_site_that_changes_all_the_time_has_a_mirror_too(mirror: Mirror, pages: Any, monkeypatch: Any) -> None:
    making, made = writing.make, []

    def and_then_it_changes(*args: Any) -> Any:
        outcome = making(*args)
        made.append(1)
        make.set_items(pages["help"], "situations", [make.situation(title=f"Iemand plaagt mij {len(made)} keer")])
        return outcome

    monkeypatch.setattr(writing, "make", and_then_it_changes)
    assert mirror.write(again=True).written
    assert len(made) == writing.TRIES
    assert f"mij {writing.TRIES - 1} keer" in mirror.text(f"whole/{HELP}")


# --- a run that is stopped ----------------------------------------------------------


def close(page: Any, how: str) -> None:
    if how == "restricted":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    else:
        page.unpublish()


@pytest.mark.parametrize("how", ["unpublished", "restricted"])
def test_a_run_that_is_stopped_takes_out_what_is_no_longer_open_to_all(mirror: Mirror, pages: Any, how: str) -> None:
    before = mirror.files("")
    close(pages["contact"], how)
    with override_settings(**with_middleware("mute")), pytest.raises(MirrorError) as stopped:
        mirror.write()
    assert [*stopped.value.problems] == ["localhost/hulp/"]
    gone = before - mirror.files("")
    assert all("/wie-helpt/" in name for name in gone)
    assert not [name for name in mirror.files("") if "/wie-helpt/" in name]
    assert is_shown(mirror, HELP)
    assert (mirror.current / "alone" / "localhost" / "index.html").is_file()
    mirror.write()
    assert is_shown(mirror, HELP)


def test_and_the_sheet_that_is_no_longer_offered(mirror: Mirror, pages: Any) -> None:
    cards = {name for name in mirror.files() if name.endswith(".vcf")}
    assert cards
    contact = type(pages["contact"]).objects.get(pk=pages["contact"].pk)
    contact.vcards = False
    contact.save_revision().publish()
    pages["help"].save_revision().publish()
    with override_settings(**with_middleware("mute_help")), pytest.raises(MirrorError):
        mirror.write()
    assert not [name for name in mirror.files() if name.endswith(".vcf")]
    assert is_shown(mirror, CONTACTS)


@pytest.mark.parametrize("what", ["put", "begin"])
def test_also_when_the_disk_takes_nothing(mirror: Mirror, pages: Any, monkeypatch: Any, what: str) -> None:
    def refuses(*args: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    pages["contact"].unpublish()
    monkeypatch.setattr(Folder, what, refuses)
    monkeypatch.setattr(Folder, "_write", refuses)
    with pytest.raises(OSError, match="No space"):
        mirror.write()
    assert not is_shown(mirror, CONTACTS)
    assert is_shown(mirror, HELP)
    monkeypatch.undo()
    mirror.write()
    assert is_shown(mirror, HELP)


def test_a_database_that_does_not_answer_takes_nothing_out(mirror: Mirror, pages: Any, monkeypatch: Any) -> None:
    def refuses(*args: Any) -> Any:
        raise ConnectionError("gone")

    monkeypatch.setattr("gripwagtail.mirror.making.sites", refuses)
    with pytest.raises(ConnectionError):
        mirror.write(again=True)
    assert is_shown(mirror, CONTACTS)


# --- files that are gone ------------------------------------------------------------


@pytest.mark.parametrize("name", [f"whole/{CONTACTS}", f"alone/{CONTACTS}", "headers/nginx.conf", "days"])
def test_what_somebody_deleted_is_back_with_the_next_run(mirror: Mirror, name: str) -> None:
    path = mirror.current / name
    if path.is_dir():
        path.rename(mirror.place / "elsewhere")
    else:
        path.unlink()
    assert refreshing.refresh()
    assert path.exists()
    assert is_shown(mirror, CONTACTS)
    assert not refreshing.refresh()


def test_what_is_broken_is_whole_again_when_that_is_asked(mirror: Mirror) -> None:
    (mirror.current / "whole" / CONTACTS).write_text("")
    assert mirror.write(again=True).written
    assert "112" in mirror.text(f"whole/{CONTACTS}")
    assert not mirror.write(again=True).written


# --- a storage ----------------------------------------------------------------------


@pytest.fixture(params=by_day(["beside", "over"], "over"))
def far(request: pytest.FixtureRequest, tmp_path: Path, pages: Any) -> Iterator[Any]:
    """A storage that writes beside what is there, as Django's do, or over it, as others do."""
    kind = (
        "tests.mirrors.OverwritingStorage" if request.param == "over" else "django.core.files.storage.FileSystemStorage"
    )
    backend = {"BACKEND": kind, "OPTIONS": {"location": str(tmp_path / "far")}}
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={"far": backend, "staticfiles": static}, GRIPWAGTAIL={"MIRROR": "far"}):
        yield storages["far"]


def written_in_the_midst(monkeypatch: Any, at: str) -> WrittenMirror:
    """Another process writes all of the mirror while this one is at it."""
    before, others = getattr(InStorage, at), []

    def act(self: InStorage, *args: Any) -> Any:
        if not others:
            others.append(1)
            assert write(InStorage("far"), again=True).written
        return before(self, *args)

    monkeypatch.setattr(InStorage, at, act)
    outcome = write(InStorage("far"), again=True)
    assert others
    return outcome


@pytest.mark.parametrize("at", ["begin", "put", "last_for", "swap", "_save"])
def test_of_two_that_write_at_once_no_page_is_lost(far: Any, monkeypatch: Any, at: str) -> None:
    with suppress(MirrorError):
        written_in_the_midst(monkeypatch, at)
    place = InStorage("far")
    manifest = place.manifest()
    assert f"whole/{CONTACTS}" in manifest["files"]
    assert place.holds(manifest)
    assert [*writing.broken_files(place, manifest)] == []
    folders, files = far.listdir("")
    assert files == [POINTER]
    assert len(folders) <= 2


def test_a_version_that_is_being_made_is_not_deleted_by_another_and_one_that_was_left_is(far: Any) -> None:
    place, other = InStorage("far"), InStorage("far")
    other.begin()
    other.put(f"whole/{CONTACTS}", b"112")
    being_made = f"{other._new}/whole/{CONTACTS}"
    far.save("version-1000-abc/whole/left.html", io.BytesIO(b"x"))
    assert write(place).written
    assert far.exists(being_made)
    assert not far.exists("version-1000-abc/whole/left.html")
    place.forget_pages()
    assert not far.exists(being_made)


def test_pages_that_are_forgotten_in_a_storage_stay_so_whoever_is_writing(far: Any, monkeypatch: Any) -> None:
    place = place_of("far")
    assert place is not None
    write(place)
    making, made = writing.make, []

    def and_pages_are_forgotten(*args: Any) -> Any:
        outcome = making(*args)
        if not made:
            made.append(1)
            InStorage("far").forget_pages()
        return outcome

    monkeypatch.setattr(writing, "make", and_pages_are_forgotten)
    assert write(place, again=True).written
    assert made
    assert place.read(f"whole/{CONTACTS}")
    place.take_out([f"whole/{CONTACTS}"])
    with pytest.raises(OSError):
        place.read(f"whole/{CONTACTS}")
    assert write(place).written
    place.empty()
    assert far.listdir("") == ([], [])
