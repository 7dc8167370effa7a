"""What somebody typed is a text in a spreadsheet, and never calculated."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from typing import Any

import pytest
from django.utils.functional import lazystr
from openpyxl import Workbook

from gripwagtail.text.csv_safe import safe_cell


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+31 6",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u00a0=1",
        "\u3000+1",
        "＝1",
        "＋1",
        "－1",
        "＠A1",
    ],
)
def test_a_text_that_begins_like_a_formula_gets_a_quote_in_front(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Juf Annemiek", "a=b", "1-2", "'=1", " x", "مرحبا", "–", "· a"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


def test_a_text_that_is_translated_late_is_looked_at_too() -> None:
    assert safe_cell(lazystr("=1")) == "'=1"
    assert safe_cell(lazystr("een")) == "een"


@pytest.mark.parametrize("value", [None, True, -3, -1.5, Decimal("-2"), datetime.date(2026, 9, 1), datetime.time(9)])
def test_a_number_or_a_date_stays_one(value: Any) -> None:
    assert safe_cell(value) is value


def test_what_no_workbook_can_hold_is_left_out() -> None:
    assert safe_cell("a\x00\x0b\x1b\ud800\uffffb") == "ab"
    assert safe_cell("\x01=1") == "'=1"
    book = Workbook()
    book.active["A1"] = safe_cell("".join(map(chr, [*range(0x20), 0x7F, 0xD800, 0xFFFE])))
    book.save(io.BytesIO())


def test_a_cell_that_was_made_safe_stays_as_it_is() -> None:
    assert safe_cell(safe_cell("=1")) == "'=1"
