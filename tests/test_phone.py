"""What a school types as a telephone number, and what a phone gets to dial."""

from __future__ import annotations

import dataclasses
import re

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.functional import Promise
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gripwagtail.phone import MAX_LENGTH, MESSAGES, Phone, parse_phone

DIALLABLE = re.compile(r"\+?[0-9]+", re.ASCII)

# As typed -> dialled, shown. Numbers of organisations are public; numbers of persons are nobody's.
SHAPES = [
    # Seen on school sites
    ("088 1234567", "+31881234567", "088 1234567"),
    ("088-12 34 567", "+31881234567", "088-12 34 567"),
    ("088 – 7654321", "+31887654321", "088-7654321"),
    ("010- 7654321", "+31107654321", "010-7654321"),
    ("06-12345678", "+31612345678", "06-12345678"),
    ("0900 - 111 31 11", "09001113111", "0900-111 31 11"),
    ("0900-1113111", "09001113111", "0900-1113111"),
    ("0900 111 3 111", "09001113111", "0900 111 3 111"),
    ("+31 (0)30 280 95 90", "+31302809590", "+31 (0)30 280 95 90"),
    ("+31 (0)70 765 43 21", "+31707654321", "+31 (0)70 765 43 21"),
    ("+31 (0)900 – 111 3111", "09001113111", "+31 (0)900-111 3111"),
    ("+31 (0)900 - 111 3111", "09001113111", "+31 (0)900-111 3111"),
    ("0031 30 280 95 90", "+31302809590", "0031 30 280 95 90"),
    ("(030) 280 95 90", "+31302809590", "(030) 280 95 90"),
    ("030/2809590", "+31302809590", "030/2809590"),
    ("030 / 2809590", "+31302809590", "030/2809590"),
    ("(030) / 2809590", "+31302809590", "(030)/2809590"),
    ("030.280.95.90", "+31302809590", "030.280.95.90"),
    ("06.12.34.56.78", "+31612345678", "06.12.34.56.78"),
    ("(+31) (0)30 280 95 90", "+31302809590", "(+31) (0)30 280 95 90"),
    ("+31(0)302809590", "+31302809590", "+31(0)302809590"),
    ("+31 030 280 95 90", "+31302809590", "+31 030 280 95 90"),
    ("0031 (0)30 280 95 90", "+31302809590", "0031 (0)30 280 95 90"),
    ("+31-30-2809590", "+31302809590", "+31-30-2809590"),
    # Short numbers
    ("112", "112", "112"),
    ("113", "113", "113"),
    ("116 111", "116111", "116 111"),
    ("116123", "116123", "116123"),
    ("14 030", "14030", "14 030"),
    ("14 0113", "140113", "14 0113"),
    ("+31 14 030", "14030", "+31 14 030"),
    # Service numbers
    ("0800-0432", "08000432", "0800-0432"),
    ("08-00-0432", "08000432", "08-00-0432"),
    ("0800 432 1234", "08004321234", "0800 432 1234"),
    ("0900-8844", "09008844", "0900-8844"),
    ("+31 800 0432", "08000432", "+31 800 0432"),
    ("0031 900 8844", "09008844", "0031 900 8844"),
    ("0906-1234", "09061234", "0906-1234"),
    ("0909-1234567", "09091234567", "0909-1234567"),
    # Machines and other 097 numbers are two digits longer
    ("0970 123 456 78", "+3197012345678", "0970 123 456 78"),
    # Demo numbers that belong to nobody
    ("070 012 34 56", "+31700123456", "070 012 34 56"),
    ("06-00123456", "+31600123456", "06-00123456"),
    ("030-0123456", "+31300123456", "030-0123456"),
    # Elsewhere
    ("+32 2 123 45 67", "+3221234567", "+32 2 123 45 67"),
    ("+44 (0)20 7946 0958", "+442079460958", "+44 (0)20 7946 0958"),
    ("00 44 20 7946 0958", "+442079460958", "00 44 20 7946 0958"),
    ("+1 (202) 555-0100", "+12025550100", "+1 (202) 555-0100"),
    ("+39 06 1234 5678", "+390612345678", "+39 06 1234 5678"),
    ("+599 717 1234", "+5997171234", "+599 717 1234"),
    # Pasted
    ("  070\u00a0765\u202f43\u200921  ", "+31707654321", "070 765 43 21"),
    ("\u202a+31 6 12345678\u202c", "+31612345678", "+31 6 12345678"),
    ("\u202d06-12345678\u202c", "+31612345678", "06-12345678"),
    ("\ufeff030\u20112809590", "+31302809590", "030-2809590"),
    ("030 \u2014 280\u201395\u221290", "+31302809590", "030-280-95-90"),
    ("030\n280 95 90\t", "+31302809590", "030 280 95 90"),
    ("030\u200b2809590", "+31302809590", "030 2809590"),
    ("\u0660\u0663\u0660 \u0662\u0668\u0660 \u0669\u0665 \u0669\u0660", "+31302809590", "030 280 95 90"),
    ("\uff0b\uff13\uff11 30 2809590", "+31302809590", "+31 30 2809590"),
    ("tel:+31302809590", "+31302809590", "+31302809590"),
    ("Tel. 030-2809590", "+31302809590", "030-2809590"),
    ("T: 030-2809590.", "+31302809590", "030-2809590"),
    ("\u260e\ufe0f 030-2809590", "+31302809590", "030-2809590"),
    ("(030-2809590)", "+31302809590", "030-2809590"),
]

