"""From a date as people type or paste it to the one day that it can mean.

The day comes first, as everyone in the Netherlands writes it, in an admin in English too: 3/4/2027 is 3 April. The
form repeats the day in words, so that anyone who meant March sees it. What could be two days, or none, is refused: a
card that is gone tomorrow because of a guess is worse than a message.
"""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from typing import Final

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

# What is stored where nobody knows the day, and the ways to say so. Asked again later.
UNKNOWN: Final = "unknown"
_UNKNOWN: Final = frozenset(
    {
        UNKNOWN,
        "weet ik niet",
        "ik weet het niet",
        "weet niet",
        "onbekend",
        "i do not know",
        "i don't know",
        "i don’t know",
    }
)

# Nothing on a page about online behaviour happened before; such a date is a typing error.
FIRST_YEAR: Final = 2000
MAX_LENGTH: Final = 60  # characters, with the name of the weekday
MESSAGES: Final = {
    "unreadable": gettext_lazy("This is not a date. Type it like this: 31-7-2027 or 31 July 2027."),
    "no_year": gettext_lazy("Type the year as well: %(example)s."),
    "short_year": gettext_lazy("Type the year in four digits: %(example)s."),
    "too_early": gettext_lazy("Check the year: a date before 2000 cannot be used here."),
    "no_month": gettext_lazy("There is no month %(month)d. Type the day first: 31-7-2027."),
    "no_day": gettext_lazy("There is no day %(day)d in %(month)s."),
    "weekday": gettext_lazy("%(date)s is a %(weekday)s. Check the date."),
}

_SPACES: Final = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_DASHES: Final = re.compile("[\u2010-\u2015\u2212\u00ad]")
# Month names in both languages of the admin, whichever of them is on: people paste from letters.
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb febr",
            "maart march mrt maa mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "augustus august aug",
            "september sep sept",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "maandag ma monday mon",
            "dinsdag di tuesday tue tues",
            "woensdag wo wednesday wed",
            "donderdag do thursday thu thur thurs",
            "vrijdag vr friday fri",
            "zaterdag za saturday sat",
            "zondag zo sunday sun",
        )
    )
    for name in names.split()
}
_WEEKDAY: Final = re.compile(rf"({'|'.join(sorted(_WEEKDAYS, key=len, reverse=True))})\b[.,]{{0,2}} ?")
_BETWEEN: Final = r"(?: ?[-/.] ?| )"
_MONTH_NAME: Final = rf"(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_YEAR: Final = r"(?P<year>'?[0-9]{1,5})"
_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        rf"(?P<year>[0-9]{{4}}){_BETWEEN}(?P<month>[0-9]{{1,2}}){_BETWEEN}(?P<day>[0-9]{{1,2}})",
        rf"(?P<day>[0-9]{{1,2}}){_BETWEEN}(?P<month>[0-9]{{1,2}})(?:{_BETWEEN}{_YEAR})?",
        rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th|e|\.)?{_BETWEEN}?(?:of )?{_MONTH_NAME}(?:,?{_BETWEEN}?{_YEAR})?",
        rf"{_MONTH_NAME} ?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:(?:, ?| ){_YEAR})?",
    )
)


def parse_day(text: str) -> datetime.date:
    """The day that a text means.

    Raises ``ValidationError`` with advice for what is not a date, for one that does not exist, without a year, with a
    year of other than four digits, before 2000, or on another day of the week than the one in the text.
    """
    # Length first: no pattern reads a text too long to be a date.
    if len(text) > MAX_LENGTH:
        raise _refusal("unreadable")
    tidy = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    tidy = _SPACES.sub(" ", tidy).strip(" .,").casefold()
    weekday = _WEEKDAY.match(tidy)
    rest = tidy[weekday.end() :] if weekday else tidy
    found = next((match for form in _FORMS if (match := form.fullmatch(rest))), None)
    if found is None:
        raise _refusal("unreadable")
    parts = found.groupdict()
    month = _MONTHS[parts["name"]] if parts.get("name") else int(parts["month"])
    day = _day_of(int(parts["day"]), month, parts["year"])
    if weekday and _WEEKDAYS[weekday[1]] != day.weekday():
        raise _refusal("weekday", date=date_format(day, "j F Y"), weekday=date_format(day, "l"))
    return day


def checked_day(day: datetime.date) -> datetime.date:
    """The same day. Raises ``ValidationError`` when it is before 2000."""
    if day.year < FIRST_YEAR:
        raise _refusal("too_early")
    return day


def _day_of(day: int, month: int, year: str | None) -> datetime.date:
    if not 1 <= month <= 12:
        raise _refusal("no_month", month=month)
    today = timezone.localdate() if timezone.is_aware(timezone.now()) else datetime.date.today()
    if year is None:
        _must_exist(day, month, 2000)  # a leap year
        raise _refusal("no_year", example=f"{day}-{month}-{_likely_year(day, month, today)}")
    digits = year.lstrip("'")
    if len(digits) != 4 or digits != year:
        likely = f"20{digits}" if len(digits) == 2 else today.year
        raise _refusal("short_year", example=f"{day}-{month}-{likely}")
    if int(digits) < FIRST_YEAR:
        raise _refusal("too_early")
    _must_exist(day, month, int(digits))
    return datetime.date(int(digits), month, day)


def _likely_year(day: int, month: int, today: datetime.date) -> int:
    """The year in which this day is nearest to today: in December a day of January is one of next year."""
    middle = datetime.date(today.year, month, min(day, 28))
    return min((today.year + shift for shift in (0, 1, -1)), key=lambda year: abs(middle.replace(year=year) - today))


def _must_exist(day: int, month: int, year: int) -> None:
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        shown = datetime.date(year, month, 1)
        raise _refusal("no_day", day=day, month=date_format(shown, "F Y" if month == 2 else "F"))


def _refusal(code: str, **parts: object) -> ValidationError:
    return ValidationError(MESSAGES[code], code=code, params=parts)


def is_unknown(value: object) -> bool:
    """Whether somebody said honestly not to know the day."""
    return isinstance(value, str) and value.strip(" .!?").casefold() in _UNKNOWN


def in_words(day: datetime.date) -> str:
    """The day in words, with the day of the week, in the language of who reads it."""
    return date_format(day, "l j F Y")


__all__ = ["FIRST_YEAR", "MAX_LENGTH", "MESSAGES", "UNKNOWN", "checked_day", "in_words", "is_unknown", "parse_day"]
