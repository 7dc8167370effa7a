"""Every sentence that is visible with zero ticks was read by a person, who saw no claim about this school in it."""

from __future__ import annotations

import os
import re

import pytest

from tests import zero_ticks

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# What a school says of itself once it has agreed, works with someone or does something.
CLAIMS = {
    "nl": r"\bafgesproken\b|\bspr[ae]+ken (?:we|wij)\b.*\baf\b|\bonze afspraken\b|"
    r"\bwe altijd doen\b|\bwe samenwerken\b|\bwij? werken (?:samen )?met\b|\bhebben (?:we|wij) \w+en\b|"
    r"\bwat we op school doen\b|\bonze school (?:heeft|doet|werkt)\b",
    "en": r"\bwe (?:have )?agreed\b|\bour agreements\b|\bwe always do\b|\bwe work with\b|"
    r"\bwhat we do at (?:our )?school\b|\bour school (?:has|does|works)\b",
}
# Read, and not about this school: what is so everywhere, and what a sheet asks of who fills it in.
FINE = {
    "nl": (
        *("Landelijk is afgesproken", "Zeg niets tegen klas, team of ouders voordat je met hen hebt afgesproken wat."),
        *("Wat is er gedaan of afgesproken", "Wat spreken we af, en wanneer kijken we weer?"),
    ),
    "en": ("It is agreed nationally",),
}


@pytest.mark.parametrize("language", zero_ticks.LANGUAGES)
def test_every_sentence_without_a_tick_was_read_by_a_person(language: str) -> None:
    if os.environ.get("GRIP_ZERO_TICKS") == "write":
        print(zero_ticks.path_of(language), zero_ticks.write(language), "not read yet")
        return
    have, visible = zero_ticks.known(language), zero_ticks.read(language)
    assert len(visible) > 500
    advice = "Read these. None may say what this school does, has or agreed. See tests/zero_ticks.py."
    assert [one for one in visible if one not in set(have)] == [], advice
    gone = [one for one in have if one not in set(visible)]
    assert gone == [], "These are no longer visible. See tests/zero_ticks.py."


@pytest.mark.parametrize("language", zero_ticks.LANGUAGES)
def test_what_was_read_claims_nothing(language: str) -> None:
    found = [
        one
        for one in zero_ticks.known(language)
        if re.search(CLAIMS[language], one, re.IGNORECASE) and not one.startswith(FINE[language])
    ]
    assert found == []


@pytest.mark.parametrize("language", zero_ticks.LANGUAGES)
def test_no_two_texts_are_read_as_one_word(language: str) -> None:
    """“0800-2000Centrum”: what only a stylesheet keeps apart is together for who reads without one."""
    joined = r"\d[A-Z][a-z]|[a-z][.?!:][A-Z][a-z]"
    assert [one for one in zero_ticks.known(language) if re.search(joined, one.replace("Meld.Online", ""))] == []


@pytest.mark.parametrize(
    ("language", "claim"),
    [
        ("nl", "Wat we hebben afgesproken"),
        ("nl", "Dit spraken we af op school:"),
        ("nl", "Daarom spreken we van tevoren af wat we van elkaar verwachten."),
        ("nl", "Lees onze afspraken"),
        ("nl", "Wat we altijd doen"),
        ("nl", "Met wie we samenwerken"),
        ("en", "What we agreed"),
        ("en", "All our agreements:"),
        ("en", "Who we work with"),
    ],
)
def test_a_claim_is_seen(language: str, claim: str) -> None:
    assert re.search(CLAIMS[language], claim, re.IGNORECASE)
