"""What is read in a pasted page: pages shaped like those of schools, and of each what is found, and what is left alone.

Nothing of them is lost, and above all no number comes to stand at a name that it is not of.
"""

from __future__ import annotations

import json
import re
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from gripwagtail.admin.pasted_agreements import read_agreements
from gripwagtail.admin.pasted_contacts import read_contacts
from gripwagtail.admin.pasted_lines import read_line
from gripwagtail.admin.pasted_words import LABEL, is_name, role_of
from gripwagtail.text.length import PASTE

PAGES = {
    path.stem: tomllib.loads(path.read_text("utf-8")) for path in (Path(__file__).parent / "pasted_pages").glob("*")
}
CONTACTS = {name: page for name, page in PAGES.items() if page["kind"] == "contact"}
NORMS = {name: page for name, page in PAGES.items() if page["kind"] == "norm"}
SHOWN = (
    "name",
    "label",
    "roles",
    "organisation",
    "phones",
    "email",
    "when",
    "where",
    "address",
    "website",
    "via_school",
)


def test_there_are_pages_enough_and_all_of_them_are_read() -> None:
    assert len(CONTACTS) >= 8
    assert len(NORMS) >= 2


def facts(item: dict[str, Any]) -> dict[str, Any]:
    value = item["value"]
    return {**value, "phones": [one["value"] for one in value["phones"]]}


@pytest.mark.parametrize("name", sorted(CONTACTS))
def test_every_card_says_what_the_page_says_of_that_person_and_nothing_else(name: str) -> None:
    page = CONTACTS[name]
    found = [facts(item) for item in read_contacts(page["text"]).items]
    wanted = page.get("card", [])
    assert [card.get("name", None) for card in found] == [card.get("name") for card in wanted]
    for card, expected in zip(found, wanted, strict=True):
        for fact in ("phones", "email", "when", "where", "address", "website"):
            assert (card.get(fact) or []) == (expected.get(fact) or []), (card, fact)
        for fact in ("roles", "label", "organisation", "via_school"):
            assert fact not in expected or card.get(fact) == expected[fact], (card, fact)


@pytest.mark.parametrize("name", sorted(CONTACTS))
def test_what_is_not_plain_is_in_the_note_as_it_was_typed(name: str) -> None:
    page = CONTACTS[name]
    rest = read_contacts(page["text"]).rest
    assert [part for part in page["rest"] if part not in rest] == []


@pytest.mark.parametrize("name", sorted(PAGES))
def test_no_word_of_a_page_is_lost(name: str) -> None:
    page = PAGES[name]
    norm = page["kind"] == "norm"
    found = read_agreements(page["text"], []) if norm else read_contacts(page["text"])
    kept = f"{found.rest} {json.dumps([item['value'] for item in found.items], ensure_ascii=False)}".casefold()
    articles = {"de", "het", "onze", "is"}
    # The heading of several is the role of one; what is before a colon says what comes next.
    lost = [
        word
        for word in re.findall(r"[\w@.'’\-]+\w", page["text"])
        if word.casefold().strip("-.") not in kept
        and not LABEL.fullmatch(word)
        and word.casefold() not in articles
        and word.casefold().replace("personen", "persoon") not in kept
    ]
    assert lost == []


@pytest.mark.parametrize("name", sorted(NORMS))
def test_the_lines_that_say_what_we_do_are_agreements(name: str) -> None:
    page = NORMS[name]
    found = read_agreements(page["text"], [])
    assert [item["value"]["we_do"] for item in found.items] == page["agreements"]
    assert not any(item["value"]["if_broken_confirmed"] for item in found.items)
    assert [part for part in page["rest"] if part not in found.rest] == []


OUTSIDE = "Stichting Voorbeeld, externe vertrouwenspersoon\n070 012 34 56"


