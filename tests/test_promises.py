"""Which sentences on a card promise more secrecy than anyone can keep."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gripwagtail
from gripwagtail.safety.promises import promises_too_much

TOO_MUCH = [
    "100% vertrouwelijk",
    "Wat je vertelt is 100 % geheim.",
    "Dit blijft tussen ons.",
    "Wat je ook vertelt, het blijft tussen ons.",
    "Je gesprek is altijd vertrouwelijk.",
    "Strikt vertrouwelijk!",
    "Niemand hoort het.",
    "Niemand hoort wat je zegt",
    "We vertellen het aan niemand.",
    "Wij vertellen het echt aan niemand door.",
    "Ik praat er met niemand over.",
    "We doen niets zonder jou.",
    "We doen niets zonder jouw toestemming.",
    "Er gebeurt niets zonder dat jij het goed vindt.",
    "Wat je vertelt blijft geheim.",
    "Alles wat je vertelt, blijft vertrouwelijk.",
    "Je geheim is veilig bij mij.",
    "Wij garanderen geheimhouding.",
    "Geheimhouding gegarandeerd",
    "Ik vertel niets door.",
    "Ik zal het nooit doorvertellen.",
    "Zo komt niemand het te weten.",
    "Je hoeft niet bang te zijn: alles blijft onder ons.",
    "Je hoeft niet bang te zijn dat iemand het hoort, het blijft geheim.",
    "We praten er met niemand over, tenzij jij dat wilt.",
    "Blijft dit tussen ons? Ja!",
    "Ook als je gevaar loopt, blijft het geheim.",
    "Je ouders horen hier niets van.",
    "We vertellen het niet aan je ouders.",
    "Jij bepaalt altijd wat er met je verhaal gebeurt.",
    "Ik heb geheimhoudingsplicht.",
    "We delen het alleen met jouw toestemming.",
    "Ik beloof dat ik niet doorvertel wat je zegt.",
    "Strikt vertrouwelijk en niet zichtbaar voor anderen",
    "Completely confidential.",
    "This stays between us.",
    "Nobody will know.",
    "No one will ever find out.",
    "We will not tell anyone.",
    "We won’t tell your parents.",
    "Everything you say is confidential.",
    "Your secret is safe with us.",
    "We do nothing without your consent.",
    "I promise not to tell anyone.",
    "Your conversation remains strictly private.",
    "We keep it secret.",
    "It is just between us.",
    "You decide what happens.",
    "My lips are sealed.",
    "ALTIJD VERTROUWELIJK",
    "Ik hou het geheim.",
    "We vertellen nooit iets door.",
]

# Denied, limited, asked, or about something else.
HONEST = [
    "",
    "...",
    "Ik kan geen geheimhouding beloven.",
    "Niet altijd vertrouwelijk.",
    "Wat je vertelt is niet altijd vertrouwelijk.",
    "Niet alles blijft tussen ons.",
    "Ik kan niet beloven dat alles geheim blijft.",
    "We beloven niet dat het tussen ons blijft.",
    "Geheimhouding kan ik niet beloven.",
    "100% vertrouwelijkheid kan ik niet beloven.",
    "Ik kan je niet beloven dat niemand het hoort.",
    "We kunnen niet beloven dat we het aan niemand vertellen.",
    "Wat je vertelt blijft tussen ons, tenzij iemand gevaar loopt.",
    "Dit blijft tussen ons. Alleen als iemand gevaar loopt, moet ik het doorgeven.",
    "Strikt vertrouwelijk, maar soms moet ik iets melden.",
    "Ik luister en vertel het niet zomaar door.",
    "Ik ga vertrouwelijk met je verhaal om.",
    "Gesprekken zijn vertrouwelijk.",
    "Je kunt in vertrouwen met mij praten.",
    "Je kunt altijd in vertrouwen met mij praten.",
    "Blijft dit geheim?",
    "Blijft dit tussen ons? Niet altijd.",
    "Loop je rond met een geheim? Kom langs.",
    "Iemand zegt dat je het geheim moet houden: vertel het juist.",
    "Moet je van iemand een geheim bewaren? Kom dan praten.",
    "Voor pesten, geheimen en ruzie online.",
    "Vraag eerst wat er met je verhaal gebeurt. Dat mag altijd.",
    "Er is niets zo moeilijk als erover beginnen.",
    "Ik vertel niets door zonder het eerst met jou te bespreken.",
    "We houden het zo veel mogelijk tussen ons.",
    "Je kunt anoniem mailen.",
    "De vertrouwenspersoon is er voor iedereen.",
    "Het contact tussen ons en de school is goed.",
    "Heeft een medisch beroepsgeheim.",
    "Ik ben er honderd procent voor je.",
    "Beloof nooit geheimhouding.",
    "We cannot promise secrecy.",
    "Not always confidential.",
    "This does not always stay between us.",
    "It stays between us unless someone is in danger.",
    "I cannot promise that nobody will know.",
    "We do not promise to keep it secret.",
    "Is this confidential?",
    "Confidential adviser for pupils and parents.",
    "We treat your story with care. Sometimes we have to tell someone.",
    "Does someone ask you to keep it secret? Tell us.",
    "We do not keep secrets when someone is in danger.",
    "I listen and do not simply pass it on.",
    "Nobody is strange for asking.",
    "You may tell nothing at all.",
    "Vertel het aan niemand anders voordat je mij belt?",
    "Wij werken niet bij school.",
    "Je gesprek is vertrouwelijk. Soms moet ik toch iets doorgeven, dan vertel ik dat eerst aan jou.",
]

CARDS = [*Path(gripwagtail.__file__).parent.glob("starter/data/*/*/contact.toml")]
SENTENCES = [*Path(gripwagtail.__file__).parent.glob("safety/*.toml")]


@pytest.mark.parametrize("text", TOO_MUCH)
def test_a_promise_without_a_limit_is_found(text: str) -> None:
    assert promises_too_much(text)


@pytest.mark.parametrize("text", HONEST)
def test_an_honest_text_is_left_alone(text: str) -> None:
    assert not promises_too_much(text)


@pytest.mark.parametrize("text", TOO_MUCH)
def test_a_promise_is_found_between_other_sentences_and_in_any_writing(text: str) -> None:
    between = f"Voor alle leerlingen.\n{text.rstrip('.')}. Je vindt mij in lokaal 2."
    assert promises_too_much(between)
    assert promises_too_much(between.upper().replace(" ", "\u00a0"))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(part)


@pytest.mark.parametrize("file", [*CARDS, *SENTENCES], ids=lambda file: "-".join(file.parts[-3:]))
def test_our_own_cards_and_sentences_promise_nothing_too_much(file: Path) -> None:
    with file.open("rb") as stream:
        texts = list(_texts(tomllib.load(stream)))
    assert texts
    assert [text for text in texts if promises_too_much(text)] == []


@given(st.text(max_size=300))
def test_any_text_gets_an_answer(text: str) -> None:
    assert promises_too_much(text) in (True, False)


def test_a_long_text_is_read_at_once() -> None:
    assert not promises_too_much(("niet alles wat je ons zegt " * 30 + "\n") * 10)


def test_what_is_too_long_to_be_read_may_promise_anything() -> None:
    assert promises_too_much("niet alles wat je ons zegt " * 400)
