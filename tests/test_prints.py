"""What is said after printing is what was looked at: no browser and no counter is spoken for that is not there."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from gripwagtail.starter.exercises import SHEETS
from tests.tools import prints


def test_every_sheet_to_practise_with_is_printed() -> None:
    assert prints.PRACTISE == SHEETS


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A machine with everything, which prints three papers of two sheets in each browser."""
    has: dict[str, Any] = {"firefox": "/usr/bin/firefox", "pdfinfo": "x", "pdftotext": "x", "sheets": {}, "asked": []}

    class Tab:
        def __init__(self, name: str) -> None:
            self.name = name

        def go(self, address: str) -> None:
            has["asked"].append((self.name, address))

        goto = go

        def run(self, script: str) -> None: ...

        evaluate = run

        def paper(self, **_options: Any) -> bytes:
            return self.name.encode()

        pdf = paper

        def new_page(self) -> Tab:
            return self

        def close(self) -> None: ...

    @contextlib.contextmanager
    def opened(value: Any) -> Iterator[Any]:
        yield value

    monkeypatch.setattr(prints, "find_firefox", lambda: has["firefox"])
    monkeypatch.setattr(prints.shutil, "which", lambda name: has.get(name))
    monkeypatch.setattr(prints, "school", lambda *_given: opened(SimpleNamespace(base="http://school")))
    monkeypatch.setattr(prints, "papers", lambda _at: [(name, f"/{name}/", "") for name in ("a", "b", "c")])
    monkeypatch.setattr(prints, "firefox", lambda _folder: opened(Tab("firefox")))
    monkeypatch.setattr(prints, "sync_playwright", lambda: opened(None))
    monkeypatch.setattr(prints.browsers, "launch", lambda _playwright: Tab("chromium"))
    monkeypatch.setattr(prints, "sheets", lambda pdf: has["sheets"].get(Path(pdf).stem, (2, 0)))
    return has


def test_both_browsers_print_every_paper(machine: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert prints.main([]) == 0
    assert {browser for browser, _address in machine["asked"]} == {"firefox", "chromium"}
    assert "3 papers in chromium and firefox, 0 not right." in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [{"b-firefox": (3, 0)}, {"b-chromium": (2, 1)}, {"b-firefox": (2, 2)}])
def test_a_difference_and_an_empty_sheet_do_not_pass(
    machine: dict[str, Any], capsys: pytest.CaptureFixture[str], wrong: dict[str, Any]
) -> None:
    machine["sheets"] = wrong
    assert prints.main([]) == 1
    assert "1 not right." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "sheets", "passes"),
    [("a-norm", 3, True), ("a-norm", 4, False), ("a-norm", 1, True), ("a-poster", 3, False), ("a-print", 1, False)],
)
def test_running_text_may_take_one_sheet_more_and_what_is_made_to_fit_none(
    machine: dict[str, Any], monkeypatch: pytest.MonkeyPatch, name: str, sheets: int, passes: bool
) -> None:
    monkeypatch.setattr(prints, "papers", lambda _at: [(name, "/a/", "")])
    machine["sheets"] = {f"{name}-firefox": (sheets, 0)}
    assert (prints.main([]) == 0) is passes


def test_without_firefox_chromium_prints_and_that_is_said(
    machine: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    machine["firefox"] = None
    assert prints.main([]) == 0
    told = capsys.readouterr().out
    assert "3 papers in chromium, 0 not right." in told
    assert "Not looked at in Firefox: no Firefox was found." in told

    machine["sheets"] = {"c-chromium": (2, 1)}
    assert prints.main([]) == 1


@pytest.mark.parametrize("counter", prints.COUNTERS)
def test_without_something_to_count_sheets_with_nothing_is_right(
    machine: dict[str, Any], capsys: pytest.CaptureFixture[str], counter: str
) -> None:
    machine[counter] = None
    assert prints.main([]) == 1
    assert machine["asked"] == []
    told = capsys.readouterr().out
    assert f"Nothing was looked at: there is no {counter}" in told
