"""The run with other people's packages fails on what is news, not on what is known; and no half environment is used."""

from __future__ import annotations

import copy
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.tools import companions
from tests.tools.companions import COMPANIONS, SEEN, differences, environment

CACHE = COMPANIONS[0]


def written() -> dict[str, Any]:
    return {one["name"]: one for one in json.loads(SEEN.read_text(encoding="utf-8"))}


def run(monkeypatch: pytest.MonkeyPatch, **change: Any) -> int:
    """The command, with what each site would answer today."""

    def answer(companion: Any, folder: Path) -> dict[str, Any]:
        seen = copy.deepcopy(written()[companion.name])
        seen["versions"] = "Django 99.0"
        for name, value in change.items() if companion is CACHE else ():
            seen[name] = {**seen[name], **value} if isinstance(value, dict) else value
        return seen

    monkeypatch.setattr(companions, "ask", answer)
    return companions.main([])


def test_there_is_something_known_to_be_wrong_and_each_site_is_written_down() -> None:
    """Otherwise nothing here is about it."""
    assert written()[CACHE.name]["questions"]["a change is seen at once"]
    assert set(written()) == {one.name for one in COMPANIONS}


def test_what_is_written_down_passes_with_newer_versions(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch) == 0
    assert "As written down." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"questions": {"in dutch": "English words of ours"}}, "in dutch: English words of ours, expected: right"),
        ({"questions": {"a change is seen at once": ""}}, "a change is seen at once: right, expected: the old text"),
        (
            {"questions": {"a change is seen at once": "no page"}},
            "at once: no page, expected: the old text",
        ),
        ({"questions": {"an eleventh": ""}}, "an eleventh: right, expected: not asked"),
        ({"doctor": []}, "the doctor: settings.error-page is gone"),
        ({"doctor": ["settings.error-page", "page.crashed"]}, "the doctor: page.crashed is new"),
        ({"conf": {"WRAP_MAIN": True}}, "other settings"),
    ],
)
def test_what_is_worse_or_better_than_that_does_not_pass(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], change: dict[str, Any], told: str
) -> None:
    assert run(monkeypatch, **change) == 1
    assert told in capsys.readouterr().out


def test_a_site_of_which_nothing_is_written_down_does_not_pass() -> None:
    assert differences(None, written()[CACHE.name]) == ["nothing was written down yet"]


class Shell:
    """What is run, and what of it fails."""

    def __init__(self) -> None:
        self.run: list[str] = []
        self.is_broken = False

    def __call__(self, command: list[Any], *, check: bool = False, **_options: Any) -> None:
        words = " ".join(map(str, command))
        self.run.append("install" if " install " in words else "venv")
        if " -m venv " in words:
            python = Path(str(command[-1]), "bin", "python")
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()
        elif self.is_broken and check:
            raise subprocess.CalledProcessError(1, command)


def test_an_environment_is_made_once_and_again_after_an_install_that_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = Shell()
    monkeypatch.setattr(subprocess, "run", shell)

    shell.is_broken = True
    with pytest.raises(subprocess.CalledProcessError):
        environment(CACHE, tmp_path)
    with pytest.raises(subprocess.CalledProcessError):
        environment(CACHE, tmp_path)
    assert shell.run == ["venv", "install"] * 2

    shell.is_broken = False
    environment(CACHE, tmp_path)
    environment(CACHE, tmp_path)
    assert shell.run == ["venv", "install"] * 3

    other = companions.Companion(CACHE.name, "", ("wagtail",), CACHE.start, CACHE.settings)
    environment(other, tmp_path)
    assert shell.run == ["venv", "install"] * 4
