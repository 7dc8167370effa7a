"""Telephone numbers between words: one table of cases for what reads them, on the server and in a browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gripwagtail.removal.person import Person
from gripwagtail.starter.fields import PlainText
from gripwagtail.text.phone_spotting import numbers_besides, phone_numbers

# Texts, and the numbers in them as ``phone_numbers`` gives them back. The reader in a browser answers whether there are
# any: see tests/browser/test_content_checker.py.
CASES = Path(__file__).parent / "phone_cases.json"
READ: list[dict[str, Any]] = json.loads(CASES.read_text(encoding="utf-8"))


def test_the_table_has_texts_with_and_without_a_number_each_once() -> None:
    texts = [case["text"] for case in READ]
    assert len(set(texts)) == len(texts)
    assert min(sum(bool(case["numbers"]) for case in READ), sum(not case["numbers"] for case in READ)) > 25


@pytest.mark.parametrize("case", READ, ids=lambda case: ascii(case["text"]))
def test_a_number_is_found_and_a_year_an_age_a_time_or_an_amount_is_none(case: dict[str, Any]) -> None:
    assert phone_numbers(case["text"]) == case["numbers"]


@pytest.mark.parametrize(
    "text",
    [
        *("06 012 34 567", "06-01234567", "+31 6 01234567", "+31 (0)6 012 34 567", "0031601234567", "06.01.23.45.67"),
        *(
            "(06) 012 34 567",
            "06\u2011012\u200934\u2009567",
            "٠٦ ٠١٢ ٣٤ ٥٦٧",
            "０６０１２３４５６７",
            "bel0601234567nu",
        ),
    ],
)
def test_one_number_is_found_however_it_is_written(text: str) -> None:
    left = Person(phones=("06 012 34 567",)).without(f"x {text} x")
    assert "…" in left
    assert not any(sign.isdigit() for sign in left)


@pytest.mark.parametrize(
    "text", ["06 012 34 568", "106 012 34 567", "06 012 34 5678", "06, 012 34 567", "+32 6 01234567"]
)
def test_and_no_other_number_is(text: str) -> None:
    assert not Person(phones=("06 012 34 567",)).is_in(text)


def test_a_shipped_text_has_no_number_at_all_but_the_two_that_never_change() -> None:
    assert numbers_besides("Bel 112 of 113, binnen 24 uur") == ["24"]
    field = PlainText(limit=100, numbers=False)
    assert list(field.faults("Bel 112 of 113.")) == []
    [(_place, message)] = field.faults("Binnen 24 uur, groep 7.")
    assert "24, 7" in message
    assert list(PlainText(limit=100).faults("Binnen 24 uur.")) == []
