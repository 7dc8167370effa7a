"""What somebody has to look up before a release is written down once, and is not shipped until then."""

from __future__ import annotations

import datetime
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from gripwagtail.starter.files import DATA, HELPLINES, read
from gripwagtail.starter.new_this_year import NEW_THIS_YEAR, notes
from tests import factories as make
from tests.starter_texts import HELPLINE, SETS, every_text
from tests.test_content_sources import is_listed

DOCS = Path(__file__).parent.parent / "docs"
LIST = tomllib.loads((DATA / "before_release.toml").read_text(encoding="utf-8"))
POINTS = {point["key"]: point for point in LIST["points"]}
# What was open when the texts were written. A point is never just taken out: it is open, or it was done.
EVER = {
    *("offlimits", "113", "kindertelefoon", "veilig-thuis", "centrum-seksueel-geweld", "politie", "in-je-bol"),
    *("school-en-veiligheid", "slachtofferhulp", "take-it-down", "other-lines", "criminal-law", "policy", "content"),
    *("experts", "native-readers", "pupils"),
}


def shipped() -> list[tuple[str, str]]:
    """Every text of ours that a reader can meet, with its place, and every number."""
    rows = [
        (f"helplines/{key}", str(value))
        for key, row in HELPLINE.items()
        for value in (*row["phones"], row["url"], row["chat_url"], row["nl"], row["en"])
    ]
    return [*rows, *((f"{texts}/{place}", text) for texts in SETS for place, text in every_text(texts))]


def test_no_point_is_lost() -> None:
    assert {*POINTS, *(point["key"] for point in LIST.get("done", []))} == EVER
    assert {point["how"] for point in POINTS.values()} == {"call", "open", "ask"}


def test_what_was_done_says_who_looked_when_and_what_was_found() -> None:
    for point in LIST.get("done", []):
        assert isinstance(point["on"], datetime.date) and point["who"] and point["found"], point["key"]


def test_the_documentation_has_every_open_point_and_no_other() -> None:
    text = (DOCS / "before-release.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z0-9-]+)` \| (\w+) \|", text, re.M))
    assert rows == {key: point["how"] for key, point in POINTS.items()}


def test_every_helpline_is_in_one_point() -> None:
    named = [key for point in (*LIST["points"], *LIST.get("done", [])) for key in point.get("helplines", [])]
    assert sorted(named) == sorted(HELPLINE)


@pytest.mark.parametrize("key", [key for key, point in POINTS.items() if point.get("waits")])
def test_what_waits_is_nowhere_in_what_we_ship(key: str) -> None:
    found = [(place, waits) for waits in POINTS[key]["waits"] for place, text in shipped() if waits in text]
    assert found == []


def test_the_documentation_names_what_was_read_on_a_page_without_a_date() -> None:
    file = read(DATA / HELPLINES)
    undated = sorted(key for key, row in HELPLINE.items() if row["source_date"] == file["read_on"])
    text = (DOCS / "before-release.md").read_text(encoding="utf-8")
    (named,) = re.findall(r"bears no date\..*?look at them first\. (.*?)\.\n\n", text, re.S)
    assert re.findall(r"`([a-z-]+)`", named) == undated


def test_a_helpline_whose_hours_are_open_ships_none() -> None:
    for key in POINTS["kindertelefoon"]["helplines"]:
        assert HELPLINE[key]["nl"]["hours"] == ""


# --- new this year ------------------------------------------------------------------

YEARS = tomllib.loads((DATA / NEW_THIS_YEAR).read_text(encoding="utf-8"))["years"]


def test_a_year_is_there_once_and_in_order_and_each_note_in_both_languages() -> None:
    years = [year["year"] for year in YEARS]
    assert years == sorted(set(years)) and years[-1] >= 2026
    for note in (note for year in YEARS for note in year["notes"]):
        assert note["nl"] and note["en"], note
        assert not note.get("source") or is_listed(note["source"]), note["source"]


def test_editors_read_the_notes_of_this_school_year_and_of_no_other() -> None:
    august = datetime.date(2026, 8, 1)
    assert [note.text for note in notes(august, "nl")] == [note["nl"] for note in YEARS[-1]["notes"]]
    assert [note.text for note in notes(august, "en-gb")] == [note["en"] for note in YEARS[-1]["notes"]]
    assert notes(datetime.date(1999, 8, 1), "nl") == []


@pytest.mark.django_db
def test_the_home_page_of_the_admin_shows_them_closed(monkeypatch: pytest.MonkeyPatch, client: Any) -> None:
    monkeypatch.setattr("gripwagtail.admin.home_panel.today", lambda: datetime.date(2026, 10, 1))
    make.make_page("norm", **make.content_of("norm"))
    client.force_login(make.editor())
    page = make.soup(client.get("/admin/"))
    news = page.select_one("#gripwagtail-desk-section details, .grip-desk details")
    assert news and len(news.select("li")) == len(YEARS[-1]["notes"])
    assert not news.has_attr("open")
