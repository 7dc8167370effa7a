"""What `make release` asks before it builds and tags."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools import release

CHANGELOG = """# Changelog

## [Unreleased]

## [9.1.0] - 2030-01-02

### Added

- A thing.

## [9.0.0] - 2029-01-01

- Another.
"""


def test_what_a_version_changed_is_its_own_chapter() -> None:
    assert release.changes("9.1.0", CHANGELOG) == "### Added\n\n- A thing."
    assert release.changes("9.0.0", CHANGELOG) == "- Another."
    assert release.changes("Unreleased", CHANGELOG) == release.changes("9.1", CHANGELOG) == ""


def test_each_thing_that_is_missing_is_said_with_what_to_do() -> None:
    said = "\n".join(release.missing("9.2.0", CHANGELOG, ["113 (call): the number"], False, ["v9.2.0"]))
    assert "the tag v9.2.0" in said.lower()
    assert "## [9.2.0]" in said
    assert "tests/upgrade/9.2.0.json" in said
    assert "OPEN_POINTS=said" in said
    assert "113 (call): the number" in said


def test_open_points_stop_a_release_until_it_is_said_and_then_the_notes_list_them() -> None:
    points = release.open_points()
    assert any(point.startswith("experts (ask)") for point in points)
    version = "0.1.0"
    text = CHANGELOG.replace("9.0.0", version)
    assert release.missing(version, text, points, False, [])
    assert release.missing(version, text, points, True, []) == []
    told = release.notes(version, text, points)
    assert told.startswith("- Another.")
    assert all(point in told for point in points)
    assert release.notes(version, text, []) == "- Another.\n"


def test_without_anything_open_nothing_has_to_be_said(tmp_path: Path) -> None:
    done = tmp_path / "points.toml"
    done.write_text('points = []\n[[done]]\nkey = "113"\n', encoding="utf-8")
    assert release.open_points(done) == []


def test_two_builds_that_differ_are_no_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = iter([b"one", b"two"])

    def build(_source: Path, out: Path) -> None:
        (out / "gripwagtail-9.whl").write_bytes(next(made))

    monkeypatch.setattr(release, "copy_project", lambda target: target)
    monkeypatch.setattr(release, "build", build)
    with pytest.raises(release.Missing):
        release.build_twice(tmp_path / "dist")
