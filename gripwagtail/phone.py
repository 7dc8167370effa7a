"""From a telephone number as a school types it to one that a phone can dial.

Shown and dialled are kept apart: ``+31 (0)900 - 111 3111``, which schools write, cannot be dialled. A text
that can be read in two ways is refused: a wrong number on a page about getting help is worse than a message.

Sources: libphonenumber (country codes, lengths); ACM number plan (Dutch short numbers, 14xxx, 0800/0900, 097).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from phonenumbers import NumberParseException, ValidationResult

MAX_LENGTH: Final = 80  # characters of text, remark included
MESSAGES: Final = {
    "empty": _("Type a telephone number, such as 030 280 95 90."),
    "too_much_text": _("Type at most 80 characters: the number and a short remark."),
    "hidden": _("There are hidden characters in this number. Type it by hand instead of pasting it."),
    "ussd": _("Type the number without * and #. A remark may follow in words: 0900-0101 (kies 3)."),
    "no_number": _("There is no telephone number in this text. Type one, such as 030 280 95 90, or leave it out."),
    "number_first": _("Type the short number first, and a remark after it: 112 (in an emergency)."),
    "letters": _("Type the number itself in digits only, and a remark after a space: 0900-0101 (kies 3)."),
    "two_numbers": _("Type one number per field. Add a second number in a field of its own."),
    "no_area_code": _("Begin with the area code, such as 030, or with + and the country code."),
    "country_code": _("Check the country code after the +. Dutch numbers begin with +31."),
    "too_short": _("This number is too short. Type all its digits, such as 030 280 95 90 or 0800-0432."),
    "too_long": _("This number is too long. Type one number, and put a remark in words: 0900-0101 (kies 3)."),
}

# Marks that come along with a copied number (contact lists wrap numbers in U+202A or U+202D); harmless, so removed.
_REMOVED: Final = re.compile(
    r"[\xad\u034f\u061c\u200c-\u200f\u202a\u202c\u202d\u2060-\u2066\u2068-\u206f\ufe00-\ufe0f\ufeff]"
)
# Invisible but wide, or a place to break: a space. Between two numbers they must not vanish.
_SPACES: Final = re.compile(r"[\s\u115f\u1160\u180e\u200b\u2800\u3164\uffa0]+")
_FULL_WIDTH: Final = str.maketrans("\uff0b\uff0d\ufe63\uff08\uff09\uff0f\uff0a\uff03", "+--()/*#")
# A country code, a bracketed trunk or area code, an area code before a slash: only in front, once.
# A bracket or slash further on would swallow a remark: "0800-0432 (112)", "0800-0432 24/7".
_NUMBER: Final = re.compile(
    r"(?:\+ ?\d{1,3}[ .-]{0,2}|00 ?\d{2,3} ?|\(\+\d{1,3}\)[ .-]{0,2})?"
    r"(?:\(\d{1,5}\)[ .-]{0,2}(?:/ ?)?){0,2}(?:\d{1,5} ?/ ?)?\d(?:[ .-]{0,2}\d)*"
)
_DASH: Final = r"[-\u2010-\u2015\u2212]"
_DASHES: Final = re.compile(rf"(?<=[\d)])(?: ?{_DASH})+ ?(?=[\d(])")
_GLUED: Final = re.compile(rf"{_DASH}?\w| ?\+| ?/ ?\d|[^\s()]\d|\(\d")
_HOUR: Final = r"(?:[01]?\d|2[0-4])[.][0-5]\d"
_DAY_AND_MONTH: Final = r"(?:0?[1-9]|[12]\d|3[01])([-.])(?:0?[1-9]|1[0-2])"
_HOURS_OR_DATE: Final = re.compile(rf"{_HOUR}(?: ?- ?{_HOUR})?|{_DAY_AND_MONTH}\1\d{{2,4}}")
# Digits after these words are dialled later, or are a place: "toestel 113" must not ring 113.
_ASIDE: Final = "toestel|tst|ext|extension|doorkies|kies|keuze|optie|option|press|toets|lokaal|kamer|room|code"
_INSIDE: Final = re.compile(rf"\b(?:{_ASIDE})[.:]* ?$", re.IGNORECASE)
_LABEL: Final = r"(?i:t|tel|telefoon|telefoonnummer|nummer|nr|alarmnummer|phone|call|bel)"
# The last word before a number that only says that it is one: "mevrouw K., tel. 070 …".
_ANNOUNCED: Final = re.compile(
    r"(?:(?<=\s)|(?<=[,;:|/(]))(?i:t(?=\W{0,3}$)(?<=[,;:|/(] .)|tel|telefoon|telefoonnummer)\W{0,3}$"
)
_INITIAL: Final = re.compile(r"(?:^|[\s.])[A-Z]$")
# Before a short number there is nothing, a colon, or a word for calling: "Dorpsstraat 112" is an address.
_BEFORE_SHORT: Final = re.compile(rf"(?:.*:|(?:.*\b)?{_LABEL}\.?|\W*) ?\W*")
_TIES: Final = " ,;:|/=.-\u2013\u2014"
_SHORT: Final = re.compile(r"112|116\d{3}")  # the same in all of Europe
# 144: an animal in need; 1400: questions to the government; 14 0xx: a municipality.
_SHORT_NL: Final = re.compile(rf"{_SHORT.pattern}|113|144|1400|140\d{{2,3}}")
# Hours are words, although they have digits: "24/7", "24 uur per dag, 7 dagen per week".
_DAY_AND_NIGHT: Final = re.compile(
    r"(?<![\w.+/-])(?:24 ?/ ?7|24 ?(?:uurs?|u|hours?|h)\b(?:\D*\b7 ?(?:dagen|days)\b)?|7 ?(?:dagen|days)\b)(?=\D*$)",
    re.IGNORECASE,
)
_SERVICE_NL: Final = re.compile(r"(?:800|90[069])(\d*)")  # four or seven digits follow


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number: ``shown`` to people, ``dial`` for the phone, ``note`` with what else the school wrote.

    ``dial`` is E.164 with a +, or bare digits (ASCII) for a number that only works nationally.
    """

    shown: str
    dial: str
    note: str

    @property
    def href(self) -> str:
        """The address of a link that dials the number (RFC 3966)."""
        return f"tel:{self.dial}"


