"""Finds telephone numbers in running text.

``phone`` reads a field that contains one number. Here a number is looked for between words, where most digits
are something else: a year, an age, a date, a time, “24/7”, an amount.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from .length import too_long

# The patterns have a second reader: the content checker does the same in a browser.

# The two that may appear anywhere: they are the same for everyone and never change.
ALWAYS_ALLOWED: Final = frozenset({"112", "113"})

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
    r"\b(?:bel|belt|bellen|sms|tel|telefoon|telefoonnummer|call|ring|dial|phone|text)[.:]? "
    r"(?:(?:naar|met|op|to|on) )?(?:(?:het|the) )?(?:(?:nummer|number) )?$",
    re.IGNORECASE,
)
# “Telefoonnummer: naar het nummer ” and some more.
_CALL_AT_MOST: Final = 60


def phone_numbers(text: str) -> list[str]:
    """The telephone numbers in a text other than 112 and 113, as they are written there, with plain spaces.

    None in a text that is too long to be read: ask ``length.too_long`` first where one would do harm.
    """
    if too_long(text):
        return []
    line = _plain(text)
    return [
        run[0] if ")" in run[0] else run[0].lstrip("(")
        for run in RUN.finditer(line)
        if _is_number(run[0], after_call=bool(CALL.search(line, max(0, run.start() - _CALL_AT_MOST), run.start())))
    ]


def _plain(text: str) -> str:
    """With plain digits, spaces and hyphens, and nothing invisible between them."""
    letters = (letter for letter in text if unicodedata.category(letter) != "Cf")
    line = "".join(str(unicodedata.decimal(letter, letter)) for letter in letters).replace("\uff0b", "+")
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