# As typed -> dialled, shown, note.
REMARKS = [
    ("0900-0101 (kies 3)", "09000101", "0900-0101", "kies 3"),
    ("0900-0101 - (kies 3)", "09000101", "0900-0101", "kies 3"),
    ("0900-0101, kies 3", "09000101", "0900-0101", "kies 3"),
    ("kies 3: 0900-0101", "09000101", "0900-0101", "kies 3"),
    ("vraag naar Anna: 070 012 34 56", "+31700123456", "070 012 34 56", "vraag naar Anna"),
    ("Anna – 070 012 34 56", "+31700123456", "070 012 34 56", "Anna"),
    ("Anna (070 012 34 56)", "+31700123456", "070 012 34 56", "Anna"),
    ("via school (070 012 34 56)", "+31700123456", "070 012 34 56", "via school"),
    ("Anna (bij ziekte: 070 012 34 56), ma en di", "+31700123456", "070 012 34 56", "Anna bij ziekte, ma en di"),
    ("070 012 34 56 (Anna) of de balie", "+31700123456", "070 012 34 56", "(Anna) of de balie"),
    ("mevrouw K., tel 070 012 34 56", "+31700123456", "070 012 34 56", "mevrouw K."),
    ("Mevr. X   Tel. 070 012 34 56", "+31700123456", "070 012 34 56", "Mevr. X"),
    ("de heer B. (telefoon 070 012 34 56)", "+31700123456", "070 012 34 56", "de heer B."),
    ("mevrouw K. | T 070 012 34 56", "+31700123456", "070 012 34 56", "mevrouw K."),
    ("mevrouw T 070 012 34 56", "+31700123456", "070 012 34 56", "mevrouw T"),
    ("Hotel 070 012 34 56", "+31700123456", "070 012 34 56", "Hotel"),
    ("070 012 34 56 toestel 12", "+31700123456", "070 012 34 56", "toestel 12"),
    ("070 012 34 56, tst. 3", "+31700123456", "070 012 34 56", "tst. 3"),
    ("070 012 34 56 ext. 1234", "+31700123456", "070 012 34 56", "ext. 1234"),
    ("070 012 34 56 (lokaal B12)", "+31700123456", "070 012 34 56", "lokaal B12"),
    ("070 012 34 56 (08.00-17.00)", "+31700123456", "070 012 34 56", "08.00-17.00"),
    ("070 012 34 56 (ma-vr 8:30 tot 16:30 uur)", "+31700123456", "070 012 34 56", "ma-vr 8:30 tot 16:30 uur"),
    ("070 012 34 56 (vanaf 01-09-2026)", "+31700123456", "070 012 34 56", "vanaf 01-09-2026"),
    ("070 1234567 (2)", "+31701234567", "070 1234567", "2"),
    ("0800-0432 (24/7)", "08000432", "0800-0432", "24/7"),
    ("030 / 2809590 (24/7)", "+31302809590", "030/2809590", "24/7"),
    ("24/7: 113", "113", "113", "24/7"),
    ("113 (gratis)", "113", "113", "gratis"),
    ("Bij gevaar: bel 112", "112", "112", "Bij gevaar: bel"),
    ("bel 112", "112", "112", ""),
    ("070 012 34 56 toestel 113", "+31700123456", "070 012 34 56", "toestel 113"),
    ("mobiel: 06-00123456", "+31600123456", "06-00123456", "mobiel"),
    ("0800-0432\u00a0(kies\u2009\u00a03)", "08000432", "0800-0432", "kies 3"),
]

