"""Finds telephone numbers in running text: any (``phone_numbers``), or a given one (``pattern_of``).

``phone`` reads a field that contains one number. Here a number is looked for between words, where most digits
are something else: a year, an age, a date, a time, “24/7”, an amount.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from .length import too_long

# The patterns have a second reader: static/gripwagtail/admin/content-checks.js does the same in a browser. Both are
# held to tests/phone_cases.json.

# The two that may appear anywhere: they are the same for everyone and never change.
ALWAYS_ALLOWED: Final = frozenset({"112", "113"})

_DIGIT: Final = re.compile(r"\d")  # of any script
RUN: Final = re.compile(r"(?<![\w.,])(?:\(?\+ ?|\()?\d(?:[ ./()-]{0,3}\d)*")
_DASHES: Final = re.compile(r"[\u2010-\u2015\u2212]")
_YEAR: Final = r"(?:19|20)\d{2}"
_DATE: Final = rf"(?:\d{{1,2}}[-./]\d{{1,2}}[-./](?:{_YEAR}|\d{{2}})|{_YEAR}-\d{{2}}-\d{{2}}|{_YEAR})"
_TIME: Final = r"(?:[01]?\d|2[0-4])\.[0-5]\d"
# Not more than a few: “10.10-10-10.10” is read in two ways, and twice as many with each that follows.
WHEN: Final = re.compile(rf"(?!.{{81}})(?:{_DATE}|{_TIME})(?: ?[-/] ?(?:{_DATE}|{_TIME})| (?:{_DATE}|{_TIME}))*")
AMOUNT: Final = re.compile(r"\d{1,3}(?:[. ]\d{3})+")
# Numbers for missing children, child helplines and other services of Europe; those of Dutch municipalities.
SHORT: Final = re.compile(r"116[ -]?\d{3}|14[ -]?0[1-9]\d{1,2}")
# “0900”, also when words make up the rest.
SERVICE: Final = re.compile(r"0[89]0\d")
CALL: Final = re.compile(
    r"(?<![\w])(?:bel|belt|bellen|sms|tel|telefoon|telefoonnummer|call|ring|dial|phone|text)[.:]? "
    r"(?:(?:naar|met|op|to|on) )?(?:(?:het|the) )?(?:(?:nummer|number) )?$",
    re.IGNORECASE,
)
# Between the digits of a number that is known there may be more of it than in one that is looked for.
_BETWEEN: Final = r"[\s.\-/()\u00a0\u2010-\u2015]*"
# “Telefoonnummer: naar het nummer ” and some more.
_CALL_AT_MOST: Final = 60


def phone_numbers(text: str) -> list[str]:
    """The telephone numbers in a text other than 112 and 113, as they are written there, with plain spaces.

    None in a text that is too long to be read: ask ``length.too_long`` first where one would do harm.
    """
    if too_long(text) or not _DIGIT.search(text):
        return []
    line = _plain(text)
    return [
        run[0] if ")" in run[0] else run[0].lstrip("(")
        for run in RUN.finditer(line)
        if _is_number(run[0], after_call=bool(CALL.search(line, max(0, run.start() - _CALL_AT_MOST), run.start())))
    ]


def numbers_besides(text: str) -> list[str]:
    """Every run of digits other than 112 and 113, whatever it is: a text of ours has no other number in it."""
    return [run for run in re.findall(r"\d+", text) if run not in ALWAYS_ALLOWED]


def pattern_of(dial: str) -> re.Pattern[str]:
    """Finds one number in all the ways in which it is written: 070 012 34 56, +31 (0)70-0123456, 0031700123456.

    ``dial`` is what ``phone.parse_phone`` made of it; the text has plain digits (``plain_digit``).
    """
    if dial.startswith("+31"):
        begin, digits = rf"(?:(?:\+|0{_BETWEEN}0){_BETWEEN}31" + _BETWEEN + r"(?:\(?0\)?)?|0)", dial[3:]
    elif dial.startswith("+"):
        begin, digits = rf"(?:\+|0{_BETWEEN}0)", dial[1:]
    else:
        begin, digits = "", dial
    body = _BETWEEN.join([begin, *digits] if begin else [*digits])
    return re.compile(r"(?<![\d+])" + body + r"(?!\d)")


def plain_digit(sign: str) -> str:
    """A digit of any script as we write it; any other sign as it is."""
    return str(unicodedata.decimal(sign, sign))


def _plain(text: str) -> str:
    """With plain digits, spaces and hyphens, and nothing invisible between them."""
    letters = (letter for letter in text if unicodedata.category(letter) != "Cf")
    line = "".join(map(plain_digit, letters)).replace("\uff0b", "+")
    return re.sub(r"[^\S\n]", " ", _DASHES.sub("-", line))


def _is_number(run: str, after_call: bool) -> bool:
    digits = re.sub(r"\D", "", run)
    groups = re.findall(r"\d+", run)
    if set(groups) <= ALWAYS_ALLOWED or WHEN.fullmatch(run):
        return False
    if SHORT.fullmatch(run) or SERVICE.fullmatch(groups[0]):
        return True
    if after_call and groups[0] not in ALWAYS_ALLOWED and 3 <= len(groups[0]) <= 6:
        return True
    return len(digits) >= 7 and not AMOUNT.fullmatch(run)


__all__ = ["ALWAYS_ALLOWED", "AMOUNT", "CALL", "RUN", "SERVICE", "SHORT", "WHEN"]
__all__ += ["numbers_besides", "pattern_of", "phone_numbers", "plain_digit"]
