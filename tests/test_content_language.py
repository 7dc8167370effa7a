"""What we ship is written as a Dutch communicator and an English editor would: each rule ends a kind of sentence.

A rule is a pattern and what to write instead. It is held against every text of ours that a reader or an editor sees:
the starter texts, the words of the helplines, the safety sentences and the messages to parents.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import polib
import pytest

import gripwagtail
from tests.starter_texts import HELPLINE, WHOLE, both, document, texts_in

ROOT = Path(gripwagtail.__file__).parent

# Who acts in a question or clause that begins with “wie”: “met wie je kunt praten”, “bij wie kun je terecht”.
_SUBJECTS = "je|jij|ik|we|wij|ze|zij|hij|zou|kun|kan|er|de|die is|en|kinderen|leerlingen|ouders|mijn kind|een leerling"
_BEFORE = "met|naar|tegen|aan|over|van|help|helpen|eerst|komt|tenzij|daarna|bij|om|voor|spreken|geven|blokkeer"
HEADLESS = rf"\b({_BEFORE}) wie (?!({_SUBJECTS})\b|het (?!deed|deelde|stuurde|maakte|aanbiedt|zag))(?=\w)"

DUTCH: Mapping[str, str] = {
    r"schermafbeelding": "screenshot, as pupils say it",
    r"\braad\b": "advies",
    r"privé-account": "privéaccount",
    r"\bICT\b(?!-)": "ict, one way everywhere",
    r"(?<!voor )\bzover dat\b": "voor zover dat kan",
    r"\bzorgt dat\b": "zorgt ervoor dat",
    r"\biets dat\b": "iets wat",
    r"\bthuis kunnen praten\b": "thuis over kunnen praten",
    r"\bis fout\.": "zit fout, or doet iets fout",
    r"\bwat er met het beeld moet\b": "wat je met het beeld moet doen",
    r"\bbewijs klaar\b": "als je het bewijs hebt",
    r"\b(geen|naar|delen|bij|er|of|met|om) beeld\b": "a photo or video, or beelden: “beeld” is a thing that is counted",
    r"(?<!een )\b(echt|bloot|nep) beeld\b": "een echt beeld, een naaktfoto",
    r"(?<![eE]en )(?<!geen )\b[nN]epbeeld\b": "een nepbeeld, nepbeelden",
    r"\bAI-beeld\b": "beelden met AI",
    HEADLESS: "degene die, de leerling die, iemand die: “wie” is not an object without a head",
    r"\bIemand die [^,.?]* (is|ken|werkt) (wil|doet|stuurt)\b": "a comma ends the clause about somebody",
    r"één boodschap af: zonder": "geen naam, geen details",
    r"\bleefbaar\b": "leuk",
    r"\bgrote mensen\b|\been grote\b": "volwassenen",
    r"\blet op jouw klas|op jouw klas let\b": "begeleidt jouw klas",
    r"\bis een grens over\b": "gaat een grens over",
}
# For fifteen-year-olds and their teachers it is childish.
DUTCH_VO: Mapping[str, str] = {
    r"\b(iets naars|nare dingen|iets heel ernstigs|heel ernstigs|dan kun je slapen)\b": "iets vervelends, een incident",
}
ENGLISH: Mapping[str, str] = {
    r"\b(You|Nobody|Everyone|Anyone|Your child) may (?!(have|be|feel|find|also be|not see)\b)": (
        "can, or has the right to"
    ),
    r"\bstay alone with (it|this)\b": "keep it to yourself",
    r"\b[Dd]iscuss with (your child|you|the pupil|the board)\b": "talk with, agree with",
    r"\bDo not forward\b|\bforward nothing\b": "pass it on",
    r"\b(Tell|Call|Ask|Inform|inform|With|with) school\b(?! (management|office|board|attendance))": "the school",
    r"\bto school first\b(?<!the school first)": "to the school first",
    r"\b(T|t)hinks? along\b": "advises, thinks it through with you",
    r"\b[Aa]lso if\b": "even if, or when",
    r"\bup to and including \d+ years\b|\bup to and including the age\b": "up to and including 18",
    r"\bgo(es|ing)? around\b": "going round",
    r"\bno insults back\b|\bcall names back\b": "do not insult them back",
    r"\bgood as (you|they) are\b": "there is nothing wrong with you",
    r"\bguards? the limit\b": "keeps to the limit",
    r"\b(hears|hear) (it|about it|that from)\b": "is told",
    r"\b[Tt]hen do not: (only|just)\b": "then do not take one: just write it down",
    r"\b(print|copy) and (delete|wipe) nothing\b": "do not open, copy or delete anything",
    r"\b[Gg]ood that (you|it)\b(?<!is good that you)": "it is good that you, I am glad you",
    r"\bthat (your child|the pupil) tells you\b": "that they told you",
    r"\bquarrel": "argument",
    r"\bbring the pupil together\b|\bbring (the children|pupils) together\b": "sit the pupil down with",
    r"\b(who|that) threatens is wrong\b": "is in the wrong",
    r"\bmay get help to stop\b|\bhelp to stop it\.": "there is help",
    r"\bonly tell what\b|\bTell what\b|\btell what you\b": "say what",
    r"\bfixed (person|moment|place|route)\b": "one person, a set time",
    r"\bor does someone say so\b": "has someone told you that",
    r"\bChat or call with\b": "call or chat with",
    r"\bwithout your name\b(?<!crime without your name)": "without giving your name",
    r"\b(mentor lesson|report point)\b": "tutor time, reporting site",
    r"\bin the list\b": "on the list",
    r"\bReact on\b|\bDo not react (under|below)\b": "comment",
    r"\bAn adult who wins the trust\b": "grooming is what somebody does, not a person",
}
RULES = {"nl": DUTCH, "en": ENGLISH}


def toml(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def read(language: str) -> Iterator[tuple[str, str]]:
    """Every text in a language that is not in a set, with its place."""
    for key, row in HELPLINE.items():
        yield from texts_in(row[language], f"helplines/{key}")
    left_out = ("native_checked", "danger_words")
    said = {name: value for name, value in toml(ROOT / "safety" / f"{language}.toml").items() if name not in left_out}
    yield from texts_in(said, "safety")
    yield from texts_in(toml(ROOT / "safety" / "parent_messages" / f"{language}.toml"), "parent_messages")


def broken(rules: Mapping[str, str], found: Iterator[tuple[str, str]]) -> list[str]:
    return [
        f"{place}: “{match[0]}”, write: {instead}: {text}"
        for place, text in found
        if not place.endswith(("/key", "/changed")) and "/also/" not in place
        for pattern, instead in rules.items()
        if (match := re.search(pattern, text))
    ]


@both
@pytest.mark.parametrize("kind", ["overview", "norm", "contact", "parent_tips", "incident_help"])
def test_a_starter_text_has_no_sentence_of_a_kind_that_was_mended(kind: str, texts: str) -> None:
    language, _slash, school_type = texts.partition("/")
    assert broken(RULES[language], texts_in(document(texts, kind), kind)) == []
    if (language, school_type) == ("nl", "vo"):
        assert broken(DUTCH_VO, texts_in(document(texts, kind), kind)) == []


@pytest.mark.parametrize("language", RULES)
def test_nor_has_a_helpline_a_safety_sentence_or_a_message_to_parents(language: str) -> None:
    assert broken(RULES[language], read(language)) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "Maak geen schermafbeelding en geen kopie."),
        ("nl", "We delen beeld van een ander niet. Kijk niet naar beeld."),
        ("nl", "Praat apart met wie pest."),
        ("nl", "Help eerst wie geraakt is."),
        ("nl", "Iemand die veel ouder is wil foto's."),
        ("nl", "Spreek één boodschap af: zonder naam."),
        ("nl", "Weer goedmaken wat stuk is, zover dat kan."),
        ("en", "Chat or call with Offlimits."),
        ("en", "Nobody may bully you."),
        ("en", "You are good as you are."),
        ("en", "Do not stay alone with it."),
        ("en", "Tell school, without sending the image along."),
        ("en", "We discuss with you how your parents will hear about it."),
        ("en", "Is there anything nude in it? Then do not: only write it down."),
    ],
)
def test_the_rules_find_what_they_are_for(language: str, sentence: str) -> None:
    assert broken(RULES[language], iter([("here", sentence)]))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "Dit is iemand met wie je kunt praten. Bij wie kun je terecht?"),
        ("nl", "Zet de leerling niet om tafel met degene die het deelde."),
        ("nl", "Kijk niet naar het beeld. Vraag wat je met een beeld moet doen."),
        ("nl", "Wie dreigt, zit fout. Schrijf op naar wie."),
        ("en", "Your child may be ashamed. You can always call."),
        ("en", "Tell the school. Report it to school management."),
    ],
)
def test_and_leave_alone_what_is_right(language: str, sentence: str) -> None:
    assert broken(RULES[language], iter([("here", sentence)])) == []


def test_the_dutch_catalog_has_none_either() -> None:
    catalog = polib.pofile(str(ROOT / "locale" / "nl" / "LC_MESSAGES" / "django.po"))
    said = [(entry.msgid, text) for entry in catalog for text in (entry.msgstr, *entry.msgstr_plural.values()) if text]
    rules = {**DUTCH, r"\bja zeiden tegen\b": "instemden met", r"\bze al gelezen\b": "nog niet"}
    assert len(said) > 1_000
    assert broken(rules, iter(said)) == []


def test_every_language_that_is_shipped_has_rules() -> None:
    assert set(RULES) == {*WHOLE}
