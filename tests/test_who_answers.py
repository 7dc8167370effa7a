"""At eleven at night: who really answers is in the part of every reader, and nobody is sent to who is not for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pytest
from bs4 import Tag
from django.test import override_settings
from django.utils import translation

from gripwagtail.directory import hours
from gripwagtail.models import GripHelpline
from gripwagtail.vocabulary import ABOUT_ANOTHER, AUDIENCES, ONLY_WHEN
from tests import factories as make
from tests.planted import every_situation, plant

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

LANGUAGES: Final = ("nl", "en", "ar", "tr", "pl", "uk")
# Who is there at night for what a situation is about. For all the rest there are 112 and 113, or it waits.
SEXUAL_HARM, LIFE = "centrum-seksueel-geweld", "113"
FOR_THIS_AT_NIGHT: Final = {
    SEXUAL_HARM: {
        *(
            "foto-gaat-rond",
            "ongewenst-beeld",
            "onder-druk",
            "zelf-gestuurd",
            "dreigen-met-foto",
            "nepfoto",
            "nepbeeld",
        ),
        *("stiekem-gefilmd", "onbekende-wil-contact", "ouder-iemand", "iemand-van-school"),
    },
    LIFE: {"gevaarlijke-uitdaging", "opdrachten", "het-gaat-niet-meer", "zorgen-om-een-ander"},
}
TAPS: Final = 3

each_school = pytest.mark.parametrize("school_type", ["po", "vo"])


@pytest.fixture(autouse=True)
def many_languages() -> Iterator[None]:
    languages = [(code, code) for code in LANGUAGES]
    with override_settings(LANGUAGES=languages, WAGTAIL_CONTENT_LANGUAGES=languages):
        yield


def page_of(school_type: str, language: str = "nl") -> Any:
    """The help page with every situation that is shipped, in a language."""
    page = plant(school_type).pages["incident_help"]
    page = make.set_items(page, "situations", every_situation(school_type))
    return page if language == "nl" else make.translate(page, language)


def parts_of(soup: Any) -> Iterator[tuple[Tag, Tag]]:
    """Every part with its situation."""
    for situation in soup.select("[data-grip-situation]"):
        for part in situation.select("[data-grip-audience]"):
            yield situation, part


def groups_of(part: Tag) -> list[tuple[str, list[Tag]]]:
    """What is above each group of helpers, and who is in it."""
    groups: list[tuple[str, list[Tag]]] = []
    for one in part.select(".grip-help > dl > *"):
        if one.name == "dt":
            groups.append((" ".join(one.get_text(" ").split()), []))
        else:
            groups[-1][1].append(one)
    return groups


def at_night(part: Tag) -> tuple[int, str, list[Tag]]:
    """The group of day and night: which it is, what is above it, and who is in it."""
    [found] = [
        (place, label, lines)
        for place, (label, lines) in enumerate(groups_of(part))
        if any(line.select_one("a[href='tel:112']") for line in lines)
    ]
    return found


def keys_of(lines: list[Tag]) -> list[str]:
    return [str(line["data-grip-helpline"]) for line in lines if line.has_attr("data-grip-helpline")]


@each_school
@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_answers_at_eleven_at_night_is_in_every_part_and_at_most_three_taps_away(
    school_type: str, language: str
) -> None:
    soup = make.see(page_of(school_type, language))
    rows = {row.key: row for row in GripHelpline.objects.all()}
    seen = 0
    for situation, part in parts_of(soup):
        where = f"{situation['id']}, {part['data-grip-audience']}"
        _place, _label, lines = at_night(part)
        calls = [link for line in lines for link in line.select("a[href^='tel:']")]
        assert calls[0]["href"] == "tel:112", where
        assert "tel:113" in [link["href"] for link in calls], where
        for key in keys_of(lines):
            assert rows[key].day_and_night, f"{where}: {key} is closed"
        for link in calls:
            # Who you are, the situation, the number. Whatever else is closed around it is one tap more.
            taps = 1 + len(link.find_parents("details")) + 1
            assert taps <= TAPS, where
            assert not link.find_parents(hidden=True), where
        seen += 1
    assert seen == sum(
        f"{audience}_steps" in item["value"] and bool(item["value"][f"{audience}_steps"])
        for item in every_situation(school_type)
        for audience in AUDIENCES
    )


@each_school
def test_the_first_after_the_danger_is_there_for_this_or_it_says_until_when_to_wait(school_type: str) -> None:
    with translation.override("nl"):
        waits = {str(hours.WAIT), str(hours.CALL_NEXT)}
    for situation, part in parts_of(make.see(page_of(school_type))):
        where = f"{situation['id']}, {part['data-grip-audience']}"
        _place, label, lines = at_night(part)
        expected = next((key for key, named in FOR_THIS_AT_NIGHT.items() if situation["id"] in named), "")
        if expected:
            assert keys_of(lines)[0] == expected, where
            assert label not in waits, where
        else:
            assert label in waits, where
            assert not {SEXUAL_HARM} & {*keys_of(lines)}, where


@each_school
def test_what_cannot_wait_begins_with_day_and_night_and_all_else_with_the_school(school_type: str) -> None:
    with translation.override("nl"):
        school = str(hours.SCHOOL_OPEN)
    for situation, part in parts_of(make.see(page_of(school_type))):
        where = f"{situation['id']}, {part['data-grip-audience']}"
        place, label, _lines = at_night(part)
        labels = [label for label, _lines in groups_of(part)]
        if situation["data-grip-urgency"] == "now" or situation["id"] == "iets-anders":
            assert place == 0, where
        else:
            assert labels[0] == school and place == 1, where
            assert label.startswith("Nu niemand op school?"), where


@each_school
def test_a_line_that_is_there_for_something_else_says_for_what(school_type: str) -> None:
    """A quarrel does not go to Veilig Thuis, unless home is not safe."""
    topics = {item["value"]["key"]: item["value"]["topic"] for item in every_situation(school_type)}
    soup = make.see(page_of(school_type))
    rows = {row.key: row for row in GripHelpline.objects.all()}
    with translation.override("nl"):
        leads = {key: str(lead) for key, lead in ONLY_WHEN.items()}
        others = {**leads, **{key: str(lead) for key, lead in ABOUT_ANOTHER.items()}}
    for situation, part in parts_of(soup):
        _place, _label, lines = at_night(part)
        for line in lines:
            key = str(line.get("data-grip-helpline", ""))
            if key and topics[str(situation["id"])] not in rows[key].topics.split(", "):
                reader = part["data-grip-audience"]
                lead = (leads if reader == "pupil" else others)[key]
                assert line.get_text().startswith(lead), f"{situation['id']}, {reader}: {key}"


@each_school
def test_no_reader_is_sent_to_a_line_for_others(school_type: str) -> None:
    soup = make.see(page_of(school_type))
    rows = {row.key: row for row in GripHelpline.objects.all()}
    for situation, part in parts_of(soup):
        for key in keys_of(part.select("[data-grip-helpline]")):
            audiences = rows[key].audiences
            assert not audiences or str(part["data-grip-audience"]) in audiences, f"{situation['id']}: {key}"


# --- the three labels ---------------------------------------------------------------


def part_with(reader: str = "pupil", **value: Any) -> Tag:
    page = make.make_page("incident_help", situations=[make.situation(**value)])
    found = make.see(page).select_one(f"[data-grip-audience={reader}]")
    assert found is not None
    return found


def plain(tag: Tag) -> str:
    return " ".join(tag.get_text("").split())


def labels_and_names(part: Tag) -> list[tuple[str, str]]:
    return [(label, " | ".join(plain(line) for line in lines)) for label, lines in groups_of(part)]


def test_known_hours_are_shown_and_unknown_ones_send_to_where_they_are() -> None:
    make.make_page("contact", contacts=[make.contact()])
    make.helpline("kindertelefoon")
    make.helpline("in-je-bol", name="In je Bol", phones="0800-0450", hours="Elke dag van 14.00 tot 22.00 uur")
    known = labels_and_names(part_with(pupil_helplines=["in-je-bol"]))[-1]
    assert known[0] == "Op hun eigen tijden" and "Elke dag van 14.00 tot 22.00 uur" in known[1]
    part = part_with(pupil_helplines=["in-je-bol", "kindertelefoon"])
    assert labels_and_names(part)[-1][0] == "Op hun eigen tijden Wanneer zijn ze er? Zie hun gegevens."
    assert part.select_one(".grip-help dt a")["href"].startswith("/")


def test_without_a_contact_page_a_line_with_unknown_hours_brings_its_site() -> None:
    make.helpline("politie", name="Politie", phones="0900-8844", url="https://politie.example/")
    part = part_with(pupil_helplines=["politie"])
    assert part.select_one("[data-grip-helpline=politie] a[href='https://politie.example/']")


def test_someone_outside_school_is_not_said_to_answer_when_the_school_is_open() -> None:
    outside = make.contact(label="Wijkagent", roles=["police"], scope="external", when="di en do")
    make.make_page("contact", contacts=[outside])
    found = labels_and_names(part_with(pupil_roles=["police"], pupil_helplines=[]))
    assert [label for label, _names in found] == [found[0][0], "Op hun eigen tijden"]
    assert "Wijkagent" in found[1][1] and "(di en do)" in found[1][1]


def test_days_of_someone_at_school_stand_with_the_number() -> None:
    make.make_page("contact", contacts=[make.contact(label="Juf Anneke", when="ma en di")])
    label, names = labels_and_names(part_with())[0]
    assert label == "Als school open is"
    assert names == "Bel Juf Anneke, 070 012 34 56 (ma en di)"


@pytest.mark.parametrize(("sexual", "said"), [("no", "een foto of filmpje"), ("yes", "de foto of het filmpje")])
def test_the_sentence_about_sending_speaks_of_the_picture_only_where_there_is_one(sexual: str, said: str) -> None:
    make.helpline("kindertelefoon")
    situation = part_with(sexual=sexual).find_parent("details")
    assert situation is not None
    never = situation.select_one(".grip-never")
    assert never is not None
    assert never.get_text() == f"Stuur nooit {said} mee. Vertel alleen wat er is gebeurd."


def test_a_block_with_people_says_who_answers_when_nobody_is_at_school() -> None:
    make.make_page(
        "contact", contacts=[make.contact(), make.contact(label="Wijkagent", roles=["police"], scope="external")]
    )
    make.helpline("veilig-thuis", name="Veilig Thuis", topics="home", phones="0800-2000", day_and_night=True)
    make.helpline("overdag", name="Overdag", phones="0800-2001")
    block = make.see(make.home_page(body=[make.block("contacts")])).select_one(".grip-contacts-block")
    said = " ".join(block.get_text(" ").split())
    order = ["Als school open is", "Nu niemand op school?", "Gevaar:", "Thuis niet veilig?", "Op hun eigen tijden"]
    assert [one for one in order if one in said] == order
    assert sorted(said.index(one) for one in order) == [said.index(one) for one in order]
    assert said.index("Op hun eigen tijden") < said.index("Wijkagent")
    assert "Overdag" not in said


def test_helplines_stand_below_when_they_answer_and_those_for_adults_last() -> None:
    make.helpline("volwassen", name="Volwassen", audiences="parent", position=1)
    make.helpline("kind", name="Kind", audiences="pupil", position=2)
    make.helpline("nacht", name="Nacht", audiences="", day_and_night=True, position=3)
    soup = make.see(make.home_page(body=[make.block("helplines")]))
    assert [card["data-grip-helpline"] for card in soup.select("[data-grip-helpline]")] == [
        "nacht",
        "kind",
        "volwassen",
    ]
    assert [label.get_text() for label in soup.select(".grip-label")] == ["Dag en nacht", "Op hun eigen tijden"]


def test_a_step_of_the_route_says_it_too() -> None:
    make.helpline("veilig-thuis", name="Veilig Thuis", phones="0800-2000", day_and_night=True)
    make.helpline("mind", name="MIND", phones="0900-1450", hours="Op werkdagen")
    step = make.step(text="Bel", roles=[], helplines=["veilig-thuis", "mind"])
    said = make.text_of(make.make_page("contact", steps=[step]))
    assert "0800-2000 (dag en nacht)" in said and "0900-1450 ( Op werkdagen )" in said


@pytest.mark.parametrize(("phones", "listed"), [([], 0), (["070 098 76 54"], 1)])
def test_about_someone_at_school_nobody_is_listed_who_is_only_reached_through_the_office(
    phones: list[str], listed: int
) -> None:
    """Who answers the phone of the school may be the one it is about."""
    make.settings_of(phone="070 012 34 56")
    card = make.contact(
        label="Buiten school", roles=["confidential-external"], phones=phones, email="", via_school=True
    )
    make.make_page("contact", contacts=[card])
    about = make.situation(key="iemand-van-school", topic="staff", pupil_roles=["confidential-external"])
    other = make.situation(key="anders", topic="bullying", pupil_roles=["confidential-external"])
    seen = make.see(make.make_page("incident_help", situations=[about, other]))
    cards = "[data-grip-audience=pupil] [data-grip-contact]"
    assert len(seen.select(f"#iemand-van-school {cards}")) == listed
    assert len(seen.select(f"#anders {cards}")) == 1
