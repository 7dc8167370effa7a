"""However a Dutch number is written, the same is dialled; what could be meant otherwise is refused."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gripwagtail.phone import MAX_LENGTH, MESSAGES, parse_phone

DIALLABLE = re.compile(r"\+?[0-9]+", re.ASCII)
SEPARATORS = ["", " ", "-", "\u2013", "\u00a0", "\u202f", " - ", "\u00a0\u2013 ", ".", "\u2011"]
# Before a number without its first 0.
ABROAD = ["+31", "+31 ", "+31-", "+31 (0)", "+31(0)", "+31 (0) ", "0031", "0031 ", "0031 (0)", "(+31) ", "+31 0"]
REMARKS = ["kies 3", "optie 2", "toestel 12", "Anneke", "ma, di en do", "gratis", "ook in de vakantie", "lokaal B12"]

# Without the 0 in front: area codes, mobile numbers, numbers of organisations.
NINE = st.from_regex(r"[1-57][0-9]{8}|6[0-9]{8}|8[58][0-9]{7}", fullmatch=True)
# Free and paid service numbers, with four or seven digits behind the code.
SERVICE = st.from_regex(r"(800|90[069])[0-9]{4}([0-9]{3})?", fullmatch=True)


SERVICE_CODE = re.compile(r"800|90[069]")


@st.composite
def apart(draw: st.DrawFn, digits: str, first: int = 0) -> str:
    """The digits in groups of two to four, with anything in between that people type; ``first`` stay together."""
    groups, digits = ([digits[:first]] if first else []), digits[first:]
    while digits:
        size = draw(st.integers(2, 4))
        groups.append(digits[:size])
        digits = digits[size:]
    written = groups[0]
    for group in groups[1:]:
        written += draw(st.sampled_from(SEPARATORS)) + group
    return written


@st.composite
def written(draw: st.DrawFn, national: str) -> str:
    """One way to write a number without its first 0."""
    style = draw(st.sampled_from(["national", "bracketed", *ABROAD]))
    if style == "national":
        # Nobody writes “09-06-1234” for 0906-1234: that is a date.
        return draw(apart("0" + national, 4 if SERVICE_CODE.match(national) else 0))
    if style == "bracketed":
        code = draw(st.integers(2, 3))
        gap = draw(st.sampled_from(["", " ", "\u00a0", " - "]))
        return f"(0{national[:code]}){gap}{draw(apart(national[code:]))}"
    return style + draw(apart(national))


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, str]:
    """A number as someone writes it, and what has to be dialled."""
    national = draw(NINE | SERVICE)
    if SERVICE_CODE.match(national):
        # “0800-1234 112” are two numbers to a reader, so they are refused.
        assume(not re.search(r"(?:11[23]|116[0-9]{3}|140[0-9]{2,3})$", national[7:] or "-"))
        return draw(written(national)), f"0{national}"
    return draw(written(national)), f"+31{national}"


@settings(deadline=None)  # libphonenumber loads a country at its first number
@given(numbers())
def test_every_way_of_writing_a_number_dials_the_same(number: tuple[str, str]) -> None:
    typed, dial = number
    phone = parse_phone(typed)
    assert phone.dial == dial
    assert phone.note == ""
    assert parse_phone(phone.shown) == phone


@settings(deadline=None)
@given(numbers(), st.sampled_from(REMARKS), st.sampled_from(["{number} ({remark})", "{number}, {remark}"]))
def test_a_remark_stands_apart_and_changes_nothing_that_is_dialled(
    number: tuple[str, str], remark: str, order: str
) -> None:
    typed, dial = number
    phone = parse_phone(order.format(number=typed, remark=remark))
    assert phone.dial == dial
    assert phone.note == remark


@settings(deadline=None)
@given(numbers(), st.data())
def test_a_letter_between_the_digits_is_refused(number: tuple[str, str], data: st.DataObject) -> None:
    typed, _dial = number
    places = [found.end() for found in re.finditer(r"\d(?=\d)", typed)]
    place = data.draw(st.sampled_from(places))
    letter = data.draw(st.sampled_from("aOolISBxéß_"))
    with pytest.raises(ValidationError):
        parse_phone(typed[:place] + letter + typed[place:])


@settings(deadline=None)
@given(numbers(), st.sampled_from("*#\uff0a\uff03"), st.data())
def test_a_star_or_hash_anywhere_is_refused_as_a_code_for_the_phone(
    number: tuple[str, str], sign: str, data: st.DataObject
) -> None:
    typed, _dial = number
    place = data.draw(st.integers(0, len(typed)))
    with pytest.raises(ValidationError) as refusal:
        parse_phone(typed[:place] + sign + typed[place:])
    assert refusal.value.code == "ussd"


@settings(deadline=None)
@given(numbers(), numbers(), st.sampled_from([" ", ", ", " of ", " / ", "\n", "; ", " (", " en "]))
def test_two_numbers_in_one_field_are_refused(first: tuple[str, str], second: tuple[str, str], between: str) -> None:
    with pytest.raises(ValidationError):
        parse_phone(first[0] + between + second[0])


@settings(deadline=None)
@given(numbers(), st.integers(1, 3))
def test_a_number_that_lost_its_last_digits_is_refused(number: tuple[str, str], lost: int) -> None:
    typed, dial = number
    assume(not (re.match(r"0(?:800|90[069])", dial) and len(dial) == 11 and lost == 3))  # then a whole one is left
    short = typed
    for _digit in range(lost):
        short = re.sub(r"\D*\d\D*$", "", short)
    with pytest.raises(ValidationError):
        parse_phone(short)


@settings(deadline=None)
@given(st.text(st.characters() | st.sampled_from("0123456789+()-/. *#\u00a0\u2013"), max_size=MAX_LENGTH + 2))
def test_any_text_is_dialled_with_digits_or_refused_with_a_message(typed: str) -> None:
    try:
        assert DIALLABLE.fullmatch(parse_phone(typed).dial)
    except ValidationError as refusal:
        assert refusal.code in MESSAGES
