"""What somebody typed is a text in a spreadsheet, and never calculated."""

from __future__ import annotations

import csv
import datetime
import io
import itertools
from decimal import Decimal
from typing import Any

import pytest
from django.utils.functional import lazystr
from openpyxl import Workbook

from gripwagtail.desk.report import COLUMNS, ReportRow
from gripwagtail.desk.report import write_csv as write_report
from gripwagtail.starter.helpline_sheet import write_csv as write_helplines
from gripwagtail.text.csv_safe import safe_cell
from tests.vectors import VECTORS


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+31 6",
        "-2",
        "@SUM(A1)",
        "\t1",
        "\r1",
        "\n1",
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


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("Bel ons;=cmd|' /C calc'!A0", "Bel ons;'=cmd|' /C calc'!A0"),
        ("a; \u00a0=1", "a;' \u00a0=1"),
        ('a;"=1"', 'a;\'"=1"'),
        ("a\t+1;-1", "a\t'+1;'-1"),
        ("een\r\n=1\n\n@A1", "een\r\n'=1\n\n'@A1"),
        ("=1;=2", "'=1;'=2"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("\n=1", "'\n'=1"),
    ],
)
def test_a_text_in_which_another_program_begins_a_cell_gets_a_quote_there(text: str, cell: str) -> None:
    assert safe_cell(text) == cell
    assert safe_cell(cell) == cell


@pytest.mark.parametrize("text", ["ma; di", "a;b=c", "1;2", "een\ntwee", 'zeg "=1"', "a,=1"])
def test_a_separator_before_anything_else_is_left_alone(text: str) -> None:
    assert safe_cell(text) == text


PIECES = ("=1", "+1", "-1", "@A1", "＝1", ";", ",", "\t", "\r\n", "\n", '"', "'", " ", "\u00a0", "x")


def formulas_in(written: str, separator: str) -> list[str]:
    """The cells that a program calculates which separates by this sign, quotes counted or not."""
    found = []
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        for row in csv.reader(io.StringIO(written, newline=""), delimiter=separator, quoting=quoting):
            found += [cell for cell in row if cell.lstrip('\t\r\n \u00a0"')[:1] in tuple("=+-@＝＋－＠")]
    return found


def test_no_list_of_ours_has_a_formula_however_its_cells_are_separated() -> None:
    texts = ["".join(some) for size in (1, 2, 3) for some in itertools.product(PIECES, repeat=size)]
    texts += [vector.text for vector in VECTORS]
    helplines, report = io.StringIO(newline=""), io.StringIO(newline="")
    write_helplines([{"key": "a", "does": text, "source": "z"} for text in texts], helplines)
    fields = dict.fromkeys(ReportRow.__dataclass_fields__, "")
    write_report([ReportRow(**{**fields, COLUMNS[1]: text}) for text in texts], report)
    for written in (helplines.getvalue(), report.getvalue()):
        assert formulas_in(written, ";") == []
        assert formulas_in(written, "\t") == []
        # By the comma our own are separated: who reads it so counts the quotes.
        cells = [cell for row in csv.reader(io.StringIO(written, newline="")) for cell in row]
        assert [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@")] == []
    assert formulas_in("a;=1", ";"), "the reader sees one"
