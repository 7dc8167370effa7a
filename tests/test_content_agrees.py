"""What we ship does not contradict itself: one sentence never takes back what another in the same part asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from gripwagtail.safety.parent_messages import aftercare
from tests.starter_texts import both, document, every_text, language_of, parts, position_of, situations

# What a step asks, and the don't that forbids the same in the same part.
AGAINST = {
    "nl": [
        (
            r"\bZeg (?:dan |in de |op school )|\bPraat (?:later )?met de (?:klas|groep)",
            r"^Praat (?:er )?niet (?:.* )?in de (?:klas|groep)",
        ),
        (r"\bniet (?:meer )?(?:te )?antwoord|^Antwoord niet", r"\bnegeren\b"),
        (r"\bVraag door\b", r"^Vraag niet door\b"),
        (r"\b[Bb]lokkeer", r"^Blokkeer niet\b"),
        (r"^(?:Bel|Vraag) (?:ook )?de ouders", r"^(?:Bel|Vertel) (?:het )?(?:niet )?(?:aan )?de ouders niet\b"),
        (r"^(?:Leg|Pak) .*telefoon.* (?:af|in)\b", r"telefoon (?:niet )?(?:af|in)\b"),
        (r"\b(?:Verwijder|Wis|Haal) (?:de app|alles|het)\b", r"^(?:Wis|Haal) .*n(?:og )?iet"),
        (r"\bom tafel\b(?!.*niet)", r"niet .*om tafel"),
        (r"^Kijk (?:samen )?naar het", r"^Kijk (?:er )?(?:zelf )?niet"),
    ],
    "en": [
        (
            r"\bsay that sharing (?:stops|must stop)\b|\bSay in class\b|\b[Tt]alk to the (?:class|group)",
            r"^Do not talk (?:about it )?in class",
        ),
        (r"\bnot to answer\b|^Do not answer", r"\bignore it\b"),
        (r"\bKeep asking\b|\bPress for\b", r"^Do not press for\b"),
        (r"\bblock (?:the account|them|that)", r"^Do not block\b"),
        (r"^Call the parents", r"^Do not (?:call|tell) the parents"),
        (r"^Take (?:away )?.*phone", r"^Do not .*take .*phone"),
        (r"^(?:Delete|Remove) ", r"^Do not delete"),
        (r"^Sit .* down", r"^Do not sit .* down"),
        (r"^Look (?:together )?at the (?:image|video)", r"^Do not look"),
    ],
}


def contradictions(steps: list[str], donts: list[str], language: str) -> Iterator[str]:
    for asked, forbidden in AGAINST[language]:
        for step in steps:
            for dont in donts:
                # “Agree with the pupil what you will say” is what such a don't asks for.
                agreed = re.match(r"Bespreek met de leerling|Agree with the pupil", step)
                if not agreed and re.search(asked, step) and re.search(forbidden, dont):
                    yield f"“{step}” against “{dont}”"


@both
def test_no_part_asks_what_it_forbids(texts: str) -> None:
    language = language_of(texts)
    for item in situations(texts):
        for audience, part in parts(item):
            lines = [part["opening"], *part["steps"]]
            assert [*contradictions(lines, part["donts"], language)] == [], f"{item['key']}.{audience}"


@pytest.mark.parametrize(
    ("step", "dont"),
    [
        ("Zeg in de groep dat delen nu stopt.", "Praat niet in de klas zonder overleg met de leerling."),
        ("Help je kind om niet te antwoorden.", "Zeg niet dat je kind het moet negeren."),
        ("Vraag door en blijf rustig.", "Vraag niet door naar details."),
    ],
)
def test_a_part_that_contradicts_itself_is_found(step: str, dont: str) -> None:
    assert [*contradictions([step], [dont], "nl")]


TO_THE_GROUP = {
    "nl": r"\bZeg (?:dan |in de groep |in de klas |op school )?dat (?:kijken en )?delen\b",
    "en": r"\b[Ss]ay (?:in class )?that (?:looking and )?sharing (?:stops|must stop)\b",
}
AGREED = {
    "nl": "Bespreek met de leerling wat je in de groep zegt.",
    "en": "Agree with the pupil what you will say in class.",
}


@both
def test_who_works_at_a_school_agrees_with_the_pupil_in_a_sexual_image_before_speaking_to_the_group(texts: str) -> None:
    spoken = []
    for item in situations(texts):
        if item["group"] == "images" and item["sexual"] != "no" and position_of(item) == "hurt":
            steps = item["staff"]["steps"]
            spoken += [(item["key"], step) for step in steps if re.search(TO_THE_GROUP[language_of(texts)], step)]
    assert "foto-gaat-rond" in dict(spoken)
    assert not [(key, step) for key, step in spoken if not step.startswith(AGREED[language_of(texts)])]


NOTED = {"nl": r"\b(?:Schrijf|Noteer)\b|\bbewijs\b", "en": r"\b(?:[Ww]rite|[Nn]ote)\b|\bevidence\b"}
BLOCKED = {"nl": r"\b[Bb]lokke(?:er|ren)\b", "en": r"\bblock(?:ing)?\b(?! the card)"}


@both
def test_what_is_to_be_written_down_comes_before_the_account_is_blocked(texts: str) -> None:
    language = language_of(texts)
    for item in situations(texts):
        for audience, part in parts(item):
            noted = [number for number, step in enumerate(part["steps"]) if re.search(NOTED[language], step)]
            blocked = [number for number, step in enumerate(part["steps"]) if re.search(BLOCKED[language], step)]
            # A block of a bank card loses nothing.
            if noted and blocked and item["group"] in ("images", "conflict", "worries"):
                assert noted[0] <= blocked[0], f"{item['key']}.{audience}"


THREAT = {"nl": r"\b[Ww]ordt er gedreigd\?", "en": r"\bAre there threats\?"}
ASKED = {"nl": r"^(?:Dreigt er niemand\? )?Vraag de ander", "en": r"^(?:Are there none\? )?Ask the other person"}


@pytest.mark.parametrize("texts", ["nl/vo", "en/vo"])
def test_nobody_writes_to_the_one_who_threatens(texts: str) -> None:
    language = language_of(texts)
    (item,) = [one for one in situations(texts) if one["key"] == "zelf-gestuurd"]
    steps = item["pupil"]["steps"]
    (threat,) = [number for number, step in enumerate(steps) if re.search(THREAT[language], step)]
    (asked,) = [number for number, step in enumerate(steps) if re.search(ASKED[language], step)]
    assert threat < asked


FAULT = {
    "nl": r"\bschuld\b|\bfout\b|\bvroeg hier niet om\b",
    "en": r"\bfault\b|\bblame\b|\bwrong\b|\bdid not ask for\b",
}


@both
def test_whoever_was_hurt_in_a_sexual_way_reads_at_once_that_it_is_not_their_fault(texts: str) -> None:
    for item in situations(texts):
        if position_of(item) == "hurt" and item["sexual"] != "no" and item["key"] not in CALM:
            assert re.search(FAULT[language_of(texts)], item["pupil"]["opening"]), item["key"]


# Here the first sentence is about what the reader may decide, which says the same.
CALM = {"onder-druk", "meekijken"}


# --- is the school open tomorrow? ---------------------------------------------------

OPEN = {"nl": "is de school morgen open", "en": "is the school open tomorrow"}


@both
def test_a_threat_against_the_school_asks_whether_it_is_open_tomorrow(texts: str) -> None:
    (item,) = [one for one in situations(texts) if one["key"] == "bericht-over-school"]
    for audience in ("parent", "staff"):
        assert OPEN[language_of(texts)] in " ".join(item[audience]["steps"]).casefold(), audience


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_message_to_parents_after_a_threat_has_a_place_to_say_it(language: str) -> None:
    (message,) = [one for one in aftercare(language).messages if one.key == "threats"]
    assert OPEN[language] in message.text.casefold()
    # Nobody but the school knows: it is left open, and whoever sends it is told so.
    assert re.search(r"\[\[[^\]]+\]\]", message.text)
    assert {"nl": "morgen open", "en": "open tomorrow"}[language] in message.when


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_first_tick_can_be_true_for_every_message(language: str) -> None:
    first = aftercare(language).checks[0]
    # A threat to all of the school hurt no one pupil, and parents are not asked where home is not safe.
    assert re.match({"nl": r"Is één leerling geraakt\?", "en": r"Was one pupil hurt\?"}[language], first)
    unsafe = {"nl": r"thuis niet veilig\?.*alleen .*leerling", "en": r"home not safe\?.*only .*pupil"}
    assert re.search(unsafe[language], first)


# --- asking for help ----------------------------------------------------------------

NEVER = {"nl": "Om hulp vragen levert je nooit straf op.", "en": "Asking for help is never punished."}
PLACES = {
    "po": ["incident_help/situations/zelf-gedaan/school_does", "norm/agreements/vertellen/if_broken"],
    "vo": ["incident_help/situations/account-kwijt/school_does", "norm/agreements/hulp-halen/if_broken"],
}
PUNISHED = {"nl": r"\bstraf\b", "en": r"\bpunish"}


@both
def test_the_four_places_on_asking_for_help_say_the_same_sentence(texts: str) -> None:
    found = [place.rstrip("/0123456789") for place, text in every_text(texts) if NEVER[language_of(texts)] in text]
    assert found == PLACES[texts.partition("/")[2]]


@both
def test_nothing_else_is_said_of_being_punished_at_school(texts: str) -> None:
    """That would be a promise about what follows on what somebody did."""
    language = language_of(texts)
    left = [
        (place, text.replace(NEVER[language], ""))
        for place, text in every_text(texts)
        if "/parent/" not in place and not place.startswith("parent_tips")
    ]
    # Who is afraid of it may say so, and the editor reads what was mended.
    mine = [(place, text) for place, text in left if re.search(PUNISHED[language], text, re.IGNORECASE)]
    assert not [
        place for place, text in mine if "/changed" not in place and not re.search(r"\b(?:bang|afraid)\b", text)
    ]


# --- an agreement beside a situation -------------------------------------------------


@pytest.mark.parametrize("texts", ["nl/vo", "en/vo"])
@pytest.mark.parametrize("key", ["zelf-gestuurd", "onder-druk", "dreigen-met-foto"])
def test_an_own_nude_pressure_and_blackmail_do_not_name_the_rule_on_sending(texts: str, key: str) -> None:
    (item,) = [one for one in situations(texts) if one["key"] == key]
    assert item["agreement"] in ("niet-verder", "hulp-halen")


@both
def test_the_rule_on_the_phone_is_a_fact_about_a_school_and_waits_in_the_library(texts: str) -> None:
    agreements: dict[str, Any] = {one["key"]: one for one in document(texts, "norm")["agreements"]}
    assert agreements["telefoon"]["core"] is False
    assert all(one.get("core", True) for key, one in agreements.items() if key != "telefoon")
