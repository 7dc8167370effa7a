"""What a shipped situation says to whom: nobody is asked to support who hurt them, no text contradicts its urgency."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.core.management import call_command
from django.utils.translation import override

from gripwagtail import safety
from gripwagtail.content.items import raw_items
from gripwagtail.pages.models import GripIncidentHelpPage
from gripwagtail.safety.image_instructions import image_instructions
from gripwagtail.starter import shipped
from gripwagtail.starter.corrections import corrections
from gripwagtail.starter.history import Entry
from gripwagtail.starter.plans import shipped_items
from gripwagtail.starter.texts import load
from gripwagtail.vocabulary import AUDIENCES, URGENCIES
from tests import factories
from tests.starter_texts import WHOLE

pytestmark = pytest.mark.broad

SETS = list(product(WHOLE, ("po", "vo")))
INTERFACE = ("nl", "en", "ar", "pl", "tr", "uk")
TOMORROW = re.compile(r"morgen|tomorrow|غد|jutro|yarın|завтра", re.IGNORECASE)
WAIT_NOT = re.compile(r"wacht niet tot .*morgen|do not wait until .*tomorrow", re.IGNORECASE)
# Said to everyone who reads it, without “if”.
TELL_NOW = re.compile(r"^(?:vertel het nu (?:aan een volwassene|thuis)|tell (?:an adult|it at home)\b.*\bnow\b)", re.I)
CORRECTED = ("foto-gekregen", "dreigen-met-foto", "iemand-dreigt")


def situations(language: str, texts: str) -> Iterator[dict[str, Any]]:
    for _id, _kind, value in raw_items(shipped_items("incident_help", "situations", load(language, texts))):
        yield dict(value)


def lines(situation: dict[str, Any], *parts: str) -> list[str]:
    """What every reader reads in these parts."""
    names = [f"{reader}_{part}" for reader in AUDIENCES for part in parts]
    return [line for name in names for line in str(situation.get(name) or "").splitlines()]


def planted(key: str) -> dict[str, dict[str, Any]]:
    return {
        f"{language}/{texts}": situation
        for language, texts in SETS
        for situation in situations(language, texts)
        if situation["key"] == key
    }


# --- how urgent ---------------------------------------------------------------------


@pytest.mark.parametrize("language", INTERFACE)
def test_how_urgent_it_is_says_nothing_about_tomorrow(language: str) -> None:
    with override(language):
        assert not [str(label) for label in URGENCIES.values() if TOMORROW.search(str(label))]


@pytest.mark.parametrize(("language", "texts"), SETS)
def test_no_situation_that_can_not_wait_until_tomorrow_says_that_it_can(language: str, texts: str) -> None:
    hurried = [one for one in situations(language, texts) if any(map(WAIT_NOT.search, lines(one, "steps", "donts")))]
    assert len(hurried) >= 2
    assert {one["urgency"] for one in hurried} == {"now"}
    # “This week” is above no step for now.
    told = [one for one in situations(language, texts) if any(map(TELL_NOW.search, lines(one, "steps")))]
    assert "week" not in {one["urgency"] for one in told}


@pytest.mark.parametrize("key", ["dreigen-met-foto", "iemand-dreigt"])
def test_a_threat_is_for_now_in_every_set(key: str) -> None:
    assert {one["urgency"] for one in planted(key).values()} == {"now"}
    assert len(planted(key)) == len(SETS)


# --- an unwanted nude ---------------------------------------------------------------


@pytest.mark.parametrize("name", [f"{language}/{texts}" for language, texts in SETS])
def test_who_got_an_unwanted_nude_reads_first_where_to_go_and_is_not_told_to_support_the_sender(name: str) -> None:
    card = planted("foto-gekregen")[name]
    first = str(card["recognise"]).splitlines()[0]
    assert re.search(r"bloot van de afzender|nude of the (sender|person who sent it)", first)
    assert re.search(r"niet jouw schuld|not your fault", first)
    assert "Offlimits" in first
    assert re.search(r"politie|police", first)
    assert {"offlimits", "politie"} <= set(card["pupil_helplines"])
    # All else is about somebody else, whose picture goes round, and the title says so.
    assert re.search(r"rondgaat|going round", str(card["title"]))
    said = " ".join(lines(card, "opening", "steps"))
    assert not re.search(r"kant staat|on their side|steun|support", said)
    assert not [line for line in lines(card, "opening", "steps") if image_instructions(line)]
    assert not image_instructions(str(card["recognise"]))


@pytest.mark.django_db
@pytest.mark.parametrize(("school_type", "name"), [("po", "basisschool"), ("vo", "middelbare school")])
def test_those_words_stand_above_every_step_on_the_page(school_type: str, name: str) -> None:
    home = factories.home_page()
    home.locale = factories.language("nl")
    home.save()
    call_command("gripwagtail_start", school_type=school_type, school_name=name, publish_incident=True, publish=True)
    card = factories.see(GripIncidentHelpPage.objects.get()).select_one("#foto-gekregen")
    text = card.get_text(" ")
    assert text.index("bloot van de afzender") < min(
        text.index(line) for line in ("Kijk niet verder", "Jij hebt hier niet")
    )


# --- words about a life in danger ---------------------------------------------------

# What pupils type on an ordinary day, and never about their life.
ORDINARY = (
    "ik ben bang want die jongen dreigt",
    "ik ben bang want die jongen",
    "ik durf niet want die jongens lachen",
    "want die foto is van mij",
    "mijn account is gehackt want die app vroeg mijn wachtwoord",
    "mijn vriend appt niet terug want die docent kijkt mee",
    "die jongen wil foto's",
)
IN_DANGER = ("i want to die", "I just want to die", "i wanna die", "want to die", "ik wil dood", "zelfmoord")


def speaks_of_danger(typed: str, language: str = "nl") -> bool:
    """As ``search.js`` does it, but for typing errors: of words together each has to be there, short ones whole."""
    own = re.findall(r"\w+", typed.lower())

    def has(word: str) -> bool:
        return any(word == other if len(word) < 4 else word in other for other in own)

    return any(all(map(has, re.findall(r"\w+", danger))) for danger in safety.danger_words(language))


@pytest.mark.parametrize("typed", ORDINARY)
@pytest.mark.parametrize("language", ["nl", "ar", "pl", "tr", "uk"])
def test_an_ordinary_dutch_sentence_is_no_danger(typed: str, language: str) -> None:
    assert not speaks_of_danger(typed, language)


@pytest.mark.parametrize("typed", IN_DANGER)
@pytest.mark.parametrize("language", INTERFACE)
def test_a_life_in_danger_is_heard_on_every_page(typed: str, language: str) -> None:
    assert speaks_of_danger(typed, language)


def test_nothing_else_left_the_dutch_list() -> None:
    before = (
        *("zelfmoord", "zelfdoding", "suicid", "dood", "sterven", "euthanasie", "niet leven", "wil niet meer"),
        *("einde maken", "zelf aandoen", "zelf kant", "pijn doen", "snij", "kras", "automut", "zelfbeschad"),
        *("overdosis", "pillen slikken", "ophangen", "springen", "voor trein", "afscheid", "113", "112", "kill"),
        *("dying", "dead", "self harm", "kms"),
    )
    assert set(before) <= set(safety.danger_words("nl"))


# --- schools that planted the first version -----------------------------------------


@pytest.mark.parametrize(("language", "texts"), SETS)
@pytest.mark.parametrize("key", CORRECTED)
def test_the_second_version_is_a_correction_for_safety(language: str, texts: str, key: str) -> None:
    entries = shipped.history().entries[f"{language}/{texts}/incident_help/situations/{key}"]
    assert [(entry.version, entry.safety) for entry in entries[:2]] == [("1", False), ("2", True)]


# Of each text as it was in the first version, what is not as it is now.
FIRST = {
    "foto-gekregen": {
        "title": "Ik kreeg een blote foto of een bloot filmpje van iemand anders",
        "recognise": "",
        "pupil_opening": "Jij hebt hier niet om gevraagd. Wat je nu doet, helpt de leerling op het beeld.",
        "pupil_steps": (
            "Kijk niet verder en stuur niets door.\n"
            "Vertel het vandaag aan een volwassene. Je hoeft het beeld niet te laten zien.\n"
            "Schrijf op van wie je het kreeg, wanneer en in welke app.\n"
            "Vraag Offlimits wat je met het beeld moet doen. Je naam hoef je niet te zeggen.\n"
            "Laat de leerling op het beeld merken dat je aan zijn of haar kant staat."
        ),
        "pupil_helplines": ["offlimits", "kindertelefoon"],
        "starter_version": "1",
    },
    "dreigen-met-foto": {"urgency": "today", "starter_version": "1"},
    "iemand-dreigt": {"urgency": "today", "starter_version": "1"},
}


# Sentences that a later version words otherwise, as they were in the first.
WORDED = {
    "Maak geen screenshot": "Maak geen schermafbeelding",
    "degene die je bedreigt": "wie je bedreigt",
    "degene die dreigt": "wie dreigt",
    "We bellen de politie en vertellen je dat.": "We bellen de politie. Dan vertellen we je dat.",
    "Veiligheid komt eerst.": "Kijk eerst naar veiligheid.",
    "open geen beelden.": "open geen beeld.",
    "Vraag Offlimits of de politie wat je met het beeld moet doen.": (
        "Vraag Offlimits of de politie wat er met het beeld moet."
    ),
    "Wie dreigt, zit fout.": "Wie dreigt, is fout.",
    "Vraag Offlimits om hulp. Je naam": "Chat of bel met Offlimits. Je naam",
    "Bel samen de politie en vraag Offlimits om hulp.": "Bel samen met Offlimits en met de politie.",
    "Bel de politie en vraag Offlimits om advies, samen": "Bel Offlimits en de politie, samen",
}


def in_old_words(value: Any) -> Any:
    for new, old in WORDED.items():
        value = value.replace(new, old) if isinstance(value, str) else value
    return value


def planted_long_ago(**edited: Any) -> Any:
    """A school with the first version of the texts, in which an editor changed something of ``foto-gekregen``."""
    home = factories.home_page()
    home.locale = factories.language("nl")
    home.save()
    call_command(
        "gripwagtail_start", school_type="po", school_name="De Kwikstaart", publish_incident=True, publish=True
    )
    page = GripIncidentHelpPage.objects.get()
    items = [dict(item) for item in page.situations.raw_data]
    for item in items:
        key = item["value"].get("key")
        old = {**FIRST.get(key, {}), **(edited if key == "foto-gekregen" else {})}
        # The first version had one title for all readers.
        said = {name: in_old_words(text) for name, text in item["value"].items() if not name.startswith("title_")}
        said = said if old else item["value"]
        item["value"] = {**said, **old}
    page.situations = json.dumps(items, default=str)
    page.save_revision().publish()
    return GripIncidentHelpPage.objects.get()


@pytest.mark.django_db
def test_a_school_with_the_old_words_is_offered_the_new_ones_for_safety() -> None:
    found = corrections(planted_long_ago())
    assert {one.values["key"] for one in found} == set(CORRECTED)
    assert {(one.status, one.safety, one.version, one.shipped.version) for one in found} == {
        ("untouched", True, "1", "3"),
        ("untouched", True, "1", "4"),
    }
    call_command("gripwagtail_start", update=True, publish=True)
    card = factories.see(GripIncidentHelpPage.objects.get()).select_one("#foto-gekregen").get_text(" ")
    assert "kant staat" not in card
    assert "bloot van de afzender" in card


@pytest.mark.django_db
def test_what_a_school_wrote_itself_stays_and_the_new_words_are_only_shown_beside_it() -> None:
    own = "Vraag je juf om hulp.\nLaat de leerling op het beeld merken dat je aan zijn of haar kant staat."
    page = planted_long_ago(pupil_steps=own)
    (one,) = [one for one in corrections(page) if one.values["key"] == "foto-gekregen"]
    assert (one.status, one.safety) == ("edited", True)
    call_command("gripwagtail_start", update=True, publish=True)
    page = GripIncidentHelpPage.objects.get()
    (value,) = [value for _id, _kind, value in raw_items(page.situations) if value["key"] == "foto-gekregen"]
    assert value["pupil_steps"] == own


def test_the_history_knows_the_old_words() -> None:
    entry = shipped.history().at("nl/po/incident_help/situations/foto-gekregen", "1")
    assert entry == Entry("1", "34c131d809dec8cc")
