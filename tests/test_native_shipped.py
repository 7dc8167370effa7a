"""What a native speaker has read before it is shipped counts as read on every page that still says it."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from typing import Any

import pytest

from gripwagtail.content.native_readings import pair_of
from gripwagtail.editing.native_readings import unread_of
from gripwagtail.starter import unread
from gripwagtail.starter.files import DATA
from gripwagtail.starter.language_file import FILE, NATIVE_FILE, language_file
from tests import factories as make
from tests.starter_texts import FOR_PARENTS
from tests.tools import native_reading

ON = datetime.date(2026, 11, 20)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The texts of two languages, in a place where a reading can be noted."""
    for code in ("nl", "pl"):
        shutil.copytree(DATA / code, tmp_path / code)
    (tmp_path / "pl" / NATIVE_FILE).unlink(missing_ok=True)
    return tmp_path


def test_each_shipped_text_is_unread_until_a_reading_is_noted(data: Path) -> None:
    texts = native_reading.unread("pl", data)
    assert len(texts) > 300
    native_reading.note("pl", "a school for newcomers", ON, texts, data)
    assert native_reading.unread("pl", data) == set()
    assert language_file("pl", data).native_texts == texts


@pytest.mark.parametrize("code", ["pl", "nl"])
def test_a_shipped_text_that_changes_is_unread_again_also_when_only_the_dutch_did(data: Path, code: str) -> None:
    native_reading.note("pl", "a school for newcomers", ON, native_reading.unread("pl", data), data)
    norm = data / code / "po" / "norm.toml"
    before = norm.read_text(encoding="utf-8")
    [line] = [line for line in before.splitlines() if line.startswith("statement = ")]
    norm.write_text(before.replace(line, line.replace(".", "!", 1)), encoding="utf-8")
    from gripwagtail.starter.shipped import everything

    everything.cache_clear()
    try:
        assert len(native_reading.unread("pl", data)) == 1
    finally:
        everything.cache_clear()


@pytest.mark.parametrize("one", ["on = 2026-11-20\n", 'by = "an agency"\n'])
def test_a_reading_without_a_reader_or_a_day_counts_for_nothing(tmp_path: Path, one: str) -> None:
    (tmp_path / "pl").mkdir()
    (tmp_path / "pl" / FILE).write_text('native_read = ""\n')
    (tmp_path / "pl" / NATIVE_FILE).write_text(f'[[readings]]\n{one}texts = ["abc"]\n')
    language_file.cache_clear()
    assert language_file("pl", tmp_path).native_texts == frozenset()


@pytest.mark.parametrize("code", FOR_PARENTS)
def test_a_language_with_the_day_of_its_reading_has_no_text_that_nobody_read(code: str) -> None:
    assert language_file(code).unread or native_reading.unread(code) == set()


@pytest.mark.django_db
def test_what_was_read_before_it_was_shipped_counts_as_read_on_a_page_that_says_it(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [(code, code) for code in ("nl", "ar")]
    make.home_page()
    dutch = make.make_page("norm", statement="Wij zijn aardig.", why="Omdat het telt.")
    arabic = make.translate(dutch, "ar", statement="نحن لطفاء.", why="لأنه مهم.")
    known = language_file("ar")
    read = frozenset({pair_of("نحن لطفاء.", "Wij zijn aardig.")})
    given = type(known)(known.rest, known.teacher, known.unread, known.is_judged, read)
    monkeypatch.setattr(unread, "language_file", lambda _language: given)
    assert [text.said for text in unread_of(arabic)] == ["لأنه مهم."]