def parse_phone(text: str, region: str = "NL") -> Phone:
    """Read the one telephone number in ``text``, as typed in ``region`` (ISO 3166 country code).

    A number needs the right length, not to be in use: demos have numbers that nobody has.
    Raises ``ValidationError`` with a key of ``MESSAGES`` as its code when there is no number, more than
    one, or one that cannot be dialled; ``ValueError`` for a region that libphonenumber does not know.
    """
    if region not in phonenumbers.SUPPORTED_REGIONS:
        raise ValueError(f"Unknown region: {region!r}")
    line = _tidy(text)
    counted = _DAY_AND_NIGHT.sub(lambda hours: re.sub(r"\d", "x", hours[0]), line)
    runs = [run for run in _NUMBER.finditer(counted) if not _HOURS_OR_DATE.fullmatch(run[0])]
    runs = [run for run in runs if len(_digits(run[0])) > 6 or not _INSIDE.search(line, 0, run.start())]
    if not runs:
        raise _error("no_number")
    dialled = [(run, _try_dial(run[0], region)) for run in runs]
    # Six digits are a number too, if perhaps a mistyped one: it may not end up in the note.
    numbers = [(run, dial) for run, dial in dialled if dial or len(_digits(run[0])) >= 6]
    if len(numbers) > 1:
        raise _error("two_numbers")
    run, dial = numbers[0] if numbers else max(dialled, key=lambda pair: len(_digits(pair[0][0])))
    before, after = line[: run.start()], line[run.end() :]
    if _is_glued(before[::-1]) or _is_glued(after) or _left_a_country_code(before, run[0]):
        raise _error("two_numbers" if re.match(r" ?/ ?\d", after) else "letters")
    # National numbers have open lengths, so "0800-0432 112" would pass for one of them.
    if not dial.startswith("+") and _splits(run[0], region):
        raise _error("two_numbers")
    if re.fullmatch(r"0[89]00", run[0]) and re.search(r"\w", after):
        raise _error("letters")  # "0800 BEL NU"
    dial = dial or _dial(run[0], region)
    if len(dial) <= 6 and not _BEFORE_SHORT.fullmatch(before):
        raise _error("number_first")
    return Phone(shown=re.sub(" ?/ ?", "/", run[0]), dial=dial, note=_note(before, after))


