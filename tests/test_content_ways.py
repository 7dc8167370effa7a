"""Nobody is told to call who has no number, or to chat with who has no chat."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from gripwagtail.safety import catalog
from gripwagtail.starter.files import DATA, HELPLINES, read
from tests.distributions import ROOT
from tests.starter_texts import HELPLINE, both, every_text, sentences, situations, texts_in

# How a text calls a service, and what its row is called.
NAMES = {
    "Offlimits": "offlimits",
    "Kindertelefoon": "kindertelefoon",
    "Veilig Thuis": "veilig-thuis",
    "politie": "politie",
    "police": "politie",
    "Fraudehelpdesk": "fraudehelpdesk",
    "Adviespunt": "adviespunt",
    "Calamiteitenteam": "calamiteitenteam",
    "vertrouwensinspecteur": "vertrouwensinspecteur",
    "Meld Misdaad Anoniem": "meld-misdaad-anoniem",
    "Slachtofferhulp": "slachtofferhulp",
    "Centrum Seksueel Geweld": "centrum-seksueel-geweld",
    "Discriminatie.nl": "discriminatie-nl",
    "Meld.Online Discriminatie": "meld-online-discriminatie",
    "In je Bol": "in-je-bol",
    "JouwGGD": "jouwggd",
    "Take It Down": "take-it-down",
    "School-CERT": "school-cert",
    "113": "113",
}
CALL = {"nl": r"\b(?:bel|belt|bellen|belde)\b", "en": r"\bcall(?:s|ing)?\b"}
CHAT = {"nl": r"\bchat(?:ten|te)?\b(?! staan)(?! en)", "en": r"\bchat(?:ting|s)?\b"}
PHONE, CHATS = "phones", "chat_url"
# The end of an order: what comes after it is about something else.
ENDS = r"[.;:?!]|,? (?:en|and) (?:vraag|ask|vertel|tell|overleg|consult|meld|report)\b|\bvia\b|\bthrough\b"


def unreachable(text: str, language: str) -> Iterator[str]:
    """Each order to call or to chat in a text that nobody can carry out."""
    for sentence in sentences(text):
        for pattern, way in ((CALL[language], PHONE), (CHAT[language], CHATS)):
            for order in re.finditer(pattern, sentence, re.IGNORECASE):
                rest = re.split(ENDS, sentence[order.end() :])[0]
                for name, key in NAMES.items():
                    if (
                        re.search(rf"(?:met |with |to |de |the |of |or |en |and |^ ?){re.escape(name)}", rest)
                        and not HELPLINE[key][way]
                    ):
                        yield f"{name} has no {way}: {sentence}"


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("Bel of chat met Offlimits, het liefst samen.", "nl", 2),
        ("Bel Offlimits en de politie, samen met de leerling als dat kan.", "nl", 1),
        ("Dan bel je samen met Offlimits of de politie.", "nl", 1),
        ("Chat or call with Offlimits. They can help.", "en", 2),
        ("Bel de politie en vraag Offlimits om advies.", "nl", 0),
        ("Chat of bel met De Kindertelefoon.", "nl", 0),
        ("Vraag Offlimits om hulp. Bel 113 als je niet meer wilt leven.", "nl", 0),
    ],
)
def test_an_order_that_cannot_be_carried_out_is_found(text: str, language: str, count: int) -> None:
    assert len([*unreachable(text, language)]) == count


@both
def test_no_shipped_text_sends_anyone_to_a_telephone_or_chat_that_is_not_there(texts: str) -> None:
    language = texts.partition("/")[0]
    said = [(place, text) for place, text in every_text(texts) if "/source" not in place and "/changed" not in place]
    assert not [f"{place}: {one}" for place, text in said for one in unreachable(text, language)]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_sentences_of_the_package_neither(language: str) -> None:
    messages = ROOT / "gripwagtail" / "safety" / "parent_messages" / f"{language}.toml"
    said = [*texts_in(dict(catalog(language))), *texts_in(tomllib.loads(messages.read_text(encoding="utf-8")))]
    assert not [one for _place, text in said for one in unreachable(text, language)]


# --- who is named helps -------------------------------------------------------------


@both
def test_who_is_named_in_a_step_stands_below_it(texts: str) -> None:
    missing = []
    for item in situations(texts):
        for audience in ("pupil", "parent", "staff"):
            part = item.get(audience)
            for line in part["steps"] if part else ():
                for name, key in NAMES.items():
                    is_there = key in part["helplines"] or key in ("113", "calamiteitenteam", "veilig-thuis")
                    if (
                        name != "police"
                        and name in line
                        and not is_there
                        and not (key == "politie" and "police" in part["roles"])
                    ):
                        missing.append(f"{item['key']}.{audience}: {name}")
    assert not missing


# --- the rows -----------------------------------------------------------------------

ROWS: list[dict[str, Any]] = read(DATA / HELPLINES)["helplines"]
LANGUAGES = ("nl", "en", "ar", "tr", "pl", "uk")
each_row = pytest.mark.parametrize("row", ROWS, ids=[row["key"] for row in ROWS])
# “Niet voor: …” has to be a sentence, so what comes after it is a thing or a person.
NO_EXCLUSION = {
    "nl": r"^(Niet|Is|Nu|Wil|Heeft|Stuur|Ben|Alleen|Bel)\b",
    "en": r"^(Not|Is|In|Do|Has|Never|Are|Only|Call|Danger)\b",
    "ar": r"^(ليس|هل|لا|ألا)\b",
    "tr": r"^(Şu anda|Biri)|değil",
    "pl": r"^(Nie|Czy|Jesteś|Ktoś|Chcesz)\b",
    "uk": r"^(Не|Ти|Хтось|Зараз)\b",
}


@each_row
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_line_is_not_for_is_a_real_exclusion(row: dict[str, Any], language: str) -> None:
    said = row[language]["not_for"]
    assert bool(said) == bool(row["nl"]["not_for"])
    assert not re.search(NO_EXCLUSION[language], said), said
    assert "?" not in said and "؟" not in said, said
    assert not said or said[0] == said[0].lower(), "it goes on in the middle of a sentence"


@each_row
def test_a_shipped_row_says_who_says_so_and_not_that_somebody_checked(row: dict[str, Any]) -> None:
    assert "checked_on" not in row
    assert row["source_body"]


@each_row
def test_of_what_is_less_sure_no_hours_are_shipped(row: dict[str, Any]) -> None:
    if row["certainty"] == "B":
        assert not any(row[language]["hours"] for language in LANGUAGES)
        assert not row["day_and_night"]


def test_what_waits_for_a_call_is_not_shipped() -> None:
    assert HELPLINE["offlimits"]["phones"] == [] and HELPLINE["offlimits"]["chat_url"] == ""
    assert HELPLINE["stop-it-now"]["phones"] == []
    assert HELPLINE["school-cert"]["phones"] == []
    assert HELPLINE["school-cert"]["url"] != "https://www.kennisnet.nl/"
    numbers = {number for row in ROWS for number in row["phones"]}
    # The line of 113 for people who work at a school, and the number of Offlimits of before.
    assert not {"020 311 3888", "020-261 52 75", "0900-0113"} & numbers


def test_the_lines_of_today_are_there() -> None:
    assert {
        *("take-it-down", "stopncii", "centrum-seksueel-geweld", "jouw-veilige-school", "same-in-mijn-schoenen"),
        *("discriminatie-nl", "ouders-onderwijs"),
    } <= set(HELPLINE)
    said = " ".join(HELPLINE["take-it-down"]["nl"].values())
    assert "van voordat je 18 was" in said and "besloten chat" in said
