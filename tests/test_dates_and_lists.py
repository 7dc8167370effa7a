"""A date and a list in a sentence read as the language of the reader writes them."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation

import gripwagtail
from gripwagtail.text.rows import listed, shown_date

DAY = datetime.date(2026, 11, 2)
LANGUAGES = ("nl", "en", "ar", "tr", "pl", "uk")
TEMPLATES = Path(gripwagtail.__file__).parent / "templates" / "gripwagtail"
# What visitors see. Editors read Dutch or English, in which Django's own filters say the same.
VISITORS = sorted(
    path
    for folder in ("blocks", "elements", "pages", "takeaway", "layouts")
    for path in (TEMPLATES / folder).glob("*.html")
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_has_no_nought_in_front_and_no_full_stop_behind(language: str) -> None:
    with translation.override(language):
        said = shown_date(DAY)
    assert "02" not in said.replace("2026", "")
    assert not said.endswith(".")
    assert "2026" in said


def test_a_date_is_a_ukrainian_and_a_turkish_one() -> None:
    with translation.override("uk"):
        assert shown_date(DAY) == "2 листопада 2026 року"
    with translation.override("tr"):
        assert shown_date(DAY) == "2 Kasım 2026"


def test_no_day_is_no_text() -> None:
    assert shown_date(None) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_ours_ends_in_two_full_stops(language: str) -> None:
    with translation.override(language):
        for sentence in (
            "Made with %(whom)s, on %(date)s.",
            "Valid on %(date)s.",
            "We will look at it again on %(date)s.",
        ):
            assert not re.search(r"\.\s*\.", translation.gettext(sentence) % {"whom": "3", "date": shown_date(DAY)})


@pytest.mark.parametrize(("language", "between"), [("ar", "، "), ("nl", ", "), ("uk", ", "), ("fa", "، ")])
def test_a_list_has_the_comma_of_its_language(language: str, between: str) -> None:
    with translation.override(language):
        assert listed(["a", "b", "c"]) == between.join("abc")
        shown = Template("{% load grip_elements %}{{ members|in_a_row }}{% comma %}").render(
            Context({"members": ["a", "<"]})
        )
    assert shown == f"a{between}&lt;{between}"


@pytest.mark.parametrize("path", VISITORS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_page_joins_or_dates_in_a_way_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert 'join:", "' not in text
    assert "|date:" not in text
    assert "%}, {%" not in text
