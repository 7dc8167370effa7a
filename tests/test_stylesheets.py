"""The stylesheets under which our pages are measured are stylesheets, and the table of it says what was measured."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from tests import stylesheets
from tests.measuring import KINDS
from tests.stylesheets import OWN, REAL, StylesheetSource
from tests.tools import themes_table
from tests.tools.stylesheets import unpack

RULES = "a { color: red }\n" * 30


def figures(**counts: int) -> dict[str, Any]:
    """What a run leaves behind of one stylesheet."""
    return {
        "version": "1.2.3",
        "chromium": "140.0.1",
        "date": "2026-11-29",
        "states": 48,
        "looked": {"text": 5000, "target": 400},
        "counts": {"before": {}, "after": counts},
        "found": {"before": [], "after": []},
    }


def packed(folder: Path, css: str, name: str = "dist/x.css") -> Path:
    """A package as npm packs one."""
    path = folder / "x.tgz"
    with tarfile.open(path, "w:gz") as package:
        about = tarfile.TarInfo(f"package/{name}")
        about.size = len(css.encode())
        package.addfile(about, io.BytesIO(css.encode()))
    return path


@pytest.mark.parametrize("name", [source.name for source in OWN if source.name != "none"])
def test_each_of_ours_says_something_in_a_few_lines(name: str) -> None:
    css = stylesheets.own(name).css
    assert "{" in css
    assert len(css.splitlines()) <= 10


def test_every_stylesheet_of_ours_is_measured() -> None:
    assert {path.stem for path in stylesheets.HERE.glob("*.css")} == {source.name for source in OWN} - {"none"}


def test_each_real_one_is_asked_for_in_one_version() -> None:
    assert [source.name for source in REAL if not source.package.rpartition("@")[2][:1].isdigit()] == []
    names = [source.name for source in (*OWN, *REAL)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("text", ["", "/* gone */", "<!doctype html>" + RULES, RULES + "a {", "404: not found"])
def test_what_is_no_stylesheet_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no stylesheet"):
        stylesheets.checked("x", text)


def test_a_stylesheet_is_taken_out_of_its_package_as_tailwind_would_build_it(tmp_path: Path) -> None:
    unbuilt = "p { color: theme('colors.gray.400', #9ca3af); font-family: --theme(\n  --font,\n  a, 'b c'\n ) }\n"
    source = StylesheetSource("x", "X", "x@1.0.0", ("dist/x.css",))
    css = unpack(source, packed(tmp_path, RULES + unbuilt))
    assert css.startswith(RULES)
    assert css.removeprefix(RULES) == "p { color: #9ca3af; font-family: a, 'b c' }\n"


def test_a_package_without_the_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises((RuntimeError, KeyError)):
        unpack(StylesheetSource("x", "X", "x@1.0.0", ("dist/y.css",)), packed(tmp_path, RULES))


def test_without_a_folder_the_test_is_skipped_and_where_they_are_required_it_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("GRIP_STYLESHEETS", raising=False)
    monkeypatch.delenv("GRIP_REQUIRE_STYLESHEETS", raising=False)
    with pytest.raises(pytest.skip.Exception):
        stylesheets.require("bulma")
    monkeypatch.setenv("GRIP_REQUIRE_STYLESHEETS", "1")
    with pytest.raises(pytest.fail.Exception):
        stylesheets.require("bulma")


def test_a_stylesheet_that_is_not_in_the_folder_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GRIP_STYLESHEETS", str(tmp_path))
    with pytest.raises(OSError, match="bulma"):
        stylesheets.require("bulma")
    (tmp_path / "bulma.css").write_text(RULES, encoding="utf-8")
    (tmp_path / stylesheets.VERSIONS).write_text(json.dumps({"bulma": "1.0.4"}), encoding="utf-8")
    assert stylesheets.require("bulma").version == "1.0.4"


def test_the_table_tells_faults_by_kind_and_what_was_looked_at() -> None:
    text = themes_table.text({"bulma": figures(edge=2, text=40), "anchors": {**figures(), "version": ""}})
    assert "| Bulma | 1.2.3 | 0 | **42**: text 40, edge 2 |" in text
    assert "| a bare `a { background; color }` | – | 0 | 0 |" in text
    assert "| Bulma | 1.2.3 | 0 | 0 (host 7) |" in themes_table.text({"bulma": figures(host=7)})
    assert "96 states of our pages, 10800 times" in text
    assert all(f"- {kind}: " in text for kind in KINDS)


def test_the_table_is_not_written_without_all_stylesheets(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "themes.md"
    page.write_text("# X\n<!-- measured: begin -->\n<!-- measured: end -->\n", encoding="utf-8")
    monkeypatch.setattr(themes_table, "PAGE", page)
    before = page.read_text(encoding="utf-8")
    assert themes_table.main([str(tmp_path), "--write"]) == 1
    for source in (*OWN, *REAL)[1:]:
        (tmp_path / f"{source.name}.json").write_text(json.dumps(figures()), encoding="utf-8")
    assert themes_table.main([str(tmp_path), "--write"]) == 1
    assert OWN[0].label in capsys.readouterr().err
    assert page.read_text(encoding="utf-8") == before
    (tmp_path / f"{OWN[0].name}.json").write_text(json.dumps(figures()), encoding="utf-8")
    assert themes_table.main([str(tmp_path), "--write"]) == 0
    assert "| Bulma | 1.2.3 | 0 | 0 |" in page.read_text(encoding="utf-8")