# As typed -> code, and words that say what the editor should do.
REFUSALS = [
    ("", "empty", "Type a telephone number"),
    (" \u00a0\u200b\t", "empty", "Type a telephone number"),
    ("\u200e\ufeff", "empty", "Type a telephone number"),
    ("via school", "no_number", "no telephone number in this text"),
    ("via school, toestel 113", "no_number", "no telephone number in this text"),
    ("ma-vr 08.00-17.00", "no_number", "no telephone number in this text"),
    ("(-) / +", "no_number", "no telephone number in this text"),
    ("Dorpsstraat 112", "number_first", "short number first"),
    ("Postbus 14030", "number_first", "short number first"),
    ("0800-BEL-NU", "letters", "digits only"),
    ("0800\u2013BEL\u2013NU", "letters", "digits only"),
    ("0800 BEL NU", "letters", "digits only"),
    ("O30 2809590", "letters", "digits only"),
    ("030 28O 95 90", "letters", "digits only"),
    ("+4l (0)20 794 60 95", "letters", "digits only"),
    ("+4l 020 794 60 95", "letters", "digits only"),
    ("00a31 (0)6 00123456", "letters", "digits only"),
    ("06 l2345678", "letters", "digits only"),
    ("0800-0432a", "letters", "digits only"),
    ("0800-0432\u00b2", "letters", "digits only"),
    ("0800-0432\u0301", "letters", "digits only"),
    ("0800_0432", "letters", "digits only"),
    ("++31302809590", "letters", "digits only"),
    ("112,50", "letters", "digits only"),
    ("0900-0101(3)", "letters", "digits only"),
    ("*31#0302809590", "ussd", "without * and #"),
    ("*#06#", "ussd", "without * and #"),
    ("0800-0432 #3", "ussd", "without * and #"),
    ("\uff0a21\uff03", "ussd", "without * and #"),
    ("070 1234567 / 06 12345678", "two_numbers", "one number per field"),
    ("070 1234567/06 12345678", "two_numbers", "one number per field"),
    ("070/1234567/06 12345678", "two_numbers", "one number per field"),
    ("070 1234567 of 06 12345678", "two_numbers", "one number per field"),
    ("070 1234567 06 12345678", "two_numbers", "one number per field"),
    ("070 1234567\n06 12345678", "two_numbers", "one number per field"),
    ("070 1234567, 112", "two_numbers", "one number per field"),
    ("070 1234567 of 7654321", "two_numbers", "one number per field"),
    ("070 1234567/68", "two_numbers", "one number per field"),
    ("070 1234567 / 68", "two_numbers", "one number per field"),
    ("113/112", "two_numbers", "one number per field"),
    ("0800-0432 112", "two_numbers", "one number per field"),
    ("0800-0432\u200b113", "two_numbers", "one number per field"),
    ("0800-0432 (112 bij gevaar)", "two_numbers", "one number per field"),
    ("0800-0432 of 113", "two_numbers", "one number per field"),
    ("280 95 90", "no_area_code", "Begin with the area code"),
    ("30 280 95 90", "no_area_code", "Begin with the area code"),
    ("31302809590", "no_area_code", "Begin with the area code"),
    ("0", "too_short", "Type all its digits"),
    ("0112", "too_short", "Type all its digits"),
    ("0116111", "too_short", "Type all its digits"),
    ("014030", "too_short", "Type all its digits"),
    ("030 280 95 9", "too_short", "Type all its digits"),
    ("06-1234567", "too_short", "Type all its digits"),
    ("+31 6", "too_short", "Type all its digits"),
    ("0800-043", "too_short", "Type all its digits"),
    ("0900-111 31 1", "too_short", "Type all its digits"),
    ("+44 20 79", "too_short", "Type all its digits"),
    ("030 280 95 90 1", "too_long", "too long"),
    ("06-123456789", "too_long", "too long"),
    ("0800-12345678", "too_long", "too long"),
    ("0800-0432 112 24/7", "two_numbers", "one number per field"),
    ("+44 20 7946 0958 1234", "too_long", "too long"),
    ("1" * MAX_LENGTH, "no_area_code", "Begin with the area code"),
    ("0" + "1" * (MAX_LENGTH - 1), "too_long", "too long"),
    ("+999 123456", "country_code", "country code after the +"),
    ("0000000000", "too_short", "Type all its digits"),
    ("0302809590\x00", "hidden", "hidden characters"),
    ("030\x1b[31m2809590", "hidden", "hidden characters"),
    ("\u202e0959082030", "hidden", "hidden characters"),
    ("\u2067030 2809590\u2069", "hidden", "hidden characters"),
    ("\ud800 030 2809590", "hidden", "hidden characters"),
    ("\uf095 030 2809590", "hidden", "hidden characters"),
    ("0302809590" + " " * (MAX_LENGTH - 9), "too_much_text", "at most 80 characters"),
    ("x" * (MAX_LENGTH + 1), "too_much_text", "at most 80 characters"),
]


