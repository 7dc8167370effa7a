"""Below which lines of a pasted page a rule is an agreement: only below what says so, or where nothing stands above it.

A rule that is wrongly in doubt costs an editor a moment. A forbidden thing among the agreements of a school says that
it is allowed.
"""

from __future__ import annotations

import pytest

from gripwagtail.admin.pasted_agreements import read_agreements

HARMFUL = "We filmen elkaar in de kleedkamer"
GOOD = "Wij helpen elkaar"


def agreements(text: str) -> list[str]:
    return [item["value"]["we_do"] for item in read_agreements(text, []).items]


def is_left_to_the_editor(text: str) -> bool:
    found = read_agreements(text, [])
    return found.items == [] and found.doubtful == (HARMFUL,) and HARMFUL in found.rest


FORBIDDEN_THINGS = [
    "schelden, ook als het wel een grapje is",
    "de regels ontduiken",
    "regels verzinnen voor een ander",
    "een ander iets laten beloven",
    "afspraken vergeten",
    "afspraken met vreemden",
    "afspraken over foto's vergeten",
    "doen we wel eens voor de grap",
    "te veel van een ander verwachten",
    "zo gaan we over iemands grens",
]


@pytest.mark.parametrize("thing", FORBIDDEN_THINGS)
def test_a_thing_in_a_list_of_what_is_not_allowed_does_not_end_that_list(thing: str) -> None:
    texts = [
        gap.join(["Wat mag niet", f"{mark}{thing}", f"{mark.strip('✗◦ ')} {HARMFUL}"])
        for mark in ("- ", "", "3. ", "b) ", "✗ ", "◦ ")
        for gap in ("\n", "\n\n")
    ]
    assert [text for text in texts if not is_left_to_the_editor(text)] == []


@pytest.mark.parametrize("mark", ["- ", "3. "])
@pytest.mark.parametrize("heading", ["Wat mag wel", "Onze afspraken", "wel"])
def test_nor_does_a_heading_that_is_marked_as_such_a_thing(mark: str, heading: str) -> None:
    assert is_left_to_the_editor(f"Wat mag niet\n{mark}schelden\n{mark}{heading}\n{mark}{HARMFUL}")


@pytest.mark.parametrize(
    "heading",
    [
        "Wat mag wel",
        "Wat mag wel?",
        "Wel:",
        "Dit mag wel:",
        "Wat doen we wel?",
        "Wat we wel doen",
        "Onze afspraken",
        "Onze gouden regels:",
        "Zo gaan we met elkaar om",
        "Dit spreken we af",
        "Wij spreken af:",
        "Onze norm",
        "Wat we van elkaar verwachten",
        "Dit zijn onze afspraken.",
        "Dit belóven we elkaar",
    ],
)
def test_a_heading_that_says_what_is_done_ends_it(heading: str) -> None:
    text = f"Wat mag niet\n- {HARMFUL}\n\n{heading}\n- {GOOD}"
    assert agreements(text) == [GOOD]
    assert read_agreements(text, []).doubtful == (HARMFUL,)


@pytest.mark.parametrize(
    "heading",
    [
        "Wat mag níet",
        "Wat mag ni\u0301et",
        "Dit mag níét:",
        "Dit dóén we niét",
        "Wat mag géén leerling",
        "Wat mag _niet_",
        "Wat mag **niet**",
        "Nóóit doen",
        "Wat mag ni\u00adet",
    ],
)
@pytest.mark.parametrize("above", ["", "Onze afspraken\n"])
def test_a_word_with_stress_or_marks_is_the_word(heading: str, above: str) -> None:
    assert is_left_to_the_editor(f"{above}{heading}\n- {HARMFUL}")


def test_stress_in_a_rule_stays_as_it_was_typed() -> None:
    assert agreements("Wíj praten áárdig.") == ["Wíj praten áárdig."]
    assert read_agreements("Wij willen dit níet.\nWij vragen het eerst.", []).items == []


