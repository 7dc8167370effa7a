"""What a text costs grows as the text does: counted for every pattern, measured at night for every function."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from contextlib import suppress

import pytest
from django.http import Http404

from gripwagtail.text import phone_spotting
from tests import growth, script_patterns, text_readers, value_readers
from tests.steps import Steps, TooMany, with_room

pytestmark = pytest.mark.broad

# --- steps --------------------------------------------------------------------------

OWN = (
    r"a*b|a+?c",
    r"(?i:ab)+(?P<x>c|d)(?P=x)?",
    r"(?<=a)b(?!c)\b",
    r"(?>a+)b|a++c",
    r"^\s*(\d{2,4}|[^\W\d_]{3})$",
    r"(?m)^(a|ab)*$\n?\Z",
    r"(a?)*b",
    r"(?s).*?x",
)


def the_same(pattern: re.Pattern[str], texts: list[str]) -> list[str]:
    """The texts in which counting finds something else than `re` does."""
    counting = Steps(pattern)

    def found(text: str) -> bool:
        try:
            return counting.spans(text, 300_000) == [match.span() for match in pattern.finditer(text)]
        except TooMany:
            return True

    return [text for text in texts if not found(text)]


def texts_for(pattern: str, number: int) -> list[str]:
    chance = random.Random(repr(pattern))
    own = [*growth.pieces(pattern), *"abcdx \n1"]
    return ["".join(chance.choices(own, k=chance.randint(1, 12)))[:120] for _text in range(number)]


@pytest.mark.parametrize("pattern", OWN)
def test_counting_finds_what_a_pattern_finds(pattern: str) -> None:
    letters = random.Random(pattern)
    texts = ["".join(letters.choices("abcdx \n1A", k=letters.randint(0, 9))) for _text in range(300)]
    assert with_room(lambda: the_same(re.compile(pattern), texts)) == []


@pytest.mark.slow
def test_counting_finds_what_each_of_our_patterns_finds() -> None:
    def different() -> dict[str, list[str]]:
        return {
            name: texts
            for name, pattern in growth.patterns().items()
            if (texts := the_same(pattern, texts_for(pattern.pattern, 20)))
        }

    assert with_room(different) == {}


def test_a_pattern_without_an_end_is_given_up() -> None:
    counting = Steps(re.compile(r"(a|aa)+$"))
    assert with_room(lambda: counting.counted("a" * 60 + "b", 50_000)) == 50_001


@pytest.mark.parametrize(
    ("pattern", "text", "count"),
    [(r"a", "aab", 6 + 1), (r"a*", "aaaa", 3 + 4 + 4), (r"<[^>]*>", "<<<", 3 + 3 + 2 + 1 + 1 + 3)],
)
def test_what_counts_is_each_character_that_is_read_and_each_beginning(pattern: str, text: str, count: int) -> None:
    assert Steps(re.compile(pattern)).counted(text) == count


# So many processes can share the work.
PARTS = 8

# --- patterns -----------------------------------------------------------------------


def test_a_list_of_hours_and_dates_is_read_in_no_time() -> None:
    """“10.10-10-10.10” is read in two ways, and as many again with each that follows."""
    own = {name: one for name, one in growth.patterns().items() if name.startswith("text.phone_spotting.")}
    text = "10.10-10-10.10- 10-10-2026 10.10 " * 30
    assert len(own) > 5
    assert (
        with_room(
            lambda: [name for name, one in own.items() if Steps(one).counted(text, 400 * len(text)) > 200 * len(text)]
        )
        == []
    )
    assert phone_spotting.phone_numbers("Van 10.10-10-10.10 tot 1-9-2026 - 31-8-2027") == []


def steep(found: dict[str, re.Pattern[str]]) -> list[str]:
    each = (growth.steep(name, pattern, growth.BOUNDED.get(name, (0, ""))[0]) for name, pattern in found.items())
    return with_room(lambda: [str(one) for one in each if one])


@pytest.mark.thorough
@pytest.mark.parametrize("part", range(PARTS))
def test_twice_as_long_takes_a_pattern_about_twice_as_many_steps(part: int) -> None:
    found = growth.patterns()
    assert len(found) > 200
    assert steep(dict(list(found.items())[part::PARTS])) == []


def test_twice_as_long_takes_a_pattern_of_a_script_about_twice_as_many_steps() -> None:
    found = script_patterns.in_python()
    assert len(found) >= 12
    assert steep(found) == []


@pytest.mark.thorough
@pytest.mark.parametrize("name", sorted(text_readers.measured()))
def test_a_function_takes_no_more_than_two_and_a_half_times_as_long_for_twice_as_much(name: str) -> None:
    function, words = text_readers.measured()[name]
    with text_readers.without_doors():
        found = growth.slow(name, function, words)
    assert found is None, found


def test_every_pattern_that_is_compiled_is_measured() -> None:
    """In a process of its own, because a pattern is compiled when its module is read."""
    missing = subprocess.run(
        [sys.executable, "-m", "tests.growth"], capture_output=True, text=True, check=False, cwd=growth.ROOT.parent
    )
    assert (missing.returncode, missing.stdout) == (0, ""), missing.stderr


def test_what_takes_a_text_is_found_by_its_signature() -> None:
    found = text_readers.readers()
    assert {"phone.parse_phone", "safety.promises.promises_too_much", "validators.dialable"} <= set(found)
    assert len(found) > 90
    everything = {*text_readers.readers(all_of_them=True), *text_readers.taking_text()}
    for begin in text_readers.NOT_READ:
        assert any(one.startswith(begin) for one in everything), begin


@pytest.mark.parametrize("room", [*text_readers.ROOMS, *value_readers.ROOMS])
def test_every_function_of_these_rooms_that_may_get_a_text_is_measured(room: str) -> None:
    found = [name for name in text_readers.taking_text() if name.partition(".")[0] == room]
    known = text_readers.measured()
    assert found
    assert [name for name in found if name not in known and not name.startswith(tuple(text_readers.NOT_READ))] == []


BY_HAND = {**text_readers.by_hand(), **value_readers.by_hand()}


def test_what_is_called_by_hand_is_there_and_takes_a_text() -> None:
    assert set(BY_HAND) <= set(text_readers.taking_text())


@pytest.mark.parametrize("name", sorted(BY_HAND))
def test_what_is_called_by_hand_gets_as_far_as_an_answer(name: str) -> None:
    """Or else it would take no time at all, however slow it is."""
    read, words = BY_HAND[name]
    with suppress(Http404):
        read(words)


def test_what_is_bounded_is_a_pattern_of_ours_and_short() -> None:
    assert set(growth.BOUNDED) <= set(growth.patterns())
    assert max(most for most, _why in growth.BOUNDED.values()) <= 2_048


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("cubic", r"\b(?:moet|mag)\b.*\bfoto\b.*\bbewaren\b"),
        ("quadratic", r"<a(\b[^>]*)>"),
        ("spaces", r"\s+$"),
        ("exponential", r"(?:a|a )+x"),
    ],
)
def test_growth_is_seen(name: str, pattern: str) -> None:
    words = f"{pattern}|je moet de foto" if name == "cubic" else pattern
    assert with_room(lambda: growth.steep(name, re.compile(words)))


def test_growth_of_what_is_bounded_is_seen_beyond_a_square() -> None:
    assert with_room(lambda: growth.steep("cubic", re.compile(r"a*a*a*$x"), 200))
    assert with_room(lambda: growth.steep("square", re.compile(r"a*$x"), 200)) is None


@pytest.mark.thorough
def test_growth_of_the_time_of_a_function_is_seen() -> None:
    assert growth.slow("square", lambda text: [text.count(text[:number]) for number in range(0, len(text), 2)])
    assert growth.slow("linear", lambda text: text.split() * 40) is None