@pytest.mark.parametrize(("typed", "dial", "shown"), SHAPES)
def test_a_number_is_dialled_and_shown_tidied(typed: str, dial: str, shown: str) -> None:
    assert parse_phone(typed) == Phone(shown=shown, dial=dial, note="")


@pytest.mark.parametrize(("typed", "dial", "shown", "note"), REMARKS)
def test_words_beside_the_number_become_the_note(typed: str, dial: str, shown: str, note: str) -> None:
    assert parse_phone(typed) == Phone(shown=shown, dial=dial, note=note)


@pytest.mark.parametrize(("typed", "code", "words"), REFUSALS)
def test_what_cannot_be_dialled_is_refused_with_a_code_and_advice(typed: str, code: str, words: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        parse_phone(typed)
    assert refusal.value.code == code
    with translation.override(None):  # the English msgid, whatever language the site has
        assert words in str(refusal.value.message)


def test_every_message_is_seen_in_the_refusals_and_translated_when_shown() -> None:
    assert {code for _, code, _ in REFUSALS} == set(MESSAGES)
    assert all(isinstance(message, Promise) for message in MESSAGES.values())


def test_the_link_is_tel_and_what_is_dialled() -> None:
    assert parse_phone("030-280 95 90").href == "tel:+31302809590"
    assert parse_phone("0800-0432 (gratis)").href == "tel:08000432"


def test_a_phone_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        parse_phone("112").dial = "113"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("typed", "region", "dial"),
    [
        ("02 123 45 67", "BE", "+3221234567"),
        ("112", "BE", "112"),
        ("116 111", "BE", "116111"),
        ("030 123456", "DE", "+4930123456"),
        ("(202) 555-0100", "US", "+12025550100"),
        # Dialled nationally in Belgium, this would ring a Belgian number.
        ("+31 900 111 3111", "BE", "+319001113111"),
    ],
)
def test_a_number_is_read_as_typed_in_the_region(typed: str, region: str, dial: str) -> None:
    assert parse_phone(typed, region).dial == dial


