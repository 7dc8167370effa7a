"""A date that is typed is that date, or it is refused with advice."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from gripwagtail.text import day as day_module
from gripwagtail.text.day import MAX_LENGTH, MESSAGES, checked_day, in_words, parse_day

DAY = datetime.date(2027, 7, 31)  # a Saturday


@pytest.mark.parametrize("language", ["nl", "en", "ar"])
@pytest.mark.parametrize(
    "text",
    [
        "31-7-2027",
        "31-07-2027",
        "31/7/2027",
        "31/07/2027",
        "31.7.2027",
        "31 7 2027",
        " 31 - 7 - 2027 ",
        "31 juli 2027",
        "31 Juli 2027.",
        "31 jul 2027",
        "31 jul. 2027",
        "31-jul-2027",
        "31juli2027",
        "31. juli 2027",
        "31 July 2027",
        "31 JULY 2027",
        "31st of July 2027",
        "31st July, 2027",
        "July 31, 2027",
        "Jul 31st 2027",
        "za 31 juli 2027",
        "zaterdag 31 juli 2027",
        "Saturday, 31 July 2027",
        "Sat. 31-7-2027",
        "2027-07-31",
        "2027-7-31",
        "2027/07/31",
        # As it is copied from a letter or a web page: other spaces and dashes, and marks that nobody sees.
        "31\u00a0juli\u00a02027",
        "31\u20117\u20132027",
        "\u200e31-7-2027\u200f",
        "31\tjuli\r\n2027",
        "\uff13\uff11-7-2027",
    ],
)
def test_a_date_as_people_write_it_is_that_date_in_every_language_of_the_admin(text: str, language: str) -> None:
    with translation.override(language):
        assert parse_day(text) == DAY


@pytest.mark.parametrize(
    ("text", "month"),
    [
        *((name, 1) for name in ("januari", "jan", "January")),
        *((name, 2) for name in ("februari", "feb", "febr.", "February")),
        *((name, 3) for name in ("maart", "mrt", "mrt.", "March", "Mar")),
        *((name, 4) for name in ("april", "apr")),
        *((name, 5) for name in ("mei", "May")),
        *((name, 6) for name in ("juni", "jun", "June")),
        *((name, 8) for name in ("augustus", "aug", "August")),
        *((name, 9) for name in ("september", "sep", "sept.")),
        *((name, 10) for name in ("oktober", "okt", "October", "Oct")),
        *((name, 11) for name in ("november", "nov")),
        *((name, 12) for name in ("december", "dec")),
    ],
)
def test_months_have_their_names_in_dutch_and_english_in_full_and_short(text: str, month: int) -> None:
    assert parse_day(f"3 {text} 2027") == datetime.date(2027, month, 3)


def test_the_day_stands_first_in_every_language_of_the_admin() -> None:
    for language in ("nl", "en", "en-us"):
        with translation.override(language):
            assert parse_day("3/4/2027") == datetime.date(2027, 4, 3)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31-7", "no_year"),
        ("31 juli", "no_year"),
        ("July 31", "no_year"),
        ("zaterdag 31 juli", "no_year"),
        ("31-7-27", "short_year"),
        ("31 juli '27", "short_year"),
        ("31 juli '2027", "short_year"),
        ("31-7-202", "short_year"),
        ("31-7-20277", "short_year"),
        ("27-07-31", "short_year"),
        ("1-9-1908", "too_early"),
        ("1908-09-01", "too_early"),
        ("31-12-1999", "too_early"),
        ("31-7-0027", "too_early"),
        ("31-2-2027", "no_day"),
        ("29-2-2027", "no_day"),
        ("31 februari", "no_day"),
        ("31-4-2027", "no_day"),
        ("0-7-2027", "no_day"),
        ("32 juli 2027", "no_day"),
        ("7/31/2027", "no_month"),
        ("31-13-2027", "no_month"),
        ("2027-31-07", "no_month"),
        ("1-0-2027", "no_month"),
        ("vrijdag 31 juli 2027", "weekday"),
        ("Fri 31-7-2027", "weekday"),
        ("morgen", "unreadable"),
        ("juli 2027", "unreadable"),
        ("7-2027", "unreadable"),
        ("2027", "unreadable"),
        ("31072027", "unreadable"),
        ("31-7-2027 t/m 4-8-2027", "unreadable"),
        ("31-7-2027 10:00", "unreadable"),
        ("2027-07-31T10:00", "unreadable"),
        ("rond 31-7-2027", "unreadable"),
        ("31-7-2027 of 1-8-2027", "unreadable"),
        ("-31-7-2027", "unreadable"),
        ("zaterdag", "unreadable"),
        ("", "unreadable"),
        ("\u00b2-7-2027 ?", "unreadable"),
        ("\u0663\u0661-\u0667-\u0662\u0660\u0662\u0667", "unreadable"),
        ("1" * (MAX_LENGTH + 1), "unreadable"),
        ("31 " * 100_000, "unreadable"),
    ],
)
def test_what_is_no_date_or_could_be_another_is_refused(text: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        parse_day(text)
    assert refusal.value.code == code
    assert "%" not in refusal.value.messages[0]


def test_29_february_is_a_day_in_a_leap_year() -> None:
    assert parse_day("29 februari 2028") == datetime.date(2028, 2, 29)


def refusal_of(text: str, language: str) -> str:
    with translation.override(language), pytest.raises(ValidationError) as refusal:
        parse_day(text)
    return str(refusal.value.messages[0])


def test_a_refusal_says_what_to_type() -> None:
    assert "31-7-2027" in refusal_of("31-7-27", "en")
    assert "31-7-20" in refusal_of("31 juli", "en")
    assert "February 2027" in refusal_of("31-2-2027", "en")
    assert "Saturday" in refusal_of("vrijdag 31 juli 2027", "en")


@pytest.mark.parametrize("code", MESSAGES)
def test_every_refusal_is_said_in_dutch(code: str) -> None:
    with translation.override("en"):
        english = str(MESSAGES[code])
    with translation.override("nl"):
        assert str(MESSAGES[code]) != english


def test_every_day_that_is_said_back_is_read_as_that_day() -> None:
    for language in ("nl", "en"):
        with translation.override(language):
            for number in range(0, 800, 3):
                day = DAY + datetime.timedelta(days=number)
                assert parse_day(in_words(day)) == day


def test_a_day_from_elsewhere_is_measured_by_the_same_year() -> None:
    assert checked_day(DAY) is DAY
    with pytest.raises(ValidationError):
        checked_day(datetime.date(1999, 12, 31))


@pytest.mark.parametrize(
    ("today", "typed", "year"),
    [
        ("2026-12-01", (5, 1), 2027),
        ("2026-12-01", (30, 11), 2026),
        ("2026-09-01", (5, 3), 2026),
        ("2027-01-05", (20, 12), 2026),
        ("2026-12-01", (29, 2), 2027),
    ],
)
def test_the_example_for_a_day_without_a_year_is_the_nearest_one(today: str, typed: tuple[int, int], year: int) -> None:
    assert day_module._likely_year(*typed, datetime.date.fromisoformat(today)) == year
