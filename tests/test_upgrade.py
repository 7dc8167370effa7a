"""A school that began with an earlier release comes along: its rows, in the tables of today, are the same pages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from gripwagtail.lookup.sources import KINDS
from tests.full_items import WORD
from tests.upgrade.school import AFTER, BEFORE

pytestmark = pytest.mark.apart

ROOT = Path(__file__).resolve().parents[1]
RELEASES = sorted((ROOT / "tests" / "upgrade").glob("*.json"))


@pytest.fixture(scope="module", params=RELEASES, ids=lambda path: path.stem)
def upgraded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the code of today shows of the rows that a release left behind."""
    database = tmp_path_factory.mktemp("upgrade") / "school.sqlite3"
    environment = {name: value for name, value in os.environ.items() if name != "GRIP_DB"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.upgrade.school", "upgrade", request.param.stem, str(database)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {**found, "rows": json.loads(request.param.read_text(encoding="utf-8"))["rows"]}


def test_there_is_a_release_to_come_from() -> None:
    assert RELEASES


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_page_answers_with_its_words(upgraded: dict[str, Any], kind: str, language: str) -> None:
    status, text = upgraded["pages"][f"{kind}.{language}"]
    assert status == 200
    assert WORD in text


def test_no_item_is_lost(upgraded: dict[str, Any]) -> None:
    contact = upgraded["rows"]["gripwagtail_pages.gripcontactpage"][0]
    items = json.loads(contact["contacts"])
    assert items
    for item in items:
        assert item["value"]["label"] in upgraded["pages"]["contact.nl"][1]


def test_every_helpline_is_there(upgraded: dict[str, Any]) -> None:
    assert upgraded["helplines"] == len(upgraded["rows"]["gripwagtail.griphelpline"]) > 1


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_answers_also_after_the_commands_of_an_upgrade(upgraded: dict[str, Any], kind: str) -> None:
    status, text = upgraded["afterwards"]["pages"][f"{kind}.nl"]
    assert status == 200
    assert WORD in text


def test_what_editors_wrote_before_and_after_it_is_shown(upgraded: dict[str, Any]) -> None:
    for pages, written in ((upgraded["pages"], ()), (upgraded["afterwards"]["pages"], AFTER.values())):
        text = pages["contact.nl"][1]
        for sentence in (BEFORE["when"], BEFORE["after_hours"], *written):
            assert sentence in text
        assert BEFORE["scope"] in pages["norm.nl"][1]


def test_an_update_of_the_helplines_leaves_what_was_edited(upgraded: dict[str, Any]) -> None:
    assert upgraded["hours"] == BEFORE["hours"]
    assert upgraded["afterwards"]["helplines"] > upgraded["helplines"]


def test_the_doctor_finds_nothing_that_an_upgrade_broke(upgraded: dict[str, Any]) -> None:
    # What was no number in the release either, the upgrade did not break.
    stored = json.dumps(upgraded["rows"], ensure_ascii=False)
    found = [one for one in upgraded["doctor"]["findings"] if one["message"].rpartition(": ")[2] not in stored]
    assert not [one for one in found if one["code"].startswith(("content.damaged", "page.", "doctor."))]