UNKNOWN = [
    "Wat vinden we vervelend?",
    "Rode kaart",
    "Wat is gemeen?",
    "Dingen die pijn doen",
    "Foute afspraken",
    "Wat doen we elkaar aan?",
    "Hier worden we verdrietig van.",
    "Dit doet pijn.",
    "Wij vinden dit vervelend",
    "We worden hier verdrietig van",
    "Wie lapt de regels aan zijn laars?",
    "Zo overtreed je onze regels:",
    "Tegen de regels",
    "Buiten de afspraken",
    "Mag dit?",
    "Afspraken vergeten",
    "Gedrag dat we wel eens zien",
]


@pytest.mark.parametrize("heading", UNKNOWN)
def test_below_a_heading_that_nobody_knows_a_rule_is_in_doubt(heading: str) -> None:
    texts = [
        f"{above}{heading}{gap}{HARMFUL}"
        for above in ("", "Onze afspraken\n\n", "Een verhaal over de school. " * 12 + "\n\n")
        for gap in ("\n- ", "\n\n- ", "\n")
    ]
    assert [text for text in texts if not is_left_to_the_editor(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "1. Rode kaart\n- {}",
        "1. Rode kaart\n{}",
        "1. Rode kaart\n   1. {}",
        "• Rode kaart\no {}",
        "- Rode kaart\n  - {}",
        "- Rode kaart:\n- {}",
        "- Wat is gemeen?\n- {}",
        "a) Rode kaart\n\n- {}",
        "Onze afspraken\n1. Rode kaart\n- {}",
    ],
)
def test_a_marked_line_with_lines_of_another_kind_below_it_is_a_heading(text: str) -> None:
    assert is_left_to_the_editor(text.format(HARMFUL))


@pytest.mark.parametrize(
    "text",
    [
        "- Wij praten aardig\n- Telefoon in de kluis\n- {}",
        "Onze afspraken\n1. Telefoon in de kluis\n2. {}",
        "Onze regels\n- Respect\n\nOnline\n- {}",
        "Onze regels\n\nIn de klas:\n- {}",
        "Groep 7\n{}",
    ],
)
def test_a_thing_in_a_list_or_a_place_is_no_heading(text: str) -> None:
    assert agreements(text.format(GOOD))[-1:] == [GOOD]
    assert read_agreements(text.format(GOOD), []).doubtful == ()


@pytest.mark.parametrize(
    "heading",
    [
        "Onze afspraken",
        "1. Onze afspraken",
        "Afspraken voor groep 7 en 8",
        "Onze afspraken over sociale media",
        "De gouden regels",
        "Gedragscode",
        "Onze schoolregels",
        "Wat we doen",
        "Dit doen wij:",
        "Zo doen we dat",
        "Wat spreken we af?",
        "Hoe gaan we met elkaar om?",
        "Hier houden we ons aan:",
        "Wij hebben samen de volgende afspraken gemaakt:",
        "In de klas gelden deze regels:",
        "Wat verwachten we van elkaar?",
        "Onze beloften",
    ],
)
def test_below_a_heading_that_says_so_rules_are_agreements(heading: str) -> None:
    for above in ("", "Sociale media\n\n", "Basisschool De Kwikstaart\nOnline\n"):
        assert agreements(f"{above}{heading}\n- {GOOD}") == [GOOD], above


def test_the_end_of_a_story_is_a_heading_when_it_ends_in_a_colon() -> None:
    story = "De school vindt een goede sfeer belangrijk. " * 8
    assert agreements(f"{story}\n{GOOD}") == [GOOD]
    assert agreements(f"{story}Daarom hebben we deze afspraken gemaakt:\n- {GOOD}") == [GOOD]
    assert is_left_to_the_editor(f"{story}Leerlingen noemen als vervelend:\n- {HARMFUL}")