def _error(code: str) -> ValidationError:
    return ValidationError(MESSAGES[code], code=code)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _tidy(text: str) -> str:
    """The text on one line, with plain spaces, hyphens and digits and nothing invisible."""
    if len(text) > MAX_LENGTH:
        raise _error("too_much_text")
    # Only decimal digits become 0-9. NFKC would also turn the footnote in "0800-0432²" into a digit to dial.
    line = "".join(str(unicodedata.decimal(char, char)) for char in _REMOVED.sub("", text).translate(_FULL_WIDTH))
    # What is left of the invisible kinds reverses the reading order (the editor saw another number) or breaks output.
    if any(unicodedata.category(char)[0] == "C" and char not in "\t\n\r\u180e\u200b" for char in line):
        raise _error("hidden")
    line = _SPACES.sub(" ", line).strip()
    if not line:
        raise _error("empty")
    if "*" in line or "#" in line:
        raise _error("ussd")
    return _DASHES.sub("-", line)


def _is_glued(rest: str) -> bool:
    """Whether the text beside a number, nearest character first, may be meant as part of it."""
    return bool(_GLUED.match(rest)) or unicodedata.category(rest[:1] or " ").startswith("M")


def _left_a_country_code(before: str, run: str) -> bool:
    """Whether the text in front contains a country code that was mistyped: "+4a4 (0)20 …" is not a Dutch number."""
    return bool(re.search(r"\+ ?\d", before) or (run.startswith("(0)") and re.search(r"\d ?$", before)))


def _splits(run: str, region: str) -> bool:
    """Whether the digits are two numbers in a row."""
    cuts = (found.start() for found in re.finditer(r"[ ./-]", run))
    return any(_try_dial(run[:cut], region) and _try_dial(run[cut:], region) for cut in cuts)


def _try_dial(run: str, region: str) -> str:
    try:
        return _dial(run, region)
    except ValidationError:
        return ""


def _dial(run: str, region: str) -> str:
    """What to dial for one number: national digits for Dutch short and service numbers, else E.164."""
    digits, dutch = _digits(run), region == "NL"
    abroad = "+" in run or digits.startswith("00")
    if not abroad and (_SHORT_NL if dutch else _SHORT).fullmatch(digits):
        return digits
    if dutch and not digits.startswith("0") and not abroad:
        raise _error("no_area_code")
    try:
        number = phonenumbers.parse(("+" if "+" in run else "") + digits, region)
    except NumberParseException as problem:
        unknown = problem.error_type == problem.INVALID_COUNTRY_CODE
        raise _error("country_code" if unknown else "too_long" if len(digits) > 15 else "too_short") from None
    if number.country_code == 31:
        national = phonenumbers.national_significant_number(number)
        if dutch and abroad and _SHORT_NL.fullmatch(national):
            return national
        service = _SERVICE_NL.fullmatch(national)
        size = len(service[1] if service else national)
        sizes = {4, 7} if service else {11} if national.startswith("97") else {9}
        if national.startswith("0") or size not in sizes:
            raise _error("too_long" if size > max(sizes) else "too_short")
        if dutch and service:
            return "0" + national
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible != ValidationResult.IS_POSSIBLE:
        local = possible == ValidationResult.IS_POSSIBLE_LOCAL_ONLY and not abroad
        raise _error("no_area_code" if local else "too_long" if possible == ValidationResult.TOO_LONG else "too_short")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _note(before: str, after: str) -> str:
    """The words around the number, without the punctuation that tied them to it."""
    parts = [part.strip(_TIES) for part in (_ANNOUNCED.sub("", before), after)]
    # An unpaired bracket was around the number; a pair around all the words means nothing.
    idle = [part.count("(") != part.count(")") or re.fullmatch(r"\([^()]*\)", part) for part in parts]
    parts = [re.sub("[()]", "", part).strip(_TIES) if drop else part for part, drop in zip(parts, idle, strict=True)]
    # "Tel." adds nothing beside a telephone link.
    # The point of an initial is part of a name: "mevrouw K.".
    parts = [f"{part}." if _INITIAL.search(part) and f"{part}." in before + after else part for part in parts]
    return ", ".join(part for part in parts if re.search(r"\w", part) and not re.fullmatch(_LABEL, part))