@pytest.mark.parametrize(
    ("lines", "on_card", "in_note"),
    [
        (
            ["Postbus 12, 1234 AB Voorbeeldstad", "Schoolstraat 3, 1234 AB Voorbeeldstad"],
            "Postbus 12, 1234 AB Voorbeeldstad",
            "Schoolstraat 3, 1234 AB Voorbeeldstad",
        ),
        (
            ["Postbus 12", "1234 AB Voorbeeldstad", "Schoolstraat 3", "1234 AB Stad"],
            "Postbus 12, 1234",
            "Schoolstraat 3",
        ),
        (
            ["www.voorbeeld.example", "https://klacht.example/a"],
            "https://www.voorbeeld.example",
            "https://klacht.example/a",
        ),
        (["a@voorbeeld.example", "b@voorbeeld.example"], "b@voorbeeld.example", ""),
        (["ma en di", "do en vr"], "do en vr", ""),
    ],
)
def test_what_has_no_field_on_the_card_is_in_the_note_with_whose_it_is(
    lines: list[str], on_card: str, in_note: str
) -> None:
    text = "\n".join([OUTSIDE, *lines, "", "Een verhaal."])
    with override("en"):
        found = read_contacts(text)
    (card,) = found.items
    assert on_card in json.dumps(card["value"], ensure_ascii=False)
    lines_of_note = found.rest.split("\n")
    assert lines_of_note[-1] == "Een verhaal."
    if in_note:
        assert lines_of_note[0].startswith(f"Also of “Stichting Voorbeeld”: {in_note}")
    else:
        assert found.rest == "Een verhaal."


def test_the_same_address_twice_is_one() -> None:
    with override("en"):
        found = read_contacts(f"{OUTSIDE}\nwww.voorbeeld.example\nhttps://www.voorbeeld.example")
    assert found.rest == ""


UPSIDE_DOWN = "We filmen elkaar in de kleedkamer"


@pytest.mark.parametrize(
    "text",
    [
        "1. Wat mag niet\n- {}",
        "2) Niet doen\n{}",
        "a) Verboden\n{}",
        "- Dit mag niet:\n- {}",
        "* NIET DOEN\n* {}",
        "Dit mag niet.\n{}",
        "Het volgende is niet toegestaan.\n\n- {}",
        "Op school gelden regels. Dit is verboden.\n{}",
        "Wij willen dit niet.\n{}",
        "Wij willen dat niet!\n{}",
        "Wat mag niet\nfoto's delen\n{}",
        "Wat mag niet\n\nfoto's delen\n\n{}",
        "Wat mag niet?\n1. schelden\n2. {}",
        "Wat mag niet\nBijvoorbeeld:\n{}",
        "Regels die je niet mag breken\n{}",
        "Voorbeelden van pesten\n- {}",
        "Don'ts\n{}",
        f"{'Een heel verhaal over de school. ' * 12}Dit mag niet:\n{{}}",
        "{}\nDit mag niet.",
        "- {}\n\nAl het bovenstaande is verboden.",
    ],
)
def test_what_may_be_forbidden_is_never_an_agreement_and_an_editor_chooses(text: str) -> None:
    found = read_agreements(text.format(UPSIDE_DOWN), [])
    assert found.items == []
    assert found.doubtful == (UPSIDE_DOWN,)
    assert UPSIDE_DOWN in found.rest


def test_two_columns_are_no_agreement() -> None:
    assert read_agreements(f"Wel\tOok\nWe helpen elkaar\t{UPSIDE_DOWN}", []).items == []


@pytest.mark.parametrize(
    ("text", "agreements"),
    [
        (f"Wat mag niet\n{UPSIDE_DOWN}\n\nWat mag wel\n- Wij helpen elkaar", ["Wij helpen elkaar"]),
        ("Afspraken over pesten\nWij pesten niet.\nWe helpen elkaar.", ["Wij pesten niet.", "We helpen elkaar."]),
        ("Wij delen geen foto's van een ander.\nWij helpen elkaar.", 2),
        (f"Wij delen niets {'van een ander en ook niet van onszelf ' * 4}\nWij helpen elkaar.", ["Wij helpen elkaar."]),
    ],
)
def test_what_is_plain_is_an_agreement(text: str, agreements: Any) -> None:
    found = [item["value"]["we_do"] for item in read_agreements(text, []).items]
    assert found == agreements or len(found) == agreements


def test_an_agreement_that_the_page_has_is_not_added_again_and_stays_in_the_note() -> None:
    found = read_agreements("Wij praten aardig.\nWij helpen elkaar.", ["wij praten aardig"])
    assert [item["value"]["we_do"] for item in found.items] == ["Wij helpen elkaar."]
    assert found.rest == "Wij praten aardig."


def test_no_card_is_confirmed_or_told_and_none_goes_through_the_school_by_itself() -> None:
    for page in CONTACTS.values():
        for item in read_contacts(page["text"]).items:
            value = item["value"]
            assert value["confirmed"] is False
            assert "told_on" not in value
            assert value["via_school"] is ("via school" in page["text"] and value.get("name") == "meester Otto")


