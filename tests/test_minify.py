"""The minified files that the wheel ships are what the sources give."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.tools import minify

SOURCES = minify.sources()


def named(path: Path) -> str:
    return path.relative_to(minify.STATIC).as_posix()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(minify.STATIC, tmp_path / "static"))


def test_every_stylesheet_and_script_has_a_minified_file_of_today() -> None:
    assert len(SOURCES) >= 20
    assert list(minify.stale()) == [], "run python -m tests.tools.minify"


@pytest.mark.parametrize("source", SOURCES, ids=named)
def test_it_is_smaller_and_holds_no_comment(source: Path) -> None:
    small = minify.target(source).read_text(encoding="utf-8")
    text = source.read_text(encoding="utf-8")
    # One that holds nothing but others is as long as these.
    assert len(small) < len(text) or text.count("@import") == len(re.findall(r"[{;]", text))
    assert not re.search(r"/\*|^\s*//", small)


def test_a_source_that_changed_is_found_and_written(folder: Path) -> None:
    source = folder / "gripwagtail" / "share.css"
    source.write_text(source.read_text(encoding="utf-8") + ".grip-share { color: red; }\n", encoding="utf-8")
    assert list(minify.stale(folder)) == [minify.target(source)]
    minify.write(folder)
    assert list(minify.stale(folder)) == []
    assert ".grip-share{color:red}" in minify.target(source).read_text(encoding="utf-8")


def test_a_minified_file_without_a_source_is_found_and_taken_away(folder: Path) -> None:
    source = folder / "gripwagtail" / "copy.js"
    source.unlink()
    assert list(minify.stale(folder)) == [minify.target(source)]
    minify.write(folder)
    assert not minify.target(source).exists()


def test_a_check_fails_on_what_is_out_of_date_and_writes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = minify.target(folder / "gripwagtail" / "exit.js")
    found.write_text("", encoding="utf-8")
    assert minify.main(["--check"], folder) == 1
    assert "gripwagtail/exit.min.js: out of date" in capsys.readouterr().out
    assert found.read_text(encoding="utf-8") == ""
    assert minify.main([], folder) == 0
    assert minify.main(["--check"], folder) == 0


def test_a_check_passes_on_what_is_there() -> None:
    assert minify.main(["--check"]) == 0
