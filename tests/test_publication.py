"""Everything that the publication asks or names is where docs/publication.md says: each row is opened and read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.planted import PlantedSchool, plant

DOCUMENT = (Path(__file__).resolve().parent.parent / "docs" / "publication.md").read_text(encoding="utf-8")
# What each view of the admin is about.
OF_KIND = {"aftercare": "incident_help", "outcome": "norm", "plan": "overview", "year": "parent_tips"}


@dataclass(frozen=True)
class Row:
    number: int
    place: str
    says: str


def rows() -> list[Row]:
    found = []
    for line in DOCUMENT.splitlines():
        if re.match(r"\| \d+ \|", line):
            number, _asked, _here, place, says = [cell.strip() for cell in line.strip("|").split(" | ")]
            found.append(Row(int(number), place.strip("`"), says.strip("|“” ")))
    return found


def test_each_of_the_seventy_nine_has_one_row() -> None:
    assert [row.number for row in rows()] == list(range(1, 80))
    assert all(row.place and row.says for row in rows())


@pytest.mark.django_db
def test_each_row_is_where_it_says() -> None:
    school = plant("vo")
    client = Client()
    client.force_login(make.editor())
    seen: dict[str, str] = {}
    for place in dict.fromkeys(row.place for row in rows()):
        seen[place] = told(client, school, place)
    assert [(row.number, row.place, row.says) for row in rows() if row.says.lower() not in seen[row.place]] == []


def told(client: Client, school: PlantedSchool, place: str) -> str:
    """All that stands at a place, in small letters."""
    if place.startswith("admin:"):
        view = place.removeprefix("admin:")
        answer: Any = client.get(reverse(f"gripwagtail_{view}", args=[school.pages[OF_KIND[view]].pk]))
    else:
        kind, _slash, leaf = place.partition("/")
        answer = make.visit(school.pages[kind], leaf=leaf)
    assert answer.status_code == 200, place
    return " ".join(make.soup(answer).get_text(" ").split()).lower()
