"""A school on an earlier release of the shipped texts, and a release that corrects one."""

from __future__ import annotations

import functools
import io
import json
import pickle
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from gripwagtail.pages.models import GripIncidentHelpPage, GripNormPage
from gripwagtail.starter import files, shipped
from gripwagtail.starter.corrections import corrections
from gripwagtail.starter.files import DATA
from gripwagtail.starter.history import load_history
from gripwagtail.starter.texts import load
from tests import factories
from tests.remembered import remembered
from tests.tools import history as history_tool

OLD_STEP = "Vertel het vandaag aan één volwassene die je vertrouwt."
NEW_STEP = "Vertel het nu aan één volwassene die je vertrouwt."
OLD_AGREEMENT = "We sturen alleen berichten die we ook hardop in de klas durven te zeggen."
NEW_AGREEMENT = "We sturen alleen wat we ook hardop in de klas durven te zeggen."
OLD_ALWAYS = "Ook als we niet weten wie het deed, doen we iets."
NEW_ALWAYS = "We doen altijd iets, ook als we niet weten wie het deed."
WHY = "Wachten maakt het erger."


def version_of(kind: str, stream: str, key: str) -> int:
    """The version in which we ship an item of the primary school today; the next release has one more."""
    items = load("nl", "po").pages[kind][stream]
    return int(next(item["version"] for item in items if item["key"] == key))


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The messages as they stand in the code."""
    with translation.override("en"):
        yield


@pytest.fixture(name="home")
def home_in_dutch() -> Any:
    return remembered("home in Dutch", _home)


def _home() -> Any:
    home = factories.home_page()
    home.locale = factories.language("nl")
    home.save()
    return home


@functools.cache
def _read(text: str) -> bytes:
    return pickle.dumps(tomllib.loads(text))


class Release:
    """The next release of the texts, in a folder of its own; what is planted is of the one before."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        shutil.copytree(DATA, folder)
        self.folder = folder
        monkeypatch.setattr(shipped, "ROOT", folder)
        # A release changes few of its files, and reading one again takes ten times as long as a copy of what was read.
        monkeypatch.setattr(files, "loads", lambda text: pickle.loads(_read(text)))  # noqa: S301 (our own)

    def change(self, file: str, old: str, new: str, key: str = "", mark: str = "") -> None:
        """Replaces words, and raises the version of the item with this key."""
        path = self.folder / "nl" / "po" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        text = text.replace(old, new)
        if key:
            head = f'key = "{key}"\nversion = '
            assert head in text
            before, after = text.split(head, 1)
            number, rest = after.split("\n", 1)
            text = f"{before}{head}{int(number) + 1}\n{mark}{rest}"
        path.write_text(text, encoding="utf-8")

    def raise_set(self, version: str = "2027.1", marked: str = "") -> None:
        for path in (self.folder / "nl" / "po").glob("*.toml"):
            text = path.read_text(encoding="utf-8").replace('version = "2026.12"', f'version = "{version}"', 1)
            if path.name == marked:
                text = text.replace("[page]\n", "[page]\nsafety = true\n")
            path.write_text(text, encoding="utf-8")

    def done(self) -> None:
        """As the one who releases does it: the history is brought up to date."""
        # In a process of its own, which has not read the texts of before.
        load_history.cache_clear()
        shipped.everything.cache_clear()
        clashes, history, _old = history_tool.renewed(self.folder)
        assert clashes == []
        from gripwagtail.starter.history import HISTORY, write_history

        write_history(history, self.folder / HISTORY)
        load_history.cache_clear()
        shipped.everything.cache_clear()


@pytest.fixture(name="release")
def next_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Release]:
    yield Release(tmp_path / "data", monkeypatch)
    load_history.cache_clear()
    shipped.everything.cache_clear()


@pytest.fixture(name="corrected")
def corrected_release(home: Any, release: Release) -> Release:
    """A planted school, and after it a release with a correction for safety and a better wording."""
    remembered("published by the command", lambda: start(publish=True, publish_incident=True))
    mark = f'safety = true\nchanged = "{WHY}"\n'
    release.change("incident_help.toml", OLD_STEP, NEW_STEP, "foto-gaat-rond", mark)
    release.change("norm.toml", OLD_AGREEMENT, NEW_AGREEMENT, "aardig")
    release.done()
    return release


def start(**options: Any) -> str:
    out = io.StringIO()
    try:
        call_command("gripwagtail_start", stdout=out, **options)
    except CommandError as error:
        error.said = out.getvalue()  # type: ignore[attr-defined]
        raise
    return out.getvalue()


def failing_check(**options: Any) -> str:
    with pytest.raises(CommandError) as error:
        start(check=True, **options)
    assert error.value.returncode == 1
    return str(error.value.said) + str(error.value)  # type: ignore[attr-defined]


def fresh(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def draft(page: Any) -> Any:
    return fresh(page).get_latest_revision_as_object()


def norm() -> Any:
    return GripNormPage.objects.get()


def incident() -> Any:
    return GripIncidentHelpPage.objects.get()


def value_of(page: Any, stream: str, key: str) -> dict[str, Any]:
    return next(item["value"] for item in getattr(page, stream).raw_data if item["value"].get("key") == key)


def edit(page: Any, stream: str, key: str, publish: bool = True, **changed: Any) -> None:
    """Changes an item of the draft of a page as an editor does."""
    page = draft(page)
    items = [dict(item) for item in getattr(page, stream).raw_data]
    for item in items:
        if item["value"].get("key") == key:
            item["value"] = {**item["value"], **changed}
    setattr(page, stream, json.dumps(items, default=str))
    revision = page.save_revision()
    if publish:
        revision.publish()


def waiting(page: Any) -> list[tuple[str, str, bool]]:
    return [(one.title, one.status, one.safety) for one in corrections(draft(page))]