def test_a_local_number_elsewhere_asks_for_the_area_code() -> None:
    with pytest.raises(ValidationError) as refusal:
        parse_phone("555-0100", "US")
    assert refusal.value.code == "no_area_code"


@pytest.mark.parametrize("region", ["", "nl", "XX", "Nederland"])
def test_an_unknown_region_is_a_mistake_of_the_programmer(region: str) -> None:
    with pytest.raises(ValueError, match="Unknown region"):
        parse_phone("112", region)


# Anything at all, and texts that look like numbers often enough to be accepted.
PIECES = [
    "+31",
    "0031",
    "+44",
    "(0)",
    "(030)",
    "06",
    "030",
    "0800",
    "0900",
    "14",
    "112",
    "113",
    "116",
    "0101",
    "1234567",
]
PIECES += [
    " ",
    "-",
    " - ",
    "\u2013",
    "/",
    " / ",
    ".",
    "(",
    ")",
    ",",
    ":",
    "+",
    "0",
    "12",
    "345",
    "\u00a0",
    "\u200b",
    "\u202a",
]
PIECES += ["kies 3", "toestel", "of", "Anna", "\u0663", "\u00b2", "\uff11", "08.00-17.00", "24/7", "\n", "tel:"]
TEXTS = st.one_of(st.text(max_size=MAX_LENGTH + 5), st.lists(st.sampled_from(PIECES), max_size=9).map("".join))


@settings(deadline=None)  # libphonenumber loads a country at its first number
@given(typed=TEXTS)
@example(typed="030 / 2809590 (24/7)")
def test_any_text_is_refused_or_gives_digits_that_stay_the_same_when_read_again(typed: str) -> None:
    try:
        phone = parse_phone(typed)
    except ValidationError as refusal:
        assert refusal.code in MESSAGES
        return
    assert DIALLABLE.fullmatch(phone.dial)
    assert re.sub(r"\D", "", phone.shown).endswith(phone.dial[-3:])
    assert phone.shown.isascii()
    assert phone.note.isprintable()
    assert parse_phone(phone.shown) == Phone(shown=phone.shown, dial=phone.dial, note="")


@settings(deadline=None)  # libphonenumber loads a country at its first number
@given(
    digits=st.from_regex(r"[1-57][0-9]{8}", fullmatch=True),
    gap=st.sampled_from(["", " ", "-", " - ", ". ", "/", "\u00a0\u2013 "]),
)
def test_every_area_number_of_ten_digits_is_dialled_as_typed(digits: str, gap: str) -> None:
    dial = f"+31{digits}"
    assert parse_phone(f"0{digits[:2]}{gap}{digits[2:]}").dial == dial
    assert parse_phone(f"+31 (0){digits[:2]}{gap}{digits[2:]}").dial == dial
    assert parse_phone(f"0031{gap.strip('/')}{digits}").dial == dial


@settings(deadline=None)  # libphonenumber loads a country at its first number
@given(
    typed=st.sampled_from([row[0] for row in SHAPES if "\n" not in row[0] and ":" not in row[0]]),
    note=st.from_regex(r"[a-z]{2,8}( [a-z]{1,8}){0,3}", fullmatch=True),
)
def test_a_remark_in_brackets_never_changes_what_is_dialled(typed: str, note: str) -> None:
    assert parse_phone(f"{typed} ({note})").dial == parse_phone(typed).dial
