"""A school that planted 0.1.0 gets the texts of today: what hurt first, and nothing without being asked.

``tests/upgrade/starter`` holds texts as that release shipped them.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from gripwagtail.content.positions import POSITION_OF
from gripwagtail.pages.models import GripIncidentHelpPage, GripNormPage
from gripwagtail.starter.corrections import EDITED, NEW, PAGE, UNTOUCHED, Correction, corrections, keep, take
from gripwagtail.starter.files import read
from gripwagtail.starter.language_file import language_file
from gripwagtail.starter.plans import planting
from gripwagtail.starter.texts import Texts, fill, load
from tests import factories as make
from tests.releases import home_in_dutch, in_english  # noqa: F401  (fixtures)
from tests.remembered import remembered

pytestmark = pytest.mark.django_db

BEFORE = Path(__file__).parent / "upgrade" / "starter" / "nl" / "vo"
VERSION = "2026.11"
# What was one situation for two positions, and the situation that the other one got.
SPLIT = {
    "foto-gekregen": "ongewenst-beeld",
    "rekening-uitlenen": "opgelicht",
    "te-kijk-gezet": "gegevens-online",
    "zelf-gedaan": "zelf-gestuurd",
}
# What became urgent.
NOW = ("iemand-dreigt", "dreigen-met-foto", "ouder-iemand", "iemand-van-school")
PAGES = {"incident_help": GripIncidentHelpPage, "norm": GripNormPage}


def texts_of_before() -> Texts:
    documents = [fill(read(path), language_file("nl").teacher["vo"]) for path in sorted(BEFORE.glob("*.toml"))]
    return Texts("nl", "vo", VERSION, {document["kind"]: document for document in documents})


def planted_before(kind: str) -> Any:
    """The page as 0.1.0 planted and published it: its texts, and no memory of what came later."""
    call_command("gripwagtail_start", school_type="vo", publish=True, publish_incident=True, stdout=io.StringIO())
    page, old = PAGES[kind].objects.get(), planting(kind, texts_of_before())
    for stream, items in old.streams.items():
        page = make.set_items(page, stream, items)
    memory = {"starter_offered": ""} if kind == "incident_help" else {}
    PAGES[kind].objects.update(**old.fields, **memory, starter_version=VERSION)
    return PAGES[kind].objects.get()


@pytest.fixture
def incident(home: Any) -> Any:
    return remembered("incident page of 0.1.0", lambda: planted_before("incident_help"))


@pytest.fixture
def norm(home: Any) -> Any:
    return remembered("norm of 0.1.0", lambda: planted_before("norm"))


def key_of(correction: Correction) -> str:
    return correction.shipped.key.rpartition("/")[2]


def by_key(page: Any) -> dict[str, Correction]:
    return {key_of(one): one for one in corrections(page)}


def value_of(page: Any, key: str) -> dict[str, Any]:
    return next(item["value"] for item in page.situations.raw_data if item["value"]["key"] == key)


def test_it_is_the_page_of_before(incident: Any) -> None:
    situation = value_of(incident, "foto-gekregen")
    assert "position" not in situation and "aan zijn of haar kant staat" in situation["pupil_steps"]
    assert len(incident.situations) < 20


def test_stored_pages_keep_working_and_speak_to_the_position_of_their_key(incident: Any) -> None:
    shown = make.see(incident)
    keys = [one["id"] for one in shown.select("[data-grip-situation]")]
    assert sorted(keys) == sorted(item["value"]["key"] for item in incident.situations.raw_data)
    assert set(keys) - {"iets-anders"} <= set(POSITION_OF)
    # “So we do not” is nothing for the one who is hurt, also where nobody stored a position.
    assert "niet met een ja" not in shown.select_one("#online-gepest").get_text()


def test_whatever_nobody_edited_is_known_and_safety_comes_first(incident: Any) -> None:
    found = corrections(incident)
    assert {one.status for one in found} == {UNTOUCHED, NEW}
    assert [one.safety for one in found] == sorted((one.safety for one in found), reverse=True)
    rewritten = {key_of(one) for one in found if one.status == UNTOUCHED and one.id != PAGE}
    assert rewritten >= {*SPLIT, *NOW}
    assert rewritten <= {item["value"]["key"] for item in incident.situations.raw_data}


@pytest.mark.parametrize("key", [*SPLIT, *NOW])
def test_what_hurt_or_waited_too_long_is_corrected_for_safety_and_says_why(incident: Any, key: str) -> None:
    correction = by_key(incident)[key]
    assert correction.safety and correction.status == UNTOUCHED
    assert correction.shipped.changed
    take(incident, correction)
    assert value_of(incident, key)["urgency"] == ("now" if key in NOW else "today")
    # Whom it speaks to is read from its key, so it needs no decision.
    assert key in POSITION_OF


@pytest.mark.parametrize(("one", "other"), SPLIT.items())
def test_the_other_half_of_what_was_one_is_offered_for_safety(incident: Any, one: str, other: str) -> None:
    correction = by_key(incident)[other]
    assert correction.status == NEW and correction.safety
    take(incident, correction)
    assert value_of(incident, other)["position"] == POSITION_OF[other] == "hurt"
    # Two that are hurt alike were split because one of them cannot wait.
    assert POSITION_OF[one] != "hurt" or value_of(incident, other)["urgency"] == "now"


def test_taking_everything_gives_the_page_that_is_planted_today(incident: Any) -> None:
    for correction in corrections(incident):
        take(incident, correction)
    assert corrections(incident) == []
    today = planting("incident_help", load("nl", "vo")).streams["situations"]
    have = {item["value"]["key"]: item["value"] for item in incident.situations.raw_data}
    planted = {item["value"]["key"]: item["value"] for item in today}
    assert set(planted) <= set(have)
    for key, value in planted.items():
        words = [name for name in value if name.partition("_")[0] in ("pupil", "parent", "staff", "title", "urgency")]
        assert {name: have[key].get(name) for name in words} == {name: value[name] for name in words}, key


def test_keeping_everything_leaves_the_page_as_it_is(incident: Any) -> None:
    before = [(item["value"]["key"], item["value"]["pupil_steps"]) for item in incident.situations.raw_data]
    for correction in corrections(incident):
        keep(incident, correction)
    assert corrections(incident) == []
    assert [(item["value"]["key"], item["value"]["pupil_steps"]) for item in incident.situations.raw_data] == before


def test_what_a_school_wrote_is_told_as_edited(incident: Any) -> None:
    items = [dict(item) for item in incident.situations.raw_data]
    for item in items:
        if item["value"]["key"] == "foto-gekregen":
            item["value"] = {**item["value"], "pupil_opening": "Wat wij zelf zeggen."}
    page = make.set_items(incident, "situations", items)
    assert by_key(page)["foto-gekregen"].status == EDITED


def test_the_norm_gets_that_nothing_sexual_of_a_child_is_shared_first_of_all(norm: Any) -> None:
    found = corrections(norm)
    assert found[0].safety and key_of(found[0]) == "toestemming"
    assert "nooit" in found[0].shipped.values["so_not"]
    # The sentence about punishment could be read as a promise.
    (punished,) = [one for one in found if key_of(one) == "hulp-halen"]
    assert "krijgt geen straf" in value_in(norm, "hulp-halen")["if_broken"]
    assert "levert je nooit straf op" in punished.shipped.values["if_broken"]


def value_in(page: Any, key: str) -> dict[str, Any]:
    return next(
        item["value"] for item in page.agreements.raw_data if item["value"]["starter_key"].rpartition("/")[2] == key
    )
