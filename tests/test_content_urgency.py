"""What is above a situation and what its steps say agree: nobody reads “now” under “this week”."""

from __future__ import annotations

import re

import pytest

from tests.starter_texts import both, every_text, language_of, situations, told

# An order that begins so is about when to get help. “Say that sharing stops now” is not.
ORDER = {
    "nl": r"^(?:Vertel|Meld|Bel|Haal|Ga|Zeg het|Waarschuw|Overleg|Doe)\b",
    "en": r"^(?:Tell|Report|Call|Get|Go|Say so|Warn|Consult|Do something|Act)\b",
}
# What is only for some: there it may be faster.
IF = {
    "nl": r"\b(?:als|zodra|wanneer|bij (?:gevaar|letsel|direct))\b|\?$",
    "en": r"\b(?:if|as soon as|when|in case)\b|\?$",
}
NOW = {
    "nl": r"\b(?:nu|meteen|direct|onmiddellijk)\b",
    "en": r"\b(?:now|at once|immediately|straight away|right away)\b",
}
TODAY = {"nl": r"\b(?:vandaag|vanavond)\b", "en": r"\b(?:today|tonight)\b"}
TOMORROW = {"nl": r"\bmorgen\b", "en": r"\btomorrow\b"}
# “Do not wait until tomorrow”, and what parents ask when the school was threatened.
NOT_LATER = {"nl": r"tot morgen|morgen open", "en": r"until tomorrow|till tomorrow|open tomorrow"}


def hurries(sentence: str, after: str, language: str, pattern: str) -> bool:
    """Whether everyone is told to do this fast."""
    return bool(
        re.search(ORDER[language], sentence)
        and re.search(pattern, sentence, re.IGNORECASE)
        and not re.search(IF[language], sentence, re.IGNORECASE)
        and not after.endswith("?")
    )


@pytest.mark.parametrize(
    ("sentence", "after", "found"),
    [
        ("Vertel het nu aan een volwassene.", "", True),
        ("Meld het meteen bij de schoolleiding.", "", True),
        ("Bel meteen de bank als er geld weg is.", "", False),
        ("Meld het meteen op school.", "Is het een schoolaccount?", False),
        ("Zeg in de groep dat delen nu stopt.", "", False),
    ],
)
def test_what_hurries_everyone_is_found(sentence: str, after: str, found: bool) -> None:
    assert hurries(sentence, after, "nl", NOW["nl"]) is found


@both
def test_the_steps_are_as_urgent_as_what_is_above_them(texts: str) -> None:
    language, found = language_of(texts), []
    for item in situations(texts):
        before = ("", "", "")
        for audience, place, sentence in told(item):
            after = before[2] if before[:2] == (audience, place) else ""
            before = (audience, place, sentence)
            if place == "donts":
                pass
            elif item["urgency"] != "now" and hurries(sentence, after, language, NOW[language]):
                found.append(f"{item['key']} ({item['urgency']}), {audience}.{place}: {sentence}")
            elif item["urgency"] == "week" and hurries(sentence, after, language, TODAY[language]):
                found.append(f"{item['key']} (week), {audience}.{place}: {sentence}")
            if re.search(TOMORROW[language], sentence) and not re.search(NOT_LATER[language], sentence):
                found.append(f"{item['key']} ({item['urgency']}), {audience}.{place}: {sentence}")
    assert not found


NOW_ALWAYS = {
    *("iemand-dreigt", "dreigen-met-foto", "ouder-iemand", "onbekende-wil-contact", "iemand-van-school"),
    *("bericht-over-school", "gegevens-online", "opdrachten", "gevaarlijke-uitdaging", "het-gaat-niet-meer"),
    "zorgen-om-een-ander",
}


@both
def test_what_cannot_wait_says_so(texts: str) -> None:
    for item in situations(texts):
        assert (item["urgency"] == "now") == (item["key"] in NOW_ALWAYS), item["key"]


# --- asking for help ----------------------------------------------------------------


@both
def test_asking_for_help_is_never_punished_and_no_impunity_is_promised(texts: str) -> None:
    promised = {
        "nl": ("geen straf omdat", "krijgt geen straf"),
        "en": ("not punished for", "are not punished"),
    }
    never = {"nl": "levert je nooit straf op", "en": "is never punished"}
    said = every_text(texts)
    assert not [place for place, text in said if any(one in text for one in promised[language_of(texts)])]
    assert len([place for place, text in said if never[language_of(texts)] in text]) == 2
