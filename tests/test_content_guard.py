"""No shipped text promises, orders or omits what could hurt somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from gripwagtail import vocabulary
from gripwagtail.content.incident_help import LAST_SITUATION
from gripwagtail.content.problems import Problem
from gripwagtail.editing.incident_rules import RULES
from gripwagtail.editing.rule import Severity, Subject, problems_of
from gripwagtail.roles import ROLES
from gripwagtail.starter.files import DATA, HELPLINES, read
from gripwagtail.starter.plans import shipped_items
from gripwagtail.starter.texts import load
from tests.starter_texts import (
    HELPLINE,
    SETS,
    Item,
    both,
    directions,
    document,
    donts,
    every_text,
    of,
    parts,
    situations,
    texts_in,
)

SITUATIONS = {
    "po": {
        *("foto-gaat-rond", "foto-gekregen", "ongewenst-beeld", "onder-druk", "dreigen-met-foto", "nepfoto"),
        *("stiekem-gefilmd", "naar-gezien", "filmpje-gaat-rond", "online-gepest", "gedoe-in-de-app", "iemand-dreigt"),
        *("bericht-over-school", "om-wie-ik-ben", "nepaccount", "account-kwijt", "geld-kwijt"),
        *("onbekende-wil-contact", "chatbot", "gevaarlijke-uitdaging", "het-gaat-niet-meer", "zorgen-om-een-ander"),
        *("iemand-van-school", "zelf-gedaan", "iets-anders"),
    },
    "vo": {
        *("foto-gaat-rond", "foto-gekregen", "ongewenst-beeld", "onder-druk", "zelf-gestuurd", "dreigen-met-foto"),
        *("nepbeeld", "stiekem-gefilmd", "te-kijk-gezet", "gegevens-online", "naar-gezien", "filmpje-gaat-rond"),
        *("online-gepest", "gedoe-in-de-app", "iemand-dreigt", "bericht-over-school", "om-wie-ik-ben"),
        *("nepaccount", "meekijken", "account-kwijt", "rekening-uitlenen", "opgelicht", "snel-geld", "ouder-iemand"),
        *("chatbot", "niet-stoppen", "gevaarlijke-uitdaging", "opdrachten", "het-gaat-niet-meer"),
        *("zorgen-om-een-ander", "pijn-van-binnen", "iemand-van-school", "zelf-gedaan", "medewerker-doelwit"),
        "iets-anders",
    },
}
IN_THE_LIBRARY = {
    "po": {"onder-druk", "bericht-over-school", "geld-kwijt", "chatbot"},
    "vo": {
        *("naar-gezien", "medewerker-doelwit", "meekijken", "chatbot", "niet-stoppen", "opdrachten"),
        "pijn-van-binnen",
    },
}
# One set represents the age groups of its tips.
TIP_AGES = {"po": {(4, 7), (8, 10), (11, 12)}, "vo": {(12, 14), (15, 18)}}
FIRST_LINK = "https://hulplijn.offlimits.nl/praten-over-internetgebruik-met-je-kinderen"

BANNED = (
    *("blijft tussen ons", "100%", "100 procent", "altijd vertrouwelijk", "niemand komt het te weten"),
    *("we doen niets zonder", "geheim blijven", "blijft geheim", "beloven geheimhouding", "strikt vertrouwelijk"),
    *("volledig anoniem", "honderd procent", "gegarandeerd", "garanderen", "avg-proof", "avg-bestendig", "compliant"),
    *("stays between us", "100 per cent", "always confidential", "nobody will find out", "nobody will know"),
    *("we do nothing without", "remain secret", "stay a secret", "guarantee", "gdpr-proof", "required by law"),
    *("b1-proof", "wettelijk verplicht", "voldoet aan de wet", "voldoen aan de wet"),
)

MATERIALS = {
    "http://www.digitaalveiligheidsplan.nl/",
    "https://www.schoolenveiligheid.nl/kennisbank/het-anti-pestprotocol-op-school/",
    "https://www.schoolenveiligheid.nl/kennisbank/spel-gedragen-gedrag-po",
    "https://www.kennisnet.nl/beleid-en-organisatie/sociale-media-en-schoolmedewerkers-hoe-gaan-scholen-om-met-valkuilen/",
    "https://www.schoolenveiligheid.nl/product/kletskaartjes-online-gedrag/",
    "https://www.expertisepuntburgerschap.nl/thema/burgerschap-in-een-digitaliserende-samenleving/",
    "https://www.kennisnet.nl/digitale-geletterdheid/wegwijzer-digitale-geletterdheid/",
    "https://expertisepuntdigitalegeletterdheid.nl/uitgelichte-onderwerpen/slag-digitale-geletterdheid/",
    "https://netwerkmediawijsheid.nl/kennis-tools/competentiemodel/",
    "https://www.kindertelefoon.nl/",
    "https://www.schoolenveiligheid.nl/kennisbank/stappenplan-online-incidenten/",
    "https://hulplijn.offlimits.nl/praten-over-internetgebruik-met-je-kinderen",
    "https://www.schoolenveiligheid.nl/adviespunt",
    "https://hulplijn.offlimits.nl",
}
# From sixteen on: a primary school has no use for it.
MATERIALS_VO = {"https://injebol.nl/"}
PARTNERS = {
    *("school-cert", "digitaal-veilig-onderwijs", "normenkader-ibp", "onderwijsnetwerk-digitalisering"),
    *("jeugdagent", "digitale-wijkagent", "jongerenwerker"),
}
COMPETENCES = ("bedienen", "exploreren", "vinden", "creeren", "verbinden", "discussieren", "doorgronden", "reflecteren")

# --- the situations -----------------------------------------------------------------


@both
def test_every_situation_is_there_and_the_rest_is_kept_for_the_library(texts: str) -> None:
    found = situations(texts)
    assert {item["key"] for item in found} == SITUATIONS[of(texts)]
    assert {item["key"] for item in found if not item["core"]} == IN_THE_LIBRARY[of(texts)]


@both
def test_my_problem_is_not_here_is_last_and_the_only_one_that_stays(texts: str) -> None:
    found = situations(texts)
    assert found[-1]["key"] == LAST_SITUATION
    assert [item["key"] for item in found if item["locked"]] == [LAST_SITUATION]
    assert found[-1]["core"]


@both
def test_no_key_in_an_address_bar_says_bluntly_what_it_is_about(texts: str) -> None:
    blunt = ("naakt", "bloot", "seks", "sext", "porno", "verkracht", "misbruik", "afpers", "chant", "dood", "moord")
    assert [item["key"] for item in situations(texts) if any(word in item["key"] for word in blunt)] == []


@both
def test_the_situations_stand_in_the_order_of_their_groups(texts: str) -> None:
    order = list(vocabulary.SITUATION_GROUPS)
    places = [order.index(item["group"]) for item in situations(texts)]
    assert places == sorted(places)


@both
def test_every_situation_speaks_to_everyone_it_is_about(texts: str) -> None:
    for item in situations(texts):
        wanted = {"staff"} if item["key"] == "medewerker-doelwit" else set(vocabulary.AUDIENCES)
        assert {audience for audience, _part in parts(item)} == wanted, item["key"]


@both
def test_texts_for_a_reader_are_short_enough_to_be_read_in_a_hurry(texts: str) -> None:
    for item in situations(texts):
        assert len(item["title"]) <= 90
        for place, line in [*directions(item), *donts(item)]:
            assert len(line) <= (200 if place.endswith("opening") else 140), f"{item['key']}.{place}: {line}"
        for audience, part in parts(item):
            assert 1 <= len(part["steps"]) <= 5, f"{item['key']}.{audience}"
            assert len(part["donts"]) <= 5, f"{item['key']}.{audience}"
            assert part["opening"].strip(), f"{item['key']}.{audience}"
        assert len(item["school_does"]) <= 6


@both
@pytest.mark.parametrize("kind", ["incident_help", "norm", "parent_tips"])
def test_no_sentence_has_more_than_twenty_words(kind: str, texts: str) -> None:
    # How easy the words are is in test_content_subjects.py, and printed by tests/tools/readability.py.
    said = [(place, text) for place, text in texts_in(document(texts, kind)) if "://" not in text]
    sentences = [(place, one) for place, text in said for one in re.split(r"(?<=[.!?])\s+|\n", text)]
    assert not [(place, one) for place, one in sentences if len(one.split()) > 20]


@both
def test_no_number_but_112_and_113_stands_in_what_a_reader_does(texts: str) -> None:
    for item in situations(texts):
        for place, line in [*directions(item), *donts(item)]:
            assert set(re.findall(r"\d+", line)) <= {"112", "113"}, f"{item['key']}.{place}: {line}"


@both
def test_what_to_keep_goes_with_what_may_be_in_it(texts: str) -> None:
    for item in situations(texts):
        assert item["evidence"] in vocabulary.ALLOWED_EVIDENCE[item["sexual"]], item["key"]
        if item["sexual"] != "no":
            assert item["evidence"] != "screenshot", item["key"]
        # Not a school that says so, but the sentence of the package: it ends with the exception.
        for place, line in directions(item):
            if item["evidence"] == "screenshot":
                assert not re.search(r"schermafbeelding|screenshot", line, re.IGNORECASE), f"{item['key']}.{place}"


@both
def test_whoever_may_want_to_die_finds_113(texts: str) -> None:
    for item in situations(texts):
        if item["topic"] == "life":
            assert item["urgency"] == "now", item["key"]
            for audience, part in parts(item):
                assert part["helplines"][0] == "113", f"{item['key']}.{audience}"
        if item["life_line"]:
            assert any("113" in part["helplines"] for _audience, part in parts(item)), item["key"]


@both
def test_nobody_is_told_to_keep_a_secret_or_to_talk_it_out_over_an_image(texts: str) -> None:
    for item in situations(texts):
        for place, line in directions(item):
            assert not re.search(r"beloof (?!geen|niet|niets)", line, re.IGNORECASE), f"{item['key']}.{place}: {line}"
            if item["sexual"] == "yes":
                assert not re.search(r"praat het uit|om tafel|bemiddel", line, re.IGNORECASE), f"{item['key']}.{place}"


@both
def test_when_it_is_about_staff_the_inspector_comes_first_and_no_one_has_to_go_to_school(texts: str) -> None:
    item = next(item for item in situations(texts) if item["key"] == "iemand-van-school")
    for audience, part in parts(item):
        assert part["helplines"][0] == "vertrouwensinspecteur", audience


# --- keys, helplines, agreements ----------------------------------------------------


@both
def test_every_key_is_known(texts: str) -> None:
    for item in situations(texts):
        assert item["group"] in vocabulary.SITUATION_GROUPS
        assert item["topic"] in vocabulary.TOPICS
        assert item["urgency"] in vocabulary.URGENCIES
        assert item["sexual"] in vocabulary.SEXUAL
        for _audience, part in parts(item):
            assert set(part["roles"]) <= set(ROLES)
            assert set(part["helplines"]) <= set(HELPLINE)
    for agreement in document(texts, "norm")["agreements"]:
        assert set(agreement["topics"]) <= set(vocabulary.TOPICS)
        assert set(agreement["for"]) <= set(vocabulary.AUDIENCES)
    assert {role.helpline for role in ROLES.values()} - {""} <= set(HELPLINE)


def wanted_helplines(texts: str) -> Iterator[tuple[str, str, str]]:
    """Each reference to a helpline: the place, the reader (if it is for one), the key."""
    for item in situations(texts):
        for audience, part in parts(item):
            yield from ((f"{item['key']}.{audience}", audience, key) for key in part["helplines"])
    contact = document(texts, "contact")
    for stream in ("steps", "staff_steps"):
        for step in contact[stream]:
            yield from ((f"{stream}.{step['key']}", "", key) for key in step["helplines"])


@both
def test_every_helpline_that_is_named_is_alive_and_there_for_these_pupils(texts: str) -> None:
    youngest, oldest = vocabulary.AGES_FOR_TEXTS[of(texts)]
    for place, audience, key in wanted_helplines(texts):
        row = HELPLINE[key]
        assert row["active"], f"{place}: {key}"
        assert not audience or audience in row["audiences"], f"{place}: {key} is not for a {audience}"
        assert row.get("age_from", 0) <= oldest, f"{place}: {key}"
        assert row.get("age_to", 99) >= youngest, f"{place}: {key}"


@both
def test_a_helpline_from_sixteen_on_is_never_the_only_one(texts: str) -> None:
    for item in situations(texts):
        for audience, part in parts(item):
            assert set(part["helplines"]) - {"in-je-bol"}, f"{item['key']}.{audience}"
    if of(texts) == "po":
        assert not any("in-je-bol" in key or "injebol" in text for key, text in every_text(texts))
        assert all(key != "in-je-bol" for _place, _audience, key in wanted_helplines(texts))


@both
def test_where_home_may_be_the_danger_veilig_thuis_is_beside_it(texts: str) -> None:
    for item in situations(texts):
        for audience, part in parts(item):
            said = " ".join([part["opening"], *part["steps"]])
            if "Veilig Thuis" in said:
                assert "veilig-thuis" in part["helplines"], f"{item['key']}.{audience}"


@both
def test_every_situation_meets_an_agreement_of_the_norm(texts: str) -> None:
    topics = {topic for agreement in document(texts, "norm")["agreements"] for topic in agreement["topics"]}
    assert {item["topic"] for item in situations(texts)} <= topics


def test_a_situation_has_one_topic_in_every_set() -> None:
    found: dict[str, set[str]] = {}
    for texts in SETS:
        for item in situations(texts):
            found.setdefault(item["key"], set()).add(item["topic"])
    assert not {key: topics for key, topics in found.items() if len(topics) > 1}


@both
def test_the_norm_speaks_to_pupils_to_parents_and_to_staff(texts: str) -> None:
    audiences = {audience for agreement in document(texts, "norm")["agreements"] for audience in agreement["for"]}
    assert audiences == set(vocabulary.AUDIENCES)
    assert len(document(texts, "norm")["norm"]["poster_line"].split()) <= 25


# --- promises -----------------------------------------------------------------------


@both
def test_no_text_promises_what_nobody_can_keep(texts: str) -> None:
    shipped = [*every_text(texts), *texts_in(read(DATA / HELPLINES), "helplines")]
    # How to recognise a groomer is what the groomer says.
    said = [(place, text) for place, text in shipped if "/recognise/" not in place]
    found = [f"{place}: {text}" for place, text in said for words in BANNED if words in text.casefold()]
    assert not found


# --- the rules as an import uses them -----------------------------------------------


def raw(**value: Any) -> Item:
    return {"type": "situation", "id": "a", "value": {"key": "foto", "sexual": "yes", "title": "Een foto", **value}}


def incident_problems(items: Any, source_items: Any = None) -> list[Problem]:
    rules = [rule for rule in RULES if rule.severity is Severity.REFUSE and rule.is_of_what_is_stored]
    source = SimpleNamespace(situations=source_items)
    return problems_of(rules, Subject(given={"situations": items}, source=source))


@both
def test_all_that_is_shipped_keeps_to_the_rules(texts: str) -> None:
    language, _slash, school_type = texts.partition("/")
    assert incident_problems(shipped_items("incident_help", "situations", load(language, school_type))) == []


@pytest.mark.parametrize(
    ("child", "value"),
    [
        ("pupil_steps", "Bewaar de foto."),
        ("pupil_steps", ["Praat erover.", "Bewaar de foto."]),
        ("staff_opening", "Bel 0800-0432."),
        ("parent_steps", "\n".join("abcdef")),
        ("parent_steps", "a" * 141),
        ("danger_line", "a" * 141),
        ("evidence", "screenshot"),
        ("evidence", "none"),
    ],
)
def test_a_raw_item_is_refused_with_its_part_as_the_form_does(child: str, value: Any) -> None:
    [problem] = incident_problems([raw(key="eerst"), raw(**{child: value})])
    assert (problem.field, problem.index, problem.child) == ("situations", 1, child)
    assert "2 “Een foto”" in problem.where


def test_raw_items_with_one_key_are_refused() -> None:
    [problem] = incident_problems([raw(), raw(key="FOTO")])
    assert (problem.index, problem.child) == (1, "key")


def test_the_items_of_the_source_say_what_may_be_sexual() -> None:
    words = [raw(sexual="no", pupil_steps="Bewaar de foto.")]
    assert incident_problems(words) == []
    assert [problem.child for problem in incident_problems(words, [raw()])] == ["pupil_steps"]


@pytest.mark.parametrize("items", [None, [], [None], ["x"], [{}], [{"type": "situation"}]])
def test_what_is_no_item_breaks_nothing(items: Any) -> None:
    assert incident_problems(items) == []


# --- tips, overview -----------------------------------------------------------------


@both
def test_every_age_has_at_least_five_tips_that_a_parent_can_say_aloud(texts: str) -> None:
    tips = document(texts, "parent_tips")["tips"]
    for ages in TIP_AGES[of(texts)]:
        assert sum((tip["age_from"], tip["age_to"]) == ages for tip in tips) >= 5, ages
    for tip in tips:
        assert (tip["age_from"], tip["age_to"]) in TIP_AGES[of(texts)], tip["key"]
        assert tip["opener"].strip(), tip["key"]
        assert tip["source"].startswith("https://"), tip["key"]
        assert tip["theme"] in vocabulary.TIP_THEMES, tip["key"]


@both
def test_no_tip_says_from_which_age_an_app_may_be_used(texts: str) -> None:
    for tip in document(texts, "parent_tips")["tips"]:
        # The guideline of the government is quoted, with its date and as what it is: advice.
        if tip["key"] == "advies-van-de-overheid":
            assert re.search("advies en geen wet|advice, not a law", tip["text"])
            assert "17" in tip["text"] and str(tip["source_date"]) == "2025-06-17"
            continue
        for sentence in re.split(r"(?<=[.!?]) ", f"{tip['title']}. {tip['text']} {tip['opener']}"):
            if not any(helpline in sentence for helpline in ("Kindertelefoon", "In je Bol", "JouwGGD")):
                assert not re.search(r"(?:vanaf|leeftijd|minstens|jaar)\b.*\d|\d+ jaar", sentence, re.IGNORECASE), tip[
                    "key"
                ]


@both
def test_the_first_link_for_parents_is_the_page_of_offlimits(texts: str) -> None:
    assert document(texts, "parent_tips")["links"][0]["url"] == FIRST_LINK


@both
def test_the_overview_has_nine_cells_with_something_to_choose_from(texts: str) -> None:
    cells = document(texts, "overview")["cells"]
    assert {(cell["task"], cell["level"]) for cell in cells} == {
        (task, level) for task in vocabulary.TASKS for level in vocabulary.LEVELS
    }
    assert len(cells) == 9
    for cell in cells:
        place = f"{cell['task']}-{cell['level']}"
        assert 2 <= len(cell["proposals"]) <= 3, place
        assert bool(cell["openers"]) == (cell["level"] == "class"), place


@both
def test_every_material_of_the_publication_is_there_with_its_address(texts: str) -> None:
    overview = document(texts, "overview")
    found = {material["url"] for material in overview["materials"]}
    assert found >= MATERIALS | (MATERIALS_VO if of(texts) == "vo" else set())
    assert {partner["key"] for partner in overview["partners"]} >= PARTNERS
    for material in overview["materials"]:
        assert material["for"], material["key"]
        assert material["task"] in vocabulary.TASKS, material["key"]


@both
def test_the_glossary_explains_what_the_publication_names(texts: str) -> None:
    keys = {term["key"] for term in document(texts, "overview")["glossary"]}
    assert {"digitaal-burgerschap", "digitale-geletterdheid", "mediawijsheid"} <= keys
    assert {f"mediawijs-{competence}" for competence in COMPETENCES} <= keys