@pytest.mark.parametrize(
    "text",
    [
        "Juf Annemiek is er niet. Bel 070 012 34 56",
        "Juf Annemiek, bel naar school: 070 012 34 56",
        "Juf Annemiek en meester Bas, vertrouwenspersoon, 070 012 34 56",
        "Vertrouwenspersoon juf Annemiek, directeur 070 012 34 56",
        "Juf Annemiek (vertrouwenspersoon)\nBij afwezigheid: 070 012 34 56",
        "Juf Annemiek (vertrouwenspersoon)\n\n070 012 34 56",
        "Juf Annemiek (vertrouwenspersoon)\nHet nummer van de school is:\n070 012 34 56",
        "Interne vertrouwenspersoon: juf A. Voorbeeld\nExterne vertrouwenspersoon: mw. B. Fictief\n070 012 34 56",
        "Telefoon school: 070 012 34 56\nJuf Annemiek, vertrouwenspersoon",
        "Juf Annemiek, vertrouwenspersoon\nNooit bellen: 070 012 34 56",
        "Juf Annemiek, vertrouwenspersoon, 070 012 34",
        "Juf Annemiek, vertrouwenspersoon, 070 012 34 56 070 012 34 57",
        "Juf Annemiek, vertrouwenspersoon\nSchoolstraat 12, 1234 AB Voorbeeldstad\n070 012 34 56",
        "Juf Annemiek, vertrouwenspersoon\nSchoolstraat 12\n1234 AB Voorbeeldstad\n070 012 34 56",
    ],
)
def test_a_number_in_doubt_stays_in_the_note(text: str) -> None:
    found = read_contacts(text)
    assert [item for item in found.items if item["value"]["phones"]] == []
    assert "070 012 34" in found.rest


@pytest.mark.parametrize(
    "words",
    [
        "Veilig Thuis",
        "De Kindertelefoon",
        "Basisschool De Kwikstaart",
        "Sociale Veiligheid",
        "Vacature",
        "Stichting Voorbeeld",
        "Schoolstraat Noord",
        "Openbare School",
        "WIE HELPT",
        "Maandag Dinsdag",
        "juf of meester",
        "meester van groep acht",
    ],
)
def test_what_has_a_capital_and_is_nobody_is_no_name(words: str) -> None:
    assert not is_name(words)


@pytest.mark.parametrize(
    "words",
    [
        "juf Annemiek",
        "Mevr. A. Voorbeeld-Fictief",
        "de heer K. van der Fictief",
        "Zoë Fictief",
        "Saïda el Bedachte",
        "mw. Ö. Bedacht",
    ],
)
def test_names_as_schools_write_them(words: str) -> None:
    assert is_name(words)


def test_a_plain_adviser_may_be_from_outside_so_nothing_is_said_of_that() -> None:
    assert role_of("vertrouwenspersoon") == ("other",)
    found = read_contacts("Vertrouwenspersoon: mevrouw A. Voorbeeld, 070 012 34 56").items[0]["value"]
    assert (found["roles"], found["label"]) == (["other"], "Vertrouwenspersoon")


def test_a_text_as_long_as_may_be_is_read_in_no_time() -> None:
    for line in (
        "a" * PASTE,
        "Juf A, " * (PASTE // 7),
        "070 012 34 56 " * (PASTE // 14),
        "ma, " * (PASTE // 4),
        "\n" * PASTE,
    ):
        started = time.perf_counter()
        found = read_contacts(line)
        read_agreements(line, [])
        assert time.perf_counter() - started < 5
        assert found.items == []
    started = time.perf_counter()
    read_contacts("\n".join(["Juf Annemiek Bedacht, vertrouwenspersoon, 070 012 34 56, ma en di"] * 300))
    assert time.perf_counter() - started < 5


def test_a_line_that_ends_in_words_nobody_knows_is_not_believed() -> None:
    assert read_line("Juf Annemiek, 070 012 34 56").is_clean
    assert not read_line("Juf Annemiek, 070 012 34 56 (alleen bij nood)").is_clean


def test_a_number_right_above_a_postcode_is_no_street() -> None:
    (card,) = read_contacts("Klachtencommissie\nTelefoon 070 012 34 56\n1234 AB Voorbeeldstad").items
    assert facts(card)["phones"] == ["070 012 34 56"]
    assert "address" not in facts(card)
